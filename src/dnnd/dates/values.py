"""Values of date expressions: points of the calendar, how a missing year is found, first and last days.

Values are TIMEX3 / ISO 8601; the grammar of dates is elsewhere.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from dnnd.dates.lunar import solar_day

# A point this near to the report date is meant whatever tense the sentence has: "hôm 12/6 đã …, ngày 15/6 …".
CLEARLY_NEAR = 60  # days
ONE_DAY = datetime.timedelta(days=1)
# The months of a season. In Vietnam spring is the season of Tết and runs, by the custom of official texts ("vụ xuân",
# "mùa thu 2/9"), over the first three months of the year; the other three follow.
SEASON_MONTHS = {"SP": (1, 3), "SU": (4, 6), "FA": (7, 9), "WI": (10, 12)}


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, year or part of a year as far as the text names it; None where the text is silent.

    `part` is a part of the year (Q3, H1, SP, W05, W05-WE), `time` a part of the day or a clock time (TMO, T08:30).
    A `lunar` point counts in the lunar calendar until `solar` makes it a Gregorian day.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    time: str = ""
    lunar: bool = False

    @property
    def value(self) -> str:
        """The ISO value, with X for what is not known.

        >>> Point(None, 7, 10).value, Point(2020, 1, 6, time="TMO").value, Point(2018, part="Q3").value
        ('XXXX-07-10', '2020-01-06TMO', '2018-Q3')
        """
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.part:
            return f"{year}-{self.part}{self.time}"
        month = f"-{self.month:02d}" if self.month else "-XX" if self.day else ""
        day = f"-{self.day:02d}" if self.day else ""
        return f"{year}{month}{day}{self.time}"

    @property
    def is_day(self) -> bool:
        """Names a day, with or without its month."""
        return self.day is not None

    @property
    def order(self) -> tuple[int, int]:
        """Where in a year it begins: for "does this come before that?"."""
        if self.part:
            return (_part_months(self.part) or (0, 0))[0], 0
        return self.month or 0, self.day or 0

    def exists(self) -> bool:
        """Whether the calendar has such a day; a 29 February without a year may exist."""
        if self.day is None or self.month is None:
            return True
        if self.lunar:
            return self.year is None or solar_day(self.year, self.month, self.day) is not None
        return self.day <= calendar.monthrange(self.year or 2000, self.month)[1]


def point_of(day: datetime.date, time: str = "") -> Point:
    """A day of the calendar as a point."""
    return Point(day.year, day.month, day.day, time=time)


def day_of(point: Point) -> datetime.date | None:
    """The day that a point names in full; None where it is no day or not known in full."""
    if point.year and point.month and point.day and point.exists():
        return datetime.date(point.year, point.month, point.day)
    return None


def solar(point: Point) -> Point:
    """A lunar day as the Gregorian one; of a lunar day without its year nothing is known but its time of day.

    >>> solar(Point(2020, 8, 15, lunar=True)).value, solar(Point(None, 8, 15, lunar=True)) == Point()
    ('2020-10-01', True)
    """
    if not point.lunar:
        return point
    if point.year and point.month and point.day:
        day = solar_day(point.year, point.month, point.day)
        return point_of(day, point.time) if day else Point(point.year, time=point.time)
    return Point(time=point.time)


# --- a missing year ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def complete(point: Point, report_date: datetime.date | None, lean: int = 0) -> Point:
    """The point with the year (and month) that puts it nearest to the report date; a tie goes to the past.

    `lean` is -1 where the text speaks of the past and 1 where it speaks of the future: it tells the year of a point
    that is not clearly near. Without a report date the point stays open.

    >>> complete(Point(None, 12, 28), datetime.date(2021, 1, 6)).value
    '2020-12-28'
    >>> complete(Point(None, 5), datetime.date(2020, 12, 23), lean=-1).value
    '2020-05'
    """
    if report_date is None or point.year is not None:
        return point
    candidates = [p for p in _candidates(point, report_date) if p.exists()]
    nearest = min(candidates, key=lambda p: _distance(p, report_date), default=point)
    if lean and not is_clearly_near(nearest, report_date):
        on_that_side = [p for p in candidates if _is_on_side(p, report_date, lean)]
        return min(on_that_side, key=lambda p: _distance(p, report_date), default=nearest)
    return nearest


def is_clearly_near(point: Point, report_date: datetime.date | None) -> bool:
    """Whether a point lies so near to the report date that no tense moves it; True where nothing can be counted."""
    return report_date is None or point.year is None or _distance(point, report_date) <= CLEARLY_NEAR


def _candidates(point: Point, report_date: datetime.date) -> Iterator[Point]:
    """The possible points in order of time: four years either way, for 29 February; or the months around."""
    if point.is_day and point.month is None:
        for shift in range(-2, 3):
            year, month = shifted_month(report_date, shift)
            yield replace(point, year=year, month=month)
        return
    years = 4 if (point.month, point.day) == (2, 29) else 1
    for year in range(max(1, report_date.year - years), min(9999, report_date.year + years + 1)):
        yield replace(point, year=year)


def _limits(point: Point) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of a point, the time of day aside."""
    day = day_of(solar(point))
    return (day, day) if day else bounds(replace(solar(point), time="").value)


