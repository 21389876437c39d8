"""Values of dates: first and last days, missing years, arithmetic."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnnd.dates.values import Point, begun, bounds, complete, ended, first_months, last_months, shifted

DAY = datetime.date.fromisoformat

BOUNDS = """
2020-12-23         2020-12-23 2020-12-23
2020-01-06TMO      2020-01-06 2020-01-06
2020-12-24T08:30   2020-12-24 2020-12-24
2020-02            2020-02-01 2020-02-29
2020               2020-01-01 2020-12-31
199                1990-01-01 1999-12-31
20                 2000-01-01 2099-12-31
2018-Q3            2018-07-01 2018-09-30
2021-H1            2021-01-01 2021-06-30
2021-H2            2021-07-01 2021-12-31
2020-W05           2020-01-27 2020-02-02
2020-W05-WE        2020-02-01 2020-02-02
2020-W53           2020-12-28 2021-01-03
1975-SP            1975-01-01 1975-03-31
2020-FA            2020-07-01 2020-09-30
2016/2020          2016-01-01 2020-12-31
2020-01/2020-09    2020-01-01 2020-09-30
2016/2017-05-13    2016-01-01 2017-05-13
2017-06-15T14:00/2017-06-15T16:45 2017-06-15 2017-06-15
P5Y                - -
PT48H              - -
P15M/P18M          - -
PAST_REF           - -
XXXX-07-10         - -
XXXX-XX-15         - -
XXXX               - -
2019-02-29         - -
2020-H3            - -
"""

NEAREST = """
2020-01-06 XXXX-12-28 2019-12-28
2020-12-28 XXXX-01-04 2021-01-04
2019-07-01 XXXX-12-31 2018-12-31
2020-07-01 XXXX-12-31 2019-12-31
2020-07-02 XXXX-01-01 2020-01-01
2021-01-15 XXXX-02-29 2020-02-29
2018-03-01 XXXX-XX-28 2018-02-28
"""


@pytest.mark.parametrize("line", BOUNDS.strip().splitlines())
def test_bounds(line: str) -> None:
    value, first, last = line.split()
    assert bounds(value) == (None if first == "-" else (DAY(first), DAY(last)))


@pytest.mark.parametrize("line", NEAREST.strip().splitlines())
def test_the_nearest_year_is_meant(line: str) -> None:
    report_date, open_value, value = line.split()
    _, month, day = open_value.split("-")
    point = Point(month=None if month == "XX" else int(month), day=int(day))
    assert point.value == open_value
    assert complete(point, DAY(report_date)).value == value


@pytest.mark.parametrize(("lean", "value"), [(-1, "2020-05"), (0, "2021-05"), (1, "2021-05")])
def test_tense_tells_the_year_of_a_far_month(lean: int, value: str) -> None:
    assert complete(Point(month=5), DAY("2020-12-23"), lean).value == value


def test_tense_does_not_move_a_near_day() -> None:
    assert complete(Point(month=6, day=15), DAY("2017-06-12"), lean=-1).value == "2017-06-15"


def test_an_open_point_stays_open_without_a_report_date() -> None:
    assert complete(Point(month=7, day=10), None).value == "XXXX-07-10"


def test_ends_of_a_range_share_what_one_of_them_names() -> None:
    assert begun(Point(day=28), Point(2021, 1, 3)).value == "2020-12-28"
    assert begun(Point(month=11), Point(2021, 1)).value == "2020-11"
    assert ended(Point(2020, 12, 28), Point(month=1, day=3)).value == "2021-01-03"


def test_months_of_a_year() -> None:
    assert [first_months("2020", n) for n in (3, 6, 9)] == ["2020-01/2020-03", "2020-H1", "2020-01/2020-09"]
    assert [last_months("2020", n) for n in (3, 6)] == ["2020-10/2020-12", "2020-H2"]


@given(st.dates(), st.sampled_from("DWMQY"), st.integers(-200, 200))
def test_shifting_there_and_back(day: datetime.date, unit: str, count: int) -> None:
    point = shifted(day, unit, count)
    limits = bounds(point.value) if point else None
    if limits and count < 0:
        assert limits[0] < day
    if limits and count > 0:
        assert limits[1] > day
    if limits and count == 0:
        assert limits[0] <= day <= limits[1]


@given(st.text(alphabet="0123456789-/WQHSPTX:EFAM", max_size=14))
def test_bounds_never_fail(value: str) -> None:
    limits = bounds(value)
    assert limits is None or len(limits) == 2
