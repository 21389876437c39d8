"""Finds names of bodies: known ones, and a head ("Ban", "Sở", "Hội" …) with what belongs to it."""

from __future__ import annotations

from collections.abc import Callable

from dnnd.lexicon import Entry, keys
from dnnd.names.clauses import OPENING_QUOTES, Clause, Hit
from dnnd.names.known_bodies import division_nouns, known_body
from dnnd.names.people import begins_clause, full_name_end, token_end
from dnnd.names.places import country_end, known_place, place_with_unit
from dnnd.names.reading import (
    COMMITTEES,
    NAMED_FREELY,
    OPEN,
    Reading,
    closed_end,
    field_end,
    object_end,
    taught_end,
    trade_end,
)
from dnnd.names.seats import (
    BARE_UNITS,
    branch_end,
    read_at,
    read_number,
    read_place,
    read_region,
    read_small,
    read_unit_noun,
)
from dnnd.syllables import is_vietnamese

# The longest name between quotation marks, in units: Hiệp hội “Trung tâm ảnh”.
_LONGEST_QUOTED = 8
_LONGEST_TITLE = 6
# Syllables of "Tòa án nhân dân", which stands alone where "Tòa án" does not.
_FULL = 4


_Step = Callable[[Reading], bool]
_NAMESAKES = frozenset({"institute", "works", "venue"})  # may bear a person's name
_QUOTED = _NAMESAKES | {"society", "company"}
_WITH_AND = _NAMESAKES | frozenset({"society", "committee", "company", "department"})
_PARENTLESS = frozenset({"company", "press", "army", "mission", "party"})


def _read_field(reading: Reading) -> bool:
    found = field_end(reading, reading.end)
    if found and (country_end(reading.clause, reading.end) or 0) >= found[0]:
        return False
    if found and _parent_goes_on(reading, found[0]):
        return False
    return bool(found) and reading.take(found[0], named=found[1] not in ("generic", "legal")) if found else False


def _parent_goes_on(reading: Reading, end: int) -> bool:
    """Whether a field begins a parent body: "Ban Quốc tế [Trung ương Đoàn]", no "Trung ương [Đoàn Văn Ba]"."""
    head = reading.clause.match("body_heads", reading.end) if reading.kind == "organ" else None
    read = body if head and head[1].kind == "company" else known_body  # "HĐQT [Ngân hàng TMCP Đại Tín]"
    parent = read(reading.clause, reading.end)
    if parent is None or parent.end <= end or reading.kind in _PARENTLESS:
        return False
    return full_name_end(reading.clause, end) is None or full_name_end(reading.clause, parent.end) is not None


def _read_parent(reading: Reading) -> bool:
    """The body above: "Văn phòng [Bộ Nội vụ]", "Ban Thường vụ [Tỉnh ủy]"."""
    if reading.kind in _PARENTLESS and not (reading.kind == "army" and reading.is_fresh):
        return False
    if not reading.clause.is_capital(reading.end) and reading.kind != "organ":
        return False
    parent = body(reading.clause, reading.end)
    if parent is None or (reading.kind == "army" and parent.rule != "headed_army"):
        return False
    return reading.take(parent.end, closed=True)


def _read_holding(reading: Reading) -> bool:
    """A second head that says what sort of company it is: "Công ty CP [Tập đoàn] Biển Xanh"."""
    if reading.kind != "company" or reading.is_named or not reading.clause.is_capital(reading.end):
        return False
    head = reading.clause.match("body_heads", reading.end)
    return head is not None and head[1].name == "Tập đoàn" and reading.take(head[0], named=False)


def _read_word(reading: Reading) -> bool:
    """A capitalised word that no table knows, unless a person begins there."""
    clause, at = reading.clause, reading.end
    if reading.is_seated or not clause.is_capital(at) or clause.stops(at) or _begins_person(reading, at):
        return False
    if clause.key(at) in BARE_UNITS and not clause.is_capital(reading.start):
        return False
    if reading.kind == "local" and reading.is_fresh and clause.key(at - 1) == "ủy":
        return False  # all divisions are known: "Bí thư Tỉnh ủy Vưu Quyền"
    head = clause.match("body_heads", at)
    if head and head[0] > at + 1:
        return False
    if reading.kind in ("organ", "mission") or (
        not is_vietnamese(clause.units[at].text) and not _may_be_foreign(reading)
    ):
        return False
    end = _namesake_end(reading, at) or token_end(clause, at)
    if end is None:
        return False
    if begins_clause(clause, at) or (reading.is_shouted and clause.units[at].is_all_caps):
        return False
    if clause.is_half_word(at) and is_vietnamese(clause.units[at].text):
        ends = reading.is_proper or reading.has_place  # "Công ty Hưng Thịnh [Phát] vay"
        closed = None if ends else closed_end(clause, at)
        trade = trade_end(clause, at) if reading.kind == "company" else closed
        return reading.take(trade or end + (not ends))
    reading.is_proper = True
    return reading.take(end)


