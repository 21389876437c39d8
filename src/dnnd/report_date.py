"""The day a report speaks from, with its evidence and a confidence; never today's date.

The order of trust is that of the annotation guide: what the user gives, the file name, a by-line with a full date,
else the first day and month with a trigger word in the lead, its year by the strongest of the rules in `YEAR_RULES`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dnnd.lexicon import keys
from dnnd.normalize import squeeze

LEAD = 1500  # characters in which a report says when it happened; a headline, a summary and the first paragraph
BEFORE, AFTER = 15, 45  # days around the lead's day in which a full date of the text settles the year: see the guide
AHEAD = 1  # how many years a report looks ahead ("nhiệm vụ năm 2021", said in December 2020)
SENTENCE_HEAD = 60  # characters within which a dateline stands, behind "Thực hiện chương trình công tác," and the like

_DAY = (
    r"(?P<day>[0-3]?\d)(?: ?[/.-] ?| tháng )(?P<month>[01]?\d)(?:(?: ?[/.-] ?| năm )(?P<year>\d{4}))?(?![\d/])(?!\.\d)"
)
_FULL = re.compile(
    r"(?<![\d/.-])(?P<day>[0-3]?\d)(?: ?[/.-] ?| tháng )(?P<month>[01]?\d)(?: ?[/.-] ?| năm )(?P<year>\d{4})(?!\d)"
)
_IN_NAME = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>[01]\d)[-_.]?(?P<day>[0-3]\d)(?!\d)")
_WEEKDAY = re.compile(r"(?<!\w)(thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)[ ,(]{0,3}(?:ngày )?$", re.IGNORECASE)
_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_REVIEW = re.compile(
    r"(?:tổng kết|đánh giá|kiểm điểm)[^.\n]{0,120}?năm (?P<year>\d{4})[^.\n]{0,60}?"
    r"(?:nhiệm vụ|triển khai|phương hướng|kế hoạch|chương trình)[^.\n]{0,80}?năm (?P<next>\d{4})",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"sơ kết[^.\n]{0,120}?(?:6|sáu) tháng đầu năm (?P<year>\d{4})|sơ kết[^.\n]{0,120}?năm (?P<same>\d{4})",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"(?<!\d)(?P<from>(?:19|20)\d\d) ?[-–] ?(?P<to>(?:19|20)\d\d)(?!\d)")
_TASK = re.compile(r"nhiệm vụ[^.\n]{0,60}?năm (?P<year>\d{4})", re.IGNORECASE)
_TO_YEAR_END = re.compile(r"từ nay (?:đến|tới) (?:hết|cuối) năm", re.IGNORECASE)
_NAMED_YEAR = re.compile(
    r"(?P<target>(?:đến|tới|tầm nhìn|vào|mục tiêu|trước)\s+(?:hết\s+)?)?(?<!\w)năm (?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(r"(?:(?<=năm )|(?<=[/.-]\d[/.-])|(?<=[/.-]\d\d[/.-]))(?P<year>(?:19|20)\d\d)(?!\d| ?[-–] ?\d)")
_LABEL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@cache
def _lead_day() -> re.Pattern[str]:
    """A day and month behind a trigger word: "Sáng thứ Ba, 5/11", "chiều nay (3/4)", "Ngày 23/12/2020"."""
    return re.compile(rf"(?<!\w)(?:(?:{_words('trigger')})[ ,(]{{1,3}}){{1,3}}(?:ngày )?{_DAY}", re.IGNORECASE)


@cache
def _of_old() -> re.Pattern[str]:
    """What stands before a day that is not the report's: an anniversary, a birthday, a document, "từ", "trước"."""
    far, near = _words("before_old_day"), _words("right_before_other_day")
    return re.compile(rf"(?<!\w)(?:{far})[^.\n]{{0,40}}$|(?<!\w)(?:{near})(?: ngày)? ?$|[(]$", re.IGNORECASE)


def _words(kind: str) -> str:
    return "|".join(sorted((re.escape(word) for word in keys("report_date", kind)), key=len, reverse=True))


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
    match = next((m for m in _lead_day().finditer(text, 0, LEAD) if _exists(m) and _speaks_from(text, m)), None)
    if match is None:
        return ReportDate()
    said = squeeze(match[0])
    if match["year"]:
        opens = text.rfind("\n", 0, match.start()) + 1 == match.start()
        return ReportDate(f"{match['year']}-{_month_day(match)}", f"lead: “{said}”", "high" if opens else "medium")
    for rule, confidence in YEAR_RULES:
        found = rule(text, match)
        if found and _weekday_agrees(text, match, found[0]):
            year, evidence = found
            return ReportDate(f"{year}-{_month_day(match)}", f"lead: “{said}”; year: {evidence}", confidence)
    year_of_label = _LABEL_YEAR.search(label or "")
    if year_of_label and _date(match, int(year_of_label[0])):
        evidence = f"lead: “{said}”; year: label {label}"
        return ReportDate(f"{year_of_label[0]}-{_month_day(match)}", evidence, "low")
    return ReportDate(f"XXXX-{_month_day(match)}", f"lead: “{said}”; no year in the text", "low")


def _exists(match: re.Match[str]) -> bool:
    """Whether the calendar has this day (in a leap year, where the year is open)."""
    return _date(match, None if match["year"] else 2020) is not None


def _month_day(match: re.Match[str]) -> str:
    return f"{int(match['month']):02d}-{int(match['day']):02d}"


