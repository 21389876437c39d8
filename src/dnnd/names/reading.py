"""A body's name as it is read: its head, how far it reaches, and the fields of work that may follow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dnnd.lexicon import keys, table
from dnnd.names.clauses import Clause
from dnnd.names.people import full_name_end
from dnnd.syllables import is_vietnamese, phrase_key

# Kinds of head that bear names of any form, and those that go on after a place.
OPEN = frozenset({"institute", "company", "press", "works", "venue"})
COMMITTEES = frozenset({"committee", "society"})
# Kinds of head that a word which no table knows may follow, in small letters too.
NAMED_FREELY = frozenset({"local", "company", "institute", "mission", "party", "works", "venue"})
# Units of a trade in a company's name: "Thiết bị điện", "Cơ điện".
_LONGEST_TRADE = 4
# Units of the object of a committee's task.
_LONGEST_OBJECT = 14
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
    has_place: bool = False
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
        self.is_seated, self.has_place = self.kind not in OPEN, True
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
    small = _may_be_lower(reading, at, end, entry.kind) or _goes_on_lower(reading, at, end, entry.kind)
    fits = clause.is_capital(at) or small
    if entry.kind == "generic" and not reading.is_fresh:
        return None
    if not fits or (clause.is_capital(at) and entry.kind != "scope" and _is_person(reading, at, end)):
        return None
    return end, entry.kind


def _may_be_lower(reading: Reading, at: int, end: int, kind: str) -> bool:
    if reading.is_seated and kind in ("action", "task"):
        return False  # "Giáo hội Phật giáo Việt Nam đoàn kết"
    key = " ".join(unit.key for unit in reading.clause.units[at:end])
    if key in _lower_fields():
        return not reading.is_fresh or end > at + 1 or reading.kind in _LOWER_AFTER_HEAD
    if reading.kind in ("company", "works"):
        return not any(reading.clause.capitals[reading.head_end : at])
    return reading.is_fresh and reading.kind in COMMITTEES and end > at + 1 and kind not in ("action", "task")


def _goes_on_lower(reading: Reading, at: int, end: int, kind: str) -> bool:
    """Whether a field in small letters ends a name ("Phát thanh truyền hình"), or leads on to its next part.

    A field that is also an action ("điều tra", "xây dựng") may be the verb of the sentence: only companies have it.
    """
    clause = reading.clause
    if end == at + 1 or clause.is_shouting:
        return False
    if _is_task(reading, at):
        return True
    if reading.is_fresh:
        return False
    led_on = clause.is_capital(end) and clause.match("body_fields", end) is not None
    named = clause.is_capital(end) and reading.kind == "company" and not clause.stops(end)
    if kind in ("action", "task"):
        return led_on and reading.kind in OPEN
    return led_on or named or end >= clause.size or not clause.units[end].is_word


def _is_task(reading: Reading, at: int) -> bool:
    """Whether a task that needs its object stands before: "Cục Quản lý [cạnh tranh]"."""
    task = reading.clause.match("body_fields", at - 2) if at - 2 in (reading.head_end, reading.head_end - 2) else None
    return task is not None and task[0] == at and task[1].kind == "task" and reading.clause.is_capital(at - 2)


def _is_person(reading: Reading, at: int, end: int) -> bool:
    """Whether a word that is also a field begins a full name: "Văn phòng Chính phủ Mai Tiến Dũng"."""
    name = full_name_end(reading.clause, at)
    return name is not None and name > end + 1


# --- names that go on in small letters -------------------------------------------------------------------------------


def trade_end(clause: Clause, at: int) -> int | None:
    """Behind a company's trade that no table knows, where its name follows: "Công ty [Phong điện] Thuận Bình"."""
    end = at + 1
    while (
        end < at + _LONGEST_TRADE and not clause.is_capital(end) and clause.key(end).isalpha() and not clause.stops(end)
    ):
        end += 1
    named = clause.is_capital(end) and is_vietnamese(clause.units[end].text) and not clause.stops(end)
    other = any(clause.match(name, end) for name in ("body_heads", "bodies", "honorifics"))
    return end if named and not other and end > at + 1 else None


def closed_end(clause: Clause, at: int) -> int | None:
    """Behind the small syllables of a word that a sign ends: "Khoa Thận nhân tạo)"."""
    end = at + 1
    while end < at + _LONGEST_TRADE and end < clause.size and clause.units[end].is_word and not clause.stops(end):
        end += 1
    small = not any(clause.capitals[at + 1 : end]) and (end == clause.size or not clause.units[end].is_word)
    functions = any(clause.key(i) in keys("function_words") for i in range(at + 1, end))
    return end if small and not functions else None


def object_end(clause: Clause, at: int) -> int:
    """Behind the object of a task, up to a sign or function word: "về đổi mới [cơ chế hoạt động] đã họp"."""
    end = at
    while end < at + _LONGEST_OBJECT and end < clause.size and clause.units[end].is_word:
        if clause.is_capital(end) or clause.key(end) in keys("function_words"):
            break
        end += 1
    return end if end < at + _LONGEST_OBJECT else at


def taught_end(clause: Clause, at: int) -> int | None:
    """The bracket with a name's abbreviation, if nothing but more of the name leads there: "… đường cao tốc (VEC)"."""
    end = at
    while end < min(at + _LONGEST_OBJECT, clause.size) and (clause.units[end].is_word or clause.is_dash(end)):
        other = any(clause.match(name, end) for name in ("body_heads", "bodies", "honorifics"))
        if clause.key(end) in keys("title_contexts", "run_stop") or (clause.is_capital(end) and other):
            return None
        end += 1
    taught = clause.key(end) == "(" and clause.key(end + 2) == ")" and clause.units[end + 1].is_all_caps
    return end if taught and end > at else None
