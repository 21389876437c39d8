"""Reads articles back from a store, with all that was found in them: the same records as from the files themselves."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from dnnd.annotate import Annotated, Tally
from dnnd.articles import Article, Reading
from dnnd.errors import StoreError
from dnnd.near_copies import Sketch
from dnnd.normalize import view
from dnnd.parts import FILES, PLAIN, RECORDS, as_text, settings
from dnnd.report_date import ReportDate
from dnnd.residue import blanked
from dnnd.segment import Document
from dnnd.spans import Mention, Residue, Role, Span, Timex
from dnnd.store import PARTS, Store, StoredFile, check_settings
from dnnd.tallies import tally
from dnnd.workers import annotate_all

_KEPT = 12  # columns of parts that are at hand at a time; articles are asked for one after another


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands: the path of the part, and the number of the row in it."""

    part: Path
    row: int

    def records(self, name: str) -> Iterator[tuple[Any, ...]]:
        """The stored fields of the article's records of one kind."""
        starts, columns = _records(self.part, name)
        first, last = starts[self.row], starts[self.row + 1]
        return zip(*(column[first:last] for column in columns), strict=True)


@dataclass(frozen=True)
class StoredArticle(Article):
    """An article of a store."""

    place: Place = field(default=Place(Path(), 0), compare=False, repr=False)
    shingles: int = field(default=0, compare=False, repr=False)

    @cached_property
    def sketch(self) -> Sketch | None:
        """What tells which other articles may nearly repeat this one, as it is stored."""
        import numpy as np

        hashes = [value for (value,) in self.place.records("sketch")]
        return Sketch(np.array(hashes, np.uint64), self.shingles) if self.shingles else None

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
    def words(self) -> list[Span]:
        """The words in order."""
        text = self.view.text
        return [Span(start, end, text[start:end]) for start, end in self.place.records("words")]


def check_reading(store: Store, reading: Reading) -> None:
    """StoreError for a store that was written with other options than those that a user gives."""
    check_settings(store.path, store.settings, settings(reading), as_stored=True)


def stored_articles(store: Store, files: Iterable[StoredFile], side: str) -> Iterator[Article]:
    """The articles of some files of a store, in the order of the files. StoreError for a part that cannot be read."""
    for file in files:
        part = store.path / PARTS / file.part
        plain, numbers = _plain(part)
        number = numbers.get((file.file, file.label), -1)
        rows = plain["file"]
        for row in range(bisect_left(rows, number), bisect_right(rows, number)):
            yield _article(file, side, {name: column[row] for name, column in plain.items()}, Place(part, row))


def _article(file: StoredFile, side: str, row: dict[str, Any], place: Place) -> Article:
    raw = as_text(row["raw"])
    residue = tuple(Residue(start, end, raw[start:end], kind) for start, end, kind in place.records("residue"))
    return StoredArticle(
        file=file.file,
        number=row["number"],
        title=row["title"],
        text=blanked(raw, residue) if row["is_blanked"] else raw,
        raw=raw,
        start=row["start"],
        start_line=row["start_line"],
        start_column=row["start_column"],
        first_line=row["first_line"],
        last_line=row["last_line"],
        residue=residue,
        date=ReportDate(row["date"], as_text(row["date_evidence"]), row["date_confidence"]),
        side=side,
        place=place,
        shingles=row["shingles"],
    )


def annotated(articles: Sequence[Article], *, names: bool = True, dates: bool = True) -> Iterator[Annotated]:
    """What was found in each article, in order: from the store where it comes from one, else by reading it now."""
    others = annotate_all([a for a in articles if not isinstance(a, StoredArticle)], names=names, dates=dates)
    for article in articles:
        yield _from_store(article, names, dates) if isinstance(article, StoredArticle) else next(others)


def tallies(articles: Sequence[Article | Annotated]) -> Iterator[Tally]:
    """What is counted in each article, in order: from the store where it comes from one, else by reading it now."""
    others = annotate_all([a for a in articles if not isinstance(a, StoredArticle | Annotated)])
    for one in articles:
        if isinstance(one, StoredArticle):
            yield _tally(one.place)
        else:
            yield tally(one if isinstance(one, Annotated) else next(others))


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
    sentences = _records(place.part, "sentences")[0]
    first, last = starts[place.row], starts[place.row + 1]
    return Tally(
        sentences=sentences[place.row + 1] - sentences[place.row],
        syllables=plain["syllables"][place.row],
        words=dict(place.records("lines")),
        forms=forms,
        codes=codes[first:last],
        lines=lines[first:last],
    )


# --- columns of a part ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=_KEPT)
def _plain(part: Path) -> tuple[dict[str, list[Any]], dict[tuple[str, str | None], int]]:
    """The plain columns of a part, and the numbers of its files."""
    table = _table(part, list(PLAIN))
    held = json.loads((table.schema.metadata or {})[FILES])
    return table.to_pydict(), {(file, label): number for number, (file, label, *_) in enumerate(held)}


@lru_cache(maxsize=_KEPT)
def _records(part: Path, name: str) -> tuple[list[int], list[list[Any]]]:
    """The records of one kind of a part: where each article's begin, and a list a field."""
    column = _table(part, [name]).column(0).combine_chunks()
    records = column.values
    return column.offsets.to_pylist(), [records.field(at).to_pylist() for at in range(len(RECORDS[name]))]


@lru_cache(maxsize=_KEPT)
def _counted(part: Path) -> tuple[list[int], Any, Any, list[str]]:
    """The counted words of a part: where each article's begin; which form each is, and its line; the forms."""
    column = _table(part, ["counted"]).column(0).combine_chunks()
    forms = column.values.field(0).dictionary_encode()
    lines = column.values.field(1).to_numpy(zero_copy_only=False)
    codes = forms.indices.to_numpy(zero_copy_only=False)
    return column.offsets.to_pylist(), codes, lines, forms.dictionary.to_pylist()


def _table(part: Path, columns: list[str]) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(part, columns=columns, memory_map=True, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        reason = str(error).split("\n")[0]
        raise StoreError(f"{part}: {reason}; remove this part and run the same dnnd annotate again") from None
