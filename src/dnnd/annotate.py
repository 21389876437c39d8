"""An article into all of its records; a collection into articles whose names are linked across it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from dnnd.annotated import Annotated, name_key, own_names
from dnnd.articles import Article
from dnnd.linking import Name, canonical, link, with_entity
from dnnd.names import find_names
from dnnd.report_date import ReportDate
from dnnd.report_date import report_date as _report_date
from dnnd.roles import find_roles as _find_roles
from dnnd.segment import Document, document
from dnnd.spans import Mention, Role, Slogan, Timex
from dnnd.titled import find_titled


def annotate(article: Article, *, names: bool = True, dates: bool = True, forget: bool = True) -> Annotated:
    """Everything that is found in one article by itself; names or dates are left out where nobody asks for them.

    `forget`: the document drops its units and sentences, which many articles together could not hold.
    """
    read = document(article.text)
    found = find_names(read) if names else []
    annotated = Annotated(
        article=article,
        document=read,
        mentions=tuple(_in_order([*found, *(find_titled(read) if names else [])])),
        roles=tuple(_find_roles(read, found)) if names else (),
        timexes=tuple(_dates(read, article.date)) if dates else (),
    )
    if forget:
        read.forget()
    return annotated


def _dates(read: Document, told: ReportDate) -> list[Timex]:
    from dnnd.dates import find_dates as find  # the names of a short text need not wait for its rules

    return find(read, told.day, told.month_day)


def linked(annotated: Iterable[Annotated]) -> Iterator[Annotated]:
    """The same articles, each mention and each role's person with the canonical name that the collection gives it.

    They are gone through twice, so that nobody need hold all of them.
    """
    entities = canonical(Counter(chain.from_iterable(map(_names, annotated))))
    for one in annotated:
        found = zip(one.mentions, _names(one), strict=True)
        yield _relinked(one, [with_entity(mention, entities[own]) for mention, own in found])


def _names(one: Annotated) -> list[Name]:
    """What `canonical` asks about each mention."""
    return [(mention.type, *own) for mention, own in zip(one.mentions, own_names(one), strict=True)]


def _relinked(annotated: Annotated, mentions: Sequence[Mention]) -> Annotated:
    people = {name_key(m.text): m.entity for m in mentions if m.type == "PER"}
    roles = tuple(replace(r, person=people.get(name_key(r.person), r.person)) for r in annotated.roles)
    return replace(annotated, mentions=tuple(mentions), roles=roles)


def slogans(annotated: Sequence[Annotated]) -> list[Slogan]:
    """The slogans of a collection, from the pooled texts; `text_index` counts the articles given here."""
    from dnnd.slogans import find_slogans as search  # only `dnnd slogans` and `compare` ask for them

    return search([a.document for a in annotated], [a.taken for a in annotated])


def _in_order(mentions: Iterable[Mention]) -> list[Mention]:
    """By place; where two begin together, the longer first: an event before the body it holds."""
    return sorted(mentions, key=lambda m: (m.start, -m.end, m.type))


# --- one text at a time, for Python users -------------------------------------------------------------------------


def find_entities(text: str) -> list[Mention]:
    """The names (PER, ORG, LOC) and titled things (EVENT, DOC, AWARD) of a text, with offsets into it.

    Names do not overlap each other, nor do titled things, but a titled thing may hold names. `entity` is the fullest
    form of the same name in this text.

    >>> [(m.text, m.type) for m in find_entities("Thứ trưởng Bộ Ngoại giao Lê Văn Tám thăm tỉnh Bình Thuận.")]
    [('Bộ Ngoại giao', 'ORG'), ('Lê Văn Tám', 'PER'), ('tỉnh Bình Thuận', 'LOC')]
    """
    read = document(text)
    (mentions,) = link([_in_order([*find_names(read), *find_titled(read)])], [read.text])
    return [read.view.to_raw(m) for m in mentions]


def find_roles(text: str) -> list[Role]:
    """The titles that somebody holds in a text, with offsets into it, and who holds them.

    >>> [(r.text, r.person) for r in find_roles("Thứ trưởng Bộ Ngoại giao Lê Văn Tám thăm tỉnh Bình Thuận.")]
    [('Thứ trưởng Bộ Ngoại giao', 'Lê Văn Tám')]
    """
    read = document(text)
    return [read.view.to_raw(role) for role in _find_roles(read, find_names(read))]


def find_dates(text: str, report_date: datetime.date | None = None) -> list[Timex]:
    """The date expressions of a text, with offsets into it and their values.

    `report_date` is the day the text speaks from; None infers it from the text. Where that fails, values that depend
    on it stay open: XXXX-07-10.

    >>> [(t.text, t.value) for t in find_dates("Sáng 6/1, Hội họp.", report_date=datetime.date(2020, 1, 6))]
    [('Sáng 6/1', '2020-01-06TMO')]
    """
    read = document(text)
    told = ReportDate(_day(report_date).isoformat()) if report_date is not None else _report_date(read.text)
    return [read.view.to_raw(timex) for timex in _dates(read, told)]


FIRST_YEAR, LAST_YEAR = 1000, 2999  # of a report: dates count from it in both directions


def _day(day: datetime.date) -> datetime.date:
    """The day as a plain date; TypeError for what is none, ValueError for one from which nothing can be counted."""
    if not isinstance(day, datetime.date):
        raise TypeError(f"report_date is a datetime.date or None, not {type(day).__name__}")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"report_date {day}: its year lies between {FIRST_YEAR} and {LAST_YEAR}")
    return datetime.date(day.year, day.month, day.day)


def find_slogans(texts: Sequence[str | Article]) -> list[Slogan]:
    """The slogans of a collection of texts: mottos, quoted terms, quoted speech and recurring phrases.

    Each mention has `text_index`, the number of its text in `texts`, and offsets into that text (an article's `text`).

    >>> found = find_slogans(["Hội nêu phương châm “Chủ động, linh hoạt, hiệu quả”."])
    >>> [(s.slogan, s.kind) for s in found]
    [('Chủ động, linh hoạt, hiệu quả', 'motto')]
    """
    if isinstance(texts, str):
        raise TypeError("find_slogans takes a list of texts; put one text into a list: [text]")
    read = [annotate(text if isinstance(text, Article) else plain_article(text)) for text in texts]
    return [
        replace(slogan, mentions=tuple(read[m.text_index].document.view.to_raw(m) for m in slogan.mentions))
        for slogan in slogans(read)
    ]


def plain_article(text: str) -> Article:
    """A text that is no file, as one article without residue."""
    date = _report_date(document(text).text)
    return Article("", 1, "", text, text, 0, 1, 1, 1, text.count("\n") + 1, (), date)
