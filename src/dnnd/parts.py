"""A part of a store: the articles of a batch of files, with all that was found in them, as one Parquet file.

A row is an article. Its columns hold what cannot be told again cheaply: the raw text, what is residue, the date with
its evidence, sentences and words by their offsets, and the records of the finders; then what is told of the article by
itself when a collection is counted: its sketch, its tally (all that is counted, each with its form: see `tallies`), and
the names in full as far as it gives them.

`write_part` is the unit of work: a plain function of file names, which can be sent to any process that sees the files
and the store.
"""

from __future__ import annotations

import hashlib
import json
import os
from array import array
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from dnnd import disk
from dnnd.annotated import Annotated, own_names
from dnnd.articles import Article, Reading, articles
from dnnd.encodings import decode
from dnnd.errors import DnndError, InputError, StoreError
from dnnd.inputs import read_bytes
from dnnd.remote import Location, is_address, location
from dnnd.spans import Span
from dnnd.store import PARTS, Settings, StoredFile
from dnnd.tallies import tally

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
FILES = b"dnnd_files"  # under this name a part's metadata tell which files it holds, each by these fields
_AT_A_TIME = 16  # files that are under way from elsewhere; reading one takes as long as annotating it
TOLD = ("file", "label", "size", "changed", "sha256", "articles")
_TOLD = attrgetter(*TOLD)
# The records of each kind: the fields that are stored, with their types. The text is that of the offsets.
RECORDS: dict[str, dict[str, str]] = {
    "residue": {"start": "int32", "end": "int32", "kind": "string"},
    "mentions": {
        "start": "int32",
        "end": "int32",
        "type": "string",
        "entity": "string",
        "found_by": "string",
        "confidence": "double",
        "named": "string",
        "sex": "string",
    },
    "roles": {"start": "int32", "end": "int32", "person": "string", "found_by": "string"},
    "timexes": {"start": "int32", "end": "int32", "type": "string", "value": "string", "found_by": "string"},
    "sentences": {"start": "int32", "end": "int32"},
    "words": {"start": "int32", "end": "int32"},
    "lines": {"line": "int32", "words": "int32"},
    "counted": {"form": "string", "line": "int32"},
    "sketch": {"hash": "uint64"},
}
# The plain columns. `file` counts the part's files; what may hold half a pair of surrogates is stored as bytes.
PLAIN = {
    "file": "int32",
    "number": "int32",
    "title": "string",
    "raw": "binary",
    "is_blanked": "bool",
    "start": "int32",
    "start_line": "int32",
    "start_column": "int32",
    "first_line": "int32",
    "last_line": "int32",
    "date": "string",
    "date_evidence": "binary",
    "date_confidence": "string",
    "shingles": "int32",
    "sentence_count": "int32",
    "syllables": "int32",
}
_SAME = ("number", "title", "start", "start_line", "start_column", "first_line", "last_line")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is to be read: its name, the number of its side, and the label that may tell its year."""

    file: str
    side: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a batch: its files with their part or problem, and how many articles and bytes were read."""

    files: tuple[StoredFile, ...]
    articles: int
    size: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be found: names with roles, dates, and words with all that is counted. A lasting part holds all."""

    names: bool = True
    dates: bool = True
    words: bool = True


EVERYTHING = Asked()


def settings(reading: Reading) -> Settings:
    """The options that change what is found, as a store keeps them."""
    return {
        "encoding": reading.encoding,
        "no_split": not reading.split,
        "keep_residue": reading.keep_residue,
        "date": reading.given_date.isoformat() if reading.given_date else None,
    }


def write_part(
    store: str, wanted: Sequence[Wanted], reading: Reading, folder: str = "", asked: Asked = EVERYTHING
) -> Written:
    """Reads and annotates a batch of files into one part of a store; no part where none of them could be read.

    Relative names of files are those seen from `folder`.
    """
    files: list[StoredFile] = []
    rows: list[Row] = []
    problems: list[StoredFile] = []
    for one, data in zip(wanted, _bytes(wanted, folder), strict=True):
        try:
            known, found = _read(one, data, reading, asked)
        except InputError as error:
            problems.append(StoredFile(one.file, one.side, one.label, problem=str(error)))
            continue
        rows += [{"file": len(files), **row} for row in found]
        files.append(replace(known, articles=len(found)))
    part = _name(files)
    if files:
        disk.write_whole(location(store) / PARTS / part, as_parquet(rows, files))
    held = [replace(file, part=part) for file in files]
    return Written((*held, *problems), len(rows), sum(file.size for file in files))


def _bytes(wanted: Sequence[Wanted], folder: str) -> Iterator[tuple[int, bytes] | InputError]:
    """Of each file the time of change and the bytes, or why it cannot be read; many at a time from elsewhere."""
    if not any(is_address(one.file) for one in wanted):
        yield from (_held(one.file, folder) for one in wanted)
        return
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        yield from pool.map(lambda one: _held(one.file, folder), wanted)


def _held(file: str, folder: str) -> tuple[int, bytes] | InputError:
    try:
        changed = time_of_change(file, folder)  # before reading: what changes meanwhile is read again the next time
        return changed, read_bytes(file, folder)
    except InputError as error:
        return error


def _read(
    wanted: Wanted, held: tuple[int, bytes] | InputError, reading: Reading, asked: Asked
) -> tuple[StoredFile, list[Row]]:
    """A file as it is now, and the rows of its articles. InputError where it cannot be read."""
    if isinstance(held, InputError):
        raise held
    changed, data = held
    found = articles(decode(data, wanted.file, reading.encoding), wanted.file, wanted.label, reading)
    return of_bytes(wanted, changed, data), [_annotated_row(article, asked) for article in found]


def _annotated_row(article: Article, asked: Asked) -> Row:
    """The row of an article. One that dnnd fails over is told like a file that cannot be read: an archive goes on."""
    from dnnd.annotate import annotate  # who reads a store needs no finder

    try:
        return row_of(annotate(article, names=asked.names, dates=asked.dates, forget=False), asked.words)
    except (DnndError, MemoryError):
        raise
    except Exception as error:
        if os.environ.get("DNND_DEBUG"):
            raise
        raise InputError(
            f"{article.file}: internal error in line {article.first_line} or behind: {type(error).__name__}: {error}; "
            "this is a fault of dnnd, report it"
        ) from error


def of_bytes(wanted: Wanted, changed: int, data: bytes) -> StoredFile:
    """What a store keeps of a file with these bytes."""
    digest = hashlib.sha256(data).hexdigest()
    return StoredFile(wanted.file, wanted.side, wanted.label, len(data), changed, digest)


def time_of_change(file: str, folder: str = "") -> int:
    """When a file was changed last, as `disk.state` tells it; 0 where nobody can tell."""
    try:
        return disk.state(location(file, folder))[1]
    except OSError:
        return 0


def _name(files: Sequence[StoredFile]) -> str:
    """The same for the same bytes under the same names."""
    told = json.dumps([(file.file, file.label, file.sha256) for file in files])
    return f"{hashlib.sha256(told.encode()).hexdigest()[:24]}.parquet"


# --- rows ----------------------------------------------------------------------------------------------------------


def as_bytes(text: str) -> bytes:
    """A text as bytes, whatever characters it holds."""
    return text.encode("utf-8", "surrogatepass")


def as_text(data: bytes) -> str:
    """The text that `as_bytes` made bytes of.

    >>> as_text(as_bytes("Đảng \\udcff")) == "Đảng \\udcff"
    True
    """
    return data.decode("utf-8", "surrogatepass")


def row_of(found: Annotated, words: bool = True) -> Row:
    """The row of an article, without the number of its file; `words` and what is counted may be left out."""
    article, document = found.article, found.document
    row: Row = {same: getattr(article, same) for same in _SAME}
    row |= {"raw": as_bytes(article.raw), "is_blanked": article.text != article.raw}
    row |= {"date": article.date.value, "date_confidence": article.date.confidence}
    row["date_evidence"] = as_bytes(article.date.evidence)
    own = own_names(found)
    found = replace(found, named=own)
    row |= {
        kind: _columns(kind, those)
        for kind, those in (
            ("residue", article.residue),
            ("mentions", found.mentions),
            ("roles", found.roles),
            ("timexes", found.timexes),
            ("sentences", document.sentences),
        )
    }
    words_at = document.word_offsets if words else []
    starts, ends = zip(*words_at, strict=True) if words_at else ((), ())
    row["words"] = {"start": array("i", starts), "end": array("i", ends)}
    row["mentions"] |= {"named": [entity for entity, _ in own], "sex": [sex for _, sex in own]}
    return row | (_counted(found) if words else _UNCOUNTED)  # the first forgets the document's words at its end


_UNCOUNTED: Row = dict.fromkeys(("shingles", "sentence_count", "syllables"), 0)
_UNCOUNTED |= {kind: dict.fromkeys(RECORDS[kind], ()) for kind in ("sketch", "lines", "counted")}


def _counted(found: Annotated) -> Row:
    """What is told of an article by itself when a collection is counted."""
    sketch, told = found.article.sketch, tally(found)
    return {
        "shingles": sketch.size if sketch else 0,
        "sketch": {"hash": array("Q", sketch.hashes.tolist() if sketch else ())},
        "sentence_count": told.sentences,
        "syllables": told.syllables,
        "lines": {"line": told.paragraphs, "words": told.words},
        "counted": {"form": [told.forms[code] for code in told.codes], "line": array("i", told.lines)},
    }


def _columns(kind: str, records: Sequence[Span]) -> dict[str, Any]:
    """The stored fields of records, each as a column; numbers take eight bytes in one, and a hundred as objects."""
    columns: dict[str, Any] = {}
    for field, type_ in RECORDS[kind].items():
        if field not in ("named", "sex"):
            values = [getattr(record, field) for record in records]
            columns[field] = array("i", values) if type_ == "int32" else values
    return columns


@cache
def schema() -> pa.Schema:
    """The columns of a part."""
    import pyarrow as pa

    types = {kind: pa.type_for_alias(alias) for kind, alias in PLAIN.items()}
    for kind, fields in RECORDS.items():
        types[kind] = pa.list_(pa.struct([(field, pa.type_for_alias(alias)) for field, alias in fields.items()]))
    return pa.schema(list(types.items()))


def as_parquet(rows: Sequence[Row], files: Sequence[StoredFile]) -> bytes:
    """The rows as a Parquet file that knows the files they come from."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pa.set_memory_pool(pa.system_memory_pool())  # the others keep what they have had
    known = json.dumps([_TOLD(file) for file in files])
    columns = [_joined(kind, [row[kind] for row in rows]) for kind in schema().names]
    table = pa.Table.from_arrays(columns, schema=schema().with_metadata({FILES: known.encode()}))
    out = pa.BufferOutputStream()
    pq.write_table(table, out, compression="zstd")
    return bytes(out.getvalue())


