"""Finds every date expression of a text, its exact span and its ISO value.

One pass from left to right: at each word or number that may begin a date the rules are tried in their order, and the
first that reads something there wins. The rules stand in the modules `…_rules`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from dnnd.date_words import any_of, holidays, words
from dnnd.dates.calendar_rules import MONTHS_OF_YEAR_RULES, NUMBER_RULES, PERIOD_RULES, SINGLE_RULES
from dnnd.dates.holiday_rules import HOLIDAY_RULES, NAMED_DAY_RULES
from dnnd.dates.page import Page
from dnnd.dates.range_rules import RANGE_RULES
from dnnd.dates.records import DIGIT, Rule
from dnnd.dates.relative_rules import LATE_RULES, RELATIVE_RULES, SET_RULES, VAGUE_RULES
from dnnd.dates.values import Point
from dnnd.normalize import lookup_key
from dnnd.segment import Document
from dnnd.spans import Timex

# What stands behind the number of a date: an hour, a sign and a digit, the other end of a range, a
# unit of time; the other day of a list, Tết.
_BEHIND_NUMBER = r"(?: ?[hg:]| ?[/.-] ?\d| -| (?:đến|tới|và) | tết)"
RULES: tuple[Rule, ...] = (
    *SET_RULES, *VAGUE_RULES, *RELATIVE_RULES, *MONTHS_OF_YEAR_RULES, *RANGE_RULES, *HOLIDAY_RULES, *SINGLE_RULES,
    *NAMED_DAY_RULES, *PERIOD_RULES, *LATE_RULES, *NUMBER_RULES,
)  # fmt: skip


def find_dates(
    doc: Document, report_date: datetime.date | None = None, month_day: tuple[int, int] | None = None
) -> list[Timex]:
    """The date expressions of a document in order, without overlaps; offsets are into `doc.text`.

    `report_date` is the day the text speaks from. Without it a day or month without a year stays open (XXXX-07-10), and
    so does everything that counts from that day; where at least its `month_day` is known, "hôm nay" is XXXX-07-10.

    >>> from dnnd.segment import document
    >>> found = find_dates(document("Sáng 6/1, tại Huế"), datetime.date(2020, 1, 8))
    >>> [(t.text, t.type, t.value, t.found_by) for t in found]
    [('Sáng 6/1', 'TIME', '2020-01-06TMO', 'stamp')]
    """
    text, places = _single_spaced(doc.text)
    page = Page(text, doc.key if places is None else lookup_key(text), report_date)
    if month_day and report_date is None:
        page.report_day = page.open_day = Point(None, *month_day)
    end = 0
    for trigger in _trigger().finditer(page.key):
        if trigger.start() >= end:
            records = _read(page, trigger)
            if records:
                page.found += records
                end = records[-1].end
    return page.found if places is None else [_moved(record, doc.text, places) for record in page.found]


_SPACES = re.compile(" {2,}")


def _single_spaced(text: str) -> tuple[str, list[int] | None]:
    """The text with runs of spaces made one, and where each of its characters stood; None for where they stand."""
    if "  " not in text:
        return text, None
    places: list[int] = []
    end = 0
    for run in _SPACES.finditer(text):
        places += range(end, run.start() + 1)
        end = run.end()
    return _SPACES.sub(" ", text), [*places, *range(end, len(text))]


def _moved(record: Timex, text: str, places: list[int]) -> Timex:
    """The record with the offsets that it has in the text as it was."""
    start, end = places[record.start], places[record.end - 1] + 1
    return replace(record, start=start, end=end, text=text[start:end])


def _read(page: Page, trigger: re.Match[str]) -> list[Timex]:
    """What the first rule that reads something finds at a trigger."""
    for rule in _rules()[trigger["opening"] or DIGIT]:
        records = rule.read(page, trigger.start())
        if records:
            return [replace(record, found_by=rule.name) for record in records]
    return []


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    """The rules that each opening calls, in order: those of its two words ("cuối tuần") and those of its first."""
    openings = [frozenset(form for trigger in rule.triggers for form in _openings(trigger)) for rule in RULES]
    return {
        opening: tuple(
            rule for rule, own in zip(RULES, openings, strict=True) if not own.isdisjoint({opening, opening.split()[0]})
        )
        for opening in frozenset[str]().union(*openings)
    }


def _openings(trigger: str) -> list[str]:
    """The first two words of every form that a trigger stands for."""
    if trigger == "#holiday":
        forms = list(holidays())
    else:
        forms = list(words(trigger[1:])) if trigger.startswith("#") else [trigger]
    return [" ".join(form.replace(",", "").split()[:2]) for form in forms]


def _by_first_letter(forms: Iterable[str]) -> str:
    """The forms as alternatives that branch at their first letter, which halves the time of the scan."""
    rest: dict[str, list[str]] = {}
    for form in forms:
        rest.setdefault(form[0], []).append(form[1:])
    return "|".join(letter + any_of(rest[letter]) for letter in sorted(rest))


@cache
def _trigger() -> re.Pattern[str]:
    """Where a date may begin: at words that some rule begins with, or at the first digit of a number.

    A number begins a date where a sign, an hour, a unit or a further number follows, or where it may be a year.
    Digits behind a sign of a longer number begin nothing, so that a run of any length is read once.
    """
    begins = _by_first_letter(_rules().keys() - {DIGIT})
    counted = rf"\d{{0,4}}(?:[.,]\d{{1,3}})? ?{any_of(words('unit'))}(?!\w)"
    number = rf"(?<!\d[.,:-])\d(?=\d{{0,3}}{_BEHIND_NUMBER}|{counted}|(?<=[12])\d{{3}}(?!\d))"
    return re.compile(rf"(?<![\w/])(?:(?=(?P<opening>{begins})(?!\w))[^\W\d_]|{number})")
