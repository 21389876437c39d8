"""The year of a report whose lead names a day and a month only: what in its text tells it, and how surely.

The rules are those of the annotation guide. How far to trust each was measured on 1,422 news articles of one year: a
year that is merely named often is that of the report in two of three, so most rules ask that no later year is told of.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from dnnd.date_words import words
from dnnd.lexicon import keys
from dnnd.normalize import lookup_key, squeeze

BEFORE, AFTER = 15, 45  # days around the lead's day in which a full date of the text settles the year: see the guide
# From this month on, a year named twice is rarely the last one.
_LATE = 8
_MONTHS_BACK = 3  # "6 tháng đầu năm" is said until September
WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
FULL_DAY = (
    r"(?P<day>[0-3]?\d)(?: ?[/.-] ?| tháng )(?P<month>[01]?\d)(?: ?[/.-] ?| năm )(?P<year>(?:1[89]|20)\d\d)(?!\d)"
)
_ANY_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_FULL = re.compile(rf"(?<![\d/.-]){FULL_DAY}")
_PAIR = re.compile(rf"(?<!\d){FULL_DAY.replace('?P<', '?P<first_')} ?[-–] ?{FULL_DAY}")
_REVIEW = re.compile(
    r"(?:tổng kết|đánh giá|kiểm điểm)[^.\n]{0,120}?năm (?P<year>(?:19|20)\d\d)[^.\n]{0,60}?"
    r"(?:nhiệm vụ|triển khai|phương hướng|kế hoạch|chương trình)[^.\n]{0,80}?năm (?P<next>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_HALF = re.compile(r"sơ kết[^.\n]{0,120}?(?:6|sáu) tháng đầu năm (?P<year>(?:19|20)\d\d)", re.IGNORECASE)
_SOME_MONTHS = re.compile(
    r"(?<!\w)(?P<count>\w+) tháng (?P<part>đầu|cuối)(?: của)? năm (?P<year>(?:19|20)\d\d)", re.IGNORECASE
)
_QUARTER = re.compile(r"quý (?P<quarter>I{1,3}|IV|[1-4])(?: ?[/.] ?| năm )(?P<year>(?:19|20)\d\d)", re.IGNORECASE)
_PERIOD = re.compile(r"(?<!\d)(?P<from>(?:19|20)\d\d) ?[-–] ?(?P<to>(?:19|20)\d\d)(?!\d)")
_TASK = re.compile(r"nhiệm vụ[^.\n]{0,60}?năm (?P<year>(?:19|20)\d\d)", re.IGNORECASE)
_TO_YEAR_END = re.compile(r"từ nay (?:đến|tới) (?:hết|cuối) năm", re.IGNORECASE)
_OUTLOOK = re.compile(r"(?:phương hướng|nhiệm vụ|kế hoạch|mục tiêu)[^.\n]{0,60}$", re.IGNORECASE)
_DEADLINE = re.compile(r"(?:trước|chậm nhất|muộn nhất|dự kiến|sẽ|hạn)[^.\n]{0,30}$", re.IGNORECASE)
_NAMED_YEAR = re.compile(r"(?<!\w)năm (?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,])(?P<year>(?:19|20)\d\d)(?! ?[-–] ?\d)(?![.,]?\d)")
_EVENT = re.compile(r"\b(?!(?:Năm|Quý|Xuân|Tết|Tháng|Đến|Từ) )[A-ZĐ][^\W\d_]+ (?P<year>20\d\d)(?! ?[-–/]?\d)")


@dataclass(frozen=True)
class Lead:
    """A text and the day and month it speaks from; `weekday` (Monday 0) is the one that stands beside them."""

    text: str
    month: int
    day: int
    weekday: int | None = None

    def in_year(self, year: int) -> datetime.date | None:
        """The day in a year; None where the calendar has none, or where it is not the weekday that stands beside it."""
        try:
            day = datetime.date(year, self.month, self.day)
        except ValueError:
            return None
        return day if self.weekday in (None, day.weekday()) else None

    @cached_property
    def _lower(self) -> str:
        return self.text.lower()

    def holds(self, *words: str) -> bool:
        """Whether one of some words is in the text: most are not, and that is told faster than by a pattern."""
        return any(word in self._lower for word in words)

    @cached_property
    def full_days(self) -> list[re.Match[str]]:
        """The days that the text names with their year."""
        return list(_FULL.finditer(self.text))

    @cached_property
    def latest(self) -> int:
        """The latest year that the text tells of and neither plans for nor ends a period with; 0 for none."""
        latest_first = sorted(_YEAR.finditer(self.text), key=lambda m: m["year"], reverse=True)
        return next((int(m["year"]) for m in latest_first if not self.is_planned(m)), 0)

    def is_planned(self, found: re.Match[str]) -> bool:
        """Whether the words before say that what was found is yet to come."""
        return bool(_planned().search(self.text, max(0, found.start() - 70), found.start()))


@cache
def _planned() -> re.Pattern[str]:
    """What stands before a year that a text looks ahead to: "mục tiêu đến năm 2030", "dự toán năm 2018"."""
    return re.compile(rf"(?<!\w)(?:{any_of('before_planned_year')})[^.;\n]{{0,60}}\Z|[-–] ?\Z", re.IGNORECASE)


@cache
def is_old() -> re.Pattern[str]:
    """What stands before a day that is not the report's: an anniversary, a birthday, a document, "từ", "trước"."""
    far, near = any_of("before_old_day"), any_of("right_before_other_day")
    return re.compile(rf"(?<!\w)(?:{far})[^.\n]{{0,40}}\Z|(?<!\w)(?:{near})(?: ngày)? ?\Z|[(]\Z", re.IGNORECASE)


