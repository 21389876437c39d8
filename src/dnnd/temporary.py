"""A store for the time of one run: a large collection of files is read over all cores, and its memory stays small."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from dnnd import disk
from dnnd.articles import Reading
from dnnd.errors import StoreError
from dnnd.inputs import STDIN, Side
from dnnd.parts import Asked, Wanted, settings
from dnnd.progress import Progress
from dnnd.remote import location
from dnnd.store import PARTS, Store, StoredFile, StoredSide
from dnnd.workers import WORTHWHILE, cores, end_forkserver, unordered


@contextmanager
def stored(
    sides: Sequence[Side],
    reading: Reading,
    asked: Asked,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Iterator[list[Side]]:
    """Within it, the same sides: those that lie in files lie in a store where that pays, with what is `asked` for.

    It pays from `WORTHWHILE` bytes on, where no file alone is more than the share of one core. StoreError where there
    is no room for the store. The processes are started anew: see `workers.annotate_all`.
    """
    moved = [side for side in sides if side.store is None and STDIN not in side.files]
    sizes = [disk.size(location(file)) for side in moved for file in side.files]
    if sum(sizes) < WORTHWHILE or max(sizes) * cores() > sum(sizes):
        yield list(sides)
        return
    with _folder() as folder:
        stores = iter(_stores(folder, moved, reading, asked, tell))
        yield [replace(side, store=next(stores)) if side in moved else side for side in sides]


def _stores(
    folder: Path, sides: Sequence[Side], reading: Reading, asked: Asked, tell: Callable[[Progress], None]
) -> list[Store]:
    """Of each side its files, all in one folder."""
    from dnnd.storing import BATCH, parts_of  # a short text need not wait for all that writing asks for

    wanted = [Wanted(file, number, side.label) for number, side in enumerate(sides) for file in side.files]
    found: dict[tuple[int, str], StoredFile] = {}
    disk.make_folder(folder / PARTS)
    try:
        for written in parts_of(folder, wanted, reading, tell, BATCH, unordered, asked):
            found |= {(file.side, file.file): file for file in written.files}
    except StoreError as error:
        raise _no_room(str(error).split("; ")[0]) from None
    end_forkserver()
    return [
        Store(
            folder,
            settings(reading),
            (StoredSide(side.name, side.name, side.label),),
            tuple(found[number, file] for file in side.files),
        )
        for number, side in enumerate(sides)
    ]


@contextmanager
def _folder() -> Iterator[Path]:
    """A new folder, which is gone afterwards, also after an error or Ctrl-C."""
    try:
        made = TemporaryDirectory(prefix="dnnd-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _no_room((error.strerror or str(error)).lower()) from None
    with made:
        yield Path(made.name)


def _no_room(reason: str) -> StoreError:
    return StoreError(
        f"{reason}; many texts need room for a while, twice their size: set TMPDIR to a folder that has it"
    )