def _speaks_from(text: str, match: re.Match[str]) -> bool:
    """Whether a day of the lead can be the report's: a day of a year that the text has left behind is not."""
    if not match["year"]:
        return not _of_old().search(text, max(0, match.start() - 50), match.start())
    line_start = text.rfind("\n", 0, match.start()) + 1
    sentence_start = max(line_start, text.rfind(". ", 0, match.start()) + 1)
    opens = match.start() - sentence_start <= SENTENCE_HEAD
    return (
        opens
        and not _of_old().search(text, sentence_start, match.start())
        and not _later_years(text, int(match["year"]))
    )


def _later_years(text: str, year: int) -> bool:
    """Whether the text names years that lie further ahead than a report looks; horizons ("đến năm 2030") aside."""
    targets = {int(m["year"]) for m in _NAMED_YEAR.finditer(text) if m["target"]}
    return any(int(m["year"]) > year + AHEAD and int(m["year"]) not in targets for m in _ANY_YEAR.finditer(text))


def _weekday_agrees(text: str, lead: re.Match[str], year: int) -> bool:
    """Whether the day exists in that year, and is the weekday that stands beside it, if one does."""
    said, day = _said_weekday(text, lead), _in_year(lead, year)
    return day is not None and said in (None, day.weekday())


def _said_weekday(text: str, lead: re.Match[str]) -> int | None:
    """The weekday that stands beside the lead's day, Monday 0."""
    said = _WEEKDAY.search(text, max(0, lead.start() - 30), lead.start("day"))
    return _WEEKDAYS.index(said[1].lower()) if said else None


def _in_year(match: re.Match[str], year: int) -> datetime.date | None:
    return _date(match, year)


def reviewed_year(text: str, lead: re.Match[str]) -> tuple[int, str] | None:
    """(a) "tổng kết … năm Y … nhiệm vụ năm Y+1": October to December is Y, January to April Y+1."""
    for review in _REVIEW.finditer(text):
        year, month = int(review["year"]), int(lead["month"])
        if int(review["next"]) == year + 1 and (month >= 10 or month <= 4):
            return year if month >= 10 else year + 1, f"“{squeeze(review[0])}”"
    return None


def half_year(text: str, lead: re.Match[str]) -> tuple[int, str] | None:
    """(b) "sơ kết 6 tháng đầu năm Y" is said in Y."""
    found = _HALF.search(text)
    if found and 5 <= int(lead["month"]) <= 9 and found["year"]:
        return int(found["year"]), f"“{squeeze(found[0])}”"
    return None


def full_date_near(text: str, lead: re.Match[str]) -> tuple[int, str] | None:
    """(c) A full date of the text from 15 days before to the lead's day itself; the latest year that has one."""
    return _near(text, lead, -BEFORE, 0)


def full_date_ahead(text: str, lead: re.Match[str]) -> tuple[int, str] | None:
    """(c) A full date up to 45 days ahead; weaker, since laws and plans name days of later years."""
    return _near(text, lead, 1, AFTER)


def _near(text: str, lead: re.Match[str], earliest: int, latest: int) -> tuple[int, str] | None:
    """The year whose lead's day has a full date of the text within those days; anniversaries and documents aside."""
    near: list[tuple[int, str]] = []
    for full in _FULL.finditer(text):
        there = None if _of_old().search(text, max(0, full.start() - 60), full.start()) else _date(full)
        for year in (there.year - 1, there.year, there.year + 1) if there else ():
            here = _in_year(lead, year)
            if there and here and earliest <= (there - here).days <= latest and not _later_years(text, year):
                near.append((year, f"“{squeeze(full[0])}”"))
    return max(near, key=lambda found: found[0], default=None)


def agreeing_weekday(text: str, lead: re.Match[str]) -> tuple[int, str] | None:
    """(d) A weekday before the day, where exactly one of the years that the text names agrees with it."""
    said = _said_weekday(text, lead)
    if said is None:
        return None
    named = {int(m["year"]) for m in _NAMED_YEAR.finditer(text)}
    fitting = [y for y in sorted(named) for day in [_in_year(lead, y)] if day and day.weekday() == said]
    return (fitting[0], f"“{_WEEKDAYS[said]}” is right in {fitting[0]} alone") if len(fitting) == 1 else None


def adjoining_periods(text: str, lead: re.Match[str]) -> tuple[int, str] | None:
    """(e) Two periods that share an end (2015-2020, 2020-2025), or tasks of a year with "từ nay đến cuối năm"."""
    periods = [(int(m["from"]), int(m["to"]), squeeze(m[0])) for m in _PERIOD.finditer(text)]
    for _, end, first in periods:
        for start, _, second in periods:
            if start == end and not _later_years(text, end):
                return end, f"“{first}” and “{second}”"
    task, rest = _TASK.search(text), _TO_YEAR_END.search(text)
    return (int(task["year"]), f"“{squeeze(task[0])}” and “{rest[0]}”") if task and rest else None


def latest_year_named_twice(text: str, lead: re.Match[str]) -> tuple[int, str] | None:
    """(f) The latest year that stands twice or more and is no target ("đến năm 2030")."""
    years = [int(m["year"]) for m in _NAMED_YEAR.finditer(text) if not m["target"]]
    targets = {int(m["year"]) for m in _NAMED_YEAR.finditer(text) if m["target"]}
    twice = [y for y in set(years) - targets if years.count(y) >= 2 and not _later_years(text, y)]
    return (max(twice), f"“năm {max(twice)}” stands {years.count(max(twice))} times") if twice else None


YearRule = Callable[[str, "re.Match[str]"], "tuple[int, str] | None"]
YEAR_RULES: tuple[tuple[YearRule, str], ...] = (
    (reviewed_year, "high"),
    (half_year, "high"),
    (full_date_near, "medium"),
    (full_date_ahead, "medium"),
    (agreeing_weekday, "medium"),
    (adjoining_periods, "medium"),
    (latest_year_named_twice, "low"),
)
