"""Reads articles back from a store, with all that was found in them: the same records as from the files themselves."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from sys import intern
from typing import Any

from dnnd import disk
from dnnd.annotated import Annotated, Tally, own_names
from dnnd.articles import Article, Reading
from dnnd.errors import StoreError
from dnnd.near_copies import Sketch
from dnnd.normalize import view
from dnnd.parts import FILES, PLAIN, RECORDS, as_text, settings
from dnnd.remote import Location
from dnnd.report_date import ReportDate
from dnnd.residue import blanked
from dnnd.segment import Document
from dnnd.spans import Mention, Residue, Role, Span, Timex
from dnnd.store import PARTS, Store, StoredFile, check_settings
from dnnd.tallies import tally
from dnnd.workers import annotate_all

_KEPT = 12  # columns of parts that are at hand at a time; articles are asked for one after another
# The plain columns that are read only when somebody asks for a text, and what is made of them.
_OF_TEXTS = ("raw", "is_blanked")
_TEXTS = ("raw", "text", "residue")
SAME = ("number", "title", "start", "start_line", "start_column", "first_line", "last_line", "shingles")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands: the path of the part, and the number of the row in it."""

    part: Location
    row: int

    def records(self, name: str) -> Iterator[tuple[Any, ...]]:
        """The stored fields of the article's records of one kind."""
        starts, columns = _records(self.part, name)
        first, last = starts[self.row], starts[self.row + 1]
        return zip(*(column[first:last] for column in columns), strict=True)

    def numbers(self, name: str) -> list[Any]:
        """The same of records of numbers: an array a field."""
        starts, columns = _numbers(self.part, name)
        first, last = starts[self.row], starts[self.row + 1]
        return [column[first:last] for column in columns]


@dataclass(frozen=True)
class StoredArticle(Article):
    """An article of a store. Its texts are read when they are first asked for: counting needs none of them."""

    place: Place = field(default=Place(Path(), 0), compare=False, repr=False)
    shingles: int = field(default=0, compare=False, repr=False)

    def __getattr__(self, name: str) -> Any:
        """One of the texts, which are not there yet."""
        if name not in _TEXTS:
            raise AttributeError(name)
        columns, row = _texts(self.place.part), self.place.row
        raw = as_text(columns["raw"][row])
        residue = tuple(Residue(start, end, raw[start:end], kind) for start, end, kind in self.place.records("residue"))
        text = blanked(raw, residue) if columns["is_blanked"][row] else raw
        self.__dict__.update(raw=raw, text=text, residue=residue)
        return self.__dict__[name]

    def forget(self) -> None:
        """Drops the texts; who asks again gets them from the store."""
        for name in (*_TEXTS, "document"):
            self.__dict__.pop(name, None)

    @cached_property
    def sketch(self) -> Sketch | None:
        """What tells which other articles may nearly repeat this one, as it is stored."""
        return Sketch(self.place.numbers("sketch")[0], self.shingles) if self.shingles else None

    @cached_property
    def document(self) -> Document:
        """The text with its sentences and words as they are stored."""
        return StoredDocument(view(self.text), self.place)


