"""Tests a difference between sides by dealing whole texts anew: words within a text are not independent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, islice, pairwise
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.integer]
    Bits = npt.NDArray[np.uint64]

MOST_EXACT = 184_756  # ways to deal 10 + 10 texts; up to here all of them are tried
SHUFFLES = 9_999
SEED = 2_019
# An item is dealt no further once so many deals were as uneven as the observed one: its p is known well enough.
_ENOUGH = 20
_FIRST_CHUNK, _LARGEST_CHUNK = 64, 4_096
_AT_A_TIME = 64  # deals that are drawn before they are packed
_CELLS = 500_000  # of the largest matrix: 4 MB
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

        several = [cls.of([]), *several]
        texts, times = ([getattr(one, name) for one in several] for name in ("texts", "times"))
        sizes = [np.diff(one.first) for one in several]
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
    # Rounding must not make an equal deal a smaller one.
    seen = np.concatenate([spread[:, 0] for spread in _spreads(_observed(sides), items, sizes)]) * (1 - 1e-9)
    exact = len(sides) == 2 and comb(len(words), sides[0]) <= MOST_EXACT
    extra = 0 if exact else 1
    as_far, dealt = np.zeros(len(items)), np.zeros(len(items))
    going = np.arange(len(items))
    for deals in _all_deals(sides) if exact else _random_deals(sides, seed):
        at = 0
        for spread in _spreads(deals, items, sizes):
            block = going[at : at + len(spread)]
            as_far[block] += np.count_nonzero(spread >= seen[block, None], axis=1)
            at += len(spread)
        dealt[going] += deals.number
        if not exact:
            still = as_far[going] < _ENOUGH
            going, items = going[still], items.of_items(np.flatnonzero(still))
        if not len(going):
            break
    return [float(p) for p in (as_far + extra) / (dealt + extra)]


@dataclass(frozen=True, slots=True)
class _Deals:
    """So many deals of the texts: for each side which texts fall to it under which deal, see `_marks`.

    The side number `rest` has what is left by the others, and no marks of its own.
    """

    number: int
    marks: Sequence[Bits]
    rest: int

    def hits(self, items: Standing) -> list[Whole]:
        """For each side how often each item (a row) falls to it under each deal (a column)."""
        found: list[Whole] = [_hits(of_side, self.number, items) for of_side in self.marks]
        found.insert(self.rest, items.totals()[:, None] - sum(found))
        return found


def _spreads(deals: _Deals, items: Standing, sizes: Standing) -> Iterator[Numbers]:
    """How far the sides' rates of each item (a row) lie apart under each deal (a column), some items at a time.

    `sizes` are the words of the texts, as one item.
    """
    import numpy as np

    words = [np.maximum(of_side, 1) for of_side in deals.hits(sizes)]
    rows = max(1, _CELLS // deals.number)
    for at in range(0, len(items), rows):
        block = items.of_items(np.arange(at, min(at + rows, len(items))))
        rates = [of_side / on for of_side, on in zip(deals.hits(block), words, strict=True)]
        if len(rates) == 2:
            yield np.abs(rates[0] - rates[1])
        else:
            common = block.totals()[:, None] / max(int(sizes.times.sum()), 1)
            yield np.sum([on * (rate - common) ** 2 for on, rate in zip(words, rates, strict=True)], axis=0)


# --- adding up bits ------------------------------------------------------------------------------------------------


def _marks(falls: npt.NDArray[np.bool_]) -> Bits:
    """For each text (a row) a bit a deal, 64 together: whether it falls to a side; behind them a row without any."""
    import numpy as np

    texts, deals = falls.shape
    packed = np.zeros((texts + 1, -(-deals // 64) * 8), np.uint8)
    packed[:-1, : -(-deals // 8)] = np.packbits(falls, axis=1)
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
            hits[of[those]] += _sums(marks.take(rows, axis=0), deals) << digit
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

    low, high = np.zeros((rows.shape[1], deals), np.uint8), np.zeros((rows.shape[1], 0), np.int32)
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
        bits = np.unpackbits(rows[0].view(np.uint8), axis=1, count=deals)
        if digit < 8:
            low |= bits << digit
        else:
            high = (high if high.size else np.zeros(low.shape, np.int32)) + (bits.astype(np.int32) << digit)
        rows = np.concatenate(carried) if carried else rows[:0]
        digit += 1
    return low + high if high.size else low.astype(np.int32)


# --- deals ---------------------------------------------------------------------------------------------------------


def _observed(sides: Sequence[int]) -> _Deals:
    """The sides as they are, as one deal."""
    import numpy as np

    side_of = np.repeat(np.arange(len(sides)), sides)[:, None]
    return _Deals(1, [_marks(side_of == side) for side in range(len(sides) - 1)], len(sides) - 1)


def _all_deals(sides: Sequence[int]) -> Iterator[_Deals]:
    """Every deal to two sides once, in chunks."""
    import numpy as np

    chosen = combinations(range(sum(sides)), sides[0])
    while those := list(islice(chosen, 20_000)):
        falls = np.zeros((sum(sides), len(those)), np.bool_)
        falls[np.array(those, np.intp).reshape(len(those), sides[0]).T, np.arange(len(those))] = True
        yield _Deals(len(those), [_marks(falls)], 1)


def _random_deals(sides: Sequence[int], seed: int) -> Iterator[_Deals]:
    """`SHUFFLES` random deals, in chunks that grow: most items need few."""
    import numpy as np

    rng = np.random.default_rng(seed)
    at, size = 0, _FIRST_CHUNK
    while at < SHUFFLES:
        number = min(size, SHUFFLES - at)
        parts = [min(_AT_A_TIME, number - first) for first in range(0, number, _AT_A_TIME)]
        rest = max(range(len(sides)), key=sides.__getitem__)
        packed = [_drawn(sides, rest, part, rng) for part in parts]
        yield _Deals(number, [np.hstack(of_side) for of_side in zip(*packed, strict=True)], rest)
        at += number
        size = min(2 * size, _LARGEST_CHUNK)


def _drawn(sides: Sequence[int], rest: int, number: int, rng: np.random.Generator) -> list[Bits]:
    """Which texts fall to each side but the one that has the rest, under so many random deals."""
    import numpy as np

    texts, others = sum(sides), [size for side, size in enumerate(sides) if side != rest]
    falls = [np.zeros((texts, number), np.bool_) for _ in others]
    borders = list(pairwise(accumulate(others, initial=0)))
    for deal in range(number):
        # Which texts are drawn is random; in which order they come matters only where they go to several sides.
        drawn = rng.choice(texts, sum(others), replace=False, shuffle=len(others) > 1)
        for of_side, (first, last) in zip(falls, borders, strict=True):
            of_side[drawn[first:last], deal] = True
    return [_marks(of_side) for of_side in falls]
