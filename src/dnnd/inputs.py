"""Turns what a user names (file, folder, glob, "-", label, NAME=PATH) into sides and their files."""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from dnnd.encodings import decode
from dnnd.errors import InputError, UsageError
from dnnd.remote import Remote, is_address, location
from dnnd.store import Store, is_store, read_store

STDIN = "-"
SUFFIX = ".txt"


@dataclass(frozen=True, slots=True)
class Side:
    """One thing the user named: its name, its files in a stable order, and the year if the name is a label.

    `sample` says that the files are those of the sample collection inside the package, `store` in which store they lie
    if they do.
    """

    name: str
    files: tuple[str, ...]
    label: str | None = None
    sample: bool = False
    store: Store | None = None


def sides(named: Sequence[str], data: Path | None = None) -> list[Side]:
    """The sides that the user named, in that order, each name once.

    A path that exists wins over a label. A store stands for the sides that it was made of; NAME=STORE takes them as
    one. InputError for what does not exist, StoreError for a store that cannot be taken, UsageError for two sides of
    one name.
    """
    told = [one for text in named for one in _sides(text, data)]
    found = [side for _, side in told]
    if len({side.name for side in found}) < len(found):  # a/x.txt b/x.txt: the paths tell them apart
        found = [side if _named(text) else replace(side, name=text) for text, side in told]
    names = [side.name for side in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError(f"the side {twice} is named twice; write NAME=PATH, each with a name of its own")
    if sum(STDIN in side.files for side in found) > 1:
        raise UsageError("standard input (-) can be read only once")
    return found


def compared_sides(named: Sequence[str], data: Path | None = None) -> list[Side]:
    """The sides of a comparison. UsageError where there are not two or more of them."""
    found = sides(named, data)
    if len(found) < 2:
        raise UsageError(f"compare needs two sides or more, not only {named[0]}: dnnd compare 2019 2020")
    return found


def shared_files(sides: Sequence[Side]) -> list[str]:
    """The names of files that stand on more than one side."""
    if len({id(side.store) for side in sides}) == 1 and sides[0].store is not None:
        return []  # a store has each file once
    files = Counter(file for side in sides for file in {Path(f).resolve() for f in side.files})
    return sorted({file.name for file, times in files.items() if times > 1})


def _named(text: str) -> bool:
    """Whether the user gave the side a name: NAME=PATH."""
    if is_address(text):
        return False
    name, _, path = text.partition("=")
    return bool(name and path) and not Path(text).exists()


def read_bytes(file: str, folder: str = "") -> bytes:
    """The bytes of a file, or of standard input for "-"; a relative path is one below `folder`.

    InputError where it cannot be read.
    """
    if file == STDIN:
        return sys.stdin.buffer.read()
    try:
        return location(file, folder).read_bytes()
    except OSError as error:
        raise InputError(
            f"{file}: {(error.strerror or str(error)).lower()}; check the path and who may read it"
        ) from None


def read_text(file: str, encoding: str | None = None) -> str:
    """The text of a file: see `encodings.decode`."""
    return decode(read_bytes(file), file, encoding)


def data_folders(data: Path | None = None) -> list[Path]:
    """The folders in which labels are looked up, the first first; the sample collection is the last.

    UsageError where --data names no folder; the others are left out where they do not exist.
    """
    if data is not None and not data.is_dir():
        raise UsageError(f"--data {data}: no such folder; give one that holds folders such as 2019")
    named = [data, Path(os.environ["DNND_DATA"]) if os.environ.get("DNND_DATA") else None, Path("data")]
    found = [folder for folder in named if folder is not None and folder.is_dir()]
    return found if _same_as_one(sample_folder(), found) else [*found, sample_folder()]


def _same_as_one(folder: Path, others: Sequence[Path]) -> bool:
    return any(folder.resolve() == other.resolve() for other in others) or not folder.is_dir()


def sample_folder() -> Path:
    """The sample collection: inside an installed package, or the `data` folder of a source checkout."""
    installed = Path(str(resources.files("dnnd"))) / "sample"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "data"


def labels(data: Path | None = None) -> list[str]:
    """The labels that exist: folders with texts below a data folder."""
    found = (folder for root in data_folders(data) for folder in root.iterdir() if folder.is_dir())
    folders = (folder for folder in found if not folder.name.startswith("."))
    return sorted({folder.name for folder in folders if next(_texts(folder), None)})


def _sides(text: str, data: Path | None) -> list[tuple[str, Side]]:
    """The side of a text, of a store all those that it was made of; each with what the user called it."""
    name, _, path = text.partition("=") if _named(text) else ("", "", text)
    try:
        if not (path.strip() and is_store(location(path))):
            side = _unnamed(path, data)
            return [(text, replace(side, name=name) if name else side)]
    except OSError as error:  # at an address
        raise InputError(f"{path}: {(error.strerror or str(error)).lower()}; check the address") from None
    store = read_store(location(path))
    if name:
        return [(text, Side(name, tuple(file.file for file in store.files), store=store))]
    files: list[list[str]] = [[] for _ in store.sides]
    for file in store.files:
        files[file.side].append(file.file)
    return [
        (side.named, Side(side.name, tuple(those), side.label, store=store))
        for side, those in zip(store.sides, files, strict=True)
    ]


def _unnamed(text: str, data: Path | None) -> Side:
    path = Path(text)
    if not text.strip():
        raise UsageError("an INPUT is empty: name a file, a folder or a label")
    if text == STDIN:
        return Side("stdin", (STDIN,))
    if is_address(text):
        return _at_address(text)
    if path.is_dir():
        return Side(path.resolve().name, _in_folder(path), _year(path.resolve().name))
    if path.exists():
        return Side(path.stem, (text,))
    if any(sign in text for sign in "*?["):
        return Side(text, _matching(text))
    return _labelled(text, data)


def _at_address(text: str) -> Side:
    """The side of a file, folder or pattern at an address."""
    place = Remote(text.rstrip("/"))
    if place.is_file():
        return Side(place.stem, (text,))
    if place.is_dir():
        files = (str(file) for file in place.files() if file.name.lower().endswith(SUFFIX))
        return Side(place.name, tuple(files), _year(place.name))
    if any(sign in text for sign in "*?["):
        return Side(text, _some(text, tuple(str(file) for file in place.matching())))
    raise InputError(f"{text}: no such file or folder; check the address")


def _labelled(text: str, data: Path | None) -> Side:
    folders = data_folders(data)
    for root in folders:
        if (root / text).is_dir() and os.sep not in text and text not in (".", ".."):
            sample = root is folders[-1] and root == sample_folder()
            return Side(text, _in_folder(root / text), text, sample)
    known = ", ".join(labels(data)) or "none"
    raise InputError(
        f"{text}: no such file, folder or label; labels here: {known} (a label is a folder below --data DIR)"
    )


def _in_folder(folder: Path) -> tuple[str, ...]:
    return tuple(str(path) for path in sorted(_texts(folder)))


def _texts(folder: Path) -> Iterator[Path]:
    """The text files below a folder, hidden ones left out."""
    for path in folder.rglob("*"):
        if (
            path.suffix.lower() == SUFFIX
            and path.is_file()
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        ):
            yield path


def _matching(pattern: str) -> tuple[str, ...]:
    paths = glob.glob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
    return _some(pattern, tuple(sorted(path for path in paths if Path(path).is_file())))


def _some(pattern: str, found: tuple[str, ...]) -> tuple[str, ...]:
    if not found:
        raise InputError(f"{pattern}: no file matches; check the pattern, or put it in quotation marks")
    return found


def _year(name: str) -> str | None:
    """The folder's name where it reads as a year: it serves as a label then, wherever the folder lies."""
    return name if len(name) == 4 and name.isdigit() else None
