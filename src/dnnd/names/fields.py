"""Finds bodies that a text names by their field alone: "Bộ trưởng [Ngoại giao]", "các bộ: [Công Thương], [Y tế]"."""

from __future__ import annotations

from dnnd.names.clauses import Clause, Hit
from dnnd.names.known_bodies import known_body
from dnnd.names.places import country_end
from dnnd.names.reading import Reading, field_end
from dnnd.names.seats import read_place


def field_of_title(clause: Clause, at: int) -> Hit | None:
    """The field behind a minister's title, in whose noun the ministry's own is hidden."""
    found = _owner_before(clause, at)
    end = _fields_end(clause, at) if found == "title" else None
    further = _fields_end(clause, end + 1) if end and clause.key(end) == "và" else None
    if further and country_end(clause, further):  # "Bộ trưởng [Bưu chính và Viễn thông] Lào"
        end = further
    return Hit(at, end, "ORG", "field_of_title") if end else None


def listed_field(clause: Clause, at: int) -> Hit | None:
    """A member of a list of fields whose noun stands once before it: "Sở Y tế, [Giáo dục và Đào tạo]"."""
    end = _fields_end(clause, at)
    return Hit(at, _seat_end(clause, at, end), "ORG", "listed_field") if end else None


def _seat_end(clause: Clause, at: int, end: int) -> int:
    """With the place or the body above that ends the last field: "Sở Nội vụ, [Y tế TP.HCM]"."""
    reading = Reading(clause, "ministry", at, at, end, may_stand_alone=False)
    above = known_body(clause, end) if clause.is_capital(end) else None
    if above and above.rule != "known_outlet":
        return above.end
    country = country_end(clause, end)  # "Bộ trưởng Ngoại giao và Kinh tế đối ngoại Hungary"
    return reading.end if end < clause.size and not country and read_place(reading) else end


def list_of_fields(clause: Clause, at: int) -> int | None:
    """Where the first field of a list begins whose plural noun stands here: "các bộ: [Công Thương], Y tế"."""
    found = clause.match("field_owners", at)
    if not found or found[1].kind != "plural" or clause.match("bodies", found[0] - 1):  # "hai Bộ Chính trị"
        return None
    first = found[0] + (clause.key(found[0]) == ":")
    return first if _fields_end(clause, first) else None


def opens_list(clause: Clause, at: int) -> bool:
    """Whether fields are listed without a noun, one of them an abbreviation: "gồm: [KH-ĐT], Tài chính, Nội vụ"."""
    members, short = 0, False
    while (end := _member_end(clause, at)) is not None:
        members, short = members + 1, short or clause.units[at].is_all_caps
        if clause.key(end) not in (",", "và"):
            break
        at = end + 1
    return members >= _FEWEST and short


_FEWEST = 3


def _member_end(clause: Clause, at: int) -> int | None:
    known = known_body(clause, at)
    return known.end if known and clause.key(known.end) in (",", "và", ".") else _fields_end(clause, at)


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
    first = field_end(reading, at)
    if first and first[1] == "scope":
        return None  # "các bộ, ngành Trung ương"
    parted = clause.is_dash(at - 1) or clause.key(at - 2) == "liên"  # "Liên bộ [Công Thương] - [Tài chính]"
    while (found := field_end(reading, reading.end)) and not country_end(clause, reading.end):
        reading.take(found[0])
        dash = not parted and clause.is_dash(reading.end) and clause.is_capital(reading.end + 1)
        if dash and field_end(reading, reading.end + 1):
            reading.take(reading.end + 1)
    return reading.end if reading.end > at else None
