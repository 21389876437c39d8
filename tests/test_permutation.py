"""Dealing articles anew, 64 deals at a time, is what plain adding up says, and each deal is one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnnd import permutation
from dnnd.permutation import SEED, SHUFFLES, Standing, permutation_p


def dense(items: Standing, texts: int) -> np.ndarray:
    """The items as a matrix: a row an item, a column a text."""
    found = np.zeros((len(items), texts), np.int64)
    for row in range(len(items)):
        those = slice(items.first[row], items.first[row + 1])
        found[row, items.texts[those]] = items.times[those]
    return found


def unpacked(marks: np.ndarray, deals: int) -> np.ndarray:
    """Which texts (rows) fall to a side under which deal."""
    return np.unpackbits(marks[:-1].view(np.uint8), axis=1, count=deals)


counts = st.lists(st.dictionaries(st.integers(0, 29), st.integers(1, 700), max_size=30), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(counts, st.integers(1, 200), st.integers(0, 2**32))
def test_adding_bits_is_adding(given_counts: list[dict[int, int]], deals: int, seed: int) -> None:
    falls = np.random.default_rng(seed).random((30, deals)) < 0.4
    items = Standing.of(given_counts)
    hits = permutation._hits(permutation._marks(falls), deals, items)
    assert (hits == dense(items, 30) @ falls).all()


def test_large_and_small_items_side_by_side() -> None:
    rng = np.random.default_rng(1)
    sizes = [0, 1, 2, 3, 255, 256, 257, 2_999, 40, 41]
    items = Standing.of({int(t): int(n) for t, n in enumerate(rng.integers(1, 9, size))} for size in sizes)
    falls = rng.random((3_000, 130)) < 0.3
    assert (permutation._hits(permutation._marks(falls), 130, items) == dense(items, 3_000) @ falls).all()


@pytest.mark.parametrize("sides", [[12, 30], [30, 12], [5, 21, 9], [9, 9, 9, 4]], ids=str)
def test_each_deal_gives_each_side_its_number_of_texts(sides: list[int]) -> None:
    number = 0
    for deals in permutation._random_deals(sides, SEED):
        falls = [unpacked(marks, deals.number) for marks in deals.marks]
        assert sum(falls).max() <= 1  # type: ignore[union-attr] # there is one at least
        others = [size for side, size in enumerate(sides) if side != deals.rest]
        assert all((of_side.sum(axis=0) == size).all() for of_side, size in zip(falls, others, strict=True))
        number += deals.number
        # Each text is dealt to a side as often as its size asks, within five standard errors.
        for of_side, size in zip(falls, others, strict=True):
            share = size / sum(sides)
            error = 5 * np.sqrt(share * (1 - share) / deals.number)
            assert (abs(of_side.mean(axis=1) - share) < error).all()
    assert number == SHUFFLES


@pytest.mark.parametrize("sides", [[12, 13], [13, 12], [8, 7, 9]], ids=str)
def test_p_is_that_of_the_same_deals_one_after_another(sides: list[int]) -> None:
    rng = np.random.default_rng(7)
    texts = sum(sides)
    words = rng.integers(50, 500, texts)
    items = [dict(enumerate(rng.poisson(rng.uniform(0.1, 2), texts).tolist())) for _ in range(30)]
    items += [dict.fromkeys(range(sides[0]), 4), {0: 9}, {}]
    standing = Standing.of({text: n for text, n in item.items() if n} for item in items)
    matrix = dense(standing, texts)
    found = permutation_p(standing, words.tolist(), sides)
    assert found == [slow_p(row, words, sides) for row in matrix]
    assert min(found) == 1 / (SHUFFLES + 1) and max(found) == 1.0


def slow_p(row: np.ndarray, words: np.ndarray, sides: list[int]) -> float:
    """The same for one item, deal by deal."""

    def spread(side_of: np.ndarray) -> float:
        on = np.array([max(words[side_of == side].sum(), 1) for side in range(len(sides))])
        rates = np.array([row[side_of == side].sum() for side in range(len(sides))]) / on
        if len(sides) == 2:
            return float(abs(rates[0] - rates[1]))
        return float(np.sum(on * (rates - row.sum() / words.sum()) ** 2))

    seen = spread(np.repeat(np.arange(len(sides)), sides)) * (1 - 1e-9)
    as_far = dealt = 0
    for deals in permutation._random_deals(sides, SEED):
        side_of = np.full((sum(sides), deals.number), deals.rest)
        others = [side for side in range(len(sides)) if side != deals.rest]
        for side, marks in zip(others, deals.marks, strict=True):
            side_of[unpacked(marks, deals.number) == 1] = side
        as_far += sum(spread(side_of[:, deal]) >= seen for deal in range(deals.number))
        dealt += deals.number
        if as_far >= 20:
            break
    return (as_far + 1) / (dealt + 1)


def test_some_of_the_items() -> None:
    items = Standing.of([{0: 1, 3: 2}, {}, {1: 5}])
    assert items.totals().tolist() == [3, 0, 5]
    assert (dense(items.of_items(np.array([2, 0])), 4) == dense(items, 4)[[2, 0]]).all()
    assert (dense(Standing.joined([items, items]), 4) == np.vstack([dense(items, 4)] * 2)).all()
