"""Names of bodies: their canonical form by the tables, and which short ones a text has named in full."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from functools import cache, lru_cache
from itertools import pairwise

from dnnd.lexicon import Entry, phrases, table
from dnnd.normalize import squeeze
from dnnd.spans import Mention
from dnnd.syllables import Syllable, is_vietnamese, phrase_key, syllables

# The tables that write out the parts of a body's name; the first that knows a form wins.
_PARTS = ("body_heads", "body_fields", "bodies", "places", "place_units")
# Parts whose canonical spelling always replaces the text's: "Uỷ ban Nhân dân" is "Ủy ban nhân dân".
_ALWAYS = ("body_heads", "body_fields")
# Kinds of body that each division has, so that a text may leave the division out.
_LOCAL_KINDS = frozenset({"society", "ministry", "local", "organ", "committee"})
# Kinds of body whose division may follow without its noun: "Sở Y tế Bình Thuận", "Tỉnh ủy Bình Thuận".
_DIVISION_KINDS = frozenset({"province", "city", "capital", "district"})
# Kinds of body that are abbreviated by the letters of their field.
_OF_A_FIELD = frozenset({"ministry", "committee", "organ", "society"})
_HOME = "Việt Nam"


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
    return phrases("bodies").get(name.removesuffix(f" {_HOME}")) if name.endswith(f" {_HOME}") else None


def _written_out(name: str) -> str:
    """A name with its abbreviated parts in full: the longest known parts from left to right."""
    units = syllables(name)
    pieces, at, end, is_spelt = [], 0, 0, False
    while at < len(units):
        size, written = _part(units, at)
        gap = name[end : units[at].start]
        if not gap and is_spelt and units[at].text.isalnum():
            gap = " "  # "H.Nghĩa Hành" is "huyện Nghĩa Hành"
        end = units[at + size - 1].end
        pieces.append(gap + (written or name[units[at].start : end]))
        is_spelt = bool(written)
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
    forms = ("".join(form.split()) for e in table(name) for form in e.variants if is_abbreviated(form))
    return frozenset(forms)


def is_abbreviated(form: str) -> bool:
    """Whether a word of a form has a capital inside or a dot: "TP.HCM", "LB Nga"."""
    return any(len(word) > 1 and (word[1:] != word[1:].lower() or "." in word) for word in form.split())


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=65536)
def without_units(key: str) -> str:
    """A key without the unit noun of a known division: "tỉnh yên bái" and "yên bái" are one place."""
    words = key.split(" ")
    if _first_of_units().isdisjoint(words):
        return key
    kept, at = [], 0
    while at < len(words):
        if words[at] in _first_of_units():
            at += next((size for size in (2, 1) if _is_unit(words, at, size)), 0)
        kept.append(words[at])
        at += 1
    return " ".join(kept)


def _is_unit(words: Sequence[str], at: int, size: int) -> bool:
    """Whether so many words are the unit noun of a division that is named behind them."""
    names = _divisions().get(" ".join(words[at : at + size]), frozenset())
    return any(" ".join(words[at + size : end]) in names for end in range(at + size + 1, len(words) + 1))


@cache
def _first_of_units() -> frozenset[str]:
    return frozenset(unit.split(" ")[0] for unit in _divisions())


@cache
def _divisions() -> dict[str, frozenset[str]]:
    """The keys of the provinces and districts by the unit noun before them."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in ("places", "divisions"):
        for entry in table(name):
            for unit in filter(None, entry.more["units"].split("|")):
                found[phrase_key(unit)] |= {phrase_key(form) for form in entry.forms}
    return {unit: frozenset(names) for unit, names in found.items()}


# --- by the evidence of one text -----------------------------------------------------------------------------------


def bodies_of(text: Sequence[Mention]) -> dict[int, str]:
    """The entity of each ORG mention of one text, by the number of the mention."""
    aliases, fields = _aliases(text), _of_fields(text)
    named = {
        place: fields.get(place) or aliases.get(mention.text) or body_entity(squeeze(mention.text))
        for place, mention in enumerate(text)
        if mention.type == "ORG"
    }
    fuller = _fuller(set(named.values()))
    return {place: fuller.get(phrase_key(entity), entity) for place, entity in named.items()}


def _aliases(text: Sequence[Mention]) -> dict[str, str]:
    """Abbreviations that the text explains in brackets, with the body they stand for."""
    return {
        after.text: body_entity(squeeze(before.text))
        for before, after in pairwise(text)
        if after.found_by == "taught_abbreviation" and before.type == "ORG" and after.start - before.end <= 2
    }


def _of_fields(text: Sequence[Mention]) -> dict[int, str]:
    """The ministries behind "Bộ trưởng [Ngoại giao]": those of this country where no other is told."""
    found, foreign = {}, {}
    for place, mention in enumerate(text):
        if mention.found_by != "field_of_title":
            continue
        name = body_entity(f"Bộ {squeeze(mention.text)}")
        after = text[place + 1] if place + 1 < len(text) and text[place + 1].start - mention.end <= 1 else None
        country = _country(after) if after else ""
        if country and country != _HOME:
            foreign[place] = f"{name} {country}"
        elif after is None or after.type != "PER" or all(map(is_vietnamese, _words(after.text))):
            found[place] = name
        else:  # a guest: the ministry that the text has named with its country
            abroad = {other for other in foreign.values() if other.startswith(f"{name} ")}
            found[place] = abroad.pop() if len(abroad) == 1 else squeeze(mention.text)
    return found | foreign


