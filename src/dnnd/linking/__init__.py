"""Gives every mention its entity: the one canonical name by which a collection's mentions are grouped.

Known short forms go by the tables ("MTTQ" is "Mặt trận Tổ quốc Việt Nam"), abbreviated parts of a body are written out
("UBND tỉnh X" is "Ủy ban nhân dân tỉnh X"), a short name joins the full name of the same text, and of several
spellings of one name the most frequent stands for all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from dnnd.lexicon import keys, phrases
from dnnd.linking.bodies import bodies_of, body_entity, is_abbreviated, without_units
from dnnd.linking.people import FullNames, forget, is_foreign, sexes
from dnnd.linking.titled import short_key, titled_key
from dnnd.normalize import squeeze
from dnnd.spans import Mention
from dnnd.syllables import phrase_key, syllables

__all__ = ["Name", "Named", "body_entity", "canonical", "link", "name", "place_entity", "with_entity"]

_PLACES = ("places", "divisions", "territories")
# Kinds of unit noun that are often part of the name itself: "Nhà hát Trưng Vương", "Biển Hồ".
_AS_WRITTEN = frozenset({"building", "water", "land"})
# Kinds of place whose canonical name is the table's, however long a form the texts use.
_FIXED_PLACES = frozenset(
    {"country", "ambiguous", "homograph", "city", "capital", "region", "water", "island", "building", "short"}
)

_MANY = 10_000  # names: what was remembered of so many is not kept


def link(texts: Sequence[Sequence[Mention]], views: Sequence[str] = ()) -> list[list[Mention]]:
    """The same mentions, text by text, each with its `entity` set by the evidence of the whole collection.

    `views` are the texts that the offsets count in, in the same order. With them "bà" and "ông" before a name tell
    people of one family name apart; without them the names alone do.

    >>> found = link([[Mention(0, 13, "Nguyễn Văn An", "PER", "", ""), Mention(20, 22, "An", "PER", "", "")]])
    >>> [m.entity for m in found[0]]
    ['Nguyễn Văn An', 'Nguyễn Văn An']
    """
    named = [name(text, view) for text, view in zip(texts, views or [""] * len(texts), strict=True)]
    own = [[(m.type, m.entity, sex) for m, sex in zip(*one, strict=True)] for one in named]
    entities = canonical(Counter(chain.from_iterable(own)))
    found = zip(named, own, strict=True)
    return [[with_entity(m, entities[n]) for m, n in zip(text, names, strict=True)] for (text, _), names in found]


Named = tuple[Sequence[Mention], Sequence[str]]  # mentions of a text, and the sex told of each
Name = tuple[str, str, str]  # the type of a mention, the fullest name that its text gives, the sex that is told


def name(text: Sequence[Mention], view: str) -> Named:
    """The mentions of one text with the fullest name that the text itself gives, and what is told of each one's sex."""
    told = sexes(text, view)
    return _named(text, told), told


def canonical(names: Mapping[Name, int]) -> dict[Name, str]:
    """The canonical name of each name of a collection, given with how often it stands there, the first seen first.

    >>> canonical({("PER", "Vladimir Putin", ""): 1, ("PER", "Putin", "man"): 2})[("PER", "Putin", "man")]
    'Vladimir Putin'
    """
    known = {n: n[1] for n in names}
    if foreign := [n for n in names if n[0] == "PER" and is_foreign(n[1])]:
        everybody = FullNames([own for _, own, _ in names], [sex for _, _, sex in names], list(names.values()))
        # Foreign names in short belong to the one person whom the collection names in full.
        known |= {n: everybody.full_if_foreign(n[1], n[2]) for n in foreign}
        del everybody
    if len(names) > _MANY:
        forget()
    times: Counter[tuple[str, str]] = Counter()
    for one, entity in known.items():
        times[one[0], entity] += names[one]
    spellings = _Spellings(times)
    best = {kind_and_name: spellings.best(*kind_and_name) for kind_and_name in times}
    return {one: best[one[0], entity] for one, entity in known.items()}


def with_entity(mention: Mention, entity: str) -> Mention:
    """The mention with a canonical name, itself where it has that name."""
    return mention if mention.entity == entity else replace(mention, entity=entity)