def _distance(point: Point, report_date: datetime.date) -> float:
    """Days between the middle of a point and the report date."""
    limits = _limits(point)
    if limits is None:
        return abs((point.year or 0) - report_date.year) * 366
    first, last = limits
    return abs((first - report_date).days + (last - report_date).days) / 2


def _is_on_side(point: Point, report_date: datetime.date, lean: int) -> bool:
    """Whether a point does not lie wholly on the side of the report date that the text does not speak of."""
    limits = _limits(point)
    return limits is None or (limits[0] <= report_date if lean < 0 else limits[1] >= report_date)


def begun(first: Point, last: Point) -> Point:
    """The first point of a range or list, with the month and year that it takes from the last.

    >>> begun(Point(day=5), Point(2021, 1, 8)).value, begun(Point(None, 12, 28), Point(2021, 1, 3)).value
    ('2021-01-05', '2020-12-28')
    """
    if first.is_day and first.month is None and last.month is not None:
        first = replace(first, month=last.month, year=first.year or last.year, lunar=last.lunar)
        if first.day and last.day and first.day > last.day:
            first = _month_before(first)
    if first.year is None and last.year is not None:
        first = replace(first, year=last.year - (first.order > last.order))
    return first


def _month_before(point: Point) -> Point:
    month = (point.month or 1) - 1
    if month:
        return replace(point, month=month)
    return replace(point, month=12, year=point.year - 1 if point.year else None)


def ended(first: Point, last: Point) -> Point:
    """The last point of a range whose first has the year: the same year, or the next where it would come before."""
    if last.year is None and first.year is not None and (last.month or last.part):
        return replace(last, year=first.year + (last.order < first.order))
    return last


# --- arithmetic ----------------------------------------------------------------------------------------------------


def shifted_month(day: datetime.date, months: int) -> tuple[int, int]:
    """(year, month) so many months from a day.

    >>> shifted_month(datetime.date(2020, 12, 23), 1)
    (2021, 1)
    """
    number = day.year * 12 + day.month - 1 + months
    return number // 12, number % 12 + 1


def week_point(day: datetime.date, weeks: int = 0, weekend: bool = False) -> Point:
    """The ISO week so many weeks from a day, or its weekend."""
    year, week, _ = (day + datetime.timedelta(weeks=weeks)).isocalendar()
    return Point(year, part=f"W{week:02d}" + "-WE" * weekend)


def quarter_point(day: datetime.date, quarters: int = 0) -> Point:
    """The quarter so many quarters from a day."""
    year, month = shifted_month(day, 3 * quarters)
    return Point(year, part=f"Q{(month + 2) // 3}")


def shifted(day: datetime.date, unit: str, count: int) -> Point | None:
    """The day, week, month, quarter or year so many units from a day, each with its own precision.

    `unit` is D, W, M, Q or Y. None where the calendar ends.

    >>> shifted(datetime.date(2020, 7, 16), "Y", -3).value, shifted(datetime.date(2020, 7, 16), "W", 1).value
    ('2017', '2020-W30')
    """
    shift: dict[str, Callable[[], Point]] = {
        "D": lambda: point_of(day + count * ONE_DAY),
        "W": lambda: week_point(day, count),
        "M": lambda: Point(*shifted_month(day, count)),
        "Q": lambda: quarter_point(day, count),
        "Y": lambda: Point(day.year + count),
    }
    try:
        point = shift[unit]()
    except (OverflowError, ValueError):
        return None
    return point if point.year and 0 < point.year <= 9999 else None