def any_of(kind: str) -> str:
    """The words of one kind in the table `report_date`, as alternatives."""
    return "|".join(sorted((re.escape(word) for word in keys("report_date", kind)), key=len, reverse=True))


Clue = tuple[int, str]  # a year, and the words that told


def reviewed_year(lead: Lead) -> Clue | None:
    """(a) "tổng kết … năm Y … nhiệm vụ năm Y+1": October to December is Y, January to April Y+1."""
    if not lead.holds("tổng kết", "đánh giá", "kiểm điểm"):
        return None
    for review in _REVIEW.finditer(lead.text):
        year = int(review["year"])
        if int(review["next"]) == year + 1 and (lead.month >= 10 or lead.month <= 4):
            return year if lead.month >= 10 else year + 1, squeeze(review[0])
    return None


def half_year(lead: Lead) -> Clue | None:
    """(b) "sơ kết 6 tháng đầu năm Y" is said in Y."""
    found = _HALF.search(lead.text) if lead.holds("sơ kết") else None
    return (int(found["year"]), squeeze(found[0])) if found and 5 <= lead.month <= 9 else None


def months_so_far(lead: Lead) -> Clue | None:
    """ "5 tháng đầu năm Y", "quý I/Y", "6 tháng cuối năm Y", said when these months have just passed or begin."""
    clues: list[Clue] = []
    for some in _SOME_MONTHS.finditer(lead.text) if lead.holds(" tháng đầu", " tháng cuối") else ():
        count, is_first = _number(some["count"]), some["part"].lower() == "đầu"
        end = count if is_first else 12 - count
        is_now = end - (not is_first) <= lead.month <= end + _MONTHS_BACK
        if 0 < count < 12 and is_now and not (is_first and lead.is_planned(some)):
            clues.append((int(some["year"]), squeeze(some[0])))
    for quarter in _QUARTER.finditer(lead.text):
        end = 3 * int(words("quarter")[quarter["quarter"].lower()][1])
        if end - 3 <= lead.month <= end + _MONTHS_BACK and not lead.is_planned(quarter):
            clues.append((int(quarter["year"]), squeeze(quarter[0])))
    return _latest(lead, clues)


def _number(word: str) -> int:
    """A whole number in digits or words; 0 for another word. "năm" is none in the table, since it is the year too."""
    key = lookup_key(word)
    return int(word) if word.isdecimal() else int(float(words("number").get(key, "5" if key == "năm" else "0")))


def anniversary(lead: Lead) -> Clue | None:
    """A pair of days that an anniversary joins, close to the lead's: "(1/7/1867 - 1/7/2017)"."""
    if len(_ANY_YEAR.findall(lead.text)) < 2:
        return None
    pairs = ((int(pair["first_year"]), int(pair["year"]), pair) for pair in _PAIR.finditer(lead.text))
    return _latest(
        lead, [(last, squeeze(pair[0])) for first, last, pair in pairs if first < last and _close(lead, pair)]
    )


def _close(lead: Lead, full: re.Match[str]) -> bool:
    """Whether a full day lies within `AFTER` days of the lead's in its year."""
    here, there = lead.in_year(int(full["year"])), _day(full)
    return here is not None and there is not None and abs((there - here).days) <= AFTER


def _day(full: re.Match[str]) -> datetime.date | None:
    """The full day that a match names; None where the calendar has none."""
    try:
        return datetime.date(int(full["year"]), int(full["month"]), int(full["day"]))
    except ValueError:
        return None


