"""Days of the Vietnamese lunar calendar as days of the Gregorian one, at UTC+7."""

from __future__ import annotations

import datetime
from functools import lru_cache


@lru_cache(maxsize=4096)
def solar_day(year: int, month: int, day: int) -> datetime.date | None:
    """The Gregorian day of a lunar one; None outside 1900-2100 and for a day that no lunar month has.

    Day 30 of a month of 29 is its last: "30 Tết" is the eve of Tết in every year. Where a month is said twice in a
    year, the first is meant.

    >>> solar_day(2020, 1, 1), solar_day(2020, 3, 10)
    (datetime.date(2020, 1, 25), datetime.date(2020, 4, 2))
    >>> solar_day(2021, 12, 30)
    datetime.date(2022, 1, 31)
    """
    from lunar_vn import convert_lunar_to_solar, convert_solar_to_lunar  # loaded by the first text that needs it

    try:
        found: datetime.date = convert_lunar_to_solar(day, month, year)
        back = convert_solar_to_lunar(found.day, found.month, found.year)
    except (ValueError, OverflowError):
        return None
    return found if back.day == day else found - datetime.timedelta(days=1)
