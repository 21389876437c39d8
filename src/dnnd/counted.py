"""What stands on the sides of a store as a whole, counted when it is written and read back when they are compared.

    STORE/counts.arrow      the sizes of all sides, then a batch a section, and how often a random deal makes as big a
                            difference; its metadata hold the near-copies

They are those that `reuse` and `counting` make of the store's articles, for no other sides than the store's own;
whoever asks for other ones, or for slogans, has them counted anew. `TOLD_OF` in the metadata names the parts that were
counted, so that counts of an earlier state are noticed.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, groupby, islice, starmap
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, overload

from dnnd import disk
from dnnd.columns import Column
from dnnd.counts import GROUPED, SECTIONS, Counts, Form, Items, SideCounts
from dnnd.errors import StoreError
from dnnd.memory import give_back, give_back_at_once
from dnnd.report_date import ReportDate
from dnnd.reuse import Reuse, set_aside
from dnnd.significance import enough_articles, to_be_tested
from dnnd.store import PARTS, Store
from dnnd.stored import SAME, Place, StoredArticle, check_reading, stored_article, stored_articles, tallies_at

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from dnnd.annotated import Tally
    from dnnd.articles import Article, Reading
    from dnnd.inputs import Side
    from dnnd.permutation import Standing
    from dnnd.remote import Location

    Whole = npt.NDArray[np.integer]
    Numbers = npt.NDArray[np.float64]

COUNTS = "counts.arrow"
_TOLD_OF, _COPIES = b"dnnd_told_of", b"dnnd_copies"
# The lists of the three kinds of batches, with the types of what they hold.
_SIZES = {"sizes": "int32", "words_by_article": "int32", "words_by_paragraph": "int32", "article_of": "int32"}
_SECTION = {
    "section": "int32",
    "keys": "string",
    "shown": "string",
    "types": "string",
    "counts": "int32",
    "articles": "int32",
    "times": "int32",
    "places": "int32",
    "once": "bool",
    "forms": "int32",
    "form_shown": "string",
    "form_group": "string",
    "form_counts": "int32",
}
_DEALT = {"ps": "double"}
_TYPES = _SIZES | _SECTION | _DEALT
_AT_A_TIME = 4_096  # texts that are objects together
_OF_A_SIDE = ("articles", "sentences", "words", "syllables")


def write_counts(store: Store) -> None:
    """Counts what stands on the sides of a store, where that is not told yet. StoreError where it cannot be written."""
    if len(store.sides) < 2:
        disk.remove(store.path / COUNTS)
        return
    if _opened(store):
        return
    give_back_at_once()
    names = [str(number) for number in range(len(store.sides))]  # those that the user gave may be the same
    kept, copies = _kept(store, names)
    about = {_TOLD_OF: _told_of(store), _COPIES: copies}
    folder = store.path if isinstance(store.path, Path) else Path(gettempdir())
    disk.write_whole(store.path / COUNTS, _arrow(_batches(kept, names, folder), about))


@dataclass(frozen=True)
class _Kept:
    """The articles that are counted: of each the number of its side, of its part, and of its row there."""

    parts: Sequence[Location]
    part: array[int]
    row: array[int]
    side: array[int]

    def tallies(self, names: Sequence[str]) -> Iterator[tuple[str, Tally]]:
        """The name of the side of each, and what is counted in it."""
        places = (Place(self.parts[part], row) for part, row in zip(self.part, self.row, strict=True))
        return zip((names[side] for side in self.side), tallies_at(places), strict=True)


def _kept(store: Store, names: Sequence[str]) -> tuple[_Kept, bytes]:
    """The articles of a store without those set aside, and its near-copies as JSON.

    Nothing that was made here beside the articles stays, so that their memory can be given back.
    """
    there = [file for file in store.files if not file.problem]
    files = [[file for file in there if file.side == number] for number in range(len(store.sides))]
    of_sides = (stored_articles(store, those, name) for name, those in zip(names, files, strict=True))
    articles, copies = set_aside(list(chain.from_iterable(of_sides)))
    kept = [article for article in articles if isinstance(article, StoredArticle)]
    number = {part: n for n, part in enumerate(dict.fromkeys(file.part for file in there))}
    parts = array("i", (number[article.place.part.name] for article in kept))
    rows, sides = array("i", (one.place.row for one in kept)), array("i", (int(one.side) for one in kept))
    return _Kept([store.path / PARTS / part for part in number], parts, rows, sides), _plain(store, copies)


def read_counts(sides: Sequence[Side], reading: Reading) -> tuple[Counts, list[Reuse], list[str]] | None:
    """The counts of these sides, their near-copies, and why which files could not be read.

    None where they are not told, or not of these sides. StoreError where the store was written with other options.
    """
    store = sides[0].store
    if store is None or not _are_all(sides, store):
        return None
    check_reading(store, reading)
    import pyarrow as pa

    file = _opened(store)
    if file is None:
        return None
    names = [side.name for side in sides]
    try:
        counts = _counts(_read(file), names)
    except (OSError, pa.ArrowException, StopIteration):
        return None
    copies = list(_reuse(store, names, json.loads(file.schema.metadata[_COPIES])))
    return counts, copies, [file.problem for file in store.files if file.problem]


def _are_all(sides: Sequence[Side], store: Store) -> bool:
    """Whether these are the sides that a store was made of, all of them."""
    files: list[list[str]] = [[] for _ in store.sides]
    for file in store.files:
        files[file.side].append(file.file)
    return [(side.store, side.files) for side in sides] == [(store, tuple(those)) for those in files]


def _told_of(store: Store) -> bytes:
    """A digest of all that the counts depend on: which article lies in which part on which side."""
    files = [(file.file, file.label, file.side, file.part, bool(file.problem)) for file in store.files]
    told = json.dumps([len(store.sides), files])
    return sha256(told.encode()).hexdigest().encode()


# --- near-copies ---------------------------------------------------------------------------------------------------


def _plain(store: Store, copies: Sequence[Reuse]) -> bytes:
    """Near-copies as JSON."""
    numbers = {(file.file, str(file.side)): number for number, file in enumerate(store.files)}

    def plain(article: Article) -> list[Any]:
        assert isinstance(article, StoredArticle)
        date = [article.date.value, article.date.evidence, article.date.confidence]
        same = {name: getattr(article, name) for name in SAME}
        return [numbers[article.file, article.side], article.place.row, same, date]

    return json.dumps([[plain(one.article), plain(one.of), one.shared, one.is_counted] for one in copies]).encode()


def _reuse(store: Store, names: Sequence[str], copies: Sequence[Sequence[Any]]) -> Iterator[Reuse]:
    """The near-copies again; `names` are those of the sides."""

    def article(number: int, row: int, same: Mapping[str, Any], date: Sequence[Any]) -> Article:
        file = store.files[number]
        place = Place(store.path / PARTS / file.part, row)
        return stored_article(file, names[file.side], same, ReportDate(*date), place)

    for one, of, shared, is_counted in copies:
        yield Reuse(article(*one), article(*of), shared, is_counted)


# --- columns -------------------------------------------------------------------------------------------------------


def _batches(kept: _Kept, names: Sequence[str], folder: Path) -> Iterator[dict[str, Any]]:
    """The counts as lists of numbers and of texts: the sizes, the items of each section, and how surely they differ.

    The `folder` is for what is too large for memory. Where whole articles can be dealt, they are, and nobody needs the
    places of the items.
    """
    from dnnd.counting import items_of, sizes_of  # reading the counts needs none of it
    from dnnd.occurrences import occurrences
    from dnnd.permutation import permutation_p

    give_back()
    found = occurrences(kept.tallies(names), names, folder=folder)
    give_back()
    sides, by_article = sizes_of(found, names)
    yield {
        "sizes": [getattr(side, size) for side in sides for size in _OF_A_SIDE],
        "words_by_article": by_article,
        "words_by_paragraph": found.words,
        "article_of": found.article_of,
    }
    articles, words = [side.articles for side in sides], [side.words for side in sides]
    to_deal = _ToDeal(folder)
    for items in items_of(found):
        if enough_articles(articles):
            to_deal.add(items.standing(to_be_tested(items, words), found.article_of))
        yield _columns(items, with_places=not enough_articles(articles))
        give_back()
    found.close()
    del found
    give_back()
    if enough_articles(articles):
        yield {"ps": permutation_p(to_deal.standing(), by_article.tolist(), articles)}
    to_deal.close()


class _ToDeal:
    """What is to be tested by dealing whole articles, in files until it is."""

    def __init__(self, folder: Path) -> None:
        self._sizes, self._texts, self._times = Column(), Column(folder), Column(folder)

    def add(self, standing: Standing) -> None:
        """Adds items, and in which texts they stand."""
        self._sizes.add(standing.first[1:] - standing.first[:-1])
        self._texts.add(standing.texts)
        self._times.add(standing.times)

    def standing(self) -> Standing:
        """All of them."""
        import numpy as np

        from dnnd.permutation import Standing

        first = np.concatenate([[0], np.cumsum(self._sizes[:])])
        return Standing(first, self._texts[:], self._times[:])

    def close(self) -> None:
        """Gives up the files."""
        self._texts.close()
        self._times.close()


def _columns(items: Items, with_places: bool) -> dict[str, Any]:
    """The items of a section as lists; the numbers of the sides lie side by side within an item."""
    import numpy as np

    forms = [form for those in items.forms for form in those]
    placed = {"times": np.diff(items.first), "places": items.places} if with_places else {}
    return placed | {
        "section": [SECTIONS.index(items.section)],
        "keys": items.keys,
        "shown": items.shown,
        "types": items.types,
        "counts": items.counts.ravel(),
        "articles": items.articles.ravel(),
        "once": items.once,
        "forms": [len(those) for those in items.forms],
        "form_shown": [form.shown for form in forms],
        "form_group": [form.group for form in forms],
        "form_counts": [n for form in forms for n in form.counts],
    }


def _counts(batches: Iterator[dict[str, Any]], names: Sequence[str]) -> Counts:
    """The counts again; `names` are those of the sides."""
    told = next(batches)
    sizes = zip(names, _rows(told["sizes"], len(_OF_A_SIDE)), strict=True)
    sides = [
        SideCounts(name, **dict(zip(_OF_A_SIDE, of_side.tolist(), strict=True)), forms={}) for name, of_side in sizes
    ]
    items: list[Items] = []
    for number, those in groupby(batches, lambda batch: int(batch["section"][0]) if len(batch["section"]) else None):
        if number is None:
            items = _with_ps(items, next(those)["ps"], [side.words for side in sides])
        else:
            items.append(_items(SECTIONS[number], _joined_lists(list(those)), len(names)))
    paragraphs = told["words_by_paragraph"], told["article_of"]
    return Counts(sides, told["words_by_article"].astype("int64"), *paragraphs, {i.section: i for i in items}, {})


def _items(section: str, columns: Mapping[str, Any], sides: int) -> Items:
    """The items of a section."""
    import numpy as np

    keys, shown, types = _Texts(columns["keys"]), _Texts(columns["shown"]), _few(columns["types"])
    counts, articles = (_rows(columns[name], sides).astype(np.int64) for name in ("counts", "articles"))
    times = columns["times"] if len(columns["places"]) else np.zeros(len(keys), np.int32)
    first = np.concatenate([[0], np.cumsum(times)])
    forms = list(_forms(columns, sides)) if section in GROUPED else []
    return Items(section, keys, shown, types, counts, articles, first, columns["places"], columns["once"], forms)


def _joined_lists(batches: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The lists of the pieces of a section, as one each."""
    import numpy as np
    import pyarrow as pa

    several = {name: [batch[name] for batch in batches] for name in _SECTION}
    return {
        name: pa.chunked_array(those) if _TYPES[name] == "string" else np.concatenate(those)
        for name, those in several.items()
    }


