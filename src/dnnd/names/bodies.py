"""Finds names of bodies: known ones, and a head ("Ban", "Sở", "Hội" …) with what belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from dnnd.lexicon import Entry, table
from dnnd.names.clauses import OPENING_QUOTES, Clause, Hit
from dnnd.names.known_bodies import division_nouns, known_body
from dnnd.names.people import begins_clause, full_name_end, is_vietnamese, token_end
from dnnd.names.places import country_end, country_pair, known_place, place_with_unit
from dnnd.syllables import phrase_key

# The longest name between quotation marks, in units: Hiệp hội “Trung tâm ảnh”.
_LONGEST_QUOTED = 8


@dataclass
class _Reading:
    """A head and how far its name has been read: `end`; what has been seen decides what may follow."""

    clause: Clause
    kind: str
    start: int
    head_end: int
    end: int
    may_stand_alone: bool
    is_named: bool = False  # more than a head and a generic word
    is_proper: bool = False  # a word that no table of fields knows
    is_seated: bool = False  # a place or pair of countries: only places and tasks follow
    is_closed: bool = False  # nothing follows

    @property
    def is_fresh(self) -> bool:
        return self.end == self.head_end

    @property
    def is_shouted(self) -> bool:
        """The head is in capitals and no abbreviation, so that capitals after it say nothing."""
        shouted = all(unit.text.isupper() for unit in self.clause.units[self.start : self.head_end])
        return shouted and not self.clause.is_exactly("body_heads", self.start, self.head_end)

    def take(self, end: int, *, named: bool = True, closed: bool = False) -> bool:
        self.end, self.is_named, self.is_closed = end, self.is_named or named, closed
        return True

    def sit(self, end: int, *, closed: bool) -> bool:
        """Takes a place; alone it makes a name only of a head with a capital: "Đại học Huế", no "công ty Việt Nam"."""
        self.is_seated = self.kind not in _OPEN
        named = self.clause.is_capital(self.start) or self.kind in _NAMED_FREELY - _OPEN
        return self.take(end, named=named, closed=closed)


_Step = Callable[[_Reading], bool]
_LOWER_AFTER_HEAD = frozenset({"society", "committee", "organ", "ministry", "party"})
_OPEN = frozenset({"institute", "company", "press"})
_WITH_AND = frozenset({"society", "committee", "institute", "company", "department"})
_WITH_PLACE_INSIDE = frozenset({"mission", "society", "committee", *_OPEN})
_COMMITTEES = frozenset({"committee", "society"})


@cache
def _lower_fields() -> frozenset[str]:
    """Fields that the table also writes without a capital."""
    return frozenset(phrase_key(f) for e in table("body_fields") for f in e.forms if f[0].islower())


def _field_end(reading: _Reading, at: int) -> tuple[int, str] | None:
    """The end and kind of a field of work that begins at a unit and may stand there."""
    clause = reading.clause
    found = clause.match("body_fields", at)
    if not found:
        return None
    end, entry = found
    fits = clause.is_capital(at) or _may_be_lower(reading, at, end)
    if entry.kind == "generic" and not reading.is_fresh:
        return None
    if not fits or (clause.is_capital(at) and entry.kind != "scope" and _is_person(reading, at, end)):
        return None
    return end, entry.kind


def _may_be_lower(reading: _Reading, at: int, end: int) -> bool:
    key = " ".join(unit.key for unit in reading.clause.units[at:end])
    if key in _lower_fields():
        return not reading.is_fresh or end > at + 1 or reading.kind in _LOWER_AFTER_HEAD
    if reading.kind == "company":
        return not any(reading.clause.capitals[reading.head_end : at])
    return reading.is_fresh and reading.kind in _COMMITTEES and end > at + 1


def _is_person(reading: _Reading, at: int, end: int) -> bool:
    """Whether a word that is also a field begins a full name: "Văn phòng Chính phủ Mai Tiến Dũng"."""
    name = full_name_end(reading.clause, at)
    return name is not None and name > end + 1


def _read_field(reading: _Reading) -> bool:
    found = _field_end(reading, reading.end)
    if found and (country_end(reading.clause, reading.end) or 0) >= found[0]:
        return False
    return bool(found) and reading.take(found[0], named=found[1] not in ("generic", "legal")) if found else False


def _read_number(reading: _Reading) -> bool:
    """ "Quân khu 7", "Bệnh viện 108", "Ban Chỉ đạo 389"."""
    unit = reading.clause.units[reading.end]
    fits = reading.is_fresh and reading.kind in ("army", "institute", "committee", "company")
    return fits and unit.text.isdecimal() and len(unit.text) < 4 and reading.take(reading.end + 1)


def _read_place(reading: _Reading) -> bool:
    """The seat or realm of the body: "UBND tỉnh Bình Thuận", "Đại sứ quán Việt Nam", "Hội Hữu nghị Việt - Lào"."""
    clause, at = reading.clause, reading.end
    pair = _pair_end(reading, at)
    if pair:
        return reading.sit(pair, closed=False)
    country = country_end(clause, at)
    if country:
        return reading.sit(country, closed=reading.kind not in _WITH_PLACE_INSIDE)
    unit = place_with_unit(clause, at) if clause.key(at) in division_nouns() else None
    if unit and unit.start == at:
        return reading.sit(unit.end, closed=True)
    known = known_place(clause, at)
    if known and known[1].kind not in ("ambiguous", "short") and (full_name_end(clause, at) or 0) <= known[0]:
        return reading.sit(known[0], closed=reading.kind not in _WITH_PLACE_INSIDE)
    return False


def _pair_end(reading: _Reading, at: int) -> int | None:
    """The end of a pair of countries in the name of a society or committee: "Việt Nam - Cuba", "Nga-Việt"."""
    if reading.kind not in ("society", "committee", "institute"):
        return None
    first = _half_end(reading.clause, at)
    if first is None or not reading.clause.is_dash(first):
        return None
    return _half_end(reading.clause, first + 1)


def _half_end(clause: Clause, at: int) -> int | None:
    pair = country_pair(clause, at)
    return country_end(clause, at) or (pair.end if pair else None)


def _read_unit_noun(reading: _Reading) -> bool:
    """A bare unit noun: "UBND tỉnh", "Sở Nội vụ thành phố"."""
    clause, at = reading.clause, reading.end
    fits = reading.kind in ("local", "ministry") or (reading.kind == "organ" and reading.is_named)
    fits = fits or reading.may_stand_alone
    found = clause.match("place_units", at) if fits else None
    if not found or found[1].kind != "admin" or clause.key(at) not in _BARE_UNITS:
        return False
    return reading.take(found[0], named=reading.kind == "local" or reading.may_stand_alone, closed=True)


_BARE_UNITS = frozenset({"tỉnh", "thành", "tp", "huyện", "quận", "xã", "phường", "thị"})


def _read_parent(reading: _Reading) -> bool:
    """The body above: "Văn phòng [Bộ Nội vụ]", "Ban Thường vụ [Tỉnh ủy]"."""
    if reading.kind in ("company", "press", "army", "mission", "party"):
        return False
    if not reading.clause.is_capital(reading.end) and reading.kind != "organ":
        return False
    parent = body(reading.clause, reading.end)
    return parent is not None and reading.take(parent.end, closed=True)


def _read_word(reading: _Reading) -> bool:
    """A capitalised word that no table knows, unless a person begins there."""
    clause, at = reading.clause, reading.end
    if reading.is_seated or not clause.is_capital(at) or clause.stops(at) or _begins_person(reading, at):
        return False
    head = clause.match("body_heads", at)
    if head and head[0] > at + 1:
        return False
    if reading.kind in ("organ", "mission") or (
        not is_vietnamese(clause.units[at].text) and not _may_be_foreign(reading)
    ):
        return False
    end = token_end(clause, at)
    if end is None:
        return False
    if begins_clause(clause, at) or (reading.is_shouted and clause.units[at].is_all_caps):
        return False
    if clause.is_half_word(at) and is_vietnamese(clause.units[at].text) and reading.kind != "company":
        return not reading.is_proper and reading.take(end + 1)
    reading.is_proper = True
    return reading.take(end)


def _may_be_foreign(reading: _Reading) -> bool:
    return reading.kind in _OPEN or reading.clause.units[reading.end].is_all_caps


def _begins_person(reading: _Reading, at: int) -> bool:
    """Schools and companies may bear a person's name; no other body does."""
    end = full_name_end(reading.clause, at)
    if end is None:
        return False
    if reading.kind == "institute":
        return reading.is_proper
    return reading.kind != "company" or (reading.is_named and end - at >= 3)


