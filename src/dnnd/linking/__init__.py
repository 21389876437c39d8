"""Gives every mention its entity: the one canonical name by which a collection's mentions are grouped.

Known short forms go by the tables ("MTTQ" is "Mặt trận Tổ quốc Việt Nam"), abbreviated parts of a body are written out
("UBND tỉnh X" is "Ủy ban nhân dân tỉnh X"), a short name joins the full name of the same text, and of several
spellings of one name the most frequent stands for all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from dnnd.lexicon import Entry, keys, phrases, table
from dnnd.linking.people import FullNames
from dnnd.linking.titled import short_key, titled_key
from dnnd.normalize import squeeze
from dnnd.spans import Mention
from dnnd.syllables import Syllable, phrase_key, syllables

# The tables that write out the parts of a body's name; the first that knows a form wins.
_PARTS = ("body_heads", "body_fields", "bodies", "places", "place_units")
# Parts whose canonical spelling always replaces the text's: "Uỷ ban Nhân dân" is "Ủy ban nhân dân".
_ALWAYS = ("body_heads", "body_fields")
_PLACES = ("places", "divisions", "territories")
# Kinds of place whose canonical name is the table's, however long a form the texts use.
# Nouns of divisions, and kinds of body that each division has, where a text may leave the division out.
_DIVISION_NOUNS = frozenset({"tỉnh", "thành", "tp", "huyện", "quận", "thị"})
_LOCAL_KINDS = frozenset({"society", "ministry"})
# Kinds of unit noun that are often part of the name itself: "Nhà hát Trưng Vương", "Biển Hồ".
_AS_WRITTEN = frozenset({"building", "water", "land"})
_FIXED_PLACES = frozenset(
    {"country", "ambiguous", "homograph", "city", "capital", "region", "water", "island", "building", "short"}
)


def link(texts: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """The same mentions, text by text, each with its `entity` set by the evidence of the whole collection.

    >>> found = link([[Mention(0, 13, "Nguyễn Văn An", "PER", "", ""), Mention(20, 22, "An", "PER", "", "")]])
    >>> [m.entity for m in found[0]]
    ['Nguyễn Văn An', 'Nguyễn Văn An']
    """
    named = [_named(text) for text in texts]
    everybody = FullNames([m.entity for text in named for m in text if m.type == "PER"])
    named = [[_known_abroad(m, everybody) for m in text] for text in named]
    spellings = _Spellings(mention for text in named for mention in text)
    return [[replace(m, entity=spellings.best(m)) for m in text] for text in named]


def _named(text: Sequence[Mention]) -> list[Mention]:
    """The mentions of one text with the fullest name that the text itself gives."""
    people, aliases = FullNames([squeeze(m.text) if m.type == "PER" else "" for m in text]), _aliases(text)
    named, local = [], _local_bodies({squeeze(m.text) for m in text if m.type == "ORG"})
    for place, mention in enumerate(text):
        entity = squeeze(mention.text)
        if mention.type == "PER":
            entity = people.full(entity, place)
        elif mention.type == "ORG":
            entity = aliases.get(mention.text) or local.get(phrase_key(entity)) or body_entity(entity)
        elif mention.type == "LOC":
            entity = place_entity(entity)
        elif mention.entity:
            entity = mention.entity
        named.append(replace(mention, entity=entity))
    return named


def _local_bodies(names: set[str]) -> dict[str, str]:
    """For a society named without its province, the one that the text names with it: "Hội Luật gia [tỉnh Yên Bái]"."""
    found: dict[str, set[str]] = defaultdict(set)
    for longer in names:
        units = syllables(longer)
        unit = next((i for i in range(2, len(units)) if units[i].key in _DIVISION_NOUNS), None)
        noun = phrases("place_units").match(units, unit) if unit else None
        head = phrases("body_heads").match(units, 0)
        if unit and noun and unit + noun[0] < len(units) and head and head[1].kind in _LOCAL_KINDS:
            found[" ".join(u.key for u in units[:unit])].add(body_entity(longer))
    alone = {short: full for short, full in found.items() if len(full) == 1 and not short.endswith("việt nam")}
    return {short: next(iter(full)) for short, full in alone.items()}


def _known_abroad(mention: Mention, everybody: FullNames) -> Mention:
    """A foreign name in short belongs to the one person whom the collection names in full."""
    return replace(mention, entity=everybody.full_if_foreign(mention.entity)) if mention.type == "PER" else mention


def _aliases(text: Sequence[Mention]) -> dict[str, str]:
    """Abbreviations that the text explains in brackets, with the body they stand for."""
    return {
        after.text: body_entity(squeeze(before.text))
        for before, after in pairwise(text)
        if after.found_by == "taught_abbreviation" and before.type == "ORG" and after.start - before.end <= 2
    }


@lru_cache(maxsize=65536)
def body_entity(name: str) -> str:
    """The canonical name of a body, by the tables.

    >>> body_entity("MTTQ Việt Nam"), body_entity("Sở TN&MT tỉnh Yên Bái"), body_entity("UBND TP.HCM")
    ('Mặt trận Tổ quốc Việt Nam', 'Sở Tài nguyên và Môi trường tỉnh Yên Bái', 'Ủy ban nhân dân Thành phố Hồ Chí Minh')
    """
    known = phrases("bodies").get(name) or _of_this_country(name)
    return known.name if known else _capitalised(_written_out(name))


def _of_this_country(name: str) -> Entry | None:
    """A body with "Việt Nam" behind it that is known without: "Bộ Ngoại giao Việt Nam"."""
    home = " Việt Nam"
    return phrases("bodies").get(name.removesuffix(home)) if name.endswith(home) else None


def _written_out(name: str) -> str:
    """A name with its abbreviated parts in full: the longest known parts from left to right."""
    units = syllables(name)
    pieces, at, end = [], 0, 0
    while at < len(units):
        size, written = _part(units, at)
        gap = name[end : units[at].start]
        end = units[at + size - 1].end
        pieces.append(gap + written if written else gap + name[units[at].start : end])
        at += size
    return squeeze("".join(pieces))


def _part(units: Sequence[Syllable], at: int) -> tuple[int, str]:
    """How many units the next part has, and its full form; "" where it stays as written."""
    for name in _PARTS:
        found = phrases(name).match(units, at)
        if found:
            written = "".join(unit.text for unit in units[at : at + found[0]])
            known = name in _ALWAYS or written in _abbreviations(name)
            return found[0], found[1].name if known else ""
    return 1, ""


@cache
def _abbreviations(name: str) -> frozenset[str]:
    """Forms of a table with two capitals in one word, or a dot: abbreviations, which are written out."""
    forms = ("".join(form.split()) for e in table(name) for form in e.variants if _is_abbreviated(form))
    return frozenset(forms)


def _is_abbreviated(form: str) -> bool:
    return any(len(word) > 1 and (word[1:] != word[1:].lower() or "." in word) for word in form.split())


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]


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
        written = unit[1].kind in _AS_WRITTEN and not _is_abbreviated(name)
        return name if written else f"{unit[1].name} {proper}"
    return name


class _Spellings:
    """The spellings of each name in a collection, and the one that stands for all."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for mention in mentions:
            self._counts[_group(mention)][mention.entity] += 1
        marked: dict[tuple[str, str], list[str]] = defaultdict(list)
        for kind, key in self._counts:
            if kind == "DOC" and short_key(key) != key:
                marked[kind, short_key(key)].append(key)
        self._marked = {bare: found[0] for bare, found in marked.items() if len(found) == 1}
        self._marked |= _places_with_units([key for kind, key in self._counts if kind == "LOC"])
        for (kind, bare), key in self._marked.items():
            self._counts[kind, key] += self._counts.pop((kind, bare), Counter())

    def best(self, mention: Mention) -> str:
        """The fullest form of the mention's name, in its most frequent spelling; capitals throughout only at need."""
        kind, key = _group(mention)
        counts = self._counts[kind, self._marked.get((kind, key), key)]
        return min(counts, key=lambda form: (form.isupper(), -form.count(" "), -counts[form], form))


