"""What places and numbers belong to a body's name: its seat or realm, its branch, the number of a region."""

from __future__ import annotations

from dnnd.lexicon import keys
from dnnd.names.clauses import Clause
from dnnd.names.known_bodies import division_nouns
from dnnd.names.people import full_name_end
from dnnd.names.places import country_end, country_pair, known_place, place_with_unit
from dnnd.names.reading import OPEN, Reading

BARE_UNITS = frozenset({"tỉnh", "thành", "tp", "huyện", "quận", "xã", "phường", "thị"})
_WITH_PLACE_INSIDE = frozenset({"mission", "society", "committee", *OPEN})
# Kinds that are named by two countries.
_PAIRED = frozenset({"society", "committee", "institute", "department"})
_WITH_NUMBER = frozenset({"army", "institute", "committee", "company", "works"})
# Kinds that a division has: "Hội Phụ nữ [xã]", "phòng Dân tộc [huyện]".
_OF_A_UNIT = frozenset({"organ", "department", "society", "committee"})
# Kinds of which a place has several, counted by "số".
_NUMBERED = frozenset({"department", "army", "institute", "local", "organ", "company", "works"})
# Syllables of a centre's task in small letters.
_LONGEST_TASK = 7


def read_region(reading: Reading) -> bool:
    """The number of a region or department: "Thanh tra khu vực II", "Vụ III"."""
    unit = reading.clause.units[reading.end]
    numbered = unit.text.isdecimal() or (unit.text.isupper() and set(unit.text) <= set("IVX"))
    department = reading.is_fresh and unit.text.isupper() and reading.kind in ("ministry", "department")
    fits = department or reading.clause.key(reading.end - 1) == "vực"
    return numbered and fits and reading.take(reading.end + 1, closed=department)


def read_number(reading: Reading) -> bool:
    """ "Quân khu 7", "Bệnh viện 108", "Ban Chỉ đạo 389", "Đội Quản lý thị trường số 14"."""
    unit = reading.clause.units[reading.end]
    if unit.key == "số" and reading.kind in _NUMBERED and reading.clause.key(reading.end + 1).isdecimal():
        return not _is_address(reading) and reading.take(reading.end + 2)
    day = reading.clause.day_end(reading.end) if reading.is_fresh and reading.kind in OPEN else None
    if day:
        return reading.take(day)
    before = reading.clause.units[reading.end - 1].text
    numbered = reading.clause.is_joined(reading.end) and before.isupper() and len(before) <= 2
    fits = numbered or (reading.is_fresh and reading.kind in _WITH_NUMBER)
    return fits and unit.text.isdecimal() and len(unit.text) < 4 and reading.take(reading.end + 1)


def _is_address(reading: Reading) -> bool:
    """Whether a road or a longer number follows: "Trường Mầm non số 12 đường Láng"."""
    after = reading.end + 2
    found = reading.clause.match("place_units", after)
    number = reading.clause.key(reading.end + 1)
    return len(number) > 2 or (found is not None and found[1].kind == "road") or reading.clause.key(after) in "/-"


def read_place(reading: Reading) -> bool:
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


def _pair_end(reading: Reading, at: int) -> int | None:
    """The end of a pair of countries in the name of a society or committee: "Việt Nam - Cuba", "Nga-Việt"."""
    if reading.kind not in _PAIRED:
        return None
    first = _half_end(reading.clause, at)
    if first is None or not reading.clause.is_dash(first):
        return None
    return _half_end(reading.clause, first + 1)


def _half_end(clause: Clause, at: int) -> int | None:
    if at < clause.size and clause.units[at].is_all_caps and clause.match("bodies", at):
        return at + 1  # "châu Âu - ASEAN"
    pair, region = country_pair(clause, at), known_place(clause, at)
    if region and region[1].kind == "region":
        return region[0]
    return country_end(clause, at) or (pair.end if pair else None)


def branch_end(clause: Clause, at: int) -> int | None:
    """The end of the branch of a bank or office: "Ngân hàng Ngoại thương [chi nhánh Khánh Hòa]"."""
    first = at + clause.is_dash(at)
    if clause.text(first, first + 2).lower() != "chi nhánh":
        return None
    seat = place_with_unit(clause, first + 2)
    known = known_place(clause, first + 2)
    if seat and seat.start == first + 2:
        return seat.end
    return known[0] if known else None


def read_unit_noun(reading: Reading) -> bool:
    """A bare unit noun: "UBND tỉnh", "Sở Nội vụ thành phố"."""
    clause, at = reading.clause, reading.end
    fits = reading.kind in ("local", "ministry") or (reading.kind in _OF_A_UNIT and reading.is_named)
    fits = fits or reading.may_stand_alone
    found = clause.match("place_units", at) if fits else None
    if not found or found[1].kind != "admin" or clause.key(at) not in BARE_UNITS:
        return False
    end = found[0] - (clause.units[found[0] - 1].text == ".")  # "UBND TP." at the end of a sentence
    return reading.take(end, named=reading.kind == "local" or reading.may_stand_alone, closed=True)


def read_small(reading: Reading) -> bool:
    """A task in small letters between a centre and its division: "Trung tâm [huấn luyện thể thao tỉnh Lâm Đồng]"."""
    clause, end = reading.clause, reading.end
    if reading.kind not in ("institute", "works") or not reading.is_fresh or not clause.is_capital(reading.start):
        return False
    while end < min(reading.end + _LONGEST_TASK, clause.size) and clause.units[end].text.islower():
        if clause.key(end) in division_nouns():
            seat = place_with_unit(clause, end)
            return seat is not None and seat.start == end > reading.end and reading.take(seat.end, closed=True)
        if clause.stops(end) or clause.key(end) in keys("function_words"):
            return False
        end += 1
    return False


def read_at(reading: Reading) -> bool:
    """Where a mission or court sits: "Đại sứ quán Việt Nam tại Liên bang Nga"."""
    clause, at = reading.clause, reading.end
    if reading.is_fresh or clause.key(at) != "tại" or reading.kind not in ("mission", "local"):
        return False
    if reading.kind == "local" and clause.key(at - 1) != "cao":
        return False
    known = known_place(clause, at + 1)
    end = country_end(clause, at + 1) or (known[0] if known else None)
    return end is not None and reading.take(end, closed=True)