def year_just_past(report_date: datetime.date) -> int:
    """The year that "năm qua" means: that of six months before the report date.

    >>> year_just_past(datetime.date(2020, 1, 6)), year_just_past(datetime.date(2020, 12, 23))
    (2019, 2020)
    """
    return shifted_month(report_date, -6)[0]


def first_months(year: str, count: int) -> str:
    """The value of "N tháng đầu năm": a half where N is 6, otherwise January to the N-th month.

    >>> first_months("2020", 9), first_months("2020", 6)
    ('2020-01/2020-09', '2020-H1')
    """
    return f"{year}-H1" if count == 6 else f"{year}-01/{year}-{count:02d}"


def last_months(year: str, count: int) -> str:
    """The value of "N tháng cuối năm".

    >>> last_months("2019", 3)
    '2019-10/2019-12'
    """
    return f"{year}-H2" if count == 6 else f"{year}-{13 - count:02d}/{year}-12"


# --- first and last day --------------------------------------------------------------------------------------------

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE|-[1-7])?(?:T.*)?")
_PART = re.compile(r"(\d{4})-([QH][1-4]|SP|SU|FA|WI)")
_YEARS = re.compile(r"(\d{2,4})")


def bounds(value: str) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of a value; None for durations, sets, vague and open values.

    >>> [str(day) for day in bounds("2016/2020")]
    ['2016-01-01', '2020-12-31']
    >>> [str(day) for day in bounds("2020-W05-WE")]
    ['2020-02-01', '2020-02-02']
    >>> bounds("P5Y"), bounds("XXXX-07-10")
    (None, None)
    """
    if "X" in value or value.startswith("P"):
        return None
    if "/" in value:
        return _interval_bounds(*value.split("/", 1))
    try:
        for pattern, limits in _BOUNDS:
            found = pattern.fullmatch(value)
            if found:
                return limits(*found.groups())
    except ValueError:  # a day that the calendar does not have
        return None
    return None


def _interval_bounds(first: str, last: str) -> tuple[datetime.date, datetime.date] | None:
    begin, end = bounds(first), bounds(last)
    return (begin[0], end[1]) if begin and end else None


def _day_bounds(year: str, month: str, day: str) -> tuple[datetime.date, datetime.date]:
    only = datetime.date(int(year), int(month), int(day))
    return only, only


def _months_bounds(year: int, first: int, last: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, first, 1), datetime.date(year, last, calendar.monthrange(year, last)[1])


def _month_bounds(year: str, month: str) -> tuple[datetime.date, datetime.date]:
    return _months_bounds(int(year), int(month), int(month))


def _week_bounds(year: str, week: str, days: str | None) -> tuple[datetime.date, datetime.date]:
    first, last = {None: (1, 7), "-WE": (6, 7)}.get(days) or (int((days or "")[1:]), int((days or "")[1:]))
    of = datetime.date.fromisocalendar
    return of(int(year), int(week), first), of(int(year), int(week), last)


def _part_months(part: str) -> tuple[int, int] | None:
    """First and last month of a quarter, half or season."""
    if part[0] == "Q":
        return 3 * int(part[1]) - 2, 3 * int(part[1])
    if part in ("H1", "H2"):
        return 6 * int(part[1]) - 5, 6 * int(part[1])
    return SEASON_MONTHS.get(part)


def _part_bounds(year: str, part: str) -> tuple[datetime.date, datetime.date]:
    months = _part_months(part)
    if months is None:
        raise ValueError(f"no such part of a year: {part}")
    return _months_bounds(int(year), *months)


def _years_bounds(digits: str) -> tuple[datetime.date, datetime.date]:
    """A year, or the decade or century that has these first digits."""
    first = int(digits.ljust(4, "0"))
    return datetime.date(first, 1, 1), datetime.date(int(digits.ljust(4, "9")), 12, 31)


_BOUNDS: tuple[tuple[re.Pattern[str], Callable[..., tuple[datetime.date, datetime.date]]], ...] = (
    (_DAY, _day_bounds),
    (_MONTH, _month_bounds),
    (_WEEK, _week_bounds),
    (_PART, _part_bounds),
    (_YEARS, _years_bounds),
)
