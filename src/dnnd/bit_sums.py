"""Adds up bits: how many of some rows have each bit, 64 bits at a time and many sums side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.integer]
    Bits = npt.NDArray[np.uint64]

WORD = 64  # bits
_WORDS = 500_000  # that are added at a time, 4 MB: fewer, and the calls take longer than the adding
_COARSE = 1.25  # sums are made together with those of up to so many times as many rows


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows each sum adds: those of sum number n are `rows[first[n]:first[n + 1]]`."""

    first: Whole
    rows: Whole

    def __len__(self) -> int:
        return len(self.first) - 1

    def of(self, sums: Whole) -> Rows:
        """The same of some of the sums."""
        first, at = chosen(self.first, sums)
        return Rows(first, self.rows[at])

    def between(self, begin: int, end: int) -> Rows:
        """The same of the sums from one to another, without a copy."""
        first = self.first[begin : end + 1]
        return Rows(first - first[0], self.rows[first[0] : first[-1]])


def chosen(first: Whole, numbers: Whole) -> tuple[Whole, Whole]:
    """Of lists that lie one after another and begin at `first` some: where each begins then, and where its items lay.

    >>> import numpy as np
    >>> first, at = chosen(np.array([0, 2, 2, 5]), np.array([2, 0]))
    >>> first.tolist(), at.tolist()
    ([0, 3, 5], [2, 3, 4, 0, 1])
    """
    import numpy as np

    sizes = np.diff(first)[numbers]
    begins = np.concatenate([[0], np.cumsum(sizes)])
    whole = np.int32 if max(first[-1], begins[-1]) < 2**31 else np.int64  # millions of them: half the memory
    at = np.repeat((first[numbers] - begins[:-1]).astype(whole), sizes)
    at += np.arange(begins[-1], dtype=whole)
    return begins, at


def in_blocks(sizes: Whole, most: int) -> Iterator[tuple[int, int]]:
    """From which to which number lists of such sizes have `most` items together, or there is one list.

    >>> import numpy as np
    >>> list(in_blocks(np.array([2, 2, 9, 1]), 4))
    [(0, 2), (2, 3), (3, 4)]
    """
    import numpy as np

    ends, at = np.cumsum(sizes), 0
    while at < len(ends):
        before = int(ends[at - 1]) if at else 0
        end = max(at + 1, int(np.searchsorted(ends, before + most, "right")))
        yield at, end
        at = end


def packed(bits: npt.NDArray[np.bool_]) -> Bits:
    """Rows of bits, 64 together; behind them a row without any."""
    import numpy as np

    rows, width = bits.shape
    found = np.zeros((rows + 1, -(-width // WORD) * WORD // 8), np.uint8)
    # Whole bytes a row: then all rows are packed as one, four times as fast.
    bytes_ = np.packbits(bits.ravel()).reshape(rows, -1) if width % 8 == 0 else np.packbits(bits, axis=1)
    found[:-1, : bytes_.shape[1]] = bytes_
    return found.view(np.uint64)


def unpacked(words: Bits) -> npt.NDArray[np.uint8]:
    """The bits of some words, a row of 64 each."""
    import numpy as np

    return np.unpackbits(np.ascontiguousarray(words).view(np.uint8)).reshape(-1, WORD)


def added(bits: Bits, weighted: Sequence[Rows]) -> list[Bits]:
    """The sums, as binary digits, the lowest first; `weighted[n]` are the rows that count 2 to the n in each sum.

    >>> import numpy as np
    >>> bits, once = packed(np.array([[1, 0, 1], [1, 1, 0]], bool)), Rows(np.array([0, 2]), np.array([0, 1]))
    >>> numbers(added(bits, [once, once]))[0, :3].tolist()
    [6, 3, 3]
    """
    import numpy as np

    width = bits.shape[1]
    sums: list[Bits] = [np.zeros((len(weighted[0]), width), np.uint64)] if weighted else []
    for weight, rows in enumerate(weighted):
        sizes = np.diff(rows.first)
        for those, most in _together(sizes, width):
            places = np.arange(most)[:, None]
            at = np.where(places < sizes[those], rows.rows.take(rows.first[those] + places, mode="clip"), -1)
            _add(sums, weight, those, _carry_save(bits.take(at, axis=0)))
    return sums


def _together(sizes: Whole, width: int) -> Iterator[tuple[Whole, int]]:
    """Which sums are made at a time, those of about as many rows, and the largest number of rows among them."""
    import numpy as np

    by_size = np.argsort(sizes, kind="stable")
    ordered = sizes[by_size]
    at = int(np.searchsorted(ordered, 0, "right"))
    while at < len(ordered):
        end = int(np.searchsorted(ordered, int(ordered[at] * _COARSE), "right"))
        end = min(end, at + max(1, _WORDS // (int(ordered[end - 1]) * width)))
        yield by_size[at:end], int(ordered[end - 1])
        at = end


def _carry_save(rows: Bits) -> list[Bits]:
    """How many of the rows (first axis) have each bit, as binary digits; the rows are used up.

    Three rows make one of their last binary digits, and one of what is carried.
    """
    import numpy as np

    digits = []
    while len(rows):
        carried, at = np.empty((len(rows) // 2, *rows.shape[1:]), np.uint64), 0
        while len(rows) > 2:
            third = len(rows) // 3
            one, two, three = rows[:third], rows[third : 2 * third], rows[2 * third : 3 * third]
            either = one ^ two
            one &= two
            np.bitwise_and(either, three, out=two)
            np.bitwise_or(one, two, out=carried[at : at + third])
            three ^= either
            rows, at = rows[2 * third :], at + third
        if len(rows) == 2:
            np.bitwise_and(rows[0], rows[1], out=carried[at])
            rows[1] ^= rows[0]
            at += 1
        digits.append(rows[-1])
        rows = carried[:at]
    return digits


def _add(sums: list[Bits], weight: int, those: Whole, digits: Sequence[Bits]) -> None:
    """Adds numbers, times 2 to the weight, to some of the sums."""
    import numpy as np

    carry, at = np.zeros_like(digits[0]), weight
    while at < weight + len(digits) or carry.any():
        while at >= len(sums):
            sums.append(np.zeros_like(sums[0]))
        before, own = sums[at][those], digits[at - weight] if at < weight + len(digits) else np.zeros_like(carry)
        either = before ^ own
        sums[at][those] = either ^ carry
        carry = (before & own) | (either & carry)
        at += 1


def numbers(digits: Sequence[Bits]) -> npt.NDArray[np.int32]:
    """The sums themselves: a row of 64 numbers a word; all words of a sum one after another."""
    import numpy as np

    found = np.zeros((len(digits[0]), digits[0][0].size * WORD), np.int32)
    for weight, words in enumerate(digits):
        found += unpacked(words).reshape(found.shape).astype(np.int32) << weight
    return found


def at_least(digits: Sequence[Bits], least: Whole) -> Bits:
    """Which of the sums are at least so large: `least` is a number for each row of sums, 0 or more."""
    import numpy as np

    enough = np.full(digits[0].shape, ~np.uint64(0))
    for weight, words in enumerate(digits):  # what the lower digits say counts where this one is that of `least`
        zero = (((least >> weight) & 1) - 1).astype(np.uint64)[:, None]
        enough = (words & enough) | ((words ^ enough) & zero)
    enough[least >> len(digits) > 0] = 0
    return enough
