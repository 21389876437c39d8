"""Tests a difference between sides by dealing whole texts anew: words within a text are not independent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]
    Deals = npt.NDArray[np.int8]

MOST_EXACT = 184_756  # ways to deal 10 + 10 texts; up to here all of them are tried
SHUFFLES = 9_999
SEED = 2_019
_CELLS = 2_000_000  # of the largest matrix: 16 MB


def permutation_p(
    counts: Sequence[Sequence[int]], words: Sequence[int], sides: Sequence[int], seed: int = SEED
) -> list[float]:
    """For each item, how often a random deal of the texts makes its rates differ as much as they do, or more.

    `counts` holds a row an item and a column a text (an article or a paragraph), `words` the words of each text;
    `sides` says how many texts each side has: the first so many are the first side's, and so on. What is compared is
    the distance of two sides' rates, of more sides the squares of their distances from the common rate, weighted by
    words. All deals of two sides are tried where there are few enough, else `SHUFFLES` seeded ones, the observed deal
    counted among them.

    >>> permutation_p([[3, 4, 5, 3, 0, 0, 0, 0], [9, 0, 0, 0, 0, 0, 0, 0]], [100] * 8, [4, 4])
    [0.02857142857142857, 1.0]

    Source: Good 2005, "Permutation, Parametric and Bootstrap Tests of Hypotheses", section 3.
    """
    import numpy as np

    if not counts:
        return []
    sizes = np.asarray(words, dtype=float)
    observed = np.repeat(np.arange(len(sides), dtype=np.int8), sides)[None, :]
    blocks = [np.asarray(counts[at : at + _step(sizes)], dtype=float).T for at in range(0, len(counts), _step(sizes))]
    # Rounding must not make an equal deal a smaller one.
    seen = [_spread(observed, len(sides), block, sizes)[0] * (1 - 1e-9) for block in blocks]
    as_far = [np.zeros(block.shape[1]) for block in blocks]
    exact = len(sides) == 2 and comb(len(words), sides[0]) <= MOST_EXACT
    deals = 0
    for chunk in _all_deals(len(words), sides[0]) if exact else _shuffled_deals(observed, seed):
        deals += len(chunk)
        for number, block in enumerate(blocks):
            as_far[number] += (_spread(chunk, len(sides), block, sizes) >= seen[number]).sum(axis=0)
    extra = 0 if exact else 1
    return [float(p) for block in as_far for p in (block + extra) / (deals + extra)]


def _step(sizes: Numbers) -> int:
    """How many rows of so many columns are handled at a time."""
    return max(1, _CELLS // len(sizes))


def _spread(deals: Deals, sides: int, block: Numbers, sizes: Numbers) -> Numbers:
    """How far the sides' rates of each item (column of `block`) lie apart under each deal (row of `deals`)."""
    import numpy as np

    dealt = [(deals == side).astype(float) for side in range(sides)]
    words = [(of_side @ sizes)[:, None] for of_side in dealt]
    rates = [of_side @ block / np.maximum(on, 1) for of_side, on in zip(dealt, words, strict=True)]
    if sides == 2:
        apart: Numbers = np.abs(rates[0] - rates[1])
        return apart
    common = block.sum(axis=0) / max(sizes.sum(), 1)
    squares: Numbers = np.sum([on * (rate - common) ** 2 for on, rate in zip(words, rates, strict=True)], axis=0)
    return squares


def _all_deals(texts: int, first: int) -> Iterator[Deals]:
    """Every deal to two sides once, in chunks: a row a deal, the number of each text's side."""
    import numpy as np

    chosen = combinations(range(texts), first)
    while those := list(islice(chosen, 20_000)):
        deals = np.ones((len(those), texts), dtype=np.int8)
        for row, places in enumerate(those):
            deals[row, list(places)] = 0
        yield deals


def _shuffled_deals(observed: Deals, seed: int) -> Iterator[Deals]:
    """`SHUFFLES` random deals, in chunks."""
    import numpy as np

    rng = np.random.default_rng(seed)
    step = max(1, min(_CELLS // observed.shape[1], 1_000))
    for at in range(0, SHUFFLES, step):
        yield rng.permuted(np.repeat(observed, min(step, SHUFFLES - at), axis=0), axis=1)
