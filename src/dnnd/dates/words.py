"""The words of dates from the tables `date_words`, `holidays` and `tet`, and patterns made of them.

All matching is done on the text's `lookup_key`, with single spaces.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import cache

from dnnd.lexicon import Entry, table
from dnnd.normalize import lookup_key

# What a template may name in braces beside the kinds of words. A number ends where its digits end.
PIECES = {
    "day": r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)",
    "month": r"(?P<month>1[0-2]|0?[1-9])(?!\d)",
    "year": r"(?P<year>(?:1\d|20)\d\d)(?!\d)",
    "sign": r"(?P<sign>[/.-])",
}
_PIECE = re.compile(r"\{([a-z_]+)\}")


@cache
def entries(kind: str) -> tuple[Entry, ...]:
    """The rows of one kind in the table `date_words`."""
    return tuple(entry for entry in table("date_words") if entry.kind == kind)


@cache
def words(kind: str) -> dict[str, str]:
    """The value of every form of one kind, by lookup key.

    >>> words("weekday")["thứ bảy"], words("quarter")["iv"]
    ('6', 'Q4')
    """
    return {lookup_key(form): entry.more["value"] for entry in entries(kind) for form in entry.forms}


@cache
def undone_by(kind: str) -> dict[str, frozenset[str]]:
    """For every form of one kind the words that, standing next, make it mean something else: "vừa qua | đời"."""
    return {
        lookup_key(form): frozenset(entry.more["unless"].split("|")) - {""}
        for entry in entries(kind)
        for form in entry.forms
    }


def any_of(forms: Iterable[str]) -> str:
    """An expression for one of these forms, the longest first."""
    longest_first = sorted(set(forms), key=lambda form: (-len(form), form))
    return "(?:" + "|".join(map(re.escape, longest_first)) + ")"


@cache
def pattern(template: str) -> re.Pattern[str]:
    """A template as a pattern: {day}, {month}, {year}, {sign} are numbers, {kind} is any form of that kind.

    Each becomes a group of its name, of which a template may hold one.

    >>> pattern("ngày {day}/{month}").match("ngày 23/12").group("day", "month")
    ('23', '12')
    """
    return re.compile(_PIECE.sub(_piece, template))


def _piece(found: re.Match[str]) -> str:
    name = found[1]
    if name in PIECES:
        return PIECES[name]
    return rf"(?P<{name}>{any_of(words(name))})(?!\w)"


def word_value(kind: str, form: str) -> str:
    """The value of a form as found in a text."""
    return words(kind)[form]


@cache
def holidays() -> dict[str, Entry]:
    """The fixed holidays by the lookup key of each form."""
    return {lookup_key(form): entry for entry in table("holidays") for form in entry.forms}


@cache
def new_years() -> dict[int, datetime.date]:
    """The first day of each lunar year.

    >>> new_years()[2019]
    datetime.date(2019, 2, 5)
    """
    days = (datetime.date.fromisoformat(entry.name) for entry in table("tet"))
    return {day.year: day for day in days}


@cache
def year_names() -> dict[str, tuple[int, ...]]:
    """The years that bear a sexagenary name ("kỷ hợi": 1959 and 2019), by lookup key."""
    years: dict[str, tuple[int, ...]] = {}
    for entry in table("tet"):
        for name in entry.more["year_name"].split("|"):
            key = lookup_key(name)
            years[key] = (*years.get(key, ()), int(entry.name[:4]))
    return years
