"""What is read at a place in the text, and the words that count from the report date ("năm nay", "tháng tới")."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from dnnd.date_words import pattern, word_value, words
from dnnd.dates.page import Page
from dnnd.dates.values import Point, shifted, year_just_past

NO_POINT = Point()


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands at [start, end): a point, or a `fixed` value that is none (a decade, "PAST_REF").

    `kind` tells what may follow it in a list: day, month, quarter, year, clock, other.
    """

    start: int
    end: int
    kind: str
    point: Point = NO_POINT
    fixed: str = ""


Reader = Callable[[Page, int], Reading | None]


def number_in(found: re.Match[str], name: str) -> int | None:
    text = found.groupdict().get(name)
    return int(text) if text else None


def named_month(groups: dict[str, str | None]) -> int | None:
    """The month given as a word or a Roman numeral."""
    if groups.get("month_word"):
        return int(word_value("month_word", groups["month_word"] or ""))
    return int(words("roman")[groups["roman"] or ""]) if groups.get("roman") else None


# --- deictic words --------------------------------------------------------------------------------------------------

_DEICTIC = r"(?P<unit>năm|tháng|tuần|quý) {shift}"
_NOT_DEICTIC = re.compile(r" (?:nay|đó|đời|đi|lại|khi|khỏi|hết|là ngày|năm khác|tháng khác|ngày khác)(?!\w)")
_OPEN = {"tháng": "XXXX-XX", "tuần": "XXXX-WXX", "quý": "XXXX-QX"}  # without a report date
_COMPARED = frozenset({"cùng kỳ", "so với", "với cùng kỳ"})


def deictic_at(page: Page, at: int) -> Reading | None:
    """ "tháng này", "năm ngoái", "tuần tới", "năm qua": a unit and a word that counts from the report date."""
    found = pattern(_DEICTIC).match(page.key, at)
    if found is None or _NOT_DEICTIC.match(page.key, found.end()):
        return None
    unit, shift = found["unit"], word_value("shift", found["shift"])
    if (shift == "-2" or found["shift"] in ("ngoái", "kế tiếp")) and unit != "năm":
        return None
    if unit == "quý" and page.preceded(at, "before_quy"):
        return None
    if (unit == "năm" and found["shift"] == "này") or _is_each(page, at, found):
        return None
    point = _deictic_point(page, at, unit, shift)
    if point == NO_POINT and unit in _OPEN:
        return Reading(at, found.end(), "other", fixed=_OPEN[unit])
    return Reading(at, found.end(), "other" if unit != "năm" else "year", point)


_THAN_BEFORE = re.compile(r"[^\n.;]{0,40}(?:hơn|với) (?:năm|tháng|quý|tuần) trước(?!\w)")
_THAN_AFTER = re.compile(r"(?:năm|tháng|quý|tuần) sau(?!\w)[^\n.;]{0,40}(?:hơn|với) $")


def _is_each(page: Page, at: int, found: re.Match[str]) -> bool:
    """ "năm sau cao hơn năm trước": any year and the one before it."""
    if found["shift"] == "sau":
        return bool(_THAN_BEFORE.match(page.key, found.end()))
    return found["shift"] == "trước" and bool(_THAN_AFTER.search(page.key[max(0, at - 60) : at]))


def _deictic_point(page: Page, at: int, unit: str, shift: str) -> Point:
    compared = page.key.startswith(("năm trước", "năm ngoái"), at) and not _COMPARED.isdisjoint(page.words_before(at))
    if compared and page.year and (page.report_date is None or page.key.startswith("năm trước", at)):
        return Point(page.year - 1)
    if page.report_date is None:
        return Point()
    if unit == "năm" and shift == "past":
        return Point(year_just_past(page.report_date))
    count = -1 if shift == "past" else int(shift)
    return shifted(page.report_date, word_value("unit", unit), count) or Point()


_YEAR_BEHIND = r",? (?:của )?(?P<unit>năm|tháng) {shift}"


def with_year_behind(page: Page, reading: Reading) -> Reading:
    """The reading with a year that follows in words: "năm nay", "năm ngoái", or a deictic: "tới", "vừa qua"."""
    if reading.point.year is not None:
        past = _DEICTIC_BEHIND.match(page.key, reading.end)
        return replace(reading, end=past.end()) if past else reading
    found = pattern(_YEAR_BEHIND).match(page.key, reading.end)
    behind = deictic_at(page, found.start("unit")) if found else None
    if found and behind and (found["unit"] == "năm") == (reading.point.month is not None):
        month = reading.point.month or behind.point.month
        return replace(reading, end=behind.end, point=replace(reading.point, year=behind.point.year, month=month))
    if page.report_date is None:
        past = _DEICTIC_BEHIND.match(page.key, reading.end)
        return replace(reading, end=past.end()) if past else reading
    return _with_deictic_behind(page, reading, page.report_date)


_DEICTIC_BEHIND = re.compile(r" (?:(này)|(tới đây|sắp tới|tới)|(vừa qua|vừa rồi|qua))(?!\w)(?! (?:hạn|ngày|đời|nay))")


def _with_deictic_behind(page: Page, reading: Reading, report_date: datetime.date) -> Reading:
    """ "tháng 11 tới" is the next November, "tháng 3 vừa qua" the last March, "tháng 5 này" this year's."""
    found = _DEICTIC_BEHIND.match(page.key, reading.end)
    if found is None or reading.point.month is None:
        return reading
    here = (report_date.month, report_date.day)
    there = (reading.point.month, reading.point.day or (1 if found[2] else 0))
    year = report_date.year
    if found[2]:
        year += there < here
    elif found[3]:
        year -= there > here
    return replace(reading, end=found.end(), point=replace(reading.point, year=year))
