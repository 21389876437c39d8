"""Deals texts to sides anew: all ways there are, or random ones; a bit a deal, 64 together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, islice, pairwise
from typing import TYPE_CHECKING

from dnnd.bit_sums import WORD, packed

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from dnnd.bit_sums import Bits

    Whole = npt.NDArray[np.integer]

SHUFFLES = 9_999
_FIRST_CHUNK, _LARGEST_CHUNK = 64, 4_096


@dataclass(frozen=True, slots=True)
class Deals:
    """So many deals of the texts: for each side which texts fall to it under which deal, see `packed`.

    The side number `rest` has what is left by the others, and no marks of its own. `words` are those on each side under
    each deal, 1 at least.
    """

    number: int
    marks: Sequence[Bits]
    rest: int
    words: Sequence[Whole]


def all_deals(sides: Sequence[int], words: Sequence[int]) -> Iterator[Deals]:
    """Every deal to two sides once, in chunks; `words` are those of each text."""
    import numpy as np

    chosen = combinations(range(sum(sides)), sides[0])
    while those := list(islice(chosen, 20_000)):
        falls = np.zeros((sum(sides), len(those)), np.bool_)
        falls[np.array(those, np.intp).reshape(len(those), sides[0]).T, np.arange(len(those))] = True
        yield Deals(len(those), [packed(falls)], 1, _with_rest([np.asarray(words) @ falls], sum(words), 1))


def random_deals(sides: Sequence[int], words: Sequence[int], seed: int) -> Iterator[Deals]:
    """`SHUFFLES` random deals, in chunks that grow: most items need few. `words` are those of each text."""
    import numpy as np

    rng, counted = np.random.default_rng(seed), np.asarray(words, np.int64)
    rest = max(range(len(sides)), key=sides.__getitem__)
    at, size = 0, _FIRST_CHUNK
    while at < SHUFFLES:
        number = min(size, SHUFFLES - at)
        marks = [np.empty((len(words) + 1, -(-number // WORD)), np.uint64) for _ in sides[1:]]
        on = np.empty((len(marks), number), np.int64)
        for place, first in enumerate(range(0, number, WORD)):
            drawn, on_drawn = _drawn(sides, rest, min(WORD, number - first), counted, rng)
            on[:, first : first + WORD] = on_drawn
            for of_side, bits in zip(marks, drawn, strict=True):
                of_side[:, place] = bits[:, 0]
        yield Deals(number, marks, rest, _with_rest(list(on), sum(words), rest))
        at += number
        size = min(2 * size, _LARGEST_CHUNK)


def _drawn(
    sides: Sequence[int], rest: int, number: int, words: Whole, rng: np.random.Generator
) -> tuple[list[Bits], Whole]:
    """Up to 64 random deals: which texts fall to each side but the one that has the rest, and the words there."""
    import numpy as np

    others = [size for side, size in enumerate(sides) if side != rest]
    falls = [np.zeros(len(words) * WORD, np.bool_) for _ in others]
    borders = list(pairwise(accumulate(others, initial=0)))
    on = np.zeros((len(others), number), np.int64)
    for deal in range(number):
        # Which texts are drawn is random; in which order they come matters only where they go to several sides.
        drawn = rng.choice(len(words), sum(others), replace=False, shuffle=len(others) > 1)
        for side, (first, last) in enumerate(borders):
            falls[side][drawn[first:last] * WORD + deal] = True
            on[side, deal] = words[drawn[first:last]].sum()
    return [packed(of_side.reshape(-1, WORD)) for of_side in falls], on


def _with_rest(words: Sequence[Whole], in_all: int, rest: int) -> list[Whole]:
    """The words on all sides, that with the rest too; 1 at least, for they are divided by."""
    import numpy as np

    every = list(words)
    every.insert(rest, in_all - np.sum(every, axis=0))
    return [np.maximum(on, 1) for on in every]
