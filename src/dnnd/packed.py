"""Numbers of many texts in a few arrays: as a dict, but no object a text, and so shared by processes that split off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


class PackedNumbers:
    """The number of each text, looked up for many texts at once.

    Texts are found by their hashes, and compared with what stands there.

    >>> PackedNumbers({"Hà Nội": 3, "Huế": 5}).of(["Huế", "Vinh", "Hà Nội"], missing=-1).tolist()
    [5, -1, 3]
    """

    def __init__(self, numbers: Mapping[str, int], hashed: Callable[[str], int] = hash) -> None:
        self._hashed = hashed
        texts = list(numbers)
        hashes = self._hashes_of(texts)
        order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[order]
        self._numbers = np.fromiter(numbers.values(), np.int64, len(texts))[order]
        in_order = [texts[place] for place in order.tolist()]
        self._starts = np.cumsum([0, *map(len, in_order)])
        self._texts = "".join(in_order)
        # Of texts with one hash the first is looked up as all others are.
        again = np.flatnonzero(self._hashes[1:] == self._hashes[:-1]) + 1
        self._others = {in_order[row]: numbers[in_order[row]] for row in again.tolist()}

    def _hashes_of(self, texts: Sequence[str]) -> Numbers:
        return np.fromiter(map(self._hashed, texts), np.int64, len(texts))

    def of(self, texts: Sequence[str], missing: int) -> Numbers:
        """The number of each text, `missing` for one that has none."""
        found = np.full(len(texts), missing, np.int64)
        hashes = self._hashes_of(texts)
        rows = np.searchsorted(self._hashes, hashes)
        there = np.flatnonzero(rows < len(self._hashes))
        there = there[self._hashes[rows[there]] == hashes[there]]
        rows = rows[there]
        found[there] = self._numbers[rows]
        for place, start, end in zip(
            there.tolist(), self._starts[rows].tolist(), self._starts[rows + 1].tolist(), strict=True
        ):
            if self._texts[start:end] != texts[place]:
                found[place] = self._others.get(texts[place], missing)
        return found
