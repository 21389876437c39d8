"""Finds the full name that a short one stands for: "ông Thăng", "N.Modi", "bà Suu Kyi"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain, repeat

from dnnd.lexicon import keys, phrases
from dnnd.normalize import lookup_key
from dnnd.spans import Mention
from dnnd.syllables import is_vietnamese, phrase_key

_QUOTES = str.maketrans("", "", "“”\"'‘’")
_SEXES = ("man", "woman")
# So many times as often a name of three words stands alone as with a fourth that does not belong to it.
_OFTEN = 3
# As far before a name as the words of its bearer's sex are looked for.
_BEFORE = 16


@lru_cache(maxsize=65536)
def _words(name: str) -> tuple[str, ...]:
    """The keys of a name's words and initials, without signs."""
    return tuple(unit for unit in phrase_key(name.translate(_QUOTES)).split(" ") if unit[:1].isalpha())


@lru_cache(maxsize=65536)
def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without the initials before them."""
    first = next((i for i, word in enumerate(words) if len(word) > 1), len(words) - 1)
    return words[first:]


@lru_cache(maxsize=65536)
def is_foreign(name: str) -> bool:
    """Whether one of a name's words is no Vietnamese syllable."""
    return any(len(word) > 1 and not is_vietnamese(word) for word in _words(name))


def forget() -> None:
    """Drops what is remembered of names: those of a whole collection take as much memory as all that is counted."""
    for remembered in (_words, _core, is_foreign):
        remembered.cache_clear()


def _ends_with(words: tuple[str, ...], core: tuple[str, ...]) -> bool:
    """Whether the last words of a name, with or without its inner initials, are these: "Ruth N. Cole", "Ruth Cole"."""
    if words[-1] != core[-1] and len(words[-1]) > 1:
        return False
    return words[-len(core) :] == core or tuple(word for word in words if len(word) > 1)[-len(core) :] == core


def _goes_before(words: tuple[str, ...], core: tuple[str, ...]) -> bool:
    """Whether a name may be called by its first words: a foreign one, or a Vietnamese one by more than its family."""
    if words[: len(core)] != core or (len(core) == 1 and core[0] in keys("family_names", "family")):
        return False
    return len(core) < 3 or core[0] not in keys("family_names", "family") or not all(map(is_vietnamese, core))


def sexes(text: Sequence[Mention], view: str) -> list[str]:
    """For each mention of a text "man" or "woman", by the word before the name or inside it, or "" where none tells.

    Where one mention does not tell, the others of the same form do, if they agree.
    """
    told = [_sex(mention, view) if mention.type == "PER" else "" for mention in text]
    by_form: dict[str, set[str]] = defaultdict(set)
    for mention, sex in zip(text, told, strict=True):
        by_form[phrase_key(mention.text)] |= {sex} - {""}
    agreed = {form: next(iter(found)) for form, found in by_form.items() if len(found) == 1}
    alone = [agreed.get(phrase_key(m.text), "") if m.type == "PER" else "" for m in text]
    return [sex or other for sex, other in zip(told, alone, strict=True)]


def _sex(mention: Mention, view: str) -> str:
    before = lookup_key(view[max(0, mention.start - _BEFORE) : mention.start])
    found = _honorifics().search(before)
    if found and not (found[0].strip() == "anh" and view[mention.start - len(found[0])].isupper()):  # the country
        return str(found.lastgroup)
    middle = set(_words(mention.text)[1:-1])
    return next((sex for sex in _SEXES if middle & keys("title_contexts", f"name of a {sex}")), "")


@cache
def _honorifics() -> re.Pattern[str]:
    """The words right before a name that tell its bearer's sex, on the key text."""
    forms = {sex: sorted(keys("title_contexts", sex), key=lambda form: (-len(form), form)) for sex in _SEXES}
    groups = "|".join(rf"(?P<{sex}>{'|'.join(map(re.escape, forms[sex]))})" for sex in _SEXES)
    return re.compile(rf"(?<!\w)(?:{groups}) +$")


