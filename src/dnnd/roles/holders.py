"""Tells whose a title without a name is: the person's whom the text last gave it to, or gives it to later."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dnnd.lexicon import keys, table
from dnnd.roles.titles import Title
from dnnd.spans import Mention
from dnnd.syllables import phrase_key

# Kinds of title that mean the holder at home where no country is named.
_AT_HOME = frozenset({"party", "state", "parliament", "ministry"})
# So many times as often a text names the present holder of an office as a former one.
_FAR_MORE = 3


@dataclass(frozen=True)
class Held:
    """A title, its holder, the rule that tells so. `weak`: a title that is known to be another's is not this one's."""

    title: Title
    person: Mention
    rule: str
    weak: bool = False


class _Holders:
    """Who held which title, by head and office, in the order in which the text gave them."""

    def __init__(self, held: Sequence[Held], named: Counter[str]) -> None:
        self._named = named
        self._times = Counter((h.title.name, h.title.is_deputy, h.person.entity) for h in held)
        self._by_head: dict[tuple[str, bool, bool], dict[tuple[frozenset[str], str], Held]] = defaultdict(dict)

    def add(self, held: Held) -> None:
        """Note a holder; the last one noted is the first one found."""
        title = held.title
        if title.office or phrase_key(held.person.entity) not in keys("title_contexts", "never_bare"):
            for name, office in _short_forms(title):
                noted = self._by_head[name, title.is_deputy, title.is_former]
                noted.pop((office, held.person.entity), None)
                noted[office, held.person.entity] = held

    def of(self, title: Title) -> Mention | None:
        """The last person noted who held this title or one that it may stand for in short."""
        noted = self._by_head.get((title.name, title.is_deputy, title.is_former), {})
        same = [held for (office, _), held in noted.items() if title.office == office]
        fitting = [held for (office, _), held in noted.items() if title.office <= office]
        if same and title.office:
            return self._meant(title, same).person
        if title.kind in _AT_HOME and not title.has_place:
            fitting.sort(key=lambda held: (not held.title.has_place, title.is_unique * self._given(held)))
        return self._meant(title, fitting).person if fitting else None

    def of_house(self, title: Title) -> Mention | None:
        """Of a royal title with its country the one who has the head in this text, and never with a country."""
        noted = self._by_head.get((title.name, title.is_deputy, title.is_former), {})
        people = {person: held for (_, person), held in noted.items()}
        told = title.kind == "royal" and title.has_place and len(people) == 1 and not any(office for office, _ in noted)
        return next(iter(people.values())).person if told else None

    def _meant(self, title: Title, found: Sequence[Held]) -> Held:
        """The last of several holders; of an office with one at a time, whom the text names far more often."""
        most = max(reversed(found), key=lambda held: self._named[held.person.entity])
        far = self._named[most.person.entity] >= _FAR_MORE * self._named[found[-1].person.entity]
        return most if far and title.is_unique and not (title.kind in _AT_HOME and not title.has_place) else found[-1]

    def _given(self, held: Held) -> int:
        """How often the text names this person with this title: a guest's fellow officer is named less often."""
        return self._times[held.title.name, held.title.is_deputy, held.person.entity]


def _short_forms(title: Title) -> list[tuple[str, frozenset[str]]]:
    """The heads by which a title may be called, with the rest as its office: "Chủ tịch nước" is "Chủ tịch" too."""
    words = title.name.split() if title.is_unique else []
    shorter = [(" ".join(words[:size]), words[size:]) for size in range(2, len(words))]
    heads = [(name, title.office | set(map(phrase_key, rest))) for name, rest in shorter if name in _heads()]
    return [*heads, (title.name, title.office)]


@cache
def _heads() -> frozenset[str]:
    return frozenset(entry.name for entry in table("titles") if entry.more["extent"])


def reconsidered(held: Sequence[Held], left: Sequence[Title], named: Counter[str]) -> list[Held]:
    """The titles held, with those that a name elsewhere in the text explains.

    A title belongs to the person to whom the text last gave it; before the first time, as in headings, to the first.
    """
    later = _Holders(held, named)
    for one in sorted(held, key=lambda h: -h.title.start):
        if not one.weak:
            later.add(one)
    found = [h for h in held if not h.weak]
    before = _Holders(held, named)
    weak = {h.title.start: h for h in held if h.weak}
    steps = [(h.title.start, h.title, h) for h in found] + [(t.start, t, None) for t in left]
    steps += [(start, h.title, None) for start, h in weak.items()]
    for start, title, known in sorted(steps, key=lambda step: step[0]):
        if known:
            before.add(known)
            continue
        told = title.is_capitalised or (title.has_place and title.is_unique)
        person = (before.of(title) or later.of(title) or later.of_house(title)) if told else None
        if person:
            found.append(Held(title, person, "last holder"))
        elif start in weak:
            found.append(weak[start])
            before.add(weak[start])
    return [h for h in found if h.title.kind != "delegate"]