def _joined(kind: str, rows: Sequence[Any]) -> pa.Array:
    """A column of a part; one of records as a list of structures a row."""
    import pyarrow as pa

    type_ = schema().field(kind).type
    if kind not in RECORDS:
        return as_array(rows, type_)
    first = next(iter(RECORDS[kind]))
    offsets = as_array(list(accumulate((len(row[first]) for row in rows), initial=0)), pa.int32())
    fields = [
        as_array(list(chain.from_iterable(row[field.name] for row in rows)), field.type) for field in type_.value_type
    ]
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(fields, fields=list(type_.value_type)))


def as_array(values: Sequence[Any], type_: pa.DataType) -> pa.Array:
    """Values, none of them missing, as Arrow holds them. `pa.array` does the same, but loads pandas, which is large.

    >>> import pyarrow as pa
    >>> as_array(["Huế", ""], pa.string()).to_pylist(), as_array([True, False], pa.bool_()).to_pylist()
    (['Huế', ''], [True, False])
    """
    import numpy as np
    import pyarrow as pa

    held: list[Any]
    if pa.types.is_string(type_) or pa.types.is_binary(type_):
        texts = [text.encode() for text in values] if pa.types.is_string(type_) else values
        held = [array("i", accumulate(map(len, texts), initial=0)), b"".join(texts)]
    elif pa.types.is_boolean(type_):
        held = [np.packbits(np.array(values, bool), bitorder="little")]
    else:
        held = [np.array(values, type_.to_pandas_dtype())]
    return pa.Array.from_buffers(type_, len(values), [None, *map(pa.py_buffer, held)])


def files_in(store: Location, part: str) -> list[StoredFile]:
    """The files that a part holds, as they were read; none for a part that cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        held = (pq.read_schema(disk.readable(store / PARTS / part)).metadata or {})[FILES]
        told = [dict(zip(TOLD, file, strict=True)) for file in json.loads(held)]
        return [StoredFile(side=0, part=part, **file) for file in told]
    except (StoreError, OSError, pa.ArrowException, KeyError, ValueError, TypeError):
        return []