def _read_quoted(reading: _Reading) -> bool:
    """A name in quotation marks: Hiệp hội “Trung tâm ảnh”."""
    clause, at = reading.clause, reading.end
    closing = OPENING_QUOTES.get(clause.units[at].text)
    if not closing or reading.kind not in ("society", "company", "institute") or not clause.is_capital(at + 1):
        return False
    for end in range(at + 2, min(at + _LONGEST_QUOTED, len(clause))):
        if clause.units[end].text == closing:
            return reading.take(end + 1)
    return False


def _read_dash(reading: _Reading) -> bool:
    """A dash between two fields: "Tài chính - Ngân sách", or inside a company's name."""
    clause, at = reading.clause, reading.end
    if reading.is_fresh or not (clause.is_dash(at) or clause.units[at].text == "&") or at + 1 >= len(clause):
        return False
    if _field_end(reading, at + 1) and clause.is_capital(at + 1):
        return reading.take(at + 1)
    glued = clause.is_joined(at) and clause.is_joined(at + 1) and clause.is_capital(at + 1)
    return glued and reading.kind in ("company", "institute") and not clause.stops(at + 1) and reading.take(at + 1)


def _read_and(reading: _Reading) -> bool:
    """One more field: "Viện Nghiên cứu Kinh tế và Chính sách"; never another body."""
    clause, at = reading.clause, reading.end
    if reading.is_fresh or reading.kind not in _WITH_AND or clause.key(at) not in ("và", ","):
        return False
    if not clause.is_capital(at + 1) or not _field_end(reading, at + 1):
        return False
    if any(clause.match(name, at + 1) for name in ("body_heads", "bodies", "non_names")):
        return False
    return (clause.key(at) == "và" or _enumeration_ends(reading, at)) and reading.take(at + 1)


