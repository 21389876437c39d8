"""Tests a difference between sides by dealing whole texts anew: words within a text are not independent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.integer]
    Deals = npt.NDArray[np.int8]
    Bits = npt.NDArray[np.uint64]

MOST_EXACT = 184_756  # ways to deal 10 + 10 texts; up to here all of them are tried
SHUFFLES = 9_999
SEED = 2_019
# An item is dealt no further once so many deals were as uneven as the observed one: its p is known well enough.
_ENOUGH = 20
_FIRST_CHUNK, _LARGEST_CHUNK = 64, 1_024
_CELLS = 2_000_000  # of the largest matrix: 16 MB
_WORDS = 250_000  # of 64 bits that are added at a time: what a core has at hand
_COARSE = 1.25  # items are added together with those that stand in up to so many times as many texts


@dataclass(frozen=True, slots=True)
class Standing:
    """How often each item stands in which text: `texts` and `times` of item number n lie at first[n]:first[n + 1]."""

    first: Whole
    texts: Whole
    times: Whole

    @classmethod
    def of(cls, counts: Iterable[Mapping[int, int]]) -> Standing:
        """The same from a mapping of texts to times for each item."""
        import numpy as np

        those = list(counts)
        texts = np.array([text for item in those for text in item], np.int64)
        times = np.array([n for item in those for n in item.values()], np.int64)
        return cls(np.cumsum([0, *map(len, those)]), texts, times)

    @classmethod
    def joined(cls, several: Sequence[Standing]) -> Standing:
        """The items of several one after another."""
        import numpy as np

        sizes = [np.diff(one.first) for one in several]
        texts, times = ([getattr(one, name) for one in several] for name in ("texts", "times"))
        return cls(np.cumsum(np.concatenate([[0], *sizes])), np.concatenate(texts), np.concatenate(times))

    def __len__(self) -> int:
        return len(self.first) - 1

    def of_items(self, numbers: Whole) -> Standing:
        """The same of some of the items."""
        import numpy as np

        sizes = np.diff(self.first)[numbers]
        first = np.concatenate([[0], np.cumsum(sizes)])
        at = np.repeat(self.first[numbers] - first[:-1], sizes) + np.arange(first[-1])
        return Standing(first, self.texts[at], self.times[at])

    def totals(self) -> Whole:
        """How often each item stands in all texts."""
        import numpy as np

        items = np.repeat(np.arange(len(self)), np.diff(self.first))
        return np.bincount(items, self.times, len(self)).astype(np.int64)


def permutation_p(items: Standing, words: Sequence[int], sides: Sequence[int], seed: int = SEED) -> list[float]:
    """For each item, how often a random deal of the texts makes its rates differ as much as they do, or more.

    `items` tells how often each stands in which text (an article or a paragraph, numbered from 0), `words` the words of
    each text; `sides` says how many texts each side has: the first so many are the first side's, and so on. What is
    compared is the distance of two sides' rates, of more sides the squares of their distances from the common rate,
    weighted by words. All deals of two sides are tried where there are few enough, else up to `SHUFFLES` seeded ones,
    the observed deal counted among them; an item that is surely no change needs fewer. The deals are the same for all
    items, so an item's p does not depend on the others.

    >>> even, clumped = {0: 3, 1: 4, 2: 5, 3: 3}, {0: 9}
    >>> permutation_p(Standing.of([even, clumped]), [100] * 8, [4, 4])
    [0.02857142857142857, 1.0]

    Source: Good 2005, "Permutation, Parametric and Bootstrap Tests of Hypotheses", section 3; for when to stop Besag &
    Clifford 1991, "Sequential Monte Carlo p-values".
    """
    import numpy as np

    if not len(items):
        return []
    sizes = Standing(np.array([0, len(words)]), np.arange(len(words)), np.asarray(words, np.int64))
    observed = np.repeat(np.arange(len(sides), dtype=np.int8), sides)[None, :]
    # Rounding must not make an equal deal a smaller one.
    seen = np.concatenate([spread[:, 0] for spread in _spreads(observed, len(sides), items, sizes)]) * (1 - 1e-9)
    exact = len(sides) == 2 and comb(len(words), sides[0]) <= MOST_EXACT
    extra = 0 if exact else 1
    as_far, dealt = np.zeros(len(items)), np.zeros(len(items))
    going = np.arange(len(items))
    for chunk in _all_deals(len(words), sides[0]) if exact else _shuffled_deals(observed, seed):
        at = 0
        for spread in _spreads(chunk, len(sides), items, sizes):
            block = going[at : at + len(spread)]
            as_far[block] += np.count_nonzero(spread >= seen[block, None], axis=1)
            at += len(spread)
        dealt[going] += len(chunk)
        if not exact:
            still = as_far[going] < _ENOUGH
            going, items = going[still], items.of_items(np.flatnonzero(still))
        if not len(going):
            break
    return [float(p) for p in (as_far + extra) / (dealt + extra)]


def _spreads(deals: Deals, sides: int, items: Standing, sizes: Standing) -> Iterator[Numbers]:
    """How far the sides' rates of each item (a row) lie apart under each deal (a column), some items at a time.

    `sizes` are the words of the texts, as one item.
    """
    import numpy as np

    marks = [_marks(deals == side) for side in range(sides - 1)]
    words = [np.maximum(of_side, 1) for of_side in _dealt(marks, len(deals), sizes)]
    rows = max(1, _CELLS // len(deals))
    for at in range(0, len(items), rows):
        block = items.of_items(np.arange(at, min(at + rows, len(items))))
        rates = [of_side / on for of_side, on in zip(_dealt(marks, len(deals), block), words, strict=True)]
        if sides == 2:
            yield np.abs(rates[0] - rates[1])
        else:
            common = block.totals()[:, None] / max(int(sizes.times.sum()), 1)
            yield np.sum([on * (rate - common) ** 2 for on, rate in zip(words, rates, strict=True)], axis=0)


def _dealt(marks: Sequence[Bits], deals: int, items: Standing) -> list[Whole]:
    """For each side how often each item (a row) falls to it under each deal; `marks` are those of all but the last."""
    hits = [_hits(of_side, deals, items) for of_side in marks]
    return [*hits, items.totals()[:, None] - sum(hits)]


# --- adding up bits ------------------------------------------------------------------------------------------------


def _marks(falls: npt.NDArray[np.bool_]) -> Bits:
    """For each text (a row), one bit a deal: whether it falls to a side; and a row without any, behind them."""
    import numpy as np

    deals, texts = falls.shape
    packed = np.zeros((texts + 1, -(-deals // 64) * 8), np.uint8)
    packed[:-1, : -(-deals // 8)] = np.packbits(np.ascontiguousarray(falls.T), axis=1)
    return packed.view(np.uint64)


def _hits(marks: Bits, deals: int, items: Standing) -> npt.NDArray[np.int32]:
    """How often each item (a row) falls to a side under each deal (a column).

    64 deals are added at a time, a bit each: texts where an item stands once, three times, five times … for the last
    binary digit, and so on, so that every text counts once.
    """
    import numpy as np

    hits = np.zeros((len(items), deals), np.int32)
    item_of = np.repeat(np.arange(len(items)), np.diff(items.first))
    for digit in range(int(items.times.max(initial=0)).bit_length()):
        has = (items.times >> digit) & 1 == 1
        sizes = np.bincount(item_of[has], minlength=len(items))
        of = np.flatnonzero(sizes)
        sizes = sizes[of]
        first = np.concatenate([[0], np.cumsum(sizes)])
        texts = items.texts[has]
        for those, most in _together(sizes, marks.shape[1]):
            places = np.arange(most)[:, None]
            rows = np.where(places < sizes[those], texts[np.minimum(first[those] + places, len(texts) - 1)], -1)
            hits[of[those]] += _sums(marks[rows], deals) << digit
    return hits


def _together(sizes: Whole, words: int) -> Iterator[tuple[Whole, int]]:
    """Which items are added at a time, those of about one size, and the largest size among them."""
    import numpy as np

    by_size = np.argsort(sizes, kind="stable")
    ordered = sizes[by_size]
    at = 0
    while at < len(ordered):
        end = int(np.searchsorted(ordered, int(ordered[at] * _COARSE), "right"))
        end = min(end, at + max(1, _WORDS // (int(ordered[end - 1]) * words)))
        yield by_size[at:end], int(ordered[end - 1])
        at = end


def _sums(rows: Bits, deals: int) -> npt.NDArray[np.int32]:
    """How many of the rows (first axis) have each bit: for each item a row of as many numbers as there are deals."""
    import numpy as np

    found = np.zeros((rows.shape[1], deals), np.int32)
    digit = 0
    while len(rows):
        carried = []
        while len(rows) > 1:  # three rows make one of their last binary digits, and one of what is carried
            third = max(1, len(rows) // 3)
            one, two, three = rows[:third], rows[third : 2 * third], rows[2 * third : 3 * third]
            either = one ^ two
            both = one & two
            carried.append(both | (three & either) if len(three) else both)
            rows = np.concatenate([either ^ three if len(three) else either, rows[3 * third :]])
        found += np.unpackbits(rows[0].view(np.uint8), axis=1, count=deals).astype(np.int32) << digit
        rows = np.concatenate(carried) if carried else rows[:0]
        digit += 1
    return found


# --- deals ---------------------------------------------------------------------------------------------------------


def _all_deals(texts: int, first: int) -> Iterator[Deals]:
    """Every deal to two sides once, in chunks: a row a deal, the number of each text's side."""
    import numpy as np

    chosen = combinations(range(texts), first)
    while those := list(islice(chosen, 20_000)):
        deals = np.ones((len(those), texts), dtype=np.int8)
        deals[np.arange(len(those))[:, None], np.array(those, np.intp).reshape(len(those), first)] = 0
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