def full_date_near(lead: Lead) -> Clue | None:
    """(c) A full date of the text from 15 days before to the lead's day itself."""
    return _latest(lead, _full_dates(lead, -BEFORE, 0))


def full_date_ahead(lead: Lead) -> Clue | None:
    """(c) A full date up to 45 days ahead, as a deadline: laws and elections name days of other years too."""
    return _latest(lead, _full_dates(lead, 1, AFTER, _DEADLINE))


def _full_dates(lead: Lead, earliest: int, latest: int, behind: re.Pattern[str] | None = None) -> Iterator[Clue]:
    """The full dates within those days of the lead's day; anniversaries and documents aside."""
    for full in lead.full_days:
        if is_old().search(lead.text, max(0, full.start() - 60), full.start()) and behind is None:
            continue
        if behind and not behind.search(lead.text, max(0, full.start() - 60), full.start()):
            continue
        there = _day(full)
        for year in (there.year - 1, there.year, there.year + 1) if there else ():
            here = lead.in_year(year)
            if there and here and earliest <= (there - here).days <= latest:
                yield year, squeeze(full[0])


def agreeing_weekday(lead: Lead) -> Clue | None:
    """(d) A weekday beside the day, where exactly one of the years that the text names agrees with it."""
    if lead.weekday is None:
        return None
    named = sorted({int(m["year"]) for m in _NAMED_YEAR.finditer(lead.text)})
    fitting = [year for year in named if lead.in_year(year)]
    said = WEEKDAYS[lead.weekday]
    return (fitting[0], f"{said}, right in {fitting[0]} alone") if len(fitting) == 1 else None


def adjoining_periods(lead: Lead) -> Clue | None:
    """(e) A period and the outlook to the one that follows it (2015-2020, phương hướng 2020-2025)."""
    periods = [(int(m["from"]), int(m["to"]), m) for m in _PERIOD.finditer(lead.text)]
    ends = {end: squeeze(m[0]) for start, end, m in periods if start < end}
    clues = [
        (start, f"{ends[start]} and {squeeze(m[0])}")
        for start, end, m in periods
        if start in ends and end > start and _OUTLOOK.search(lead.text, max(0, m.start() - 80), m.start())
    ]
    return _latest(lead, clues)


def rest_of_year(lead: Lead) -> Clue | None:
    """(e) The tasks of a year, and "từ nay đến cuối năm"."""
    if not lead.holds("từ nay"):
        return None
    task, rest = _TASK.search(lead.text), _TO_YEAR_END.search(lead.text)
    return _latest(lead, [(int(task["year"]), f"{squeeze(task[0])}, {rest[0]}")]) if task and rest else None


def event_of_year(lead: Lead) -> Clue | None:
    """An event that bears its year twice or more: "APEC 2017"."""
    if max(Counter(_ANY_YEAR.findall(lead.text)).values(), default=0) < 2:
        return None
    found = [(int(m["year"]), squeeze(m[0])) for m in _EVENT.finditer(lead.text)]
    times = Counter(year for year, _ in found)
    return _latest(lead, [(year, name) for year, name in dict(found).items() if times[year] >= 2])


def latest_year_named_twice(lead: Lead) -> Clue | None:
    """(f) The latest year that the text names twice and does not plan for; early in a year it is often the last one."""
    years = [int(m["year"]) for m in _NAMED_YEAR.finditer(lead.text)]
    if lead.month < _LATE or years.count(lead.latest) < 2:
        return None
    return lead.latest, f"năm {lead.latest}, {years.count(lead.latest)} times"


def _latest(lead: Lead, clues: Iterator[Clue] | list[Clue]) -> Clue | None:
    """The clue with the latest year, if the text tells of no later one."""
    best = max(clues, key=lambda clue: clue[0], default=None)
    return best if best and best[0] >= lead.latest else None


RULES: tuple[tuple[Callable[[Lead], Clue | None], str], ...] = (
    (reviewed_year, "high"),
    (half_year, "high"),
    (months_so_far, "medium"),
    (anniversary, "medium"),
    (full_date_near, "medium"),
    (full_date_ahead, "medium"),
    (agreeing_weekday, "medium"),
    (adjoining_periods, "medium"),
    (rest_of_year, "medium"),
    (event_of_year, "low"),
    (latest_year_named_twice, "low"),
)


def clues(lead: Lead) -> Iterator[tuple[int, str, str]]:
    """(year, confidence, evidence) of every rule that reads one in which the day exists, the strongest first."""
    if not _ANY_YEAR.search(lead.text):  # every rule asks for one
        return
    for rule, confidence in RULES:
        found = rule(lead)
        if found and lead.in_year(found[0]):
            yield found[0], confidence, f"“{found[1]}”"
