"""The words of dates from the tables `date_words` and `holidays`, and patterns made of them.

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
    if name == "worded_year":
        return rf"(?P<worded_year>{_THOUSANDS}(?: {any_of(words('number'))})?)(?!\w)"
    return rf"(?P<{name}>{any_of(words(name))})(?!\w)"


_THOUSANDS = r"(?:một|hai) (?:nghìn|ngàn)(?: [^\W\d_]+ trăm)?(?: (?:linh|lẻ))?"
_THOUSANDS_PARTS = re.compile(r"(một|hai) (?:nghìn|ngàn)(?: ([^\W\d_]+) trăm)?(?: (?:linh|lẻ))?(?: (.+))?")


def worded_year(text: str) -> int | None:
    """A year written out, as {worded_year} matches it; None for words that are no year.

    >>> worded_year("hai nghìn không trăm mười chín"), worded_year("một nghìn chín trăm linh tám")
    (2019, 1908)
    """
    found = _THOUSANDS_PARTS.fullmatch(text)
    parts = [words("number").get(part or "", "0") for part in found.groups()] if found else []
    year = sum(int(float(part)) * unit for part, unit in zip(parts, (1000, 100, 1), strict=False))
    return year if _FIRST_WORDED <= year <= _LAST_WORDED else None


_FIRST_WORDED, _LAST_WORDED = 1800, 2099


def word_value(kind: str, form: str) -> str:
    """The value of a form as found in a text."""
    return words(kind)[form]


@cache
def holidays() -> dict[str, Entry]:
    """The fixed holidays by the lookup key of each form."""
    return {lookup_key(form): entry for entry in table("holidays") for form in entry.forms}


@cache
def year_names() -> dict[str, int]:
    """The place of every name of a lunar year in the cycle of sixty, as its years modulo 60, by lookup key.

    >>> year_names()["kỷ hợi"] == 2019 % 60, year_names()["canh tý"] == year_names()["canh tí"]
    (True, True)
    """
    stems, branches = words("stem"), words("branch")
    places = {(year % 10, year % 12): year for year in range(60)}
    return {
        f"{stem} {branch}": places[int(stems[stem]), int(branches[branch])]
        for stem in stems
        for branch in branches
        if (int(stems[stem]), int(branches[branch])) in places
    }


def year_of_name(name: str, report_date: datetime.date | None) -> int | None:
    """The last year of that name, as seen from the report date; a year soon to come counts too.

    >>> [year_of_name(name, datetime.date(2017, 6, 1)) for name in ("mậu thân", "mậu tuất")]
    [1968, 2018]
    """
    if report_date is None:
        return None
    latest = report_date.year + _YEARS_AHEAD
    return latest - (latest - year_names()[name]) % 60


_YEARS_AHEAD = 3  # reports name the year to come or the next; a name further ahead means the year of sixty years before
