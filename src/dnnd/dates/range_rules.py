"""The rules for several dates together: lists, ranges, and periods with their noun."""

from __future__ import annotations

import re
from dataclasses import replace

from dnnd.dates.days import day_at, stamp_at
from dnnd.dates.page import Page
from dnnd.dates.periods import bare_month_at, bare_year_at, month_at, part_at, point_at, quarter_at, year_at
from dnnd.dates.reading import Reading
from dnnd.dates.records import DIGIT, Rule, mark, marked, resolve, value_of
from dnnd.dates.values import Point, begun, ended, point_of
from dnnd.dates.words import pattern, words
from dnnd.spans import Timex

# --- lists ---------------------------------------------------------------------------------------------------------

_LISTED = ("day", "month", "quarter", "year")
_COMMA = re.compile(r" ?, ?(?:và )?| (?:và|hoặc|hay|cùng) ")


def member_at(page: Page, at: int, kind: str) -> Reading | None:
    """A further member of a list, or the end of a range, of one kind; the noun need not be said again."""
    readers = {"day": _day_member, "month": _month_member, "quarter": _quarter_member, "year": _year_member}
    reading = readers[kind](page, at) if kind in readers else None
    if reading is None or page.followed(reading.end, "count_noun") or not page.is_number_end(reading.end):
        return None
    if page.key[reading.start : reading.end].isdigit() and page.followed(reading.end, "unit"):
        return None
    return reading


def _day_member(page: Page, at: int) -> Reading | None:
    reading = day_at(page, at, bare=True)
    if reading:
        return reading
    found = pattern(r"{day}(?![/.]\d)").match(page.key, at)
    return Reading(at, found.end(), "day", Point(day=int(found["day"]))) if found else None


def _month_member(page: Page, at: int) -> Reading | None:
    found = pattern(r"{month}(?:(?: ?[/-] ?| năm ){year})?").match(page.key, at)
    if found is None:
        return month_at(page, at)
    return Reading(at, found.end(), "month", Point(int(found["year"]) if found["year"] else None, int(found["month"])))


def _quarter_member(page: Page, at: int) -> Reading | None:
    found = pattern(r"{quarter}(?:(?: ?[/-] ?| năm ){year})?").match(page.key, at)
    if found is None:
        return quarter_at(page, at)
    year = int(found["year"]) if found["year"] else None
    return Reading(at, found.end(), "quarter", Point(year, part=words("quarter")[found["quarter"]]))


def _year_member(page: Page, at: int) -> Reading | None:
    return year_at(page, at) or bare_year_at(page, at)


def read_list(page: Page, at: int) -> list[Timex]:
    """ "ngày 5, 6 và 7/1", "tháng 9, 10/2020", "năm 2018, 2019 và 2020": one record a member."""
    if at < page.no_list_before:  # inside a list that came to nothing
        return []
    first = stamp_at(page, at) or month_at(page, at) or quarter_at(page, at) or year_at(page, at)
    if first is None or first.point.time or first.kind not in _LISTED:
        return []
    all_members = _members(page, first)
    members = _complete_members(all_members)
    if len(members) < 2:
        page.no_list_before = all_members[-1].start
        return []
    last = members[-1].point
    if last.year is None:  # then each member that has its month goes to its own nearest year
        last = resolve(page, members[-1])
        members = [m if m.point.day and not m.point.month else replace(m, point=resolve(page, m)) for m in members]
    return [record for m in members for record in marked(page, replace(m, point=begun(m.point, last)))]


def _members(page: Page, first: Reading) -> list[Reading]:
    members = [first]
    while len(members) < 31:  # no list is longer than a month has days
        comma = _COMMA.match(page.key, members[-1].end)
        member = member_at(page, comma.end(), first.kind) if comma else None
        if member is None:
            break
        members.append(member)
    return members


def _complete_members(members: list[Reading]) -> list[Reading]:
    """The members up to the last that can be told from a count: in a list of days the last names its month."""
    if members[0].kind == "day":
        while members and members[-1].point.month is None:
            members = members[:-1]
        named = next((i for i, m in enumerate(members) if m.point.month), 0)
        if any(m.point.month is None for m in members[named:]):
            return members[: named + 1]
    return members


# --- ranges --------------------------------------------------------------------------------------------------------

_LINK = re.compile(r" ?- ?| (?:cho )?(?:đến|tới)(?: hết| cuối ngày)? ")
_FROM = re.compile(r"từ ")
_NOW = re.compile(r"(?:thời điểm )?(?:hiện )?nay(?!\w)")
_LONGEST_YEARS = 120  # a longer stretch of years is a pair of other numbers


def range_at(page: Page, at: int) -> tuple[int, str, str] | None:
    """(end, type, value) of a range: "từ ngày 5 đến 8/1/2021", "28/12 đến 3/1", "2016-2020", "từ năm 2016 đến nay"."""
    opening = _FROM.match(page.key, at)
    place = opening.end() if opening else at
    for first in _beginnings(page, place, bool(opening)):
        link = _LINK.match(page.key, first.end)
        last = _ending(page, link.end(), first) if link else None
        if last and _fit(page, first, last, opened=bool(opening)):
            return _range(page, first, last)
    return None


