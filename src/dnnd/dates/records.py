"""From a reading to a record: the value that its context gives it; what a rule of dates is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from dnnd.date_words import pattern, word_value
from dnnd.dates.page import Page
from dnnd.dates.reading import Reading
from dnnd.dates.values import Point, bounds, complete, day_of, is_clearly_near, solar
from dnnd.spans import Timex

DIGIT = "0"  # the trigger of the rules that begin with a number in digits


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule: what may stand at its beginning, and the function that reads an expression there.

    A trigger is a word, `DIGIT`, or "#kind" for the first words of that kind in the table `date_words`.
    """

    name: str
    triggers: tuple[str, ...]
    read: Callable[[Page, int], list[Timex]]


def mark(page: Page, start: int, end: int, type_: str, value: str) -> list[Timex]:
    """One record; the scan puts in the rule's name."""
    return [Timex(start, end, page.text[start:end], type_, value)]


# --- values in their context ---------------------------------------------------------------------------------------

EVERY = r",? (?:hằng|hàng|mỗi) (?P<unit>năm|tháng)(?!\w)(?! \d)"


def resolve(page: Page, reading: Reading) -> Point:
    """The Gregorian point of a reading with what its context adds: the day of a clock time, a missing year."""
    return solar(settled(page, reading))


def settled(page: Page, reading: Reading) -> Point:
    """The same; a lunar day is left as it is."""
    point = reading.point
    if reading.kind == "clock" and point.year is None and point.day is None:
        anchor = page.anchor(reading.start)
        return replace(anchor, time=point.time) if anchor else point
    if point.year is None and (point.month or point.day or point.part):
        stated = _stated_year(page, reading.start)
        if stated and point.month:
            return replace(point, year=stated)
        following = _following(page, reading)
        if following:
            return following
        nearest = complete(point, page.report_date)
        if point.time or is_clearly_near(nearest, page.report_date):  # nobody names the hour of a day far off
            return nearest
        return complete(point, page.report_date, page.lean(reading.start, reading.end))
    return point


_STATED_SIZE = 160
_SENTENCE_END = re.compile(r"[\n!?]|\. ")


def _stated_year(page: Page, start: int) -> int | None:
    """The year with which the same sentence opens ("Năm 1945, … tháng 8 …"): what follows belongs to it."""
    for year in reversed(page.found[-4:]):
        if start - year.end > _STATED_SIZE or _SENTENCE_END.search(page.text, year.end, start):
            return None
        opens = page.text[year.start].isupper() or page.text.startswith("Trong ", max(0, year.start - 6))
        if opens and len(year.value) == 4 and year.value.isdigit():
            return int(year.value)
    return None


_FOLLOWS_WITHIN = 120  # days, and characters: "Ngày 31/10/2016, ông …; ngày 20/11 ông …"


def _following(page: Page, reading: Reading) -> Point | None:
    """The day in the year of a full date that the sentence named just before, where it follows that one closely."""
    before = page.found[-1] if page.found else None
    limits = bounds(before.value) if before and before.type == "DATE" and len(before.value) == 10 else None
    if before is None or limits is None or reading.point.day is None or reading.point.lunar:
        return None
    is_near = reading.start - before.end <= _FOLLOWS_WITHIN
    if not is_near or page.is_aside(before.start) or _SENTENCE_END.search(page.text, before.end, reading.start):
        return None
    for year in (limits[0].year, limits[0].year + 1):
        point = replace(reading.point, year=year)
        day = day_of(point)
        if day and 0 <= (day - limits[0]).days <= _FOLLOWS_WITHIN:
            return point
    return None


def value_of(reading: Reading, point: Point) -> str:
    """The value of a resolved point; an open day keeps its precision."""
    if reading.fixed:
        return reading.fixed
    if point.year is None and not (point.month or point.day or point.part):
        return ("XXXX-XX-XX" if reading.kind in ("day", "clock", "now") else "XXXX") + point.time
    return point.value


def marked(page: Page, reading: Reading | None) -> list[Timex]:
    """A reading as a record, with "hằng năm" behind it a SET; nothing for no reading."""
    if reading is None:
        return []
    every = pattern(EVERY).match(page.key, reading.end)
    if every and reading.point.year is None and (reading.point.month or reading.point.day or reading.point.part):
        return mark(page, reading.start, every.end(), "SET", replace(reading.point, lunar=False).value)
    if reading.fixed.startswith("XXXX-WXX"):
        type_ = "SET" if page.key[: reading.end].endswith("tuần") else "DATE"
        return mark(page, reading.start, reading.end, type_, reading.fixed)
    point = resolve(page, reading)
    page.remember(point, reading.start)
    type_ = "TIME" if point.time else "DATE"
    return mark(page, reading.start, reading.end, type_, value_of(reading, point))


# --- counts -----------------------------------------------------------------------------------------------------------

COUNT = r"(?:(?P<digits>\d{1,4}(?:[.,]\d{1,3})?)|{number})"


def count_of(found: re.Match[str]) -> float:
    """The number that COUNT matched, in digits (1.500 with its dot, 2,5 with its comma) or words."""
    digits = found["digits"]
    if digits is None:
        return float(word_value("number", found["number"]))
    whole, dot, thousands = digits.partition(".")
    return float(whole + thousands) if dot and len(thousands) == 3 else float(digits.replace(",", "."))
