"""The rules for several dates together: lists, ranges, and periods with their noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from dnnd.date_words import any_of, pattern, words
from dnnd.dates.days import day_at, stamp_at
from dnnd.dates.page import Page
from dnnd.dates.periods import bare_month_at, bare_year_at, month_at, part_at, point_at, quarter_at, year_at
from dnnd.dates.reading import Reader, Reading
from dnnd.dates.records import DIGIT, EVERY, Rule, mark, marked, resolve, settled, value_of
from dnnd.dates.values import Point, begun, ended, point_of, solar
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
    if kind == "day" and page.key[at].isdigit() and page.followed(reading.end, "fraction_noun"):
        return None
    if page.key[reading.start : reading.end].isdigit() and page.followed(reading.end, "unit"):
        return None
    return reading


def _day_member(page: Page, at: int) -> Reading | None:
    reading = day_at(page, at, bare=True)
    if reading:
        return reading
    found = pattern(r"(?:ngày )?(?:mùng |mồng )?{day}(?![/.]\d)").match(page.key, at)
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
    if first is None and (page.key.startswith(("mùng ", "mồng "), at) or page.preceded(at, "before_dashed_day")):
        first = _day_member(page, at)
    if first is None or first.point.time or first.kind not in _LISTED:
        return []
    all_members = _members(page, first)
    every = pattern(EVERY).match(page.key, all_members[-1].end)
    if every and len(all_members) > 1 and all(member.point.year is None for member in all_members):
        ends = [*(member.end for member in all_members[:-1]), every.end()]
        pairs = zip(all_members, ends, strict=True)
        return [record for m, end in pairs for record in mark(page, m.start, end, "SET", m.point.value)]
    members = _complete_members(all_members)
    if len(members) < 2:
        page.no_list_before = all_members[-1].start
        return []
    last = members[-1].point
    if last.year is None:  # then each member that has its month goes to its own nearest year
        last = settled(page, members[-1])
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


@cache
def _night() -> re.Pattern[str]:
    part = any_of(words("part_of_day"))
    day = r"(?:ngày )?(?P<day>[12]\d|3[01]|0?[1-9])(?:/(?P<month>1[0-2]|0?[1-9]))?"
    return re.compile(rf"(?P<first>{part}) {day}(?:,| và)? (?={part} (?:ngày )?\d)")


def read_stamp_list(page: Page, at: int) -> list[Timex]:
    """ "đêm 17 rạng sáng 18/10": the first of two parts of days, with what it takes from the second."""
    found = _night().match(page.key, at)
    last = stamp_at(page, found.end()) if found else None
    if found is None or last is None or last.point.month is None:
        return []
    month = int(found["month"]) if found["month"] else None
    point = Point(None, month, int(found["day"]), time=words("part_of_day")[found["first"]])
    first = Reading(at, found.end("month" if month else "day"), "day", point)
    until = settled(page, last)
    return [*marked(page, replace(first, point=begun(first.point, until))), *marked(page, replace(last, point=until))]


# --- ranges --------------------------------------------------------------------------------------------------------

_TO = r" ?- ?| (?:cho )?(?:đến|tới)(?: hết| cuối ngày)? "
_LINK = re.compile(_TO)
_SLASH = re.compile(_TO + r"| / ?|/ ")  # a stroke links two full dates: "19/5/1890 / 19/5/2020"
_ANY_LINK = re.compile("-|/ |(?:đến|tới) ")
_LONGEST_BEGINNING = 80  # characters: "từ ngày hai mươi sáu tháng mười hai năm 1972 đến "
_FROM = re.compile(r"từ ")
_NOW = re.compile(r"(?:thời điểm )?(?:hiện )?nay(?!\w)")
_LONGEST_YEARS = 120  # a longer stretch of years is a pair of other numbers


def range_at(page: Page, at: int) -> tuple[int, str, str] | None:
    """(end, type, value) of a range: "từ ngày 5 đến 8/1/2021", "28/12 đến 3/1", "2016-2020", "từ năm 2016 đến nay"."""
    if not _ANY_LINK.search(page.key, at, at + _LONGEST_BEGINNING):  # most places: spares reading what begins here
        return None
    opening = _FROM.match(page.key, at)
    place = opening.end() if opening else at
    for first in _beginnings(page, place, bool(opening)):
        link = _LINK.match(page.key, first.end) or (
            first.point.day and first.point.year and _SLASH.match(page.key, first.end)
        )
        last = _ending(page, link.end(), first) if link else None
        if last and _fit(page, first, last, opened=bool(opening)):
            return _range(page, first, last)
    return None


def _beginnings(page: Page, at: int, opened: bool) -> Iterator[Reading]:
    """What a range may begin with at this place, the fullest reading first."""
    readers: tuple[Reader, ...] = (part_at, point_at)
    if page.key.startswith(("mùng ", "mồng "), at):
        readers = (_day_member, point_at)
    elif page.key[at : at + 1].isdigit():
        readers = (_bare_day_at, bare_month_at, bare_year_at, _day_member, point_at)
        if not page.is_number_start(at):
            return
    elif page.key.startswith("ngày ", at):
        readers = (point_at, _day_member)
    elif opened:
        readers = (_now_at, part_at, point_at)
    for reader in readers:
        reading = reader(page, at)
        if reading:
            yield reading


def _bare_day_at(page: Page, at: int) -> Reading | None:
    return day_at(page, at, bare=True)


def _now_at(page: Page, at: int) -> Reading | None:
    found = _NOW.match(page.key, at)
    if found is None:
        return None
    point = point_of(page.report_date) if page.report_date else Point()
    return Reading(at, found.end(), "now", point)


def _ending(page: Page, at: int, first: Reading) -> Reading | None:
    if page.key[at : at + 1].isdigit() and first.kind in ("day", "month", "quarter", "year", "now"):
        clock = stamp_at(page, at, bare=True) if first.point.time else None
        return clock or member_at(page, at, first.kind) or (bare_year_at(page, at) if first.kind == "now" else None)
    return _now_at(page, at) or part_at(page, at) or point_at(page, at) or member_at(page, at, first.kind)


def _fit(page: Page, first: Reading, last: Reading, opened: bool) -> bool:
    """Whether two readings make a range and not two numbers side by side."""
    if first.fixed or last.fixed:
        return bool(first.fixed and last.fixed) or last.kind == "now" or "year" in (first.kind, last.kind)
    if "clock" in (first.kind, last.kind):
        if not opened and first.point.time.isalpha():  # "phiên họp chiều 9/6 đến 18 giờ 30"
            return False
        return {first.kind, last.kind} <= {"clock", "day"} and bool(first.point.time and last.point.time)
    if last.point.is_day and last.point.month is None:
        return False
    if first.kind == "year" and last.kind == "year":
        return _fit_years(page, first, last)
    is_plain = page.key[first.start : first.end].isdigit()
    if is_plain and first.kind == "day":
        said = page.key[last.start : last.end]
        has_month = "/" in said or "tháng" in said or last.point.lunar or (opened and last.point.month is not None)
        return last.kind == "day" and has_month and (opened or first.point.order < (99, last.point.day or 0))
    return True


def _fit_years(page: Page, first: Reading, last: Reading) -> bool:
    years = (last.point.year or 0) - (first.point.year or 0)
    if page.key[first.start].isdigit() and page.preceded(first.start, "number_head"):
        return False
    return 0 < years <= _LONGEST_YEARS and not page.followed(last.end, "count_noun")


def _range(page: Page, first: Reading, last: Reading) -> tuple[int, str, str]:
    begin, end = _shared(first, last)
    if end.point.year is None:
        end = replace(end, point=ended(begin.point, end.point))
    until = settled(page, end)
    since = begin.point if begin.kind == "now" else begun(begin.point, until)
    since, until = solar(since), solar(until)
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
    if page.key[at].isdigit() and page.preceded(at, "place_head"):
        return []
    found = range_at(page, at)
    return mark(page, at, *found) if found else []


_PERIOD = r"(?:{part_word} )?{period} (?:năm )?"
_YEARS_WITH_RANGE = (
    r"\d{1,2} năm (?=(?:từ )?(?:19|20)\d\d ?-)|"
    r"những năm (?=\d{3}[1-9] ?- ?\d{4}|\d{4} ?- ?\d{3}[1-9])"  # "những năm 1960-1970" are decades
)


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
    Rule("period", ("#period", "#part_word", "những", DIGIT), read_period),
    Rule("stamp_list", ("#part_of_day",), read_stamp_list),
    Rule("range", (
        "từ", DIGIT, "ngày", "hôm", "mùng", "mồng", "rằm", "tháng", "quý", "năm", "thứ", "chủ nhật", "#part_of_day",
        "#part_word", "thế", "thập", "những",
    ), read_range),
    Rule("list", ("ngày", "mùng", "mồng", "tháng", "quý", "năm", DIGIT), read_list),
)  # fmt: skip
