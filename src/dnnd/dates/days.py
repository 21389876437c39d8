"""Reads a day at a place in the text: in digits or words, with its weekday, part of the day and clock time."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from dnnd.date_words import pattern, undone_by, word_value, worded_year, words
from dnnd.dates.lunar_days import lunar_day_at
from dnnd.dates.page import Page
from dnnd.dates.reading import Reading, deictic_at, named_month, number_in, with_year_behind
from dnnd.dates.values import ONE_DAY, Point, point_of

# --- days ----------------------------------------------------------------------------------------------------------

_LEAD = r"(?P<lead>(?:ngày |hôm |các ngày )?(?:mùng |mồng )?)"
_FULL_DAYS = (
    _LEAD + r"{day} ?{sign} ?{month} ?(?P=sign) ?{year}",
    _LEAD + r"{day}{sign}{month}(?P=sign)(?P<short>\d\d)(?!\d)",
    _LEAD + r"{day} ?{sign} ?{month},? năm {year}",
    _LEAD + r"{day} ?, ?tháng {month}(?:,? năm | ?[/.-] ?|,? ){year}",
    _LEAD + r"{day} tháng {month}(?:,? năm | ?[/.-] ?|,? ){year}",
    r"(?P<lead>ngày (?:mùng |mồng )?){number} tháng {month_word}(?:,? năm | ?[/.-] ?){year}",
    r"(?P<lead>ngày (?:mùng |mồng )?){number} tháng {month_word},? năm {worded_year}",
    _LEAD + r"{day} tháng {month_word}(?:,? năm | ?[/.-] ?){year}",
    _LEAD + r"{day} tháng {roman}(?:,? năm | ?[/.-] ?){year}",
    r"(?P<lead>){year}-{month}-{day}",
)
_DAYS_OF_YEAR = (
    _LEAD + r"{day} tháng {month}(?! ngày)",
    _LEAD + r"{day} tháng {month_word}",
    _LEAD + r"{day} tháng {roman}",
    r"(?P<lead>ngày (?:mùng |mồng )?){number} tháng {month_word}",
    _LEAD + r"{day}{sign}{month}(?!(?P=sign)\d| tháng \d)",
    _LEAD + r"{day}/ {month}(?!/)",
)
_DAY_OF_MONTH = (r"(?P<lead>(?:ngày |hôm )(?:mùng |mồng )?){day}(?![/.]\d| tháng)",)
_OPENS_DAY = (
    r"\d{1,4}(?: ?[/.-] ?\d|,? ?,? ?tháng | tết)|(?:(?:các )?(?:ngày|hôm) )?(?:chính )?rằm |giao thừa|"
    r"(?:(?:các )?(?:ngày|hôm) (?:(?:mùng|mồng) )?|(?:mùng|mồng) )(?:\d|{number}(?: tháng | tết))"
)
_SHORT_YEAR_PIVOT = 30  # two-digit years are 1930-2029


def day_at(page: Page, at: int, bare: bool) -> Reading | None:
    """A day in digits or words, with or without its year. `bare` lets "6/1" stand without a noun before it."""
    if not pattern(_OPENS_DAY).match(page.key, at):
        return None
    reading: Reading | None = page.remembered("day", at, bare, _read_day)
    return reading


def _read_day(page: Page, at: int, bare: bool) -> Reading | None:
    lunar = lunar_day_at(page, at)
    if lunar:
        return lunar
    for templates in (_FULL_DAYS, _DAYS_OF_YEAR, _DAY_OF_MONTH):
        for template in templates:
            found = pattern(template).match(page.key, at)
            reading = found and _day(page, found, bare)
            if reading:
                return reading
    return None


def _day(page: Page, found: re.Match[str], bare: bool) -> Reading | None:
    groups = found.groupdict()
    year = number_in(found, "year") or (worded_year(groups["worded_year"] or "") if "worded_year" in groups else None)
    if groups.get("short"):
        year = number_in(found, "short") or 0
        year += 1900 if year >= _SHORT_YEAR_PIVOT else 2000
    month = number_in(found, "month") or named_month(groups)
    day = number_in(found, "day") or int(float(word_value("number", groups["number"])))
    point = Point(year, month, day)
    has_noun = bool(groups["lead"]) or year is not None or not groups.get("sign")
    if not (has_noun or bare) or not (1 <= day <= 31 and point.exists()):
        return None
    if not page.is_number_end(found.end()) and not _RANGE_SIGN.match(page.key, found.end()):
        return None
    return with_year_behind(page, Reading(found.start(), found.end(), "day", point))


_RANGE_SIGN = re.compile(r"-\d{1,2}[/.-]\d")


# --- clock, part of the day, weekday -------------------------------------------------------------------------------

_CLOCKS = (
    r"(?P<hour>[01]?\d|2[0-4]) ?(?:giờ|h|g) ?(?P<minute>[0-5]\d)(?!\d)(?: ?phút|'|p(?!\w))?",
    r"(?P<hour>[01]?\d|2[0-4]) giờ (?P<minute>[1-9])(?!\d) phút",
    r"(?P<hour>[01]?\d|2[0-4]) giờ (?P<minute>[1-9])(?= (?:đến|tới) \d)",
    r"(?P<hour>[01]?\d|2[0-4]) giờ (?P<half>rưỡi)",
    r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?![\d:])",
    r"(?P<hour>[01]?\d|2[0-4]) ?(?:giờ(?: đúng)?|h)(?!\w)",
)
_BARE_CLOCK = re.compile(r"\d ?(?:giờ(?: đúng| rưỡi)?|h|g|phút|'|p)?$")
_CLOCK_BEFORE = re.compile(r"\d[hg:]\d{0,2}-$")  # "9h00-11h00"
_OPENS_CLOCK = re.compile(r"\d{1,2}(?: ?[hg:]| giờ)")
_CLOCK_HINTS = {"TAF": 12, "TEV": 12, "TMI": 12, "TNI": 12}


def clock_at(page: Page, at: int) -> Reading | None:
    """A clock time, its part of the day included: "8h30", "14 giờ 15 phút", "3 giờ chiều"."""
    if not _OPENS_CLOCK.match(page.key, at):
        return None
    for template in _CLOCKS:
        found = pattern(template).match(page.key, at)
        starts = page.is_number_start(at) or _CLOCK_BEFORE.search(page.key[max(0, at - 8) : at])
        if found and starts and not re.match(r"[/%\d]", page.key[found.end() : found.end() + 1]):
            minute = 30 if found.groupdict().get("half") else number_in(found, "minute") or 0
            part = pattern(r" {part_of_day}").match(page.key, found.end())
            mark = word_value("part_of_day", part["part_of_day"]) if part else ""
            hour = _hour(int(found["hour"]), mark)
            end = part.end() if part else found.end()
            return Reading(at, end, "clock", Point(time=f"T{hour:02d}:{minute:02d}"))
    return None


def _hour(hour: int, part: str) -> int:
    """The hour of 24 that an hour and a part of the day mean: "3 giờ chiều" is 15, "11 giờ trưa" 11."""
    noon = hour + _CLOCK_HINTS.get(part, 0)
    is_afternoon = part in _CLOCK_HINTS and hour < 12 and not (part == "TMI" and hour >= 10)
    is_small_hours = part == "TNI" and hour < 6
    return noon if is_afternoon and not is_small_hours else hour


_HALF_DAY = r"{part_of_day}"
_HALF_DAY_DEICTIC = r" {deictic_half_day}"
_WEEKDAY = r"(?P<noun>ngày |hôm )?{weekday}"
_WEEKDAY_JOIN = re.compile(r" ?[,-]? ?(?=ngày|\d)")
_PART_JOIN = re.compile(r",? ")
_ORDINAL_NEXT = re.compile(r" (?:là|về|của)(?!\w)")


def stamp_at(page: Page, at: int, bare: bool = False) -> Reading | None:
    """A day with what stands before it: clock time, part of the day, weekday; or a clock time alone.

    "8h30 ngày 24/12", "Sáng 6/1", "sáng thứ Hai, 5/3", "Chiều cùng ngày", "tối qua".
    """
    reading: Reading | None = page.remembered("stamp", at, bare, _read_stamp)
    return reading


def _read_stamp(page: Page, at: int, bare: bool) -> Reading | None:
    clock = clock_at(page, at)
    place = _joined(page, clock.end) if clock else at
    part = pattern(_HALF_DAY).match(page.key, place)
    time = clock.point.time if clock else word_value("part_of_day", part["part_of_day"]) if part else ""
    half_day_end = part.end() if part else clock.end if clock and names_part(page, clock) else at
    if half_day_end > at:
        near = half_day_deictic(page, half_day_end)
        if near:
            dated = day_at(page, _joined(page, near.end), bare=True)
            near = dated if dated and dated.point.month else near
            return Reading(at, near.end, "day", replace(near.point, time=time))
        place = _joined(page, half_day_end)
    day = _dated(page, place, bare=bare or bool(time))
    if day and day.fixed:
        return replace(day, start=at, fixed=day.fixed + time)
    if day and not time:
        return _with_clock_behind(page, replace(day, start=at))
    if day:
        return Reading(at, day.end, "day", replace(day.point, time=time))
    return clock


def _with_clock_behind(page: Page, day: Reading) -> Reading:
    """ "14/10/2020 08:30", "ngày 5/3, 14 giờ 30": a day whose clock time stands behind it, with its minutes."""
    clock = clock_at(page, _joined(page, day.end)) if day.point.month and day.kind == "day" else None
    if clock is None or not _MINUTES.search(page.key, clock.start, clock.end):
        return day
    return Reading(day.start, clock.end, "day", replace(day.point, time=clock.point.time))


_MINUTES = re.compile(r"\d ?(?::|h|giờ|g) ?\d")


def names_part(page: Page, clock: Reading) -> bool:
    """Whether a clock time has its part of the day: "7 giờ sáng"; what follows "24 giờ" is no "sáng nay"."""
    return not _BARE_CLOCK.search(page.key[clock.start : clock.end])


def _joined(page: Page, end: int) -> int:
    """The place behind the comma or space that joins the parts of a stamp."""
    found = _PART_JOIN.match(page.key, end)
    return found.end() if found else end


def half_day_deictic(page: Page, at: int) -> Reading | None:
    """What follows a part of the day: "nay", "qua", "hôm qua", "mai", "cùng ngày", "đó"."""
    found = pattern(_HALF_DAY_DEICTIC).match(page.key, at)
    if found and page.report_date:
        days = int(words("deictic_half_day")[found["deictic_half_day"]])
        return Reading(at, found.end(), "day", point_of(page.report_date + days * ONE_DAY))
    if found:
        days = int(words("deictic_half_day")[found["deictic_half_day"]])
        return Reading(at, found.end(), "day", _open_day(page, found.end(), days))
    return None


def _dated(page: Page, at: int, bare: bool) -> Reading | None:
    """A day, a weekday with or without its day, a deictic or an anaphoric day."""
    weekday = _weekday_at(page, at, bare)
    if weekday is None:
        return day_at(page, at, bare) or day_word_at(page, at) or (anaphoric_at(page, at) if bare else None)
    join = _WEEKDAY_JOIN.match(page.key, weekday.end)
    day = day_at(page, join.end(), bare=True) if join else None
    return day or weekday


def _weekday_at(page: Page, at: int, bare: bool) -> Reading | None:
    """A weekday: "thứ Hai", "thứ hai tuần tới". The ordinal "thứ hai" is none: it has no capital, day or week."""
    found = pattern(_WEEKDAY).match(page.key, at)
    if found is None or not undone_by("weekday")[found["weekday"]].isdisjoint(page.words_after(found.end())):
        return None
    week = pattern(r",? (?:của )?(?=tuần {shift})").match(page.key, found.end())
    behind = deictic_at(page, week.end()) if week else None
    if found["weekday"].startswith("thứ") and behind is None and page.preceded(at, "ordinal_head"):
        return None
    joined = _WEEKDAY_JOIN.match(page.key, found.end())
    dated = bool(joined and day_at(page, joined.end(), bare=True))
    last = page.text[found.start("weekday") : found.end()].split()[-1]
    certain = (
        last[0].isupper()
        or last[0].isdigit()
        or found["weekday"].startswith("ch")
        or bool(behind or found["noun"] == "hôm ")
    )
    if not (dated or ((certain or bare) and not _ORDINAL_NEXT.match(page.key, found.end()))):
        return None
    if last[0].isdigit() and not (dated or bare or behind):
        return None
    number = int(word_value("weekday", found["weekday"]))
    return _weekday(page, found, number, behind)


def _weekday(page: Page, found: re.Match[str], number: int, behind: Reading | None) -> Reading:
    """The weekday as a day: of the week that is named, otherwise the nearest one to the report date."""
    every = pattern(r",? (?:hằng|hàng|mỗi|các) tuần").match(page.key, found.end())
    if every or page.report_date is None:
        return Reading(found.start(), every.end() if every else found.end(), "other", fixed=f"XXXX-WXX-{number}")
    if behind and behind.point.year:
        week = int(behind.point.part[1:3])
        day = datetime.date.fromisocalendar(behind.point.year, week, number)
        return Reading(found.start(), behind.end, "day", point_of(day))
    bracketed = _bracketed(page, found.end())
    if bracketed.month:
        return Reading(found.start(), found.end(), "day", bracketed)
    days = (number - page.report_date.isoweekday() + 3) % 7 - 3
    if days * page.lean(found.start(), found.end()) < 0:
        days -= 7 if days > 0 else -7
    near = pattern(r" (?:(?P<next>tới|sắp tới|này)|vừa qua|vừa rồi|qua)(?!\w)").match(page.key, found.end())
    if near:
        days += 7 * ((days < 0) if near["next"] else -(days > 0))
    end = near.end() if near else found.end()
    return Reading(found.start(), end, "day", point_of(page.report_date + days * ONE_DAY))


def day_word_at(page: Page, at: int) -> Reading | None:
    """ "hôm nay", "ngày mai", "hôm qua"."""
    found = pattern(r"{deictic_day}").match(page.key, at)
    if found is None:
        return None
    days = int(word_value("deictic_day", found["deictic_day"]))
    beside = _day_beside(page, found.end())
    if beside:
        return replace(beside, start=at)
    point = point_of(page.report_date + days * ONE_DAY) if page.report_date else _open_day(page, found.end(), days)
    return Reading(at, found.end(), "day", point)


def _open_day(page: Page, end: int, days: int) -> Point:
    """A day so many days from a report date without a year: the one in brackets behind it, else counted."""
    said, known = _bracketed(page, end), page.report_day
    if said.month or not (known.month and known.day):
        return said
    there = datetime.date(_LEAP_YEAR, known.month, known.day) + days * ONE_DAY
    return Point(None, there.month, there.day)


_LEAP_YEAR = 2020  # has every day


def _bracketed(page: Page, end: int) -> Point:
    """The point of the day in brackets that says which day is meant: "hôm qua (6/7)"."""
    day = day_at(page, end + 2, bare=True) if page.key.startswith(" (", end) else None
    return day.point if day else Point()


def _day_beside(page: Page, end: int) -> Reading | None:
    """The day in digits that says again which day is meant: "hôm nay, 12/6", "cùng ngày 6/2"."""
    day = day_at(page, _joined(page, end), bare=True) if page.key[end : end + 1] in (" ", ",") else None
    return day if day and day.point.month else None


def anaphoric_at(page: Page, at: int) -> Reading | None:
    """ "cùng ngày", "hôm đó", "ngày hôm sau": counted from the last day named."""
    found = pattern(r"{anaphoric_day}").match(page.key, at)
    if found is None or pattern(r" là").match(page.key, found.end()):
        return None
    beside = _day_beside(page, found.end())
    if beside and found["anaphoric_day"] == "cùng ngày":
        return replace(beside, start=at)
    anchor = page.named_day(at)
    days = int(word_value("anaphoric_day", found["anaphoric_day"]))
    point = point_of(anchor + days * ONE_DAY) if anchor else Point() if days else page.open_day
    return Reading(at, found.end(), "day", point)