def _namesake_end(reading: Reading, at: int) -> int | None:
    """The end of the person's name that a school bears, where the person who heads it may follow."""
    end = full_name_end(reading.clause, at) if reading.kind in _NAMESAKES and not reading.is_proper else None
    if end == at + 4 and full_name_end(reading.clause, at + 3):
        return at + 3
    return end


def _may_be_foreign(reading: Reading) -> bool:
    fits = reading.kind in OPEN or (reading.kind == "society" and reading.is_fresh)
    return fits or reading.clause.units[reading.end].is_all_caps


def _begins_person(reading: Reading, at: int) -> bool:
    """Schools and companies may bear a person's name; no other body does."""
    end = full_name_end(reading.clause, at)
    if end is None:
        return _heads_it(reading, at)
    if reading.kind in _NAMESAKES:
        return reading.is_proper or (_has_title(reading) and _heads_it(reading, at))
    return reading.kind != "company" or (reading.is_named and end - at >= 3) or _heads_it(reading, at)


def _heads_it(reading: Reading, at: int) -> bool:
    """Whether the person whose title stands before the body begins here: rarer family names, foreign given names."""
    if not _has_title(reading):
        return False
    clause = reading.clause
    given = clause.match("name_parts", at)
    if given and given[1].kind == "foreign" and not reading.is_fresh and clause.is_capital(given[0]):
        return reading.is_proper or reading.is_named
    end = full_name_end(clause, at, expected=True)
    known = clause.match("bodies", reading.start) or (0,)
    least = at + (2 if known[0] == at else 3)  # "Bộ trưởng [Bộ Công an] Vi Hạ"
    if end is None or end < least or (end < clause.size and clause.is_capital(end)):
        return False
    small = not clause.is_capital(reading.start) and reading.is_fresh  # "Chủ tịch công ty [Đồng Sĩ Ngà]"
    return (reading.is_named and not reading.is_proper) or small or reading.kind not in OPEN


def _has_title(reading: Reading) -> bool:
    """Whether a title ends where the body begins, so that its holder may follow: "Bộ trưởng [Bộ Y tế] Vi Lan Hạ"."""
    clause, start = reading.clause, reading.start
    for first in range(max(0, start - _LONGEST_TITLE), start + 1):
        found = clause.match("honorifics", first)
        if found and found[1].kind == "title" and found[0] in (start, start + 1):
            return True
    return False


def _read_quoted(reading: Reading) -> bool:
    """A name in quotation marks: Hiệp hội “Trung tâm ảnh”."""
    clause, at = reading.clause, reading.end
    closing = OPENING_QUOTES.get(clause.units[at].text)
    if not closing or reading.kind not in _QUOTED or not clause.is_capital(at + 1):
        return False
    for end in range(at + 2, min(at + _LONGEST_QUOTED, clause.size)):
        if clause.units[end].text == closing:
            return reading.take(end + 1)
    return False


def _read_dash(reading: Reading) -> bool:
    """A dash between two fields: "Tài chính - Ngân sách", or inside a company's name."""
    clause, at = reading.clause, reading.end
    if reading.is_fresh or not (clause.is_dash(at) or clause.units[at].text == "&") or at + 1 >= clause.size:
        return False
    if field_end(reading, at + 1) and clause.is_capital(at + 1):
        return (clause.is_joined(at) or not clause.match("bodies", at + 1)) and reading.take(at + 1)
    glued = clause.is_joined(at) and clause.is_joined(at + 1) and clause.is_capital(at + 1)
    return glued and reading.kind in OPEN and not clause.stops(at + 1) and reading.take(at + 1)


def _read_and(reading: Reading) -> bool:
    """One more field: "Viện Nghiên cứu Kinh tế và Chính sách"; never another body."""
    clause, at = reading.clause, reading.end
    if reading.is_fresh or clause.key(at) not in ("và", ","):
        return False
    if reading.kind not in _WITH_AND and not _is_foreign_ministry(reading, at):
        return False
    if not (clause.is_capital(at + 1) or _closes_small(reading, at + 1)) or not field_end(reading, at + 1):
        return False
    if _begins_other(clause, at + 1, field_end(reading, at + 1)):
        return False
    return (clause.key(at) == "và" or _enumeration_ends(reading, at)) and reading.take(at + 1)


