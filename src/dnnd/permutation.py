"""Tests a difference between sides by dealing whole texts anew: words within a text are not independent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

from dnnd.bit_sums import WORD, Rows, added, at_least, chosen, in_blocks, numbers
from dnnd.deals import Deals, all_deals, random_deals
from dnnd.workers import cores

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from dnnd.bit_sums import Bits

    Numbers = npt.NDArray[np.float64]
    Whole = npt.NDArray[np.integer]

MOST_EXACT = 184_756  # ways to deal 10 + 10 texts; up to here all of them are tried
SEED = 2_019
# An item is dealt no further once so many deals were as uneven as the observed one: its p is known well enough.
_ENOUGH = 20
_WORK = 8_000_000  # words of 64 bits that are added up by a core before it takes the next block
_A_SUM = 16  # as many of them are as much work as to look at a sum
_THREADS = 4  # at most: each holds some 30 MB
_TOGETHER = 1_000_000  # texts of items whose sides are looked up at a time
_LOOKED_AT = 4_096  # words of 64 sums whose rates are worked out at a time
_ROUNDING = 1e-3  # of an occurrence: more than rounding can make of a border


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
        texts = np.array([text for item in those for text in item], np.int32)
        times = np.array([n for item in those for n in item.values()], np.int32)
        return cls(np.cumsum([0, *map(len, those)]), texts, times)

    @classmethod
    def joined(cls, several: Sequence[Standing]) -> Standing:
        """The items of several one after another."""
        import numpy as np

        several = [cls.of([]), *several]
        texts, times = (np.concatenate([getattr(one, name) for one in several]) for name in ("texts", "times"))
        sizes = [np.diff(one.first) for one in several]
        return cls(np.cumsum(np.concatenate([[0], *sizes])), texts, times)

    def __len__(self) -> int:
        return len(self.first) - 1

    def of_items(self, which: Whole) -> Standing:
        """The same of some of the items."""
        first, at = chosen(self.first, which)
        return Standing(first, self.texts[at], self.times[at])

    def on_sides(self, side_of: Whole, sides: int) -> Whole:
        """How often each item (a column) stands on each side (a row)."""
        import numpy as np

        found, sizes = np.zeros((sides, len(self)), np.int64), np.diff(self.first)
        for a, b in in_blocks(sizes, _TOGETHER):
            those = slice(self.first[a], self.first[b])
            both = side_of[self.texts[those]] * (b - a) + np.repeat(np.arange(b - a), sizes[a:b])
            found[:, a:b] = np.bincount(both, self.times[those], sides * (b - a)).reshape(sides, b - a)
        return found

    def by_digit(self) -> list[Rows]:
        """The texts of each item by the binary digits of its times: once, twice, four times …"""
        import numpy as np

        found = []
        for digit in range(int(self.times.max(initial=0)).bit_length()):
            has, first = np.empty(len(self.times), bool), np.zeros(len(self) + 1, np.int64)
            for a, b in in_blocks(np.diff(self.first), _TOGETHER):
                those = slice(self.first[a], self.first[b])
                has[those] = self.times[those] >> digit & 1
                upto = np.concatenate([[0], np.cumsum(has[those])])
                first[a + 1 : b + 1] = first[a] + upto[self.first[a + 1 : b + 1] - self.first[a]]
            found.append(Rows(first, self.texts[has]))
        return found


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
    going = np.argsort(np.diff(items.first), kind="stable")  # items of about one size are added up together
    as_far, dealt = np.zeros(len(items)), np.zeros(len(items))
    items = items.of_items(going)
    tested = _observed(items, words, sides)
    del items  # which may be large
    exact = len(sides) == 2 and comb(len(words), sides[0]) <= MOST_EXACT
    extra = 0 if exact else 1
    with ThreadPoolExecutor(min(cores(), _THREADS)) as pool:
        for deals in all_deals(sides, words) if exact else _ahead(pool, random_deals(sides, words, seed)):
            blocks = pool.map(lambda block, deals=deals: _as_far(deals, block), tested.blocks(deals))
            as_far[going] += np.concatenate(list(blocks))
            dealt[going] += deals.number
            if not exact:
                still = np.flatnonzero(as_far[going] < _ENOUGH)
                going, tested = going[still], tested.of(still)
            if not len(going):
                break
    return [float(p) for p in (as_far + extra) / (dealt + extra)]


def _ahead(pool: ThreadPoolExecutor, chunks: Iterator[Deals]) -> Iterator[Deals]:
    """The chunks of deals; the next one is dealt while one is looked at."""
    coming = pool.submit(next, chunks, None)
    while (chunk := coming.result()) is not None:
        coming = pool.submit(next, chunks, None)
        yield chunk


@dataclass(frozen=True, slots=True)
class _Tested:
    """Items under test: the texts of each by the digits of its times, how often it stands, how far its rates lie apart.

    `words` are those of all texts.
    """

    texts: Sequence[Rows]
    totals: Whole
    seen: Numbers
    words: int

    def of(self, which: Whole) -> _Tested:
        """Some of the items."""
        return _Tested([rows.of(which) for rows in self.texts], self.totals[which], self.seen[which], self.words)

    def blocks(self, deals: Deals) -> Iterator[_Tested]:
        """The items in blocks that take about as long as each other under so many deals."""
        import numpy as np

        work = sum((np.diff(rows.first) for rows in self.texts), np.full(len(self.totals), _A_SUM))
        for at, end in in_blocks(work, _WORK * WORD // deals.number):
            texts = [rows.between(at, end) for rows in self.texts]
            yield _Tested(texts, self.totals[at:end], self.seen[at:end], self.words)


def _observed(items: Standing, words: Sequence[int], sides: Sequence[int]) -> _Tested:
    """The items with how far their rates lie apart on the sides as they are."""
    import numpy as np

    side_of = np.repeat(np.arange(len(sides)), sides)
    on_sides = items.on_sides(side_of, len(sides))
    words_on = np.bincount(side_of, words, len(sides)).astype(np.int64)
    totals, in_all = on_sides.sum(axis=0), int(words_on.sum())
    # Rounding must not make an equal deal a smaller one.
    seen = _spread(on_sides[:, :, None], np.maximum(words_on, 1), totals, in_all)[:, 0] * (1 - 1e-9)
    return _Tested(items.by_digit(), totals, seen, in_all)


def _spread(hits: Sequence[Whole] | Whole, words: Sequence[Whole] | Whole, totals: Whole, in_all: int) -> Numbers:
    """How far the sides' rates of each item (a row) lie apart under each deal (a column)."""
    import numpy as np

    rates = [of_side / on for of_side, on in zip(hits, words, strict=True)]
    if len(rates) == 2:
        spread: Numbers = np.abs(rates[0] - rates[1])
    else:
        common = totals[:, None] / max(in_all, 1)
        spread = np.sum([on * (rate - common) ** 2 for on, rate in zip(words, rates, strict=True)], axis=0)
    return spread