def _enumeration_ends(reading: _Reading, at: int) -> bool:
    """Whether fields with commas between them end in "và" and a field."""
    clause = reading.clause
    while clause.key(at) == ",":
        found = _field_end(reading, at + 1) if clause.is_capital(at + 1) else None
        if not found:
            return False
        at = found[0]
    return clause.key(at) == "và" and clause.is_capital(at + 1) and _field_end(reading, at + 1) is not None


def _read_about(reading: _Reading) -> bool:
    """The task of a committee: "Ban Chỉ đạo Trung ương về phòng, chống tham nhũng"."""
    clause, after = reading.clause, reading.end + 1
    if reading.kind not in _COMMITTEES or reading.is_fresh or clause.key(reading.end) not in ("về", "vì"):
        return False
    if reading.kind == "society" and not clause.is_capital(after):
        return False
    found = clause.match("body_fields", after) or known_place(clause, after)
    return found is not None and reading.take(found[0])


def _read_of(reading: _Reading) -> bool:
    """The parliament or government whose committee it is: "Ủy ban Kinh tế của Quốc hội"."""
    clause, at = reading.clause, reading.end
    if reading.kind != "committee" or not reading.is_named or clause.key(at) != "của":
        return False
    parent = known_body(clause, at + 1)
    return parent is not None and parent.rule == "known_bare" and reading.take(parent.end, closed=True)