def _beginnings(page: Page, at: int, opened: bool) -> list[Reading]:
    """What a range may begin with at this place, the fullest reading first."""
    now = _now_at(page, at) if opened else None
    numbers: list[Reading | None] = []
    if page.key[at : at + 1].isdigit():
        if not page.is_number_start(at):
            return []
        numbers = [day_at(page, at, bare=True), bare_month_at(page, at), bare_year_at(page, at), _day_member(page, at)]
    readings = [now, part_at(page, at), *numbers, point_at(page, at)]
    return [reading for reading in readings if reading]


def _now_at(page: Page, at: int) -> Reading | None:
    found = _NOW.match(page.key, at)
    if found is None:
        return None
    point = point_of(page.report_date) if page.report_date else Point()
    return Reading(at, found.end(), "now", point)


def _ending(page: Page, at: int, first: Reading) -> Reading | None:
    if page.key[at : at + 1].isdigit() and first.kind in ("day", "month", "quarter", "year"):
        clock = stamp_at(page, at, bare=True) if first.point.time else None
        return clock or member_at(page, at, first.kind) or (bare_year_at(page, at) if first.kind == "now" else None)
    return _now_at(page, at) or part_at(page, at) or point_at(page, at) or member_at(page, at, first.kind)


def _fit(page: Page, first: Reading, last: Reading, opened: bool) -> bool:
    """Whether two readings make a range and not two numbers side by side."""
    if first.fixed or last.fixed:
        return bool(first.fixed and last.fixed) or last.kind == "now" or "year" in (first.kind, last.kind)
    if "clock" in (first.kind, last.kind):
        return {first.kind, last.kind} <= {"clock", "day"} and bool(first.point.time and last.point.time)
    if last.point.is_day and last.point.month is None:
        return False
    if first.kind == "year" and last.kind == "year":
        return _fit_years(page, first, last)
    is_plain = page.key[first.start : first.end].isdigit()
    if is_plain and first.kind == "day":
        has_slash = "/" in page.key[last.start : last.end] or "tháng" in page.key[last.start : last.end]
        return last.kind == "day" and has_slash and (opened or first.point.order < (99, last.point.day or 0))
    return True


def _fit_years(page: Page, first: Reading, last: Reading) -> bool:
    years = (last.point.year or 0) - (first.point.year or 0)
    if page.preceded(first.start, "number_head") and page.key[first.start].isdigit():
        return False
    return 0 < years <= _LONGEST_YEARS and not page.followed(last.end, "count_noun")


def _range(page: Page, first: Reading, last: Reading) -> tuple[int, str, str]:
    begin, end = _shared(first, last)
    if end.point.year is None:
        end = replace(end, point=ended(begin.point, end.point))
    until = resolve(page, end)
    since = begin.point if begin.kind == "now" else begun(begin.point, until)
    if begin.kind == "clock" and since.day is None:
        since = resolve(page, begin)
    page.year = until.year or page.year
    type_ = "TIME" if since.time or until.time else "DATE"
    return last.end, type_, f"{value_of(begin, since)}/{value_of(end, until)}"


def _shared(first: Reading, last: Reading) -> tuple[Reading, Reading]:
    """Both ends of a range of clock times with the day that only one of them names."""
    if first.kind == "clock" and last.kind == "day":
        return replace(first, point=replace(last.point, time=first.point.time)), last
    if last.kind == "clock" and first.kind == "day":
        return first, replace(last, point=replace(first.point, time=last.point.time))
    return first, last


def read_range(page: Page, at: int) -> list[Timex]:
    """A range, "từ" included."""
    if page.preceded(at, "place_head") and page.key[at].isdigit():
        return []
    found = range_at(page, at)
    return mark(page, at, *found) if found else []


_PERIOD = r"(?:{part_word} )?{period} (?:năm )?"
_YEARS_WITH_RANGE = r"(?:những|\d{1,2}) năm (?=(?:từ )?(?:19|20)\d\d ?-)"


def read_period(page: Page, at: int) -> list[Timex]:
    """A range with its noun: "giai đoạn 2016-2020", "nhiệm kỳ 2020 - 2025", "năm học 2020-2021", "5 năm 2016-2020"."""
    found = pattern(_PERIOD).match(page.key, at) or pattern(_YEARS_WITH_RANGE).match(page.key, at)
    if found is None:
        return []
    within = range_at(page, found.end())
    if within:
        return mark(page, at, *within)
    year = year_at(page, at) or bare_year_at(page, found.end())
    if year and found.groupdict().get("period") and _is_bare_period(page, year):
        return marked(page, replace(year, start=at))
    return []


_AFTER_NUMBER = re.compile(r" ?(?:\d|%|[-/+=x*]\s?\d)")


def _is_bare_period(page: Page, year: Reading) -> bool:
    return not _AFTER_NUMBER.match(page.key, year.end) and not page.followed(year.end, "count_noun")


RANGE_RULES = (
    Rule("period", ("#period", "#part_word", DIGIT), read_period),
    Rule("range", (
        "từ", DIGIT, "ngày", "hôm", "tháng", "quý", "năm", "thứ", "chủ", "#part_of_day", "#part_word", "thế", "thập",
        "những",
    ), read_range),
    Rule("list", ("ngày", "tháng", "quý", "năm", DIGIT), read_list),
)  # fmt: skip