def _places_with_units(places: Iterable[str]) -> dict[tuple[str, str], str]:
    """For bare names, the one form with a unit noun: "Savannakhet" is "tỉnh Savannakhet" where no other unit has it."""
    found: dict[str, list[str]] = defaultdict(list)
    known = set(places)
    for place in known:
        unit, _, rest = place.partition(" ")
        if rest in known and unit in keys("place_units", "admin"):
            found[rest].append(place)
    return {("LOC", bare): full[0] for bare, full in found.items() if len(full) == 1}


def _group(mention: Mention) -> tuple[str, str]:
    """The key under which forms of one name meet: without the unit noun that the tables know for a division."""
    key = phrase_key(mention.entity)
    if mention.type == "PER":
        return "PER", key.replace("“", "").replace('"', "")
    if mention.type in ("EVENT", "DOC"):
        return mention.type, titled_key(mention.entity)
    return mention.type, _without_units(key) if mention.type in ("LOC", "ORG") else key


@lru_cache(maxsize=65536)
def _without_units(key: str) -> str:
    """A key without the unit noun of a known division: "tỉnh yên bái" and "yên bái" are one place."""
    words = key.split(" ")
    kept, at = [], 0
    while at < len(words):
        for size in (2, 1):
            name = _divisions().get(" ".join(words[at : at + size]), ())
            if any(f"{' '.join(words[at + size :])} ".startswith(f"{division} ") for division in name):
                at += size
                break
        kept.append(words[at])
        at += 1
    return " ".join(kept)


@cache
def _divisions() -> dict[str, tuple[str, ...]]:
    """The keys of the provinces and districts by the unit noun before them."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in ("places", "divisions"):
        for entry in table(name):
            for unit in filter(None, entry.more["units"].split("|")):
                found[phrase_key(unit)] += [phrase_key(form) for form in entry.forms]
    return {unit: tuple(names) for unit, names in found.items()}
