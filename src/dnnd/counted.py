"""What stands on the sides of a store as a whole, read back when they are compared: `stored_counts` wrote it.

    STORE/counts.arrow      the sizes of all sides, then a batch a section, and how often a random deal makes as big a
                            difference; its metadata hold the near-copies

They are those that `reuse` and `counting` make of the store's articles, for no other sides than the store's own;
whoever asks for other ones, or for slogans, has them counted anew. `TOLD_OF` in the metadata names the parts that were
counted, so that counts of an earlier state are noticed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import chain, groupby, islice, starmap
from typing import TYPE_CHECKING, Any, overload

from dnnd import disk
from dnnd.counts import GROUPED, SECTIONS, Counts, Form, Items, SideCounts
from dnnd.errors import StoreError
from dnnd.report_date import ReportDate
from dnnd.reuse import Reuse
from dnnd.significance import to_be_tested
from dnnd.store import PARTS, Store
from dnnd.stored import Place, check_reading, stored_article

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from dnnd.articles import Article, Reading
    from dnnd.inputs import Side

    Whole = npt.NDArray[np.integer]
    Numbers = npt.NDArray[np.float64]

COUNTS = "counts.arrow"
TOLD_OF, COPIES = b"dnnd_told_of", b"dnnd_copies"
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
TYPES = _SIZES | _SECTION | _DEALT
_AT_A_TIME = 4_096  # texts that are objects together
OF_A_SIDE = ("articles", "sentences", "words", "syllables")


def read_counts(sides: Sequence[Side], reading: Reading) -> tuple[Counts, list[Reuse], list[str]] | None:
    """The counts of these sides, their near-copies, and why which files could not be read.

    None where they are not told, or not of these sides. StoreError where the store was written with other options.
    """
    store = sides[0].store
    if store is None or not _are_all(sides, store):
        return None
    check_reading(store, reading)
    import pyarrow as pa

    file = opened(store)
    if file is None:
        return None
    names = [side.name for side in sides]
    try:
        counts = _counts(_read(file), names)
    except (OSError, pa.ArrowException, StopIteration):
        return None
    copies = list(_reuse(store, names, json.loads(file.schema.metadata[COPIES])))
    return counts, copies, [file.problem for file in store.files if file.problem]


def _are_all(sides: Sequence[Side], store: Store) -> bool:
    """Whether these are the sides that a store was made of, all of them."""
    files: list[list[str]] = [[] for _ in store.sides]
    for file in store.files:
        files[file.side].append(file.file)
    return [(side.store, side.files) for side in sides] == [(store, tuple(those)) for those in files]


def told_of(store: Store) -> bytes:
    """A digest of all that the counts depend on: which article lies in which part on which side."""
    files = [(file.file, file.label, file.side, file.part, bool(file.problem)) for file in store.files]
    told = json.dumps([len(store.sides), files])
    return sha256(told.encode()).hexdigest().encode()


# --- near-copies ---------------------------------------------------------------------------------------------------


def _reuse(store: Store, names: Sequence[str], copies: Sequence[Sequence[Any]]) -> Iterator[Reuse]:
    """The near-copies again; `names` are those of the sides."""

    def article(number: int, row: int, same: Mapping[str, Any], date: Sequence[Any]) -> Article:
        file = store.files[number]
        place = Place(store.path / PARTS / file.part, row)
        return stored_article(file, names[file.side], same, ReportDate(*date), place)

    for one, of, shared, is_counted in copies:
        yield Reuse(article(*one), article(*of), shared, is_counted)


# --- columns -------------------------------------------------------------------------------------------------------


def _counts(batches: Iterator[dict[str, Any]], names: Sequence[str]) -> Counts:
    """The counts again; `names` are those of the sides."""
    told = next(batches)
    sizes = zip(names, _rows(told["sizes"], len(OF_A_SIDE)), strict=True)
    sides = [
        SideCounts(name, **dict(zip(OF_A_SIDE, of_side.tolist(), strict=True)), forms={}) for name, of_side in sizes
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
        name: pa.chunked_array(those) if TYPES[name] == "string" else np.concatenate(those)
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


def opened(store: Store) -> pa.ipc.RecordBatchFileReader | None:
    """The file; None where there is none, or that of an earlier state of the store."""
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())  # the others keep what they have had
    try:
        if not disk.is_file(store.path / COUNTS):
            return None
        file = pa.ipc.open_file(pa.py_buffer(disk.read(store.path / COUNTS)))
    except (StoreError, OSError, pa.ArrowException):
        return None
    return file if (file.schema.metadata or {}).get(TOLD_OF) == told_of(store) else None


def _read(file: pa.ipc.RecordBatchFileReader) -> Iterator[dict[str, Any]]:
    """The lists of each batch. OSError or ArrowException where they cannot be read."""

    for number in range(file.num_record_batches):
        batch = file.get_batch(number)
        lists = ((name, batch.column(name).values) for name in batch.schema.names)
        yield {n: those if TYPES[n] == "string" else those.to_numpy(zero_copy_only=False) for n, those in lists}


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