def _read_at(reading: _Reading) -> bool:
    """Where a mission or court sits: "Đại sứ quán Việt Nam tại Liên bang Nga"."""
    clause, at = reading.clause, reading.end
    if reading.is_fresh or clause.key(at) != "tại" or reading.kind not in ("mission", "local"):
        return False
    if reading.kind == "local" and clause.key(at - 1) != "cao":
        return False
    known = known_place(clause, at + 1)
    end = country_end(clause, at + 1) or (known[0] if known else None)
    return end is not None and reading.take(end, closed=True)


# In this order: the first that reads on wins.
_STEPS: tuple[_Step, ...] = (
    _read_number,
    _read_field,
    _read_place,
    _read_parent,
    _read_unit_noun,
    _read_quoted,
    _read_dash,
    _read_and,
    _read_about,
    _read_of,
    _read_at,
    _read_word,
)


def headed_body(clause: Clause, at: int) -> Hit | None:
    """A head and what belongs to it: fields of work, place, parent body, as far as they go."""
    head = clause.match("body_heads", at)
    if not head or full_name_end(clause, at) or _is_other_word(clause, at, head[0]):
        return None
    head_end, entry = head
    if not _may_begin(clause, at, head_end, entry):
        return None
    reading = _Reading(clause, entry.kind, at, head_end, head_end, bool(entry.more["alone"]))
    while not reading.is_closed and reading.end < len(clause) and any(step(reading) for step in _STEPS):
        pass
    if not (reading.is_named or _stands_alone(clause, at, entry)) or not _has_capitals(
        clause, at, reading.end, head_end
    ):
        return None
    return Hit(at, reading.end, "ORG", f"headed_{entry.kind}")


def _is_other_word(clause: Clause, at: int, end: int) -> bool:
    """Whether the head is the first syllable of a longer word: "Bộ trưởng", "Hội nghị", "Viện trưởng"."""
    longer = (clause.match(name, at) for name in ("honorifics", "non_names"))
    return any(found and found[0] > end for found in longer)


def _may_begin(clause: Clause, at: int, end: int, entry: Entry) -> bool:
    """A head in small letters is one only where the table says so, and a field, parent body or name follows."""
    if clause.is_capital(at) or clause.is_shouting:
        return True
    if any(clause.capitals[at + 1 : end]):
        return True
    if not entry.more["small"] or clause.is_second_half(at) or not clause.is_capital(end) or clause.stops(end):
        return False
    if entry.kind in _NAMED_FREELY:
        return True
    return bool(clause.match("body_fields", end) or (entry.kind == "organ" and body(clause, end)))


_NAMED_FREELY = frozenset({"local", "company", "institute", "mission", "party"})


def _stands_alone(clause: Clause, at: int, entry: Entry) -> bool:
    """Whether a bare head is a name: capitalised Tỉnh ủy, UBND; TAND only as an abbreviation."""
    if entry.more["alone"] == "abbreviation":
        return clause.units[at].is_all_caps
    return entry.more["alone"] == "alone" and clause.is_capital(at)


def _has_capitals(clause: Clause, at: int, end: int, head_end: int) -> bool:
    """A name has a capital after its head; a head in small letters has it right there."""
    if clause.is_shouting:
        return True
    if any(clause.capitals[at + 1 : end]) or clause.units[at].is_all_caps:
        return True
    return clause.is_capital(at) and (head_end == end or any(u.text.isdecimal() for u in clause.units[head_end:end]))


def body(clause: Clause, at: int) -> Hit | None:
    """The longest name of a body that begins at a unit."""
    known, headed = known_body(clause, at), headed_body(clause, at)
    if known and headed:
        return known if known.end >= headed.end or clause.key(known.end) == "về" else headed
    return known or headed
