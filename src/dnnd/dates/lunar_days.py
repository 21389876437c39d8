"""Reads a day of the lunar calendar at a place in the text: "rằm tháng Giêng", "28 Tết", "10/3 âm lịch"."""

from __future__ import annotations

import re
from functools import cache

from dnnd.date_words import any_of, pattern, word_value, words, year_names, year_of_name
from dnnd.dates.page import Page
from dnnd.dates.reading import Reading, deictic_at, number_in
from dnnd.dates.values import Point

_LEAD = r"(?P<lead>(?:ngày |hôm )?(?:mùng |mồng )?)"
_IN_WORDS = r"(?P<lead>(?:ngày |hôm )?(?:mùng |mồng )){number}"
_SIGN = r"(?: ?\(?âm lịch\)?| ?\(?al\)?(?!\w))"
_NEW_YEAR = r" tết(?!\w)(?: (?:nguyên đán|cổ truyền|âm lịch|ta)(?!\w))?"
_NAMED_MONTH = rf" tháng {{lunar_month}}{_SIGN}?"
_FULL_MOON = rf"(?:ngày )?(?:chính )?rằm tháng (?:{{lunar_month}}|{{month_word}}|{{month}}){_SIGN}?"
# The last of the templates is for days whose year alone tells the calendar ("mùng 5/1 năm Canh Tý").
_TEMPLATES = (
    rf"{_LEAD}{{day}}(?:{_NAMED_MONTH}|(?P<new_year>{_NEW_YEAR}))",
    rf"{_IN_WORDS}(?:{_NAMED_MONTH}|(?P<new_year>{_NEW_YEAR}))",
    rf"{_LEAD}{{day}}(?: ?[/.-] ?| tháng ){{month}}(?:(?: ?[/.-] ?| năm ){{year}})?{_SIGN}",
    rf"{_LEAD}{{day}}(?: tháng |/){{month}} năm (?P<sure>{{name}})(?: {{year}})?{_SIGN}?",
    rf"{_LEAD}{{day}} tháng {{month_word}}{_SIGN}",
    rf"{_IN_WORDS} tháng (?:{{month_word}}|{{month}}){_SIGN}",
    _FULL_MOON,
    r"giao thừa(?!\w)(?! tết dương lịch)",
)
_OPENS = re.compile(
    r"(?:(?:ngày|hôm) )?(?:(?:mùng|mồng) \w|\d{1,2}(?: tết| tháng| ?[/.-] ?\d{1,2}(?!\d))|(?:chính )?rằm )|giao thừa"
)
_FIRST_EVE = 20  # "28 Tết" is before Tết, "mùng 3 Tết" after it


def lunar_day_at(page: Page, at: int) -> Reading | None:
    """A lunar day, as a point of the lunar calendar; its year where the text names it."""
    if not _OPENS.match(page.key, at):
        return None
    for template in _templates():
        found = template.match(page.key, at)
        point = _point(found) if found else None
        if found and point and _is_day(page, found):
            return with_lunar_year(page, Reading(at, found.end(), "day", point))
    return None


@cache
def _templates() -> tuple[re.Pattern[str], ...]:
    names = any_of(year_names())
    return tuple(pattern(template.replace("{name}", names)) for template in _TEMPLATES)


def _point(found: re.Match[str]) -> Point | None:
    """Day, month and year of a match, in the lunar calendar."""
    groups = found.groupdict()
    if "giao thừa" in found[0]:
        return Point(None, 12, 30, lunar=True)
    if "rằm " in found[0]:
        return Point(None, _month(found), 15, lunar=True)
    day = number_in(found, "day") or int(float(word_value("number", groups["number"] or "")))
    if not 1 <= day <= 30:
        return None
    if groups.get("new_year"):
        return Point(None, 12 if day >= _FIRST_EVE else 1, day, lunar=True)
    year = number_in(found, "year")
    return Point(year, _month(found), day, lunar=True)


def _month(found: re.Match[str]) -> int:
    groups = found.groupdict()
    if groups.get("month"):
        return int(found["month"])
    kind = "lunar_month" if groups.get("lunar_month") else "month_word"
    return int(words(kind)[groups[kind] or ""])


def _is_day(page: Page, found: re.Match[str]) -> bool:
    """Whether a number before "Tết" is a day: "28 Tết", "mùng 3 Tết", not "trong 7 Tết"."""
    if not page.is_number_start(found.start()):
        return False
    groups = found.groupdict()
    is_plain = bool(groups.get("new_year")) and not groups["lead"]
    return not is_plain or int(found["day"]) >= _FIRST_EVE


@cache
def _year_behind() -> re.Pattern[str]:
    names = any_of(year_names())
    named = rf"(?P<name>{names})(?!\w)(?:(?: ?- ?| năm | )(?P<both>\d{{4}})(?!\d))?"
    return re.compile(rf",? ?(?:năm |xuân )*(?:{named}|(?P<year>(?:19|20)\d\d)(?!\d))")


def with_lunar_year(page: Page, reading: Reading) -> Reading:
    """The reading with the year that follows: in digits, by its name, as a deictic. Tết's eve is of the year before."""
    if reading.point.year is not None:
        return reading
    found = _year_behind().match(page.key, reading.end)
    if found and (found["name"] or re.match(r" (?:năm )?\d", page.key[reading.end : reading.end + 6])):
        number = found["both"] or found["year"]
        return _dated(
            page, reading, int(number) if number else year_of_name(found["name"], page.report_date), found.end()
        )
    behind = deictic_at(page, reading.end + 1) if page.key.startswith(" năm ", reading.end) else None
    if behind and behind.point.year:
        return _dated(page, reading, behind.point.year, behind.end)
    return reading


def _dated(page: Page, reading: Reading, year: int | None, end: int) -> Reading:
    point = reading.point
    said = page.key[reading.start : reading.end]
    is_eve = "giao thừa" in said or (" tết" in said and point.month == 12)
    year = year - 1 if year and is_eve else year
    return Reading(reading.start, end, reading.kind, Point(year, point.month, point.day, time=point.time, lunar=True))
