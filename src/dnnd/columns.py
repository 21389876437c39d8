"""Numbers and texts one after another in little memory: of numbers a file without a name may hold most."""

from __future__ import annotations

import io
from array import array
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from dnnd.disk import UNFINISHED
from dnnd.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.integer]

_SIZE = 4  # bytes a number


class Column:
    """Numbers below 2 to the 31st that are added at the end and read a stretch at a time.

    They lie in memory, or in a file in a folder, which nobody else sees and a killed process leaves no trace of.

    >>> import numpy as np
    >>> column = Column()
    >>> column.add(np.array([3, 1])); column.add(np.array([2]))
    >>> len(column), column[1:9].tolist()
    (3, [1, 2])

    Reading and adding raise StoreError where the disk is full or cannot be read.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._length, self._folder = 0, folder
        try:
            self._file = io.BytesIO() if folder is None else TemporaryFile(dir=folder, prefix=".", suffix=UNFINISHED)  # noqa: SIM115 - see close
        except OSError as error:
            raise self._failed(error) from None

    def __len__(self) -> int:
        return self._length

    def add(self, numbers: Whole) -> None:
        """Puts numbers at the end."""
        try:
            self._file.seek(_SIZE * self._length)
            self._file.write(numbers.astype("int32", copy=False).tobytes())
        except OSError as error:
            raise self._failed(error) from None
        self._length += len(numbers)

    def __getitem__(self, those: slice) -> Whole:
        import numpy as np

        start, stop, _ = those.indices(self._length)
        try:
            self._file.seek(_SIZE * start)
            return np.frombuffer(self._file.read(_SIZE * max(0, stop - start)), np.int32)
        except OSError as error:
            raise self._failed(error) from None

    def close(self) -> None:
        """Gives up the numbers, and the file."""
        self._file.close()

    def _failed(self, error: OSError) -> StoreError:
        reason = (error.strerror or str(error)).lower()
        return StoreError(f"{self._folder}: cannot hold what is counted: {reason}; make room and run the same again")


class Texts:
    """Texts that are read one at a time; each takes its bytes and eight more, a quarter of what it does as an object.

    >>> texts = Texts(["Huế", "", "Hà Nội"])
    >>> len(texts), texts[0], texts[2], list(texts)
    (3, 'Huế', 'Hà Nội', ['Huế', '', 'Hà Nội'])
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._bytes, self._ends = bytearray(), array("q", [0])
        for text in texts:
            self._bytes += text.encode(errors="surrogatepass")
            self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, at: int) -> str:
        return self._bytes[self._ends[at] : self._ends[at + 1]].decode(errors="surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))
