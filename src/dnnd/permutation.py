"""Tests a difference between two sides by dealing whole texts anew: words within a text are not independent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MOST_EXACT = 184_756  # ways to deal 10 + 10 texts; up to here all of them are tried
SHUFFLES = 9_999
SEED = 2_019
_CELLS = 2_000_000  # of the largest matrix: 16 MB


def permutation_p(counts: Sequence[Sequence[int]], words: Sequence[int], first: int, seed: int = SEED) -> list[float]:
    """For each item, how often a random deal of the texts makes its rates differ as much as they do, or more.

    `counts` holds a row an item and a column a text (an article or a paragraph), `words` the words of each text; the
    `first` texts are side A, the others side B. Two-sided on the difference of the rates; exact where there are few
    enough deals, else from `SHUFFLES` seeded shuffles, the observed deal counted among them.

    >>> permutation_p([[3, 4, 5, 3, 0, 0, 0, 0], [9, 0, 0, 0, 0, 0, 0, 0]], [100] * 8, 4)
    [0.02857142857142857, 1.0]

    Source: Good 2005, "Permutation, Parametric and Bootstrap Tests of Hypotheses", section 3.
    """
    import numpy as np

    if not counts:
        return []
    sizes = np.asarray(words, dtype=float)
    observed = np.zeros((1, len(words)))
    observed[0, :first] = 1.0
    blocks = [np.asarray(counts[at : at + _step(sizes)], dtype=float).T for at in range(0, len(counts), _step(sizes))]
    # Rounding must not make an equal deal a smaller one.
    seen = [_spread(observed, block, sizes)[0] * (1 - 1e-9) for block in blocks]
    as_far = [np.zeros(block.shape[1]) for block in blocks]
    exact = comb(len(words), first) <= MOST_EXACT
    deals = 0
    for chunk in _all_deals(len(words), first) if exact else _shuffled_deals(len(words), first, seed):
        deals += len(chunk)
        for number, block in enumerate(blocks):
            as_far[number] += (_spread(chunk, block, sizes) >= seen[number]).sum(axis=0)
    extra = 0 if exact else 1
    return [float(p) for block in as_far for p in (block + extra) / (deals + extra)]


def _step(sizes: npt.NDArray[np.float64]) -> int:
    """How many rows of so many columns are handled at a time."""
    return max(1, _CELLS // len(sizes))


def _spread(
    deals: npt.NDArray[np.float64], block: npt.NDArray[np.float64], sizes: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """How far the two rates of each item (column of `block`) lie apart under each deal (row of `deals`)."""
    import numpy as np

    on_a = (deals @ sizes)[:, None]
    hits_a = deals @ block
    rate_a, rate_b = hits_a / np.maximum(on_a, 1), (block.sum(axis=0) - hits_a) / np.maximum(sizes.sum() - on_a, 1)
    spread: npt.NDArray[np.float64] = np.abs(rate_a - rate_b)
    return spread


def _all_deals(texts: int, first: int) -> Iterator[npt.NDArray[np.float64]]:
    """Every deal once, in chunks: a row a deal, 1 for side A."""
    import numpy as np

    chosen = combinations(range(texts), first)
    while those := list(islice(chosen, 20_000)):
        deals = np.zeros((len(those), texts))
        for row, places in enumerate(those):
            deals[row, list(places)] = 1.0
        yield deals


def _shuffled_deals(texts: int, first: int, seed: int) -> Iterator[npt.NDArray[np.float64]]:
    """`SHUFFLES` random deals, in chunks."""
    import numpy as np

    rng = np.random.default_rng(seed)
    step = max(1, min(_CELLS // texts, 1_000))
    for at in range(0, SHUFFLES, step):
        deals = np.zeros((min(step, SHUFFLES - at), texts))
        deals[:, :first] = 1.0
        yield rng.permuted(deals, axis=1)
