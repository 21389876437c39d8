"""Tests a difference between two sides by dealing whole articles anew: words within an article are not independent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MOST_EXACT = 184_756  # ways to deal 10 + 10 articles; up to here all of them are tried
SHUFFLES = 9_999
SEED = 2_019
_CHUNK = 4_000_000  # cells of the largest intermediate matrix: 32 MB


def permutation_p(counts: Sequence[Sequence[int]], words: Sequence[int], first: int, seed: int = SEED) -> list[float]:
    """For each item, how often a random deal of the articles makes its rates differ as much as they do, or more.

    `counts` holds a row an item and a column an article, `words` the words of each article; the `first` articles are
    side A, the others side B. Two-sided on the difference of the rates; exact where there are few enough deals, else
    from `SHUFFLES` seeded shuffles, the observed deal counted among them.

    >>> permutation_p([[3, 4, 5, 3, 0, 0, 0, 0], [9, 0, 0, 0, 0, 0, 0, 0]], [100] * 8, 4)
    [0.02857142857142857, 1.0]

    Source: Good 2005, "Permutation, Parametric and Bootstrap Tests of Hypotheses", section 3.
    """
    import numpy as np

    if not counts:
        return []
    deals, extra = _deals(len(words), first, seed)
    sizes = np.asarray(words, dtype=float)
    totals = sizes.sum()
    on_a = deals @ sizes
    observed_a = sizes[:first].sum()
    result: list[float] = []
    step = max(1, _CHUNK // len(deals))
    for at in range(0, len(counts), step):
        block = np.asarray(counts[at : at + step], dtype=float)
        sums = block.sum(axis=1)
        hits_a = deals @ block.T
        spread = np.abs(hits_a / on_a[:, None] - (sums - hits_a) / (totals - on_a)[:, None])
        seen_a = block[:, :first].sum(axis=1)
        seen = np.abs(seen_a / observed_a - (sums - seen_a) / (totals - observed_a))
        as_far = (spread >= seen * (1 - 1e-9)).sum(axis=0)  # rounding must not make an equal deal a smaller one
        result += [float(p) for p in (as_far + extra) / (len(deals) + extra)]
    return result


def _deals(articles: int, first: int, seed: int) -> tuple[npt.NDArray[np.float64], int]:
    """A row of 0s and 1s a deal, 1 for side A; and how many observed deals come on top (1 when sampled)."""
    import numpy as np

    if comb(articles, first) <= MOST_EXACT:
        chosen = list(combinations(range(articles), first))
        deals = np.zeros((len(chosen), articles))
        for row, those in enumerate(chosen):
            deals[row, list(those)] = 1.0
        return deals, 0
    rng = np.random.default_rng(seed)
    base = np.zeros(articles)
    base[:first] = 1.0
    return np.array([rng.permutation(base) for _ in range(SHUFFLES)]), 1