def _is_foreign_ministry(reading: Reading, at: int) -> bool:
    """Whether a country follows the last field: "Bộ Bưu chính và Viễn thông Lào" is one ministry."""
    found = field_end(reading, at + 1) if reading.kind == "ministry" and reading.clause.key(at) == "và" else None
    return found is not None and country_end(reading.clause, found[0]) is not None


def _closes_small(reading: Reading, at: int) -> bool:
    """Whether a last field in small letters ends a department's name: "Phòng Quản lý xây dựng và [đô thị] - …"."""
    clause = reading.clause
    found = clause.match("body_fields", at) if reading.kind == "department" else None
    if found is None or found[0] == at + 1:
        return False
    return found[0] >= clause.size or not clause.units[found[0]].is_word


def _begins_other(clause: Clause, at: int, field: tuple[int, str] | None) -> bool:
    """Whether another body or thing begins here, and not a field whose first word looks so: "Khoa học", "Dự báo"."""
    longer = (clause.match(name, at) for name in ("body_heads", "bodies", "non_names"))
    return any(found and field and found[0] >= field[0] for found in longer)


def _enumeration_ends(reading: Reading, at: int) -> bool:
    """Whether fields with commas between them end in "và" and a field."""
    clause = reading.clause
    while clause.key(at) == ",":
        found = field_end(reading, at + 1) if clause.is_capital(at + 1) else None
        if not found:
            return False
        at = found[0]
    return clause.key(at) == "và" and clause.is_capital(at + 1) and field_end(reading, at + 1) is not None


def _read_about(reading: Reading) -> bool:
    """The task of a committee: "Ban Chỉ đạo Trung ương về phòng, chống tham nhũng"."""
    clause, after = reading.clause, reading.end + 1
    if reading.kind not in COMMITTEES or reading.is_fresh or clause.key(reading.end) not in ("về", "vì"):
        return False
    if reading.kind == "society" and not clause.is_capital(after):
        return False
    found = clause.match("body_fields", after) or known_place(clause, after)
    if found and found[1].kind in ("action", "task") and found[0] <= after + 2:
        return reading.take(object_end(clause, found[0]))
    return found is not None and reading.take(_partner_end(clause, found[0]))


def _partner_end(clause: Clause, at: int) -> int:
    """Behind the partner of a committee: "về các vấn đề [với UNESCO]"."""
    partner = known_body(clause, at + 1) if clause.key(at) == "với" else None
    return partner.end if partner else at


def _read_of(reading: Reading) -> bool:
    """The parliament or government whose committee it is: "Ủy ban Kinh tế của Quốc hội"."""
    clause, at = reading.clause, reading.end
    if reading.kind not in COMMITTEES or not reading.is_named or clause.key(at) != "của":
        return False
    parent = known_body(clause, at + 1)
    fits = parent and (parent.rule == "known_bare" if reading.kind == "committee" else _is_world_body(clause, at + 1))
    return parent is not None and bool(fits) and reading.take(parent.end, closed=True)


def _is_world_body(clause: Clause, at: int) -> bool:
    """ "Tổ chức Giáo dục, Khoa học và Văn hóa [của Liên hợp quốc]"."""
    found = clause.match("bodies", at)
    return found is not None and found[1].name == "Liên hợp quốc"


# In this order: the first that reads on wins.
_STEPS: tuple[_Step, ...] = (
    read_number,
    read_region,
    _read_field,
    _read_holding,
    read_place,
    _read_parent,
    read_unit_noun,
    read_small,
    _read_quoted,
    _read_dash,
    _read_and,
    _read_about,
    _read_of,
    read_at,
    _read_word,
)


def headed_body(clause: Clause, at: int) -> Hit | None:
    """A head and what belongs to it: fields of work, place, parent body, as far as they go."""
    head = clause.match("body_heads", at)
    if not head or not _may_begin(clause, at, *head) or full_name_end(clause, at):
        return None
    if _is_other_word(clause, at, head[0]):
        return None
    if clause.is_joined(at) and clause.is_dash(at - 1) and clause.units[at - 2].is_all_caps:
        return None  # "1107/QĐ-UBND"
    head_end, entry = head
    if _is_given_name(clause, at, head_end):
        return None
    reading = Reading(clause, entry.kind, at, head_end, head_end, bool(entry.more["alone"]))
    while not reading.is_closed and reading.end < clause.size and any(step(reading) for step in _STEPS):
        pass
    if reading.kind in OPEN | COMMITTEES and clause.key(reading.end) != "(":
        reading.take(taught_end(clause, reading.end) or reading.end, named=reading.is_named)
    if not (reading.is_named or _stands_alone(clause, at, head_end, entry)) or not _has_capitals(
        clause, at, reading.end, head_end
    ):
        return None
    return Hit(at, reading.end, _type(clause, at, entry.kind), f"headed_{entry.kind}")


