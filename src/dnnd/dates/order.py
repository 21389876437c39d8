"""Tells whether a date lies before, around or after its report: what is reviewed and what is planned."""

from __future__ import annotations

import datetime

from dnnd.dates.values import bounds

BEFORE, AROUND, AFTER = "before", "around", "after"
_VAGUE = {"PAST_REF": BEFORE, "PRESENT_REF": AROUND, "FUTURE_REF": AFTER}
# What happened within a week of the report is what the report is about.
_NEAR = datetime.timedelta(days=7)
_SHORT = datetime.timedelta(days=15)
# A longer period that holds the report date lies where three quarters of it lie: the year 2019 is past in December.
_MOST = 0.75


def order(value: str, report_date: datetime.date | None) -> str:
    """ "before", "around" or "after" the report date; "" for a duration, a set, an open value or no report date.

    Of a period that holds the report date three quarters decide; a day within a week of it is around.

    >>> day = datetime.date(2019, 12, 23)
    >>> [order(value, day) for value in ("2019", "2020", "2019-12-20", "2015/2020", "FUTURE_REF", "P5Y")]
    ['before', 'after', 'around', 'before', 'after', '']
    """
    limits = bounds(value)
    if limits is None or report_date is None:
        return _VAGUE.get(value, "")
    first, last = limits
    if last < report_date - _NEAR or first > report_date + _NEAR:
        return BEFORE if last < report_date else AFTER
    if last - first <= _SHORT:
        return AROUND
    past = (report_date - first) / (last - first)
    return BEFORE if past >= _MOST else AFTER if past <= 1 - _MOST else AROUND