def _country(mention: Mention) -> str:
    """The name of the country that a mention is; "" for any other name."""
    known = phrases("countries", "places", "territories").get(mention.text) if mention.type == "LOC" else None
    return known.name if known and known.kind in ("country", "ambiguous", "homograph") else ""


def _words(name: str) -> list[str]:
    return [unit.text for unit in syllables(name) if unit.is_word]


def _fuller(entities: set[str]) -> dict[str, str]:
    """The keys of bodies named in short, each with the one body of the text that it stands for."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    known = {phrase_key(entity) for entity in entities}
    for entity in sorted(entities, key=lambda name: (name.count(" "), name)):
        for short in _without_division(entity) & known:
            found[short][without_units(phrase_key(entity))] = entity
    for entity in filter(_letters, entities):
        for other in _spelt_out(entity, (*entities, *_known_bodies())):
            found[phrase_key(entity)][without_units(phrase_key(other))] = other
    return {short: next(iter(full.values())) for short, full in found.items() if _is_one(short, full, known)}


def _is_one(short: str, full: dict[str, str], known: set[str]) -> bool:
    """Whether a short name stands for one body, and the text does not name that of the whole country beside it."""
    return len(full) == 1 and f"{short} việt nam" not in known and not short.endswith(" việt nam")


@lru_cache(maxsize=65536)
def _without_division(entity: str) -> Set[str]:
    """The keys under which a body of a division may be named in short: "Sở Y tế", "Ủy ban nhân dân tỉnh"."""
    units = syllables(entity)
    head = phrases("body_heads").match(units, 0) if units else None
    if head is None or head[1].kind not in _LOCAL_KINDS:
        return set()
    found = set()
    for cut in range(head[0], len(units)):
        noun = phrases("place_units").match(units, cut)
        name = cut + noun[0] if noun and noun[1].kind == "admin" else len(units)
        if name < len(units) and units[name].is_capitalised and units[name].key != "ủy":
            found |= {_key(units[:cut]), _key(units[:name])}
        elif _is_division(entity[units[cut].start :]) and head[1].kind != "society":
            found |= {_key(units[:cut]), *_with_nouns(units, cut)}
    return found


def _is_division(name: str) -> bool:
    known = phrases("places", "divisions").get(name) if name[:1].isupper() else None
    return known is not None and known.kind in _DIVISION_KINDS


def _with_nouns(units: Sequence[Syllable], cut: int) -> set[str]:
    """Short names with the noun that a division may have: "Ủy ban nhân dân Hà Nội" is "Ủy ban nhân dân thành phố"."""
    rest = _key(units[cut:])
    return {f"{_key(units[:cut])} {noun}" for noun, names in _divisions().items() if rest in names}


def _key(units: Sequence[Syllable]) -> str:
    return " ".join(unit.key for unit in units)


# --- abbreviated fields --------------------------------------------------------------------------------------------


def _spelt_out(entity: str, others: Iterable[str]) -> list[str]:
    """The bodies whose field an abbreviation has the letters of, in order: "Ủy ban TCNS"."""
    letters, head = _letters(entity), _head(entity)
    return [other for other in others if _head(other) == head and _initials(other) == letters]


@lru_cache(maxsize=65536)
def _letters(entity: str) -> str:
    """The letters of the capitals that stand for a body's field; "" where it is no abbreviation."""
    units = syllables(entity)
    head = phrases("body_heads").match(units, 0) if units else None
    if head is None or head[1].kind not in _OF_A_FIELD or phrases("bodies").get(entity):
        return ""
    words = [unit for unit in units[head[0] :] if unit.is_word]
    capitals = len(words) > 0 and all(unit.text.isupper() for unit in words)
    letters = _plain("".join(unit.key for unit in words)).replace("tw", "tu") if capitals else ""
    return letters if len(letters) > 2 else ""


@lru_cache(maxsize=65536)
def _head(entity: str) -> str:
    """The key of the noun that opens a body's name."""
    head = phrases("body_heads").match(syllables(entity), 0)
    return phrase_key(head[1].name) if head else ""


@lru_cache(maxsize=65536)
def _initials(entity: str) -> str:
    """The first letters of the words behind a body's head, without "và": "tcns" for "Ủy ban Tài chính - Ngân sách"."""
    units = syllables(entity)
    head = phrases("body_heads").match(units, 0)
    words = [unit.key for unit in units[head[0] if head else 0 :] if unit.is_word and unit.key != "và"]
    return _plain("".join(word[0] for word in words))


def _plain(letters: str) -> str:
    """Letters without marks; "đ" stays."""
    return "".join(c for c in unicodedata.normalize("NFD", letters) if not unicodedata.combining(c))


@cache
def _known_bodies() -> tuple[str, ...]:
    """The bodies of the tables that a text may abbreviate without naming them."""
    return tuple(entry.name for entry in table("bodies") if entry.kind == "body")