class FullNames:
    """The people of a text, or of many, in order; asked which of them a shorter name means.

    `told` says of each name whether it stands for a man or a woman; "" or too few of them: not known. `times` says how
    often each stands there, where each is given once.
    """

    def __init__(self, names: Sequence[str], told: Sequence[str] = (), times: Sequence[int] | None = None) -> None:
        self._first_seen: dict[str, int] = {}
        self._times: Counter[str] = Counter()
        self._sexes: dict[str, set[str]] = defaultdict(set)
        self._by_word: defaultdict[str, list[str]] = defaultdict(list)
        known = chain(told, repeat(""))
        for place, (name, sex, often) in enumerate(zip(names, known, times or repeat(1), strict=False)):
            key = phrase_key(name)
            self._times[key] += often
            if sex:
                self._sexes[key].add(sex)
            if key in self._first_seen:
                continue
            self._first_seen[key] = place
            words = _words(name)
            if len(_core(words)) > 1 or len(words) > 2:
                for word in dict.fromkeys(words):
                    self._by_word[word].append(name)

    def full(self, name: str, place: int | None = None, sex: str = "") -> str:
        """The one full name that a name may stand for; itself where there is none or more than one.

        `place` is the number of the mention: names before it come before names behind it. None: places do not matter.
        `sex`: the bearer of the full name is no known one of the other sex.
        """
        known = phrases("appellations").get(name)
        if known:
            return known.name
        if self._runs_on(name):
            return name.rpartition(" ")[0]
        longer = [other for other in self._roots(name) if self._may_be(other, sex)]
        if len(longer) > 1 and place is not None:
            longer = [other for other in longer if self._first_seen[phrase_key(other)] < place]
        return longer[0] if len(longer) == 1 else name

    def full_if_foreign(self, name: str, sex: str = "") -> str:
        """The same for a foreign name: a whole collection has one bearer of "Putin", of "Mai" it has not."""
        found = self.full(name, sex=sex)
        return found if is_foreign(found) else name

    def _runs_on(self, name: str) -> bool:
        """Whether a Vietnamese name is another, written more often, and the first word of what follows it."""
        words = _words(name)
        if len(words) < 4 or words[0] not in keys("family_names") or " ".join(words) != phrase_key(name):
            return False
        times, long = self._times[" ".join(words[:-1])], self._times[" ".join(words)]
        return times >= max(long, 1) if len(words) > 4 else times >= _OFTEN * max(long, 1)

    def _may_be(self, name: str, sex: str) -> bool:
        known = self._sexes.get(phrase_key(name))
        return not sex or not known or sex in known

    def _roots(self, name: str) -> list[str]:
        """The longest names that a name may stand for, the last words first asked."""
        words = _words(name)
        core = _core(words)
        if not core:
            return []
        others = [other for other in self._by_word[core[-1]] if self._is_longer(words, core, other)]
        ending = [other for other in others if _ends_with(_words(other), core)]
        found = ending or [other for other in others if _goes_before(_words(other), core)]
        return [other for other in found if not any(self._is_part(other, whole) for whole in found)]

    @staticmethod
    def _is_longer(words: tuple[str, ...], core: tuple[str, ...], other: str) -> bool:
        """Whether another name has more words, and its first the initials of this one: "J. Widodo", "Joko Widodo"."""
        long = _words(other)
        if len(long) <= len(core) or len(_core(long)) < len(core) or long == words:
            return False
        initials = words[: len(words) - len(core)]
        if initials and len(_core(long)) == len(core):
            return False
        return all(any(word.startswith(i) for word in long[: -len(core)]) for i in initials)

    @staticmethod
    def _is_part(name: str, whole: str) -> bool:
        core, long = _core(_words(name)), _words(whole)
        return len(core) < len(_core(long)) and _ends_with(long, core)