def _with_ps(sections: Sequence[Items], ps: Numbers, words: Sequence[int]) -> list[Items]:
    """The items with how often a random deal makes as big a difference; told are those that are tested at all."""
    import numpy as np

    found, at = [], 0
    for items in sections:
        rows = to_be_tested(items, words)
        all_ps = np.full(len(items), np.nan)
        all_ps[rows] = ps[at : at + len(rows)]
        at += len(rows)
        found.append(replace(items, ps=all_ps))
    return found


def _forms(columns: Mapping[str, Any], sides: int) -> Iterator[list[Form]]:
    """The forms of each item of a section."""
    each = zip(
        _Texts(columns["form_shown"]),
        _few(columns["form_group"]),
        _rows(columns["form_counts"], sides).tolist(),
        strict=True,
    )
    forms = starmap(Form, each)
    return (list(islice(forms, number)) for number in columns["forms"].tolist())


def _rows(numbers: Whole, length: int) -> Whole:
    return numbers.reshape(-1, length)


# --- the file ------------------------------------------------------------------------------------------------------


def _arrow(batches: Iterator[Mapping[str, Any]], about: Mapping[bytes, bytes]) -> bytes:
    """Lists as an Arrow file: a row a batch, a list a column; those that a batch does not have are empty."""
    import pyarrow as pa

    types = {name: pa.type_for_alias(type_) for name, type_ in _TYPES.items()}
    schema = pa.schema({name: pa.list_(type_) for name, type_ in types.items()}, about)
    out = pa.BufferOutputStream()
    with pa.ipc.new_file(out, schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as file:
        for batch in batches:
            held = [pa.array(batch.get(name, ()), type_) for name, type_ in types.items()]
            lists = [pa.ListArray.from_arrays(pa.array([0, len(those)], pa.int32()), those) for those in held]
            file.write(pa.record_batch(lists, schema=schema))
    return bytes(out.getvalue())


def _opened(store: Store) -> pa.ipc.RecordBatchFileReader | None:
    """The file; None where there is none, or that of an earlier state of the store."""
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())  # the others keep what they have had
    try:
        if not disk.is_file(store.path / COUNTS):
            return None
        file = pa.ipc.open_file(pa.py_buffer(disk.read(store.path / COUNTS)))
    except (StoreError, OSError, pa.ArrowException):
        return None
    return file if (file.schema.metadata or {}).get(_TOLD_OF) == _told_of(store) else None


def _read(file: pa.ipc.RecordBatchFileReader) -> Iterator[dict[str, Any]]:
    """The lists of each batch. OSError or ArrowException where they cannot be read."""

    for number in range(file.num_record_batches):
        batch = file.get_batch(number)
        lists = ((name, batch.column(name).values) for name in batch.schema.names)
        yield {n: those if _TYPES[n] == "string" else those.to_numpy(zero_copy_only=False) for n, those in lists}


class _Texts(Sequence[str]):
    """Texts that lie in Arrow's memory: as objects they would take five times as much."""

    def __init__(self, column: Any) -> None:
        self._column = column

    def __len__(self) -> int:
        return len(self._column)

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        return self._column[at].to_pylist() if isinstance(at, slice) else self._column[at].as_py()  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self[at : at + _AT_A_TIME] for at in range(0, len(self), _AT_A_TIME))


def _few(column: Any) -> list[str]:
    """The texts of a column that has few different ones, each of them one object."""
    coded = column.combine_chunks().dictionary_encode()
    texts = coded.dictionary.to_pylist()
    return list(map(texts.__getitem__, coded.indices.to_pylist()))
