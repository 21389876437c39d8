"""The day a report speaks from, with its evidence and a confidence; never today's date.

The order of trust is that of the annotation guide: what the user gives, the file name, a by-line with a full date,
else the day and month that the lead says it happened on, its year by the strongest clue of `report_year`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dnnd.normalize import squeeze
from dnnd.report_year import FULL_DAY, WEEKDAYS, Lead, any_of, clues, is_old

LEAD = 1500  # characters in which a report says when it happened; a headline, a summary and the first paragraph
FULL_LEAD = 300  # the same for a day with its year: further on such a day mostly tells of something past
AHEAD = 1  # how many years a report looks ahead ("nhiệm vụ năm 2021", said in December 2020)
SENTENCE_HEAD = 60  # characters within which a dateline stands, behind "Thực hiện chương trình công tác," and the like

_DAY = (
    r"(?P<day>[0-3]?\d)(?: ?[/.-] ?| tháng )(?P<month>[01]?\d)(?:(?: ?[/.-] ?| năm )(?P<year>(?:19|20)\d\d))?"
    r"(?![\d/])(?!\.\d| ?%)"
)
_DIGITS = re.compile(r"\d+")
_ANY_DAY = re.compile(r"[0-3]?\d(?: ?[/.-] ?| tháng )[01]?\d", re.IGNORECASE)
_WORD = re.compile(r"(?<!\w)\w")
_FARTHEST = 60  # characters: three trigger words before a day
_FULL = re.compile(rf"(?<![\d/.-]){FULL_DAY}")
_IN_NAME = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>[01]\d)[-_.]?(?P<day>[0-3]\d)(?!\d)")
_WEEKDAY = re.compile(r"(?<!\w)(thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)[ ,(]{0,3}(?:ngày )?$", re.IGNORECASE)
_LABEL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@cache
def _lead_day() -> re.Pattern[str]:
    """A day and month behind a trigger word: "Sáng thứ Ba, 5/11", "chiều nay (3/4)", "Ngày 23/12/2020"."""
    today, past, coming, trigger = (any_of(kind) for kind in ("today", "yesterday", "tomorrow", "trigger"))
    deictic = rf"(?:(?P<today>{today})|(?P<yesterday>{past})|(?P<tomorrow>{coming}))"
    return re.compile(
        rf"(?<!\w)(?:{deictic}[ ,(]{{1,3}}(?:ngày )?|(?:(?:{trigger})[ ,(]{{1,3}}){{1,3}}(?:ngày )?){_DAY}",
        re.IGNORECASE,
    )


@cache
def _not_before() -> re.Pattern[str]:
    """What stands right before a day that is no report's: "từ ngày 8/3 đến 13/3", "sẽ khai mạc vào ngày 17/5"."""
    begins, planned = any_of("right_before_first_day"), any_of("planned")
    return re.compile(rf"(?<!\w)(?:(?:{begins})|(?:{planned}) [^.…,;“”\"\n]{{0,60}}) $", re.IGNORECASE)


@cache
def _not_behind() -> re.Pattern[str]:
    """What stands behind a day that is past or planned: "15/2 vừa qua", "ngày 1/4 tới", "ngày 7/8, đoàn sẽ thăm"."""
    past, next_, planned = any_of("right_behind_past_day"), any_of("right_behind_planned_day"), any_of("planned")
    return re.compile(rf" (?:{past}|{next_})(?!\w)|[^.\n]{{0,80}}?(?<!\w)(?:{planned})(?!\w)")


@dataclass(frozen=True, slots=True)
class ReportDate:
    """`value` is an ISO day, "XXXX-07-10" where the year stays open, or "" where nothing tells.

    `confidence`: given, high, medium, low, or "" without a value. `evidence` quotes what told.
    """

    value: str = ""
    evidence: str = ""
    confidence: str = ""

    @property
    def day(self) -> datetime.date | None:
        """The day, None where it or its year is open."""
        return datetime.date.fromisoformat(self.value) if self.value and "X" not in self.value else None

    @property
    def month_day(self) -> tuple[int, int] | None:
        """Its month and day, None where nothing tells them."""
        return (int(self.value[5:7]), int(self.value[8:])) if self.value else None


def report_date(
    text: str, file: str = "", label: str | None = None, given: datetime.date | None = None, bylines: Sequence[str] = ()
) -> ReportDate:
    """The report date of one article.

    `text` is the article's view without residue, `bylines` the residue lines that may hold a date, `label` the
    collection's, such as "2020".

    >>> report_date("Ngày 23/12, tại Huế, Hội tổng kết công tác năm 2020, triển khai nhiệm vụ năm 2021.").value
    '2020-12-23'
    >>> report_date("Sáng 16/7, Hội đã họp.").value
    'XXXX-07-16'
    """
    if given is not None:
        return ReportDate(given.isoformat(), "given by the user", "given")
    return _in_file_name(file) or _in_bylines(bylines) or _in_lead(text, label)


