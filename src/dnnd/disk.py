"""Where the files of a store are opened, written, listed and removed, on this machine or at an address."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from dnnd.errors import StoreError
from dnnd.remote import Location, Remote

UNFINISHED = ".part"  # how the name of a file ends that is being written
_KEPT = 4  # parts from elsewhere that are at hand at a time: their columns are asked for one after another


def read(path: Location) -> bytes:
    """All bytes of a file. StoreError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: {_reason(error)}; run dnnd annotate again to mend the store") from None


def readable(path: Location) -> Path | io.BytesIO:
    """What pyarrow reads a part from: the file itself, which it maps into memory, or the bytes from elsewhere."""
    return path if isinstance(path, Path) else io.BytesIO(_from_elsewhere(path))


@lru_cache(maxsize=_KEPT)
def _from_elsewhere(path: Remote) -> bytes:
    return read(path)


def state(path: Location, listed: bool = False) -> tuple[int, int]:
    """Size in bytes, and time of change in nanoseconds; elsewhere a number that changes with the file, 0 for none.

    With `listed` that of a file elsewhere is as its folder was listed. OSError where nobody can tell.
    """
    if isinstance(path, Remote):
        return path.state(listed)
    told = path.stat()
    return told.st_size, told.st_mtime_ns


def size(path: Location) -> int:
    """Size in bytes, of a file elsewhere as its folder was listed; 0 where nobody can tell."""
    try:
        return state(path, listed=True)[0]
    except OSError:
        return 0


def write_whole(path: Location, data: bytes) -> None:
    """Writes a file of a store whole or not at all. StoreError where it cannot be written; nothing of it stays then."""
    try:
        put(path, [data])
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written: {_reason(error)}; mend that and run the same again, what is finished is kept"
        ) from None


def put(path: Location, data: Iterable[bytes]) -> None:
    """Writes a file beside its place, waits until the disk has it, and renames it: it is there whole or not at all.

    OSError where it cannot be written; nothing of it stays then.
    """
    name = f".{path.name}.{os.urandom(4).hex()}{UNFINISHED}"
    if isinstance(path, Remote):
        path.write_whole(b"".join(data), name)
        return
    beside = path.with_name(name)
    try:
        with beside.open("xb") as file:
            file.writelines(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def make_folder(path: Location) -> None:
    """Makes a folder and those above it. StoreError where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: cannot be made: {_reason(error)}; try another -o STORE") from None


def is_file(path: Location) -> bool:
    """Whether there is such a file. StoreError where nobody can tell."""
    with _listing(path):
        return path.is_file()


def names(folder: Location) -> list[str]:
    """The names of all that lies in a folder, sorted; none where there is no such folder."""
    try:
        with _listing(folder):
            return sorted(
                folder.names() if isinstance(folder, Remote) else (entry.name for entry in os.scandir(folder))
            )
    except FileNotFoundError:
        return []


@contextlib.contextmanager
def _listing(path: Location) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError(f"{path}: {_reason(error)}; check the path and who may read it") from None


def remove(path: Location) -> None:
    """Removes a file, where it is there and may be."""
    with contextlib.suppress(OSError):
        path.unlink()


@contextlib.contextmanager
def held(path: Location) -> Iterator[None]:
    """Within it no other process of this machine holds this lock, which ends with the process.

    StoreError where another one has it. Elsewhere nothing is locked: one run at a time is the user's to see to.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    if isinstance(path, Remote):
        yield
        return
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(f"{path.parent}: another dnnd annotate is writing it; wait until that is done") from None
        except OSError:  # a file system without locks
            pass
        yield


def _sync_folder(folder: Path) -> None:
    """Makes a renaming last through a power cut, where folders can be synchronised."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
