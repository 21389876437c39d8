"""Reads the files of the installed underthesea, without importing it: its CRFsuite model, its tables, its pattern.

A model of CRFsuite ("lCRF") begins with a header that tells where its parts lie. The part FEAT holds one record a
weight: what it belongs to (0: an attribute and a label, 1: a label and the next one), from, to, the weight. Attributes
and labels are two parts CQDB: records of a number and a string that ends in a zero byte; behind them the place of each
number's record, counted from the beginning of the part. All is little-endian; the parts that only speed up CRFsuite's
own look-ups are not read. Source: chokkan/crfsuite, `lib/crf/src/crf1d_model.c` and `lib/cqdb/src/cqdb.c`.
"""

from __future__ import annotations

import ast
import importlib.util
import pickle
import re
import struct
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from dnnd.errors import LexiconError

PATTERN = "pipeline/word_tokenize/regex_tokenize.py"
SPELLINGS = "pipeline/text_normalize/tn_rules_2023_07_14.bin"
WORDS = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
_DataT = TypeVar("_DataT")

REMEDY = "install dnnd again, with the underthesea it asks for"


@dataclass(frozen=True)
class Crf:
    """A linear-chain CRF. `states` has a row an attribute, a column a label; `transitions` a row a label: from it."""

    labels: list[str]
    attributes: list[str]
    states: npt.NDArray[np.float64]
    transitions: npt.NDArray[np.float64]


def folder() -> Path:
    """Where underthesea is installed. Raises LexiconError where it is not."""
    found = importlib.util.find_spec("underthesea")
    if found is None or not found.submodule_search_locations:
        raise LexiconError(f"underthesea is not installed; {REMEDY}")
    return Path(found.submodule_search_locations[0])


def content(path: Path) -> bytes:
    """The bytes of a file. Raises LexiconError where this underthesea has none."""
    try:
        return path.read_bytes()
    except OSError:
        raise LexiconError(f"{path} cannot be read; {REMEDY}") from None


# --- the model -----------------------------------------------------------------------------------------------------

_HEADER = struct.Struct("<4sI4sIIIIIIIII")
_MAGIC, _TYPE, _VERSION = b"lCRF", b"FOMC", 100
_FEATURES = struct.Struct("<4sII")
_FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_STATE, _TRANSITION = 0, 1
_STRINGS = struct.Struct("<4sIIIII")
_BYTE_ORDER = 0x62445371
_STRING = struct.Struct("<II")
# underthesea leaves out the weights of attributes up to this size.
_NO_WEIGHT = 1e-10


def crf(path: Path) -> Crf:
    """The model in a file. Raises LexiconError, which names the file, where it holds none or a broken one."""
    read = content(path)
    try:
        return _crf(read)
    except (ValueError, IndexError, struct.error) as broken:
        raise LexiconError(f"{path} is no model of words that dnnd can read ({broken}); {REMEDY}") from None


def _crf(read: bytes) -> Crf:
    if len(read) < _HEADER.size:
        raise ValueError("no header")
    magic, size, kind, version, _, _, _, features_at, labels_at, attributes_at, _, _ = _HEADER.unpack_from(read)
    if (magic, kind, version) != (_MAGIC, _TYPE, _VERSION):
        raise ValueError("another format")
    if size != len(read):
        raise ValueError(f"{len(read)} of {size} bytes")
    labels, attributes = _strings(read, labels_at), _strings(read, attributes_at)
    states, transitions = np.zeros((len(attributes), len(labels))), np.zeros((len(labels), len(labels)))
    features = _features(read, features_at)
    for matrix, number in ((states, _STATE), (transitions, _TRANSITION)):
        rows = features[features["kind"] == number]
        matrix[rows["source"], rows["target"]] = rows["weight"]
    states[np.abs(states) <= _NO_WEIGHT] = 0.0
    return Crf(labels, attributes, states, transitions)


def _features(read: bytes, at: int) -> npt.NDArray[Any]:
    """The records of the part FEAT."""
    magic, _, count = _FEATURES.unpack_from(read, at)
    if magic != b"FEAT":
        raise ValueError("no weights")
    return np.frombuffer(read, _FEATURE, count, at + _FEATURES.size)


def _strings(read: bytes, at: int) -> list[str]:
    """The strings of a part CQDB, by their numbers."""
    magic, _, _, order, count, places_at = _STRINGS.unpack_from(read, at)
    if (magic, order) != (b"CQDB", _BYTE_ORDER):
        raise ValueError("no strings")
    strings = []
    for number, place in enumerate(struct.unpack_from(f"<{count}I", read, at + places_at)):
        found, size = _STRING.unpack_from(read, at + place)
        begin = at + place + _STRING.size
        if found != number or read[begin + size - 1 : begin + size] != b"\0":
            raise ValueError(f"no string {number}")
        strings.append(read[begin : begin + size - 1].decode())
    return strings


# --- the tables and the pattern ------------------------------------------------------------------------------------


class _PlainData(pickle.Unpickler):
    """Reads pickled lists, sets, mappings and strings; refuses whatever would run code."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        raise pickle.UnpicklingError(f"it asks for {module_name}.{global_name}")


def data(path: Path, kind: type[_DataT]) -> _DataT:
    """The list, set or mapping in a pickled file. Raises LexiconError where it holds anything else or is broken."""
    read = content(path)
    try:
        found = _PlainData(BytesIO(read)).load()
    except Exception as broken:  # a broken pickle may raise anything
        raise LexiconError(f"{path} is no table that dnnd can read ({broken}); {REMEDY}") from None
    if not isinstance(found, kind):
        raise LexiconError(f"{path} holds no {kind.__name__}; {REMEDY}")
    return found


def spellings(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The characters, and the pieces, that the model knows by another spelling. Raises LexiconError as `data` does."""
    tables = data(path, dict)
    if not {"character", "token"} <= tables.keys():
        raise LexiconError(f"{path} has no spellings of characters and tokens; {REMEDY}")
    return tables["character"], tables["token"]


def pattern(path: Path) -> re.Pattern[str]:
    """The regular expression of pieces, which underthesea's module puts together from its parts.

    The module is run without its imports from underthesea, which only its functions need. Raises LexiconError where it
    makes no pattern.
    """
    names: dict[str, Any] = {}
    try:
        module = ast.parse(content(path))
        module.body = [node for node in module.body if not _imports_underthesea(node)]
        exec(compile(module, str(path), "exec"), names)
    except (SyntaxError, ValueError, NameError, ImportError) as broken:
        raise LexiconError(f"{path} cannot be run on its own ({broken}); {REMEDY}") from None
    if not isinstance(found := names.get("patterns"), re.Pattern):
        raise LexiconError(f"{path} has no pattern of pieces; {REMEDY}")
    return found


def _imports_underthesea(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.level > 0 or (node.module or "").startswith("underthesea"))
