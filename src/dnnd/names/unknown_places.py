"""Finds places that no table knows, by what stands around them: a house's number, "ở", a division in brackets."""

from __future__ import annotations

from dnnd.lexicon import keys
from dnnd.names.clauses import Clause, Hit
from dnnd.names.people import full_name_end, run_end
from dnnd.names.places import place, place_with_unit, proper_end
from dnnd.syllables import is_vietnamese

# Such a name has up to three syllables.
_LONGEST = 3
_IN = frozenset({"ở", "tại"})
_WHERE = _IN | {"từ", "đến"}
# What these tables know is no place.
_OTHERS = ("bodies", "body_heads", "body_fields", "non_names", "honorifics", "credits", "papers", "document_kinds")


def address(clause: Clause, at: int) -> Hit | None:
    """A street by the number of a house before it: "số 23 Lê Duẩn"."""
    if not clause.key(at - 1).isdecimal() or not clause.is_capital(at):
        return None
    if clause.key(at - 2) not in keys("place_units", "before_number"):
        return None
    end = full_name_end(clause, at, expected=True) or proper_end(clause, at)
    return Hit(at, end, "LOC", "address") if end and end > at + 1 else None


def _on_route(clause: Clause, at: int) -> bool:
    """Whether the word before says that a place follows, or that a line of places goes on."""
    return clause.is_dash(at - 1) or clause.key(at - 1) in keys("place_units", "route") | _WHERE


def located(clause: Clause, at: int) -> Hit | None:
    """A place that no table knows, behind "ở" or "tại": "ở Khanty-Mansiysk", "tại Lao Chải"."""
    if clause.key(at - 1) not in _IN or not clause.is_title_case(at) or clause.is_joined(at):
        return None
    end = run_end(clause, at)
    if end is None or end > at + _LONGEST + 2 or any(clause.match(name, at) for name in _OTHERS):
        return None
    written = all(clause.is_capital(i) and clause.is_title_case(i) for i in range(at, end) if clause.units[i].is_word)
    home = all(is_vietnamese(unit.text) for unit in clause.units[at:end] if unit.is_word)
    if clause.key(end).isdecimal():  # "tại Km 38"
        return None
    short = end < at + 2 or end > at + _LONGEST
    if home and (short or not written or clause.is_half_word(end - 1)):
        return None
    return Hit(at, end, "LOC", "located") if not clause.is_joined(end) or clause.units[end].text in ",.;:)”" else None


def bracketed(clause: Clause, at: int) -> Hit | None:
    """A place that no table knows, by the division in brackets behind it: "Bãi Vọt (Hà Tĩnh)"."""
    end = proper_end(clause, at) if "(" in clause.written and _on_route(clause, at) else None
    if end is None or end > at + _LONGEST or clause.key(end) != "(":
        return None
    seat = place_with_unit(clause, end + 1) or place(clause, end + 1)
    closed = seat is not None and clause.key(seat.end) == ")"
    return Hit(at, end, "LOC", "bracketed") if closed else None
