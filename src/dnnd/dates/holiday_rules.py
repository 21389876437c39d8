"""The rules for holidays: fixed ones with and without their day, days named by their date, Tết."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from dnnd.date_words import any_of, holidays, pattern, year_names, year_of_name
from dnnd.dates.days import day_at
from dnnd.dates.lunar_days import with_lunar_year
from dnnd.dates.page import Page
from dnnd.dates.reading import Reading, with_year_behind
from dnnd.dates.records import Rule, marked
from dnnd.dates.values import Point
from dnnd.lexicon import keys
from dnnd.normalize import lookup_key
from dnnd.spans import Timex


@cache
def _holiday() -> re.Pattern[str]:
    return re.compile(rf"(?P<noun>ngày (?:lễ )?)?(?P<name>{any_of(holidays())})(?!\w)")


_HOLIDAY_DAY = re.compile(r" ?,? ?(?:ngày )?(?=\d)")
_YEARS_OF = re.compile(r"(?:năm|thứ \d+)(?: (?:ngày|kỷ niệm))* *$")
_LONGER_NAME = re.compile(r" (?:bộ|ủy|nước|lần|khối|ta|quân)(?!\w)")


def read_holiday(page: Page, at: int) -> list[Timex]:
    """A fixed holiday, its day beside it included: "ngày Quốc khánh 2/9"; without a day that of the nearest year."""
    found = _holiday().match(page.key, at)
    if found is None:
        return []
    entry = holidays()[found["name"]]
    if not page.text[found.start("name")].isupper() and not found["noun"]:
        return []
    if (entry.kind == "lunar" and page.preceded(at, "festival")) or _is_given_name(page, found):
        return []
    beside = _HOLIDAY_DAY.match(page.key, found.end()) or _abroad(page, found.end())
    if entry.kind == "day" and not found["noun"] and "ngày" in (beside[0] if beside else "ngày"):
        return []  # "Giải phóng Thủ đô ngày 10/10" tells what was done
    day = day_at(page, beside.end(), bare=True) if beside else None
    if day and day.point.month:
        is_lunar = entry.kind == "lunar" and entry.more["month_day"] == f"{day.point.month:02d}-{day.point.day:02d}"
        return marked(page, replace(day, start=at, point=replace(day.point, lunar=is_lunar or day.point.lunar)))
    if _is_other_holiday(page, at, found.end()) or (entry.kind == "day" and not found["noun"]):
        return []
    month, number = map(int, entry.more["month_day"].split("-"))
    is_lunar = entry.kind == "lunar"
    reading = Reading(at, found.end(), "day", Point(None, month, number, lunar=is_lunar))
    return marked(page, with_lunar_year(page, reading) if is_lunar else _with_year(page, reading))


_WORD_BEFORE = re.compile(r"([^\W\d_]+) $")


def _is_given_name(page: Page, found: re.Match[str]) -> bool:
    """Whether a holiday of two capitals behind a capital is a person's name: "Đặng Quốc Khánh"."""
    start, name = found.start("name"), page.text[found.start("name") : found.end("name")]
    capitals = [word[0] for word in name.split()]
    before = _WORD_BEFORE.search(page.text, max(0, start - 12), start)
    if before is None or found["noun"] or name.isupper() or len(capitals) != 2 or not "".join(capitals).isupper():
        return False
    called = lookup_key(before[1]) in keys("honorifics", "honorific")  # "chị Quốc Khánh"
    return called or (before[1][0].isupper() and not page.preceded(start, "before_holiday"))


_COUNTRY = re.compile(r"(?: [^\W\d_]+){1,6} (?=\d{1,2}[/.-]\d)")


def _abroad(page: Page, end: int) -> re.Match[str] | None:
    """What stands between a holiday and its day in another country: "Quốc khánh [Lào] 2/12"."""
    found = _COUNTRY.match(page.key, end)
    named = found and page.text[end + 1].isupper() and not _SAYS_MORE.search(found[0])
    return found if named else None


_YEAR_BEHIND = r"(?:,? năm)? {year}"


def _with_year(page: Page, reading: Reading) -> Reading:
    """The reading with a year that follows in digits or words."""
    year = pattern(_YEAR_BEHIND).match(page.key, reading.end)
    if year is None:
        return with_year_behind(page, reading)
    return replace(reading, end=year.end(), point=replace(reading.point, year=int(year["year"])))


def _is_other_holiday(page: Page, start: int, end: int) -> bool:
    """The count of years says it all ("90 năm Ngày thành lập Đảng"), or the name goes on ("Quốc khánh Lào")."""
    if _YEARS_OF.search(page.key[max(0, start - 24) : start]) or _LONGER_NAME.match(page.key, end):
        return True
    return bool(re.compile(r" [^\W\d_]").match(page.key, end) and page.text[end:].lstrip()[:1].isupper())


# A day of remembrance that is not in the table is known by the day behind its name.
_NAMED_DAY = re.compile(r"ngày(?: [^\W\d_]+| [-–]|,){1,10}? (?=\d{1,2}[/.-]\d)")
_SAYS_MORE = re.compile(r" (?:sáng|trưa|chiều|tối|đêm|là|ngày|có|được|từ|đến|vào|tại|sẽ|đã) ")
_NAMED_DAY_HEADS = re.compile(r"ngày (?:thành lập|truyền thống|giải phóng|hội|toàn quốc|quốc tế|sinh|lễ)(?!\w)")


def read_named_day(page: Page, at: int) -> list[Timex]:
    """ "Ngày Biên giới Việt Nam 5/5": a name with its day."""
    found = _NAMED_DAY.match(page.key, at, at + 90)
    if (
        found is None
        or _SAYS_MORE.search(found[0][4:])
        or not (_NAMED_DAY_HEADS.match(page.key, at) or page.text[at + 5 : at + 6].isupper())
    ):
        return []
    day = day_at(page, found.end(), bare=True)
    return marked(page, replace(day, start=at)) if day and day.point.month else []


@cache
def _tet() -> re.Pattern[str]:
    names = any_of(year_names())
    kind = r"(?: (?:nguyên đán|cổ truyền|âm lịch)(?: (?:cổ truyền|dân tộc|của dân tộc))?)"
    named = rf"(?P<name>{names})(?!\w)(?:(?: ?- ?| năm | )?(?P<both>\d{{4}})(?!\d))?"
    year = rf"(?: (?:năm |xuân )*(?:{named}|(?:năm )?(?P<year>\d{{4}})(?!\d)))"
    return re.compile(rf"(?P<noun>tết)(?!\w)(?P<kind>{kind})?{year}?")


def read_tet(page: Page, at: int) -> list[Timex]:
    """Tết with a qualifier ("Tết Nguyên đán", "Tết Kỷ Hợi", "Tết 2020"): the first day of the lunar year."""
    found = _tet().match(page.key, at)
    year = found and (found["both"] or found["year"])
    if found is None or not (found["kind"] or found["name"] or year or page.preceded(at, "before_tet")):
        return []
    number = int(year) if year else year_of_name(found["name"], page.report_date) if found["name"] else None
    return marked(page, Reading(at, found.end(), "day", Point(number, 1, 1, lunar=True)))


HOLIDAY_RULES = (
    Rule("holiday", ("ngày", "#holiday"), read_holiday),
    Rule("tet", ("tết",), read_tet),
)
NAMED_DAY_RULES = (Rule("named_day", ("ngày",), read_named_day),)
