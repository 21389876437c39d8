"""Finds bodies that a text names by their field alone: "Bộ trưởng [Ngoại giao]", "các bộ: [Công Thương], [Y tế]"."""

from __future__ import annotations

from dnnd.names.clauses import Clause, Hit
from dnnd.names.places import country_end
from dnnd.names.reading import Reading, field_end


def field_of_title(clause: Clause, at: int) -> Hit | None:
    """The field behind a minister's title, in whose noun the ministry's own is hidden."""
    found = _owner_before(clause, at)
    end = _fields_end(clause, at) if found == "title" else None
    return Hit(at, end, "ORG", "field_of_title") if end else None


def listed_field(clause: Clause, at: int) -> Hit | None:
    """A member of a list of fields whose noun stands once before it: "Sở Y tế, [Giáo dục và Đào tạo]"."""
    end = _fields_end(clause, at)
    return Hit(at, end, "ORG", "listed_field") if end else None


def list_of_fields(clause: Clause, at: int) -> int | None:
    """Where the first field of a list begins whose plural noun stands here: "các bộ: [Công Thương], Y tế"."""
    found = clause.match("field_owners", at)
    if not found or found[1].kind != "plural":
        return None
    first = found[0] + (clause.key(found[0]) == ":")
    return first if _fields_end(clause, first) else None


def goes_on(clause: Clause, end: int) -> bool:
    """Whether a ministry that ends here is the first of a list of fields: "Sở Y tế, Giáo dục và Đào tạo"."""
    return clause.key(end) in (",", "và") and _fields_end(clause, end + 1) is not None


def _owner_before(clause: Clause, at: int) -> str:
    """The kind of the title or plural noun that ends where a unit begins; a longer one counts."""
    for start in range(max(0, at - _LONGEST_OWNER), at):
        found = clause.match("field_owners", start)
        if found and found[0] == at:
            return found[1].kind
    return ""


_LONGEST_OWNER = 5


def _fields_end(clause: Clause, at: int) -> int | None:
    """The end of the fields that begin with a capital at a unit: "Thương mại Quốc tế", "Tài nguyên - Môi trường"."""
    if not clause.is_capital(at) or clause.is_shouting:
        return None
    reading = Reading(clause, "ministry", at, at, at, may_stand_alone=False)
    while (found := field_end(reading, reading.end)) and not country_end(clause, reading.end):
        reading.take(found[0])
        dash = clause.is_dash(reading.end) and clause.is_capital(reading.end + 1)
        if dash and field_end(reading, reading.end + 1):
            reading.take(reading.end + 1)
    return reading.end if reading.end > at else None
