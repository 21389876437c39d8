"""Files at an address with a scheme, such as s3://bucket/news: the one place that uses fsspec."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+(::[a-z][a-z0-9+.-]+)*://")  # C:// is none
# Where there are no folders, and a file appears when all of it has arrived. Elsewhere it is moved into its place.
_WHOLE_AT_ONCE = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "oci", "memory"}
_ADVICE = "pip install 'dnnd[cluster]'"
# By which of its properties a file system says that a file has changed, the surest first.
_MARKS = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "updated", "created")

_LISTED: dict[str, tuple[int, int]] = {}  # the states of files that were listed: asking for each takes a journey


@dataclass(frozen=True, slots=True)
class Remote:
    """A file or folder at an address, with the part of `pathlib.Path` that is needed of it.

    Whatever goes wrong is an OSError whose text is one line.
    """

    address: str

    def __str__(self) -> str:
        return self.address

    def __truediv__(self, name: str) -> Remote:
        return Remote(_within(self.address, name))

    @property
    def name(self) -> str:
        """The last part of the address."""
        return PurePosixPath(_split(self.address)[0]).name

    @property
    def stem(self) -> str:
        """The last part of the address without its suffix."""
        return PurePosixPath(_split(self.address)[0]).stem

    def is_file(self) -> bool:
        """Whether there is such a file."""
        return self._kind() == "file"

    def is_dir(self) -> bool:
        """Whether there is such a folder, or a file whose address begins as if there were one."""
        return self._kind() == "directory"

    def read_bytes(self) -> bytes:
        """All bytes of the file."""
        with _opened(self.address) as (system, path):
            return bytes(system.cat_file(path))

    def write_whole(self, data: bytes, beside: str) -> None:
        """Writes the file, whole or not at all; under the name `beside` first where half a file could be seen."""
        with _opened(self.address) as (system, path):
            if _whole_at_once(system):
                system.pipe_file(path, data)
                return
            unfinished = f"{path.rpartition('/')[0]}/{beside}"
            try:
                system.pipe_file(unfinished, data)
                _move(system, unfinished, path)
            except BaseException:
                with contextlib.suppress(Exception):
                    system.rm_file(unfinished)
                raise

    def mkdir(self, parents: bool = True, exist_ok: bool = True) -> None:
        """Makes the folder and those above it, where there are folders at all; never a bucket."""
        with _opened(self.address) as (system, path):
            if not _whole_at_once(system):
                system.makedirs(path, exist_ok=exist_ok)

    def unlink(self) -> None:
        """Removes the file."""
        with _opened(self.address) as (system, path):
            system.rm_file(path)

    def names(self) -> list[str]:
        """The names of all that lies in the folder."""
        with _opened(self.address) as (system, path):
            system.invalidate_cache()
            return [found.rstrip("/").rpartition("/")[2] for found in system.ls(path, detail=False)]

    def files(self) -> list[Remote]:
        """All files below the folder, sorted; those with a hidden part in their path are left out."""
        with _opened(self.address) as (system, path):
            system.invalidate_cache()
            return _below(self, path, system.find(path, detail=True))

    def matching(self) -> list[Remote]:
        """The files that fit this address as a pattern, sorted; hidden ones are left out."""
        start, behind = _split(self.address)
        above = Remote(re.split(r"[*?\[]", start)[0].rpartition("/")[0] + behind)
        with _opened(self.address) as (system, path):
            system.invalidate_cache()
            found = {name: said for name, said in system.glob(path, detail=True).items() if said["type"] == "file"}
        with _opened(above.address) as (_, folder):
            return _below(above, folder, found)

    def state(self, listed: bool = False) -> tuple[int, int]:
        """Size in bytes, and a number that is another one when the file has changed; 0 where nothing tells that.

        With `listed` it may be that of the last listing, which need not be asked for again.
        """
        if listed and self.address in _LISTED:
            return _LISTED[self.address]
        with _opened(self.address) as (system, path):
            return _state(system.info(path))

    def _kind(self) -> str:
        try:
            with _opened(self.address) as (system, path):
                return str(system.info(path)["type"])
        except (FileNotFoundError, NotADirectoryError):
            return ""


Location = Path | Remote


def location(text: str | os.PathLike[str], folder: str = "") -> Location:
    """What a user calls a file or folder, as a place that can be opened; a relative path is one below `folder`.

    >>> location("s3://news/2019"), location("2019/a.txt", "/srv")
    (Remote(address='s3://news/2019'), PosixPath('/srv/2019/a.txt'))
    """
    given = os.fspath(text)
    return Remote(given.rstrip("/")) if is_address(given) else Path(folder) / given


def is_address(text: str) -> bool:
    """Whether a text begins with a scheme, and so is no path of this machine.

    >>> is_address("s3://news/a=b"), is_address("2019=s3://news"), is_address("C://news")
    (True, False, False)
    """
    return _SCHEME.match(text) is not None


@contextlib.contextmanager
def _opened(address: str) -> Iterator[tuple[Any, str]]:
    """The file system of an address, and the path there; OSError of one line for whatever goes wrong within."""
    try:
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise OSError(f"an address with a scheme needs fsspec: {_ADVICE}") from None
        yield url_to_fs(address)
    except FileNotFoundError:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", address) from None
    except OSError as error:
        if error.strerror and "\n" not in error.strerror:
            raise
        raise OSError(_one_line(error)) from None
    except Exception as error:  # each file system has errors of its own
        raise OSError(_one_line(error)) from None


def _one_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0] or type(error).__name__


def _whole_at_once(system: Any) -> bool:
    protocols = (system.protocol,) if isinstance(system.protocol, str) else system.protocol
    return not _WHOLE_AT_ONCE.isdisjoint(protocols)


def _move(system: Any, unfinished: str, path: str) -> None:
    """Moves a file into its place, where another one may stand."""
    try:
        system.mv(unfinished, path)
    except OSError:
        if not system.exists(path):
            raise
        system.rm_file(path)  # HDFS moves nothing onto a file
        system.mv(unfinished, path)


def _below(folder: Remote, path: str, files: Mapping[str, Mapping[str, Any]]) -> list[Remote]:
    """The files below a folder as they are called and described in its file system, by their addresses."""
    parts = {name: name.removeprefix(path).strip("/").split("/") for name in files}
    found = {}
    for name in sorted(parts, key=parts.__getitem__):
        if not any(part.startswith(".") for part in parts[name]):
            place = folder / "/".join(parts[name])
            found[place] = _LISTED[place.address] = _state(files[name])
    return list(found)


def _state(said: Mapping[str, Any]) -> tuple[int, int]:
    import hashlib

    mark = next((str(said[name]) for name in _MARKS if said.get(name)), "")
    return int(said.get("size") or 0), int.from_bytes(hashlib.sha256(mark.encode()).digest()[:6]) if mark else 0


def _within(address: str, name: str) -> str:
    """The address of something in a folder.

    >>> _within("s3://news", "a.txt"), _within("zip://news::s3://a.zip", "a.txt")
    ('s3://news/a.txt', 'zip://news/a.txt::s3://a.zip')
    """
    start, behind = _split(address)
    return f"{start.rstrip('/')}/{name}{behind}"


def _split(address: str) -> tuple[str, str]:
    """An address up to the end of its path, and what is behind: in a chain the path is that of the first system.

    >>> _split("zip://news::s3://a.zip"), _split("simplecache::s3://news")
    (('zip://news', '::s3://a.zip'), ('simplecache::s3://news', ''))
    """
    behind = address.find("::", address.find("://"))
    return (address, "") if behind < 0 else (address[:behind], address[behind:])
