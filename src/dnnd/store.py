"""A store: the folder that `dnnd annotate` writes; what it says of itself, and which files it holds.

    STORE/dnnd-store.json   its format, the version of dnnd, the knowledge and the options it was written with
    STORE/files.jsonl       the sides; then a line a file: which bytes were read, and in which part its articles are
    STORE/parts/*.parquet   the articles with all that was found in them: see `parts`
    STORE/counts.arrow      what stands on its sides as a whole, where it has two or more: see `counted`

Parts are named by what was read for them and never change. The list of files is written when all parts are there, so
a reader sees a finished store, the one before an interrupted run, or none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from importlib.metadata import version
from itertools import chain
from typing import Any

from dnnd import disk
from dnnd.errors import StoreError
from dnnd.remote import Location

FORMAT = 4
MARKER, INDEX, PARTS, LOCK = "dnnd-store.json", "files.jsonl", "parts", ".lock"
Settings = Mapping[str, str | bool | None]  # the options that change what is found, by name
# Which option on the command line stands for a setting; the value that nobody has asked for is None or False.
_OPTIONS = {"encoding": "--encoding", "no_split": "--no-split", "keep_residue": "--keep-residue", "date": "--date"}
# What finds words and lunar days besides dnnd's own tables and models.
_LIBRARIES = ("underthesea", "lunar-vn")
_NOT_ABOUT_FINDING = "wordings.tsv"


@dataclass(frozen=True, slots=True)
class StoredSide:
    """A side of a store: its name, what the user called it (NAME=PATH too), and the year where the name is a label."""

    name: str
    named: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a store as it was read: size in bytes, time of change in nanoseconds, SHA-256 of its bytes.

    `side` is the number of its side, from 0; `part` the part that holds its `articles`. A file that could not be read
    has a `problem` instead.
    """

    file: str
    side: int
    label: str | None = None
    size: int = 0
    changed: int = 0
    sha256: str = ""
    articles: int = 0
    part: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Store:
    """What a finished store holds."""

    path: Location
    settings: Settings
    sides: tuple[StoredSide, ...]
    files: tuple[StoredFile, ...]


def is_store(path: Location) -> bool:
    """Whether a folder says that it is a store. OSError where nobody can tell, at an address."""
    return (path / MARKER).is_file()


@cache
def knowledge() -> str:
    """A digest of all that decides what is found, besides the code: lexicons, models, the versions of two libraries."""
    digest = hashlib.sha256()
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    for folder in ("lexicons", "models"):
        found = resources.files("dnnd").joinpath(folder).iterdir()
        for file in sorted(found, key=lambda file: file.name):
            if file.name.endswith((".tsv", ".json")) and file.name != _NOT_ABOUT_FINDING:
                digest.update(f"{folder}/{file.name}\n".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


# --- what a store says of itself -----------------------------------------------------------------------------------


def identity() -> tuple[int, str, str]:
    """What a store shares with the dnnd that can read it: format, version, knowledge."""
    return FORMAT, version("dnnd"), knowledge()


def marker(settings: Settings, inputs: Sequence[str]) -> dict[str, Any]:
    """What a store of this version says of itself; `inputs` are those that it is to hold, as the user named them."""
    return {
        "format": FORMAT,
        "program": "dnnd",
        "version": version("dnnd"),
        "knowledge": knowledge(),
        "options": dict(settings),
        "inputs": list(inputs),
    }


def write_marker(path: Location, said: Mapping[str, Any]) -> None:
    """Writes what a store says of itself."""
    disk.write_whole(path / MARKER, (json.dumps(said, indent=1) + "\n").encode())


def read_marker(path: Location) -> dict[str, Any]:
    """What a store says of itself. StoreError for one that this version of dnnd did not write."""
    try:
        said = json.loads(disk.read(path / MARKER))
        known = said["program"] == "dnnd" and {"options", "inputs"} <= said.keys()
        wrote = (said["format"], said["version"], said["knowledge"])
    except (ValueError, TypeError, KeyError, AttributeError):
        known = False
    if not known:
        raise StoreError(f"{path}: its {MARKER} is not dnnd's; name another folder")
    if wrote != identity():
        raise StoreError(f"{path}: {_written_by(said)}; write it anew: dnnd annotate INPUT... -o ANOTHER_STORE")
    return dict(said)


def _written_by(said: Mapping[str, Any]) -> str:
    if said["version"] != version("dnnd"):
        return f"dnnd {said['version']} wrote this store, and this is dnnd {version('dnnd')}"
    if said["format"] != FORMAT:
        return f"this store has format {said['format']}, and this dnnd reads format {FORMAT}"
    return "this store was written with other lexicons, models or libraries than those of this dnnd"


def check_settings(path: Location, stored: Settings, asked: Settings, as_stored: bool) -> None:
    """StoreError for a store that was written with other options than those asked for.

    With `as_stored` an option that nobody gives is taken to be as it is in the store.
    """
    for name, option in _OPTIONS.items():
        given, has = asked.get(name), stored.get(name)
        if given != has and (given or not as_stored):
            written = f"with {option}{f' {has}' if isinstance(has, str) else ''}" if has else f"without {option}"
            advice = "leave the option out" if as_stored else f"{'add' if has else 'leave out'} {option}"
            raise StoreError(f"{path}: this store was written {written}; {advice}, or write another store")


# --- which files it holds ------------------------------------------------------------------------------------------


def read_store(path: Location) -> Store:
    """A finished store. StoreError where this version of dnnd did not write or not finish it."""
    said = read_marker(path)
    if not disk.is_file(path / INDEX):
        raise StoreError(f"{path}: this store is not finished; run the same dnnd annotate again, what is done is kept")
    sides, files = read_index(path)
    return Store(path, said["options"], sides, files)


def read_index(path: Location) -> tuple[tuple[StoredSide, ...], tuple[StoredFile, ...]]:
    """The sides and files of the store's list, none where there is no list yet. StoreError where it is broken."""
    if not disk.is_file(path / INDEX):
        return (), ()
    try:
        lines = map(json.loads, disk.read(path / INDEX).splitlines())
        sides = tuple(StoredSide(**side) for side in next(lines)["sides"])
        return sides, tuple(StoredFile(**line) for line in lines)
    except (ValueError, TypeError, KeyError, StopIteration):
        raise StoreError(f"{path}: its {INDEX} is damaged; remove that file and run dnnd annotate again") from None


def write_index(path: Location, sides: Sequence[StoredSide], files: Sequence[StoredFile]) -> None:
    """Writes the list of files: from here on the store is finished."""
    lines = chain([{"sides": [asdict(side) for side in sides]}], map(asdict, files))
    disk.write_whole(path / INDEX, "".join(json.dumps(line) + "\n" for line in lines).encode())
