"""A body's name as it is read: its head, how far it reaches, and the fields of work that may follow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dnnd.lexicon import table
from dnnd.names.clauses import Clause
from dnnd.names.people import full_name_end
from dnnd.syllables import phrase_key

# Kinds of head that bear names of any form, and those that go on after a place.
OPEN = frozenset({"institute", "company", "press"})
COMMITTEES = frozenset({"committee", "society"})
# Kinds of head that a word which no table knows may follow, in small letters too.
NAMED_FREELY = frozenset({"local", "company", "institute", "mission", "party"})
_LOWER_AFTER_HEAD = frozenset({"society", "committee", "organ", "ministry", "party"})


@dataclass
class Reading:
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
        self.is_seated = self.kind not in OPEN
        named = self.clause.is_capital(self.start) or self.kind in NAMED_FREELY - OPEN
        return self.take(end, named=named, closed=closed)


@cache
def _lower_fields() -> frozenset[str]:
    """Fields that the table also writes without a capital."""
    return frozenset(phrase_key(f) for e in table("body_fields") for f in e.forms if f[0].islower())


def field_end(reading: Reading, at: int) -> tuple[int, str] | None:
    """The end and kind of a field of work that begins at a unit and may stand there."""
    clause = reading.clause
    found = clause.match("body_fields", at)
    if not found:
        return None
    end, entry = found
    fits = clause.is_capital(at) or _may_be_lower(reading, at, end) or _goes_on_lower(reading, at, end, entry.kind)
    if entry.kind == "generic" and not reading.is_fresh:
        return None
    if not fits or (clause.is_capital(at) and entry.kind != "scope" and _is_person(reading, at, end)):
        return None
    return end, entry.kind


def _may_be_lower(reading: Reading, at: int, end: int) -> bool:
    key = " ".join(unit.key for unit in reading.clause.units[at:end])
    if key in _lower_fields():
        return not reading.is_fresh or end > at + 1 or reading.kind in _LOWER_AFTER_HEAD
    if reading.kind == "company":
        return not any(reading.clause.capitals[reading.head_end : at])
    return reading.is_fresh and reading.kind in COMMITTEES and end > at + 1


def _goes_on_lower(reading: Reading, at: int, end: int, kind: str) -> bool:
    """Whether a field in small letters ends a name ("Phát thanh truyền hình"), or leads on to its next part.

    A field that is also an action ("điều tra", "xây dựng") may be the verb of the sentence: only companies have it.
    """
    clause = reading.clause
    if reading.is_fresh or end == at + 1 or clause.is_shouting:
        return False
    if _is_task(reading, at):
        return True
    led_on = clause.is_capital(end) and clause.match("body_fields", end) is not None
    named = clause.is_capital(end) and reading.kind == "company" and not clause.stops(end)
    if kind in ("action", "task"):
        return led_on and reading.kind in OPEN
    return led_on or named or end >= len(clause) or not clause.units[end].is_word


def _is_task(reading: Reading, at: int) -> bool:
    """Whether a task that needs its object stands before: "Cục Quản lý [cạnh tranh]"."""
    task = reading.clause.match("body_fields", reading.head_end)
    return task is not None and task[0] == at and task[1].kind == "task"


def _is_person(reading: Reading, at: int, end: int) -> bool:
    """Whether a word that is also a field begins a full name: "Văn phòng Chính phủ Mai Tiến Dũng"."""
    name = full_name_end(reading.clause, at)
    return name is not None and name > end + 1