def _named(text: Sequence[Mention], told: Sequence[str]) -> list[Mention]:
    """The mentions of one text with the fullest name that the text itself gives."""
    people = FullNames([squeeze(m.text) if m.type == "PER" else "" for m in text], told)
    named, bodies = [], bodies_of(text)
    for place, mention in enumerate(text):
        entity = squeeze(mention.text)
        if mention.type == "PER":
            entity = people.full(entity, place, told[place])
        elif mention.type == "ORG":
            entity = bodies[place]
        elif mention.type == "LOC":
            entity = place_entity(entity)
        elif mention.entity:
            entity = mention.entity
        named.append(with_entity(mention, entity))
    return named


@lru_cache(maxsize=65536)
def place_entity(name: str) -> str:
    """The canonical name of a place, by the tables; units of divisions stay, abbreviated ones written out.

    >>> place_entity("TP.HCM"), place_entity("LB Nga"), place_entity("Q. Ba Đình")
    ('Thành phố Hồ Chí Minh', 'Nga', 'quận Ba Đình')
    """
    known = phrases("countries", *_PLACES).get(name)
    if known:
        return known.name
    units = syllables(name)
    unit = phrases("place_units").match(units, 0) if units else None
    if unit and unit[0] < len(units):
        rest = name[units[unit[0]].start :]
        known = phrases(*_PLACES).get(rest)
        proper = known.name if known else rest
        if known and known.kind in _FIXED_PLACES and unit[1].name in ("thủ đô", "thành phố", "nước"):
            return proper
        written = unit[1].kind in _AS_WRITTEN and not is_abbreviated(name)
        return name if written else f"{unit[1].name} {proper}"
    return name


class _Spellings:
    """The spellings of each name in a collection, and the one that stands for all."""

    def __init__(self, names: Mapping[tuple[str, str], int]) -> None:
        self._groups = {name: _group(*name) for name in names}
        self._counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for (_, entity), group, times in zip(names, self._groups.values(), names.values(), strict=True):
            self._counts[group][entity] += times
        marked: dict[tuple[str, str], list[str]] = defaultdict(list)
        for kind, key in self._counts:
            if kind == "DOC" and short_key(key) != key:
                marked[kind, short_key(key)].append(key)
        self._marked = {bare: found[0] for bare, found in marked.items() if len(found) == 1}
        self._marked |= _places_with_units([key for kind, key in self._counts if kind == "LOC"])
        for kind, bare in self._marked:
            self._counts[self._full(kind, bare)] += self._counts.pop((kind, bare), Counter())

    def _full(self, kind: str, key: str) -> tuple[str, str]:
        """The key of the fullest form of a name; a full one may be the bare one of another: "xã A", "huyện xã A"."""
        while (kind, key) in self._marked:
            key = self._marked[kind, key]
        return kind, key

    def best(self, type_: str, entity: str) -> str:
        """The fullest form of a name, in its most frequent spelling; capitals throughout only at need."""
        counts = self._counts[self._full(*self._groups[type_, entity])]
        if len(counts) == 1:
            return next(iter(counts))
        return min(counts, key=lambda form: (form.isupper(), -form.count(" "), -counts[form], form))


def _places_with_units(places: Sequence[str]) -> dict[tuple[str, str], str]:
    """For bare names, the one form with a unit noun: "Savannakhet" is "tỉnh Savannakhet" where no other unit has it."""
    found: dict[str, list[str]] = defaultdict(list)
    known = set(places)
    for place in places:
        unit, _, rest = place.partition(" ")
        if rest in known and unit in keys("place_units", "admin"):
            found[rest].append(place)
    return {("LOC", bare): full[0] for bare, full in found.items() if len(full) == 1}


def _group(kind: str, entity: str) -> tuple[str, str]:
    """The key under which forms of one name meet: without the unit noun that the tables know for a division."""
    key = phrase_key(entity)
    if kind == "PER":
        return "PER", key.replace("“", "").replace('"', "")
    if kind in ("EVENT", "DOC"):
        return kind, titled_key(entity)
    return kind, without_units(key) if kind in ("LOC", "ORG") else key