def _type(clause: Clause, at: int, kind: str) -> str:
    """Works and halls are places; a museum or theatre is one only where something happens in it."""
    place = kind == "works" or (kind == "venue" and clause.key(at - 1) in keys("place_units", "where"))
    return "LOC" if place else "ORG"


def _is_given_name(clause: Clause, at: int, end: int) -> bool:
    """Whether a head of one syllable and one unknown syllable are a person's name: "Trường Giang"."""
    alone = clause.is_capital(end) and not clause.is_capital(end + 1) and is_vietnamese(clause.units[end].text)
    known = clause.match("body_fields", end) or clause.match("bodies", end) or known_place(clause, end)
    return end == at + 1 and clause.key(at) in keys("name_parts", "middle") and alone and not known


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
    if not entry.more["small"] or clause.is_second_half(at):
        return False
    if entry.kind == "local" and clause.key(end) in division_nouns():  # "công an huyện Đức Hòa"
        seat = place_with_unit(clause, end)
        return seat is not None and seat.start == end
    if not clause.is_capital(end) and entry.kind in ("company", "works"):
        return _trade_leads_on(clause, end, entry.kind)
    if not clause.is_capital(end) or clause.stops(end):
        return False
    if entry.kind in NAMED_FREELY:
        return True
    return bool(clause.match("body_fields", end) or (entry.kind == "organ" and body(clause, end)))


def _trade_leads_on(clause: Clause, at: int, kind: str) -> bool:
    """Whether trades in small letters lead to a name: "công ty [an ninh mạng] Kaspersky", "nhà máy [giấy] Lâm Sơn"."""
    end = at
    while (found := clause.match("body_fields", end)) and not clause.is_capital(end) and found[0] > end + 1:
        end = found[0]
    if end == at or not clause.is_capital(end) or clause.stops(end) or clause.match("body_heads", end):
        return False
    scope = clause.match("body_fields", end)
    if scope and scope[1].kind == "scope":
        return False  # "ngân hàng thương mại Nhà nước"
    return kind == "works" or known_place(clause, end) is None


def _stands_alone(clause: Clause, at: int, end: int, entry: Entry) -> bool:
    """Whether a bare head is a name: capitalised Tỉnh ủy, UBND; TAND only as an abbreviation."""
    if entry.more["alone"] == "abbreviation":
        return clause.units[at].is_all_caps or (end >= at + _FULL and clause.is_capital(at))
    if entry.kind == "party":  # "đảng Cộng hòa"
        return entry.more["alone"] == "alone" and any(clause.capitals[at : at + len(entry.name.split())])
    return entry.more["alone"] == "alone" and clause.is_capital(at)


def _has_capitals(clause: Clause, at: int, end: int, head_end: int) -> bool:
    """A name has a capital after its head; a head in small letters has it right there."""
    if clause.is_shouting:
        return True
    if any(clause.capitals[at + 1 : end]) or clause.units[at].is_all_caps:
        return True
    rest = clause.units[head_end:end]
    bare = all(unit.key in BARE_UNITS for unit in rest)
    return clause.is_capital(at) and (bare or any(unit.text.isdecimal() for unit in rest))


def body(clause: Clause, at: int) -> Hit | None:
    """The longest name of a body that begins at a unit; none inside a document's number ("5319/UBND-SXD")."""
    if at >= clause.size or not clause.known[at].is_body:
        return None
    if clause.is_joined(at) and clause.units[at - 1].text in "/-" and clause.key(at - 2).isdecimal():
        return None
    known, headed = known_body(clause, at), headed_body(clause, at)
    found = known or headed
    if known and headed:
        about = clause.key(known.end) == "về" and known.rule != "known_bare"
        found = known if known.end >= headed.end or about else headed
    branch = branch_end(clause, found.end) if found and clause.key(found.end) in ("chi", "-", "–") else None
    return Hit(at, branch, found.type, found.rule) if found and branch else found
