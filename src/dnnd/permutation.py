"""Tests a difference between sides by dealing whole texts anew: words within a text are not independent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
# An item is dealt no further once so many deals were as uneven as the observed one: its p is known well enough.
_ENOUGH = 20
_FIRST_CHUNK, _LARGEST_CHUNK = 64, 1_024
_CELLS = 2_000_000  # of the largest matrix: 16 MB


def permutation_p(
    counts: Sequence[Mapping[int, int]], words: Sequence[int], sides: Sequence[int], seed: int = SEED
) -> list[float]:
    """For each item, how often a random deal of the texts makes its rates differ as much as they do, or more.

    `counts` gives for each item how often it stands in which text (an article or a paragraph, numbered from 0),
    `words` the words of each text; `sides` says how many texts each side has: the first so many are the first side's,
    and so on. What is compared is the distance of two sides' rates, of more sides the squares of their distances from
    the common rate, weighted by words. All deals of two sides are tried where there are few enough, else up to
    `SHUFFLES` seeded ones, the observed deal counted among them; an item that is surely no change needs fewer.

    >>> even, clumped = {0: 3, 1: 4, 2: 5, 3: 3}, {0: 9}
    >>> permutation_p([even, clumped], [100] * 8, [4, 4])
    [0.02857142857142857, 1.0]

    Source: Good 2005, "Permutation, Parametric and Bootstrap Tests of Hypotheses", section 3; for when to stop Besag &
    Clifford 1991, "Sequential Monte Carlo p-values".
    """
    import numpy as np

    if not counts:
        return []
    sizes = np.asarray(words, dtype=float)
    observed = np.repeat(np.arange(len(sides), dtype=np.int8), sides)[None, :]
    # Rounding must not make an equal deal a smaller one.
    seen = _spread(observed, len(sides), counts, sizes)[0] * (1 - 1e-9)
    exact = len(sides) == 2 and comb(len(words), sides[0]) <= MOST_EXACT
    extra = 0 if exact else 1
    as_far, dealt = np.zeros(len(counts)), np.zeros(len(counts))
    going = np.arange(len(counts))
    for chunk in _all_deals(len(words), sides[0]) if exact else _shuffled_deals(observed, seed):
        spread = _spread(chunk, len(sides), [counts[number] for number in going.tolist()], sizes)
        as_far[going] += (spread >= seen[going]).sum(axis=0)
        dealt[going] += len(chunk)
        if not exact:
            going = going[as_far[going] < _ENOUGH]
        if not len(going):
            break
    return [float(p) for p in (as_far + extra) / (dealt + extra)]


def _spread(deals: Deals, sides: int, counts: Sequence[Mapping[int, int]], sizes: Numbers) -> Numbers:
    """How far the sides' rates of each item (a column) lie apart under each deal (a row)."""
    import numpy as np

    words = [((deals == side) @ sizes)[:, None] for side in range(sides)]
    hits = _hits(deals, sides, counts)
    rates = [of_side / np.maximum(on, 1) for of_side, on in zip(hits, words, strict=True)]
    if sides == 2:
        apart: Numbers = np.abs(rates[0] - rates[1])
        return apart
    common = np.array([sum(item.values()) for item in counts]) / max(sizes.sum(), 1)
    squares: Numbers = np.sum([on * (rate - common) ** 2 for on, rate in zip(words, rates, strict=True)], axis=0)
    return squares


def _hits(deals: Deals, sides: int, counts: Sequence[Mapping[int, int]]) -> list[Numbers]:
    """For each side, how often each item (a column) falls to it under each deal (a row)."""
    import numpy as np

    found = [np.zeros((len(deals), len(counts))) for _ in range(sides)]
    for first, last in _blocks(counts, max(1, _CELLS // len(deals))):
        block = [item or {0: 0} for item in counts[first:last]]  # reduceat wants something of each
        texts = np.array([text for item in block for text in item], dtype=np.intp)
        times = np.array([n for item in block for n in item.values()], dtype=float)
        begins = np.cumsum([0, *(len(item) for item in block[:-1])])
        for side in range(sides):
            found[side][:, first:last] = np.add.reduceat((deals[:, texts] == side) * times, begins, axis=1)
    return found


def _blocks(counts: Sequence[Mapping[int, int]], cells: int) -> Iterator[tuple[int, int]]:
    """(first, last) of neighbouring items that stand in at most so many texts together, or of one item."""
    first = held = 0
    for number, item in enumerate(counts):
        if held and held + len(item) > cells:
            yield first, number
            first, held = number, 0
        held += len(item)
    yield first, len(counts)


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
    """`SHUFFLES` random deals, in chunks that grow: most items need few."""
    import numpy as np

    rng = np.random.default_rng(seed)
    at, size = 0, _FIRST_CHUNK
    while at < SHUFFLES:
        rows = min(size, SHUFFLES - at, max(1, 10 * _CELLS // observed.shape[1]))
        yield rng.permuted(np.repeat(observed, rows, axis=0), axis=1)
        at += rows
        size = min(2 * size, _LARGEST_CHUNK)
