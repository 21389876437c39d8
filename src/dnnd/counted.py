"""What stands on the sides of a store as a whole, counted when it is written and read back when they are compared.

    STORE/counts.arrow      the counts of all sides, and their near-copies: one row, a list a column

They are those that `reuse` and `counts` make of the store's articles, for no other sides than the store's own; whoever
asks for other ones, or for slogans, has them counted anew. `TOLD_OF` in the metadata names the parts that were counted,
so that counts of an earlier state are noticed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate, chain, islice, pairwise, starmap
from typing import TYPE_CHECKING, Any

from dnnd import disk
from dnnd.counts import GROUPED, SECTIONS, Counts, Form, Items, SideCounts
from dnnd.errors import StoreError
from dnnd.report_date import ReportDate
from dnnd.reuse import Reuse, set_aside
from dnnd.store import PARTS, Store
from dnnd.stored import SAME, Place, StoredArticle, check_reading, stored_article, stored_articles, tallies

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from dnnd.articles import Article, Reading
    from dnnd.inputs import Side

    Whole = npt.NDArray[np.integer]

COUNTS = "counts.arrow"
# Bytes of text up to which a store is counted as it is written: 47 MB of it take 450 MB of memory, as much as the
# writing of parts takes, which takes no more for more text.
MOST = 50_000_000
_TOLD_OF, _COPIES = b"dnnd_told_of", b"dnnd_copies"
_TEXTS = ("keys", "shown", "types", "form_shown", "form_group")
_OF_A_SIDE = ("articles", "sentences", "words", "syllables")


def write_counts(store: Store) -> None:
    """Counts what stands on the sides of a store, where that is not told yet. StoreError where it cannot be written."""
    if len(store.sides) < 2 or sum(file.size for file in store.files) > MOST:
        disk.remove(store.path / COUNTS)
        return
    if _opened(store):
        return
    import pyarrow as pa

    from dnnd.counting import count  # reading them needs none of it

    pa.set_memory_pool(pa.system_memory_pool())  # the others keep what they have had
    there = [file for file in store.files if not file.problem]
    files = [[file for file in there if file.side == number] for number in range(len(store.sides))]
    names = [str(number) for number in range(len(store.sides))]  # those that the user gave may be the same
    of_sides = (stored_articles(store, those, name) for name, those in zip(names, files, strict=True))
    kept, copies = set_aside(list(chain.from_iterable(of_sides)))
    told = zip([article.side for article in kept], tallies(kept), strict=True)
    del kept
    counts = count(told, names)
    about = {_TOLD_OF: _told_of(store), _COPIES: json.dumps(_plain(store, copies)).encode()}
    disk.write_whole(store.path / COUNTS, _arrow(_columns(counts), about))


def read_counts(sides: Sequence[Side], reading: Reading) -> tuple[Counts, list[Reuse], list[str]] | None:
    """The counts of these sides, their near-copies, and why which files could not be read.

    None where they are not told, or not of these sides. StoreError where the store was written with other options.
    """
    store = sides[0].store
    if store is None or not _are_all(sides, store):
        return None
    check_reading(store, reading)
    told = _read(store)
    if told is None:
        return None
    columns, about = told
    names = [side.name for side in sides]
    copies = list(_reuse(store, names, json.loads(about[_COPIES])))
    return _counts(columns, names), copies, [file.problem for file in store.files if file.problem]


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


def _plain(store: Store, copies: Sequence[Reuse]) -> list[list[Any]]:
    """Near-copies as plain values."""
    numbers = {(file.file, str(file.side)): number for number, file in enumerate(store.files)}

    def plain(article: Article) -> list[Any]:
        assert isinstance(article, StoredArticle)
        date = [article.date.value, article.date.evidence, article.date.confidence]
        same = {name: getattr(article, name) for name in SAME}
        return [numbers[article.file, article.side], article.place.row, same, date]

    return [[plain(one.article), plain(one.of), one.shared, one.is_counted] for one in copies]


def _reuse(store: Store, names: Sequence[str], copies: Sequence[Sequence[Any]]) -> Iterator[Reuse]:
    """The near-copies again; `names` are those of the sides."""

    def article(number: int, row: int, same: Mapping[str, Any], date: Sequence[Any]) -> Article:
        file = store.files[number]
        place = Place(store.path / PARTS / file.part, row)
        return stored_article(file, names[file.side], same, ReportDate(*date), place)

    for one, of, shared, is_counted in copies:
        yield Reuse(article(*one), article(*of), shared, is_counted)


# --- columns -------------------------------------------------------------------------------------------------------


def _columns(counts: Counts) -> dict[str, Any]:
    """The counts as lists of numbers and of texts; sections lie one after another, and so do sides within an item."""
    import numpy as np

    items = [counts.items[section] for section in SECTIONS]
    grouped = [forms for section in GROUPED for forms in counts.items[section].forms]
    forms = [form for those in grouped for form in those]
    return {
        "sizes": [getattr(side, size) for side in counts.sides for size in _OF_A_SIDE],
        "words_by_article": counts.words_by_article,
        "words_by_paragraph": counts.words_by_paragraph,
        "article_of": counts.article_of,
        "items": [len(those) for those in items],
        "keys": [key for those in items for key in those.keys],
        "shown": [shown for those in items for shown in those.shown],
        "types": [type_ for those in items for type_ in those.types],
        "counts": np.concatenate([those.counts.ravel() for those in items]),
        "articles": np.concatenate([those.articles.ravel() for those in items]),
        "times": np.concatenate([np.diff(those.first) for those in items]),
        "places": np.concatenate([those.places for those in items]),
        "forms": [len(those) for those in grouped],
        "form_shown": [form.shown for form in forms],
        "form_group": [form.group for form in forms],
        "form_counts": [n for form in forms for n in form.counts],
    }


def _counts(columns: Mapping[str, Any], names: Sequence[str]) -> Counts:
    """The counts again; `names` are those of the sides."""
    sizes = zip(names, _rows(columns["sizes"], len(_OF_A_SIDE)), strict=True)
    sides = [
        SideCounts(name, **dict(zip(_OF_A_SIDE, of_side.tolist(), strict=True)), forms={}) for name, of_side in sizes
    ]
    items = {items.section: items for items in _items(columns, len(names))}
    paragraphs = columns["words_by_paragraph"], columns["article_of"]
    return Counts(sides, columns["words_by_article"].astype("int64"), *paragraphs, items, {})


def _items(columns: Mapping[str, Any], sides: int) -> Iterator[Items]:
    """The items of each section."""
    import numpy as np

    counts, articles = (_rows(columns[name], sides).astype(np.int64) for name in ("counts", "articles"))
    first = np.concatenate([[0], np.cumsum(columns["times"])])
    forms = _forms(columns, sides)
    for section, (a, b) in zip(SECTIONS, pairwise(accumulate(columns["items"].tolist(), initial=0)), strict=True):
        keys, shown, types = (columns[name][a:b] for name in ("keys", "shown", "types"))
        where = first[a : b + 1] - first[a], columns["places"][first[a] : first[b]]
        grouped = [next(forms) for _ in range(b - a)] if section in GROUPED else []
        yield Items(section, keys, shown, types, counts[a:b], articles[a:b], *where, grouped)


def _forms(columns: Mapping[str, Any], sides: int) -> Iterator[list[Form]]:
    """The forms of each item of the grouped sections."""
    each = zip(columns["form_shown"], columns["form_group"], _rows(columns["form_counts"], sides).tolist(), strict=True)
    forms = starmap(Form, each)
    return (list(islice(forms, number)) for number in columns["forms"].tolist())


def _rows(numbers: Whole, length: int) -> Whole:
    return numbers.reshape(-1, length)


# --- the file ------------------------------------------------------------------------------------------------------


def _arrow(columns: Mapping[str, Any], about: Mapping[bytes, bytes]) -> bytes:
    """Lists as an Arrow file of one row."""
    import pyarrow as pa

    held = {name: pa.array(those, pa.string() if name in _TEXTS else pa.int32()) for name, those in columns.items()}
    lists = [pa.ListArray.from_arrays(pa.array([0, len(those)], pa.int32()), those) for those in held.values()]
    batch = pa.record_batch(lists, list(held)).replace_schema_metadata(about)
    out = pa.BufferOutputStream()
    with pa.ipc.new_file(out, batch.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as file:
        file.write(batch)
    return bytes(out.getvalue())


def _opened(store: Store) -> pa.ipc.RecordBatchFileReader | None:
    """The file; None where there is none, or that of an earlier state of the store."""
    import pyarrow as pa

    try:
        if not disk.is_file(store.path / COUNTS):
            return None
        file = pa.ipc.open_file(pa.py_buffer(disk.read(store.path / COUNTS)))
    except (StoreError, OSError, pa.ArrowException):
        return None
    return file if (file.schema.metadata or {}).get(_TOLD_OF) == _told_of(store) else None


def _read(store: Store) -> tuple[dict[str, Any], Mapping[bytes, bytes]] | None:
    """The lists, and what is told about them; None where they cannot be read."""
    import numpy as np
    import pyarrow as pa

    file = _opened(store)
    try:
        batch = file.get_batch(0) if file else None
    except (OSError, pa.ArrowException):
        return None
    if batch is None:
        return None
    lists = ((name, batch.column(name).values) for name in batch.schema.names)
    return {n: those.to_pylist() if n in _TEXTS else np.from_dlpack(those) for n, those in lists}, batch.schema.metadata