def _date(match: re.Match[str], year: int | None = None) -> datetime.date | None:
    """The day that a match names; None where the calendar has none."""
    try:
        return datetime.date(year or int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _in_file_name(file: str) -> ReportDate | None:
    match = _IN_NAME.search(Path(file).name)
    day = _date(match) if match else None
    return ReportDate(day.isoformat(), f"file name: {Path(file).name}", "high") if day else None


def _in_bylines(bylines: Sequence[str]) -> ReportDate | None:
    for line in bylines:
        match = _FULL.search(line)
        day = _date(match) if match else None
        if day:
            return ReportDate(day.isoformat(), f"by-line: {squeeze(line)}", "high")
    return None


def _in_lead(text: str, label: str | None) -> ReportDate:
    match = _told_day(text)
    if match is None:
        return ReportDate()
    said = squeeze(match[0])
    if match["year"]:
        opens = text.rfind("\n", 0, match.start()) + 1 == match.start() and text.startswith(", tại ", match.end())
        day = _shifted(match, int(match["year"]))
        return ReportDate(day.isoformat(), f"lead: “{said}”", "high" if opens else "medium")
    shown = _shifted(match, _LEAP_YEAR)
    lead = Lead(text, shown.month, shown.day, _said_weekday(text, match))
    known = _LABEL_YEAR.search(label or "")
    for year, confidence, evidence in clues(lead):
        if known is None or 0 <= year - int(known[0]) <= AHEAD:  # a report filed under 2019 may speak in January 2020
            value = f"{year}-{shown.month:02d}-{shown.day:02d}"
            return ReportDate(value, f"lead: “{said}”; year: {evidence}", confidence)
    labelled = Lead(text, shown.month, shown.day).in_year(int(known[0])) if known else None
    if labelled:
        return ReportDate(labelled.isoformat(), f"lead: “{said}”; year: label {label}", "low")
    return ReportDate(f"XXXX-{shown.month:02d}-{shown.day:02d}", f"lead: “{said}”; nothing tells the year", "low")


_LEAP_YEAR = 2020  # has every day


def _told_day(text: str) -> re.Match[str] | None:
    """The day in the lead that the report speaks from: one said to be today's or yesterday's, else the first."""
    found = [m for m in _lead_days(text) if _exists(m)]
    deictic = next((m for m in found if m["today"] or m["yesterday"] or m["tomorrow"]), None)
    return deictic or next((m for m in found if _speaks_from(text, m)), None)


def _lead_days(text: str) -> Iterator[re.Match[str]]:
    """The days of the lead behind a trigger word, which is looked for in front of each day and month: few are there."""
    behind = 0
    for digits in _DIGITS.finditer(text, 0, LEAD):
        day = _ANY_DAY.match(text, digits.start(), LEAD)
        if day is None:
            continue
        words = _WORD.finditer(text, max(behind, day.start() - _FARTHEST), day.start())
        match = next(filter(None, (_lead_day().match(text, word.start(), LEAD) for word in words)), None)
        if match:
            yield match
            behind = match.end()


def _exists(match: re.Match[str]) -> bool:
    """Whether the calendar has this day (in a leap year, where the year is open)."""
    return _date(match, None if match["year"] else _LEAP_YEAR) is not None


def _shifted(match: re.Match[str], year: int) -> datetime.date:
    """The report's day in a year: the one after "hôm qua (6/7)", the one before "ngày mai (6/7)"."""
    days = 1 if match["yesterday"] else -1 if match["tomorrow"] else 0
    return datetime.date(year, int(match["month"]), int(match["day"])) + datetime.timedelta(days=days)


def _speaks_from(text: str, match: re.Match[str]) -> bool:
    """Whether a day of the lead can be the report's: not one that is planned, or of a year left behind."""
    if _not_behind().match(text, match.end()) or _is_planned_before(text, match):
        return False
    if not match["year"]:
        return not is_old().search(text, max(0, match.start() - 50), match.start())
    if match.start() > FULL_LEAD:
        return False
    line_start = text.rfind("\n", 0, match.start()) + 1
    sentence_start = max(line_start, text.rfind(". ", 0, match.start()) + 1)
    opens = match.start() - sentence_start <= SENTENCE_HEAD
    lead = Lead(text, int(match["month"]), int(match["day"]))
    ahead = AHEAD if match.start() == line_start else 0
    return (
        opens and not is_old().search(text, sentence_start, match.start()) and lead.latest <= int(match["year"]) + ahead
    )


def _is_planned_before(text: str, match: re.Match[str]) -> bool:
    """Whether the words right before a day say that it begins something or is planned; a capital begins anew."""
    found = _not_before().search(text, max(0, match.start() - 80), match.start())
    return found is not None and match[0][0].islower()


def _said_weekday(text: str, lead: re.Match[str]) -> int | None:
    """The weekday that stands beside the lead's day, Monday 0."""
    said = _WEEKDAY.search(text, max(0, lead.start() - 30), lead.start("day"))
    return WEEKDAYS.index(said[1].lower()) if said else None