def _as_far(deals: Deals, items: _Tested) -> Whole:
    """How many of the deals make the rates of each item differ as much as they do, or more."""
    import numpy as np

    sums = [added(marks, items.texts) for marks in deals.marks]
    if not items.texts:  # none of the items stands anywhere
        return np.full(len(items.totals), deals.number)
    if len(sums) == 1:
        return _as_far_of_two(deals, items, sums[0])
    found = np.zeros(len(items.totals), np.int64)
    rows = max(1, _LOOKED_AT * WORD // deals.number)
    for those in (slice(at, at + rows) for at in range(0, len(found), rows)):
        hits: list[Whole] = [numbers([digit[those] for digit in of_side])[:, : deals.number] for of_side in sums]
        hits.insert(deals.rest, items.totals[those, None] - np.sum(hits, axis=0))
        spread = _spread(hits, deals.words, items.totals[those], items.words)
        found[those] = np.count_nonzero(spread >= items.seen[those, None], axis=1)
    return found


def _as_far_of_two(deals: Deals, items: _Tested, sums: Sequence[Bits]) -> Whole:
    """The same of two sides: rates are worked out only where sums are beyond what the fewest words leave possible."""
    import numpy as np

    one, other = deals.words[1 - deals.rest], deals.words[deals.rest]
    fewest, most = np.argmin(one - other), np.argmax(one - other)

    def border(seen: Numbers, deal: np.intp) -> Numbers:
        """How many occurrences on the one side make the rates differ so much."""
        a, b = one[deal], other[deal]
        occurrences: Numbers = (seen + items.totals / b) * (a * b / (a + b))
        return occurrences

    above = np.ceil(border(items.seen, fewest) - _ROUNDING).astype(np.int64)
    below = np.floor(border(-items.seen, most) + _ROUNDING).astype(np.int64) + 1
    beyond = at_least(sums, np.maximum(above, 0)) | ~at_least(sums, np.maximum(below, 0))
    rows, places = np.nonzero(beyond)
    words = [np.append(on, np.full(-len(on) % WORD, np.nan)).reshape(-1, WORD) for on in (one, other)]
    found = np.zeros(len(items.totals), np.int64)
    for at in range(0, len(rows), _LOOKED_AT):
        row, place = rows[at : at + _LOOKED_AT], places[at : at + _LOOKED_AT]
        hits = numbers([digit[row, place][:, None] for digit in sums])
        totals = items.totals[row]
        spread = _spread([hits, totals[:, None] - hits], [on[place] for on in words], totals, items.words)
        far = np.count_nonzero(spread >= items.seen[row, None], axis=1)
        found += np.bincount(row, far, len(found)).astype(np.int64)
    return found
