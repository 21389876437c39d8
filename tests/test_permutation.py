"""Dealing articles anew, 64 deals at a time, is what plain adding up says, and each deal is one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnnd import bit_sums, permutation
from dnnd.bit_sums import added, at_least, numbers, packed
from dnnd.deals import SHUFFLES, Deals, all_deals, random_deals
from dnnd.permutation import SEED, Standing, permutation_p


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
@given(counts, st.integers(1, 200), st.integers(0, 2**32), st.integers(0, 9_000))
def test_adding_bits_is_adding(given_counts: list[dict[int, int]], deals: int, seed: int, least: int) -> None:
    falls = np.random.default_rng(seed).random((30, deals)) < 0.4
    items = Standing.of(given_counts)
    digits = added(packed(falls), items.by_digit())
    hits = dense(items, 30) @ falls
    if not digits:
        assert not hits.any()
        return
    assert (numbers(digits)[:, :deals] == hits).all()
    enough = at_least(digits, np.arange(len(items)) * 7 + least)
    bits = np.unpackbits(enough.view(np.uint8), axis=1, count=deals)
    assert (bits == (hits >= np.arange(len(items))[:, None] * 7 + least)).all()


@pytest.mark.parametrize("words", [500_000, 300])
def test_large_and_small_items_side_by_side(words: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bit_sums, "_WORDS", words)
    rng = np.random.default_rng(1)
    sizes = [0, 1, 2, 3, 255, 256, 257, 2_999, 40, 41]
    items = Standing.of({int(t): int(n) for t, n in enumerate(rng.integers(1, 9, size))} for size in sizes)
    falls = rng.random((3_000, 130)) < 0.3
    assert (numbers(added(packed(falls), items.by_digit()))[:, :130] == dense(items, 3_000) @ falls).all()


def test_items_are_tested_in_blocks_that_hold_each_once() -> None:
    rng = np.random.default_rng(2)
    items = Standing.of({int(t): int(n) for t, n in enumerate(rng.integers(1, 9, size))} for size in range(60))
    tested = permutation._observed(items, [10] * 60, [20, 40])
    blocks = list(tested.blocks(Deals(64 * permutation._WORK // 1_000, [], 1, [])))
    assert len(blocks) > 3 and all(len(block.totals) for block in blocks)
    assert (
        np.concatenate([block.totals for block in blocks]).tolist()
        == items.on_sides(np.zeros(60, np.int64), 1)[0].tolist()
    )
    assert np.concatenate([block.texts[0].rows for block in blocks]).tolist() == tested.texts[0].rows.tolist()


@pytest.mark.parametrize("sides", [[12, 30], [30, 12], [5, 21, 9], [9, 9, 9, 4]], ids=str)
def test_each_deal_gives_each_side_its_number_of_texts(sides: list[int]) -> None:
    number = 0
    words = np.random.default_rng(3).integers(0, 99, sum(sides))
    for deals in random_deals(sides, words.tolist(), SEED):
        falls = [unpacked(marks, deals.number) for marks in deals.marks]
        assert sum(falls).max() <= 1  # type: ignore[union-attr] # there is one at least
        others = [size for side, size in enumerate(sides) if side != deals.rest]
        assert all((of_side.sum(axis=0) == size).all() for of_side, size in zip(falls, others, strict=True))
        falls.insert(deals.rest, 1 - sum(falls))  # type: ignore[arg-type] # there is one at least
        assert all((words @ of_side == on).all() for of_side, on in zip(falls, deals.words, strict=True))
        del falls[deals.rest]
        number += deals.number
        # Each text is dealt to a side as often as its size asks, within five standard errors.
        for of_side, size in zip(falls, others, strict=True):
            share = size / sum(sides)
            error = 5 * np.sqrt(share * (1 - share) / deals.number)
            assert (abs(of_side.mean(axis=1) - share) < error).all()
    assert number == SHUFFLES


def test_all_deals_are_all_there_are() -> None:
    found = [unpacked(deals.marks[0], deals.number) for deals in all_deals([3, 4], range(7))]
    columns = np.hstack(found)
    assert columns.shape == (7, 35) and (columns.sum(axis=0) == 3).all()
    assert len({tuple(column) for column in columns.T.tolist()}) == 35


@pytest.mark.parametrize("at_a_time", [None, 3], ids=["many", "few"])
@pytest.mark.parametrize("sides", [[12, 13], [13, 12], [8, 7, 9]], ids=str)
def test_p_is_that_of_the_same_deals_one_after_another(
    sides: list[int], at_a_time: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if at_a_time:
        monkeypatch.setattr(permutation, "_LOOKED_AT", at_a_time)
        monkeypatch.setattr(permutation, "_WORK", 100 * at_a_time)
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


@settings(max_examples=200, deadline=None)
@given(
    counts,
    st.lists(st.integers(0, 3), min_size=30, max_size=30) | st.lists(st.integers(0, 900), min_size=30, max_size=30),
    st.integers(1, 29),
    st.integers(0, 2**32),
)
def test_where_no_rates_are_worked_out_none_is_as_far(
    given_counts: list[dict[int, int]], words: list[int], first: int, seed: int
) -> None:
    items = Standing.of([*given_counts, {0: 1}])
    tested = permutation._observed(items, words, [first, 30 - first])
    falls = np.random.default_rng(seed).permuted(np.repeat(np.arange(30)[:, None] < first, 100, axis=1), axis=0)
    on = [np.maximum(np.array(words) @ side, 1) for side in (falls, ~falls)]
    matrix = dense(items, 30)
    far = abs((matrix @ falls) / on[0] - (matrix @ ~falls) / on[1]) >= tested.seen[:, None]
    for rest, marks in ((1, falls), (0, ~falls)):
        found = permutation._as_far(Deals(100, [packed(marks)], rest, on), tested)
        assert found.tolist() == np.count_nonzero(far, axis=1).tolist()


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
    for deals in random_deals(sides, words.tolist(), SEED):
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
    assert items.on_sides(np.array([0, 0, 1, 1]), 2).tolist() == [[1, 0, 5], [2, 0, 0]]
    assert (dense(items.of_items(np.array([2, 0])), 4) == dense(items, 4)[[2, 0]]).all()
    assert (dense(Standing.joined([items, items]), 4) == np.vstack([dense(items, 4)] * 2)).all()
