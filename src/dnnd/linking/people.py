"""Finds the full name that a short one stands for: "ông Thăng", "N.Modi", "bà Suu Kyi"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from dnnd.lexicon import keys, phrases
from dnnd.syllables import is_vietnamese, phrase_key, syllables

_QUOTES = str.maketrans("", "", "“”\"'‘’")


@lru_cache(maxsize=65536)
def _words(name: str) -> tuple[str, ...]:
    """The keys of a name's words and initials, without signs."""
    return tuple(unit.key for unit in syllables(name.translate(_QUOTES)) if unit.is_word)


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without the initials before them."""
    first = next((i for i, word in enumerate(words) if len(word) > 1), len(words) - 1)
    return words[first:]


@lru_cache(maxsize=65536)
def _is_foreign(name: str) -> bool:
    return any(len(word) > 1 and not is_vietnamese(word) for word in _words(name))


def _ends_with(words: tuple[str, ...], core: tuple[str, ...]) -> bool:
    """Whether the last words of a name, with or without its inner initials, are these: "Ruth N. Cole", "Ruth Cole"."""
    return words[-len(core) :] == core or tuple(word for word in words if len(word) > 1)[-len(core) :] == core


def _goes_before(words: tuple[str, ...], core: tuple[str, ...]) -> bool:
    """Whether a name may be called by its first words: a foreign one, or a Vietnamese one by more than its family."""
    return words[: len(core)] == core and (len(core) > 1 or core[0] not in keys("family_names", "family"))


class FullNames:
    """The people of a text, or of many, in order; asked which of them a shorter name means."""

    def __init__(self, names: Iterable[str]) -> None:
        self._first_seen: dict[str, int] = {}
        by_end: dict[str, list[str]] = defaultdict(list)
        for place, name in enumerate(names):
            if phrase_key(name) in self._first_seen:
                continue
            self._first_seen[phrase_key(name)] = place
            words = _words(name)
            if len(_core(words)) > 1 or len(words) > 2:
                for word in {words[0], *words[1:]}:
                    by_end[word].append(name)
        self._by_word = by_end

    def full(self, name: str, place: int | None = None) -> str:
        """The one full name that a name may stand for; itself where there is none or more than one.

        `place` is the number of the mention: names before it come before names behind it. None: places do not matter.
        """
        known = phrases("appellations").get(name)
        if known:
            return known.name
        longer = self._roots(name)
        if len(longer) > 1 and place is not None:
            longer = [other for other in longer if self._first_seen[phrase_key(other)] < place]
        return longer[0] if len(longer) == 1 else name

    def full_if_foreign(self, name: str) -> str:
        """The same for names that a whole collection has one bearer of: "Putin" is, "Mai" is not one person."""
        found = self.full(name) if _is_foreign(name) else name
        return found if _is_foreign(found) else name

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
