"""Writes a store: which files must be read, and they part by part, so that it can be stopped at any moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from dnnd import disk
from dnnd.articles import Reading
from dnnd.cluster import SharedOut, connected
from dnnd.counted import COUNTS
from dnnd.errors import InputError, StoreError
from dnnd.inputs import Side, read_bytes
from dnnd.parts import EVERYTHING, Asked, Wanted, Written, files_in, of_bytes, settings, write_part
from dnnd.progress import Progress
from dnnd.remote import Location, location
from dnnd.store import (
    INDEX,
    LOCK,
    MARKER,
    PARTS,
    Settings,
    Store,
    StoredFile,
    StoredSide,
    check_settings,
    marker,
    read_index,
    read_marker,
    write_index,
    write_marker,
)
from dnnd.stored_counts import write_counts
from dnnd.workers import batches, end_forkserver, unordered

BATCH = 250_000  # bytes of input a part: a second of work for a core, and what is lost when a run is stopped
_OURS = {MARKER, INDEX, PARTS, COUNTS, LOCK}


@dataclass(frozen=True, slots=True)
class Done:
    """What a run came to: the files of the store, and how many of them it read."""

    files: tuple[StoredFile, ...]
    read: int


def write_store(
    path: Location,
    inputs: Sequence[tuple[str, Side]],
    reading: Reading,
    *,
    tell: Callable[[Progress], None] = lambda _: None,
    batch: int = BATCH,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Done:
    """Makes a store of all files of the inputs, over `workers` processes (all cores) or the workers of a `scheduler`.

    `inputs` are sides with what the user called them. `tell` is told how far the run is.

    What an earlier run has read, finished or not, is kept where the files have not changed. StoreError for a folder
    that is no store, a store of another version or with other options, and where it cannot be written; ClusterError
    where the scheduler or one of its workers cannot do it. The processes are started anew and import the main module:
    call this from within `if __name__ == "__main__":`.
    """
    with _sharing(path, workers, scheduler) as shared_out:
        _open(path, settings(reading), [named for named, _ in inputs])
        with disk.held(path / LOCK):
            return _write(path, inputs, reading, tell, batch, shared_out)


def _sharing(path: Location, workers: int | None, scheduler: str | None) -> AbstractContextManager[SharedOut]:
    """What shares the batches out: to processes of this machine, or to the workers of a scheduler."""
    if scheduler is None:
        return nullcontext(partial(unordered, workers=workers))
    return connected(scheduler, _everywhere(path))


def _everywhere(path: Location) -> str:
    """What a process with another working directory calls a store."""
    return str(path.absolute() if isinstance(path, Path) else path)


def _write(
    path: Location,
    inputs: Sequence[tuple[str, Side]],
    reading: Reading,
    tell: Callable[[Progress], None],
    batch: int,
    shared_out: SharedOut,
) -> Done:
    """What `write_store` does when nobody else writes there."""
    _sweep(path)
    sides = [side for _, side in inputs]
    wanted = [Wanted(file, number, side.label) for number, side in enumerate(sides) for file in side.files]
    known = _known(path, wanted)
    pending = [one for one in wanted if one.file not in known]
    read = len(pending)
    for written in parts_of(path, pending, reading, tell, batch, shared_out):
        known |= {file.file: file for file in written.files}
    files = tuple(known[one.file] for one in wanted)
    stored_sides = tuple(StoredSide(side.name, named, side.label) for named, side in inputs)
    write_index(path, stored_sides, files)
    for name in set(disk.names(path / PARTS)) - {file.part for file in files}:
        disk.remove(path / PARTS / name)
    end_forkserver()  # which holds 90 MB
    write_counts(Store(path, settings(reading), stored_sides, files))
    return Done(files, read)


def _open(path: Location, asked: Settings, inputs: Sequence[str]) -> None:
    """Makes the folder, or takes it where it is a store that this run may write."""
    if not disk.is_file(path / MARKER):
        if disk.is_file(path) or set(disk.names(path)) - _OURS:
            raise StoreError(f"{path}: this is no store and holds something else; name a new folder")
        disk.make_folder(path / PARTS)
        write_marker(path, marker(asked, inputs))
        return
    said = read_marker(path)
    check_settings(path, said["options"], asked, as_stored=False)
    missing = [named for named in said["inputs"] if named not in inputs]
    if missing:
        raise StoreError(
            f"{path}: this store is of {', '.join(missing)} too; name all of its inputs, or write another store"
        )
    disk.make_folder(path / PARTS)
    if list(inputs) != said["inputs"]:
        write_marker(path, marker(asked, inputs))


def _sweep(path: Location) -> None:
    """Removes what a run that was killed had not finished writing."""
    for folder in (path, path / PARTS):
        for name in disk.names(folder):
            if name.endswith(disk.UNFINISHED):
                disk.remove(folder / name)


# --- what need not be read again -----------------------------------------------------------------------------------


def _known(path: Location, wanted: Sequence[Wanted]) -> dict[str, StoredFile]:
    """The files that stand in a part already, as they are now.

    A file is the same where its size and its time of change are those that were noted, and else where its bytes are: a
    copied or restored collection need not be read anew, and nobody waits for the bytes of an archive to be summed.
    """
    parts = [name for name in disk.names(path / PARTS) if not name.endswith(disk.UNFINISHED)]
    held: dict[tuple[str, str | None], list[StoredFile]] = {}
    listed = list(_listed(path, set(parts)))
    others = set(parts) - {file.part for file in listed}
    for file in [*listed, *(file for part in others for file in files_in(path, part))]:
        held.setdefault((file.file, file.label), []).append(file)
    found = {}
    for one in wanted:
        same = _same(one, held.get((one.file, one.label), []))
        if same is not None:
            found[one.file] = replace(same, side=one.side)
    return found


def _listed(path: Location, parts: set[str]) -> Iterator[StoredFile]:
    """The files of the store's list whose part is there: their time of change may be newer than in the part."""
    try:
        files = read_index(path)[1]
    except StoreError:  # the parts tell as much
        return
    yield from (file for file in files if file.part in parts)


def _same(wanted: Wanted, held: Sequence[StoredFile]) -> StoredFile | None:
    """The one of the stored states of a file that it is in now; None where there is none."""
    if not held:
        return None
    try:
        size, changed = disk.state(location(wanted.file), listed=True)
    except OSError:
        return None
    for file in held:
        if changed and (file.size, file.changed) == (size, changed):
            return file
    if size not in {file.size for file in held}:
        return None
    try:
        bytes_now = of_bytes(wanted, changed, read_bytes(wanted.file))
    except InputError:
        return None
    same = next((file for file in held if file.sha256 == bytes_now.sha256), None)
    return replace(bytes_now, part=same.part, articles=same.articles) if same else None


# --- what is read --------------------------------------------------------------------------------------------------


def parts_of(
    path: Location,
    pending: Sequence[Wanted],
    reading: Reading,
    tell: Callable[[Progress], None],
    batch: int,
    shared_out: SharedOut,
    asked: Asked = EVERYTHING,
) -> Iterator[Written]:
    """Writes batches of files into parts of a store, and gives each as it is done."""
    sizes = [disk.size(location(one.file)) for one in pending]
    progress = Progress(sum(sizes))
    work = partial(write_part, _everywhere(path), reading=reading, folder=str(Path.cwd()), asked=asked)
    tell(progress)
    for written in shared_out(work, batches(pending, sizes, batch)):
        progress = replace(progress, done=progress.done + written.size, articles=progress.articles + written.articles)
        tell(progress)
        yield written