@dataclass(frozen=True)
class StoredDocument(Document):
    """A text whose sentences and words were told apart before."""

    place: Place = field(default=Place(Path(), 0), compare=False, repr=False)

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences in order."""
        return [Span(start, end, self.text[start:end]) for start, end in self.place.records("sentences")]

    @cached_property
    def word_offsets(self) -> list[tuple[int, int]]:
        """(start, end) of the words in order."""
        return list(self.place.records("words"))


def check_reading(store: Store, reading: Reading) -> None:
    """StoreError for a store that was written with other options than those that a user gives."""
    check_settings(store.path, store.settings, settings(reading), as_stored=True)


def stored_articles(store: Store, files: Iterable[StoredFile], side: str) -> Iterator[Article]:
    """The articles of some files of a store, in the order of the files. StoreError for a part that cannot be read."""
    parts: dict[str, Location] = {}
    for file in files:
        part = parts.setdefault(file.part, store.path / PARTS / file.part)
        plain, numbers = _plain(part)
        number = numbers.get((file.file, file.label), -1)
        rows = plain["file"]
        for row in range(bisect_left(rows, number), bisect_right(rows, number)):
            told = {name: column[row] for name, column in plain.items()}
            date = ReportDate(told["date"], as_text(told["date_evidence"]), told["date_confidence"])
            yield stored_article(file, side, told, date, Place(part, row))


def stored_article(
    file: StoredFile, side: str, row: Mapping[str, Any], date: ReportDate, place: Place
) -> StoredArticle:
    """The article that stands there: `row` has what is the same in it and in the part, see `SAME`."""
    article = object.__new__(StoredArticle)  # a frozen one, without its texts
    article.__dict__.update({name: row[name] for name in SAME}, file=file.file, date=date, side=side, place=place)
    return article


def annotated(articles: Sequence[Article], *, names: bool = True, dates: bool = True) -> Iterator[Annotated]:
    """What was found in each article, in order: from the store where it comes from one, else by reading it now."""
    others = annotate_all([a for a in articles if not isinstance(a, StoredArticle)], names=names, dates=dates)
    return _merged(articles, others, names, dates)


@dataclass(frozen=True)
class Again:
    """What `annotated` gives, each time anew from the store, so that nobody need hold it; what it read now is kept."""

    articles: Sequence[Article]
    names: bool = True
    dates: bool = True

    @cached_property
    def _others(self) -> list[Annotated]:
        others = [a for a in self.articles if not isinstance(a, StoredArticle)]
        return [replace(one, named=own_names(one)) for one in annotate_all(others, names=self.names, dates=self.dates)]

    def __iter__(self) -> Iterator[Annotated]:
        return _merged(self.articles, iter(self._others), self.names, self.dates)


def _merged(articles: Sequence[Article], others: Iterator[Annotated], names: bool, dates: bool) -> Iterator[Annotated]:
    """Each article of a store as it is there, each other one from `others`."""
    for article in articles:
        if isinstance(article, StoredArticle):
            yield _from_store(article, names, dates)
            article.forget()
        else:
            yield next(others)


def tallies(articles: Sequence[Article | Annotated]) -> Iterator[Tally]:
    """What is counted in each article, in order: from the store where it comes from one, else by reading it now."""
    others = annotate_all([a for a in articles if not isinstance(a, StoredArticle | Annotated)])
    for one in articles:
        if isinstance(one, StoredArticle):
            yield _tally(one.place)
        else:
            yield tally(one if isinstance(one, Annotated) else next(others))
    for columns in (_plain, _numbers, _counted):
        columns.cache_clear()


def tallies_at(places: Iterable[Place]) -> Iterator[Tally]:
    """The same of articles that all stand in stores: nobody need hold them."""
    yield from map(_tally, places)
    for columns in (_plain, _numbers, _counted):
        columns.cache_clear()


def _from_store(article: StoredArticle, names: bool, dates: bool) -> Annotated:
    document, place = article.document, article.place
    text = document.text
    mentions = list(place.records("mentions")) if names else []
    return Annotated(
        article=article,
        document=document,
        mentions=tuple(Mention(s, e, text[s:e], *more) for s, e, *more, _, _ in mentions),
        named=[(own, sex) for *_, own, sex in mentions],
        tally=_tally(place) if names and dates else None,
        roles=tuple(Role(s, e, text[s:e], *more) for s, e, *more in place.records("roles")) if names else (),
        timexes=tuple(Timex(s, e, text[s:e], *more) for s, e, *more in place.records("timexes")) if dates else (),
    )


def _tally(place: Place) -> Tally:
    """What is counted in an article by itself: words outside names and dates, so only where both were asked for."""
    plain, _ = _plain(place.part)
    starts, codes, lines, forms = _counted(place.part)
    paragraphs, words = place.numbers("lines")
    first, last = starts[place.row], starts[place.row + 1]
    return Tally(
        sentences=plain["sentence_count"][place.row],
        syllables=plain["syllables"][place.row],
        paragraphs=paragraphs,
        words=words,
        forms=forms,
        codes=codes[first:last],
        lines=lines[first:last],
    )


# --- columns of a part ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=_KEPT)
def _plain(part: Location) -> tuple[dict[str, list[Any]], dict[tuple[str, str | None], int]]:
    """The plain columns of a part but those of its texts, and the numbers of its files."""
    table = _table(part, [name for name in PLAIN if name not in _OF_TEXTS])
    held = json.loads((table.schema.metadata or {})[FILES])
    return table.to_pydict(), {(file, label): number for number, (file, label, *_) in enumerate(held)}


@lru_cache(maxsize=_KEPT)
def _texts(part: Location) -> dict[str, list[Any]]:
    """The texts of a part."""
    columns: dict[str, list[Any]] = _table(part, list(_OF_TEXTS)).to_pydict()
    return columns


@lru_cache(maxsize=_KEPT)
def _records(part: Location, name: str) -> tuple[list[int], list[list[Any]]]:
    """The records of one kind of a part: where each article's begin, and a list a field."""
    texts = [field for field, type_ in RECORDS[name].items() if type_ == "string"]
    starts, records = _listed(part, name, *texts)
    return starts, [_values(records.field(at)) for at in range(len(RECORDS[name]))]


def _values(column: Any) -> list[Any]:
    """The values of a field; equal texts are one object, in all parts: the same names come again and again."""
    if not hasattr(column, "dictionary"):
        values: list[Any] = column.to_pylist()
        return values
    texts = list(map(intern, column.dictionary.to_pylist()))
    return [texts[code] for code in column.indices.to_pylist()]


@lru_cache(maxsize=_KEPT)
def _numbers(part: Location, name: str) -> tuple[list[int], list[Any]]:
    """The same of records that hold numbers only: an array a field."""
    import numpy as np

    starts, records = _listed(part, name)
    return starts, [np.from_dlpack(records.field(at)) for at in range(len(RECORDS[name]))]


@lru_cache(maxsize=_KEPT)
def _counted(part: Location) -> tuple[list[int], Any, Any, list[str]]:
    """What is counted in a part: where each article's things begin; which form each is, and its line; the forms."""
    import numpy as np

    starts, things = _listed(part, "counted", "form")
    forms = things.field(0)
    return starts, np.from_dlpack(forms.indices), np.from_dlpack(things.field(1)), forms.dictionary.to_pylist()


def _listed(part: Location, name: str, *as_codes: str) -> tuple[list[int], Any]:
    """A column of records: where each article's begin, and all of them; some fields as codes of their values."""
    column = _table(part, [name], [f"{name}.list.element.{field}" for field in as_codes]).column(0).combine_chunks()
    return column.offsets.to_pylist(), column.values


def _table(part: Location, columns: list[str], as_codes: Sequence[str] = ()) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(disk.readable(part), memory_map=True, read_dictionary=as_codes) as file:
            return file.read(columns, use_threads=False)  # a part is small: other threads cost more than they save
    except (OSError, pa.ArrowException) as error:
        reason = str(error).split("\n")[0]
        raise StoreError(f"{part}: {reason}; remove this part and run the same dnnd annotate again") from None
