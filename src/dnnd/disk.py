"""The one place where the files of a store are opened, written, listed and removed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from dnnd.errors import StoreError

UNFINISHED = ".part"  # how the name of a file ends that is being written


def read(path: Path) -> bytes:
    """All bytes of a file. StoreError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: {_reason(error)}; run dnnd annotate again to mend the store") from None


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file beside its place, waits until the disk has it, and renames it: it is there whole or not at all.

    StoreError where it cannot be written; nothing of it stays then.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        try:
            with beside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
            _sync_folder(path.parent)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written: {_reason(error)}; mend that and run the same again, what is finished is kept"
        ) from None


def make_folder(path: Path) -> None:
    """Makes a folder and those above it. StoreError where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: cannot be made: {_reason(error)}; try another -o STORE") from None


def names(folder: Path) -> list[str]:
    """The names of all that lies in a folder, sorted; none where there is no such folder."""
    try:
        return sorted(entry.name for entry in os.scandir(folder))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError(f"{folder}: {_reason(error)}; check the path and who may read it") from None


def remove(path: Path) -> None:
    """Removes a file, where it is there and may be."""
    with contextlib.suppress(OSError):
        path.unlink()


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Within it no other process holds this lock, which ends with the process. StoreError where another one has it."""
    try:
        import fcntl
    except ImportError:  # Windows: two runs at a time would do their work twice, but harm nothing
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
