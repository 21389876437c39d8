"""Keyness of one item between two or more sides, one function a measure.

Plain numbers in and out. An item stands `a` times among the `n1` words of side A and `b` times among the `n2` words
of side B; A is the earlier side. Rates and ratios are A over B, so an item that grew has a ratio below 1 and a log
ratio below 0. Every measure raises ValueError for a negative count, a side without
words, or a count above the words of its side.
"""

from collections.abc import Iterator, Sequence
from math import comb, exp, fsum, inf, lgamma, log, log1p, log2, nan
from operator import index

from dnnd.tails import binomial_low_log_odds, binomial_upper_tail, chi_square_upper_tail, deviance

_LN_2 = log(2.0)
MOST_WAYS = 10_000  # to deal the occurrences of an item to its sides; up to here all of them are summed


def _checked_total(total: int) -> int:
    """The total as a Python int: a fixed-width one could overflow in the products below."""
    if index(total) <= 0:
        raise ValueError(f"a side of {total} words cannot be compared: give each side one word or more")
    return index(total)


def _checked_count(count: int, total: int) -> int:
    """The count as a Python int, between 0 and the total of its side."""
    if not 0 <= index(count) <= total:
        raise ValueError(f"a count of {count} on a side of {total} words: a count lies between 0 and the words")
    return index(count)


def _checked(a: int, b: int, n1: int, n2: int) -> tuple[int, int, int, int]:
    n1, n2 = _checked_total(n1), _checked_total(n2)
    return _checked_count(a, n1), _checked_count(b, n2), n1, n2


def _checked_level(name: str, level: float) -> float:
    if not 0.0 < level < 1.0:
        raise ValueError(f"{name} of {level}: it lies between 0 and 1, such as 0.05 or 0.95")
    return level


def log_likelihood(a: int, b: int, n1: int, n2: int) -> float:
    """How far the two counts are from one common rate: the two-term log-likelihood (G²), 0 where the rates are equal.

    Above 3.84 chance alone would give it once in twenty if words came independently; use `exact_p` for small counts.
    It grows with the size of the texts, so it puts big common words first.

    >>> round(log_likelihood(40, 10, 1_000, 1_000), 4)
    19.2745

    Source: Rayson & Garside 2000. The two differences from the expected counts cancel, so the sum of the two
    deviances is the same number, without loss where the rates are close.
    """
    a, b, n1, n2 = _checked(a, b, n1, n2)
    return _surprise([a, b], [n1, n2])


def ratio(a: int, b: int, n1: int, n2: int) -> float:
    """How many times more frequent the item is on A than on B: inf where only A has it, nan where neither has it.

    >>> ratio(41, 10, 1_000, 1_000)
    4.1
    >>> ratio(3, 0, 1_000, 1_000)
    inf
    """
    a, b, n1, n2 = _checked(a, b, n1, n2)
    if b == 0:
        return inf if a else nan
    return (a * n2) / (b * n1)


def log_ratio(a: int, b: int, n1: int, n2: int) -> float:
    """How many doublings more frequent the item is on A than on B, in bits: 1.0 is twice as frequent, -1.0 half.

    A zero count is taken as 0.5, so the result is finite; 0.0 where neither side has the item.

    >>> log_ratio(40, 10, 1_000, 1_000)
    2.0
    >>> log_ratio(0, 4, 1_000, 1_000)
    -3.0

    Source: Hardie 2014.
    """
    a, b, n1, n2 = _checked(a, b, n1, n2)
    if a == b == 0:
        return 0.0
    twice_a, twice_b = (2 * a or 1) * n2, (2 * b or 1) * n1
    return _log2_quotient(twice_a, twice_b)


def _log2_quotient(x: int, y: int) -> float:
    """log2(x/y), exactly the negative of log2(y/x), and with all its digits where x is close to y."""
    if x < y:
        return -_log2_quotient(y, x)
    return log2(x / y) if x >= 2 * y else log1p((x - y) / y) / _LN_2


def log_ratio_interval(a: int, b: int, n1: int, n2: int, level: float = 0.95) -> tuple[float, float]:
    """The lowest and highest log ratio that these counts are still compatible with, in bits.

    The lowest is -inf where A does not have the item, the highest inf where B does not; `log_ratio` lies between.
    Exact, so never too narrow: at level 0.95 the true value is outside at most once in twenty.

    >>> low, high = log_ratio_interval(40, 10, 1_000, 1_000)
    >>> round(low, 3), round(high, 3)
    (0.975, 3.165)

    Raises ValueError also for a level outside 0…1. Source: Fay 2010; Evert 2022: log2((n2/n1)·L/(1-L)) for both
    Clopper-Pearson bounds L of a out of a + b.
    """
    a, b, n1, n2 = _checked(a, b, n1, n2)
    tail = (1.0 - _checked_level("a level", level)) / 2.0
    return _low(a, b, n1, n2, tail), -_low(b, a, n2, n1, tail)


def _low(a: int, b: int, n1: int, n2: int, tail: float) -> float:
    """Lower bound of the log ratio, `tail` being the probability below it."""
    return _log2_quotient(n2, n1) + binomial_low_log_odds(a, a + b, tail) / _LN_2


def lrc(a: int, b: int, n1: int, n2: int, alpha: float = 0.05, family: int = 1) -> float:
    """The log ratio that is safe to claim (conservative log ratio), in bits: what to rank items by.

    The bound nearest 0 of the interval at level 1 - alpha/family, 0.0 where the interval holds 0. `family` is the
    number of items tested at the same time (Bonferroni).

    >>> round(lrc(40, 10, 1_000, 1_000), 3), round(lrc(40, 10, 1_000, 1_000, family=1_000), 3)
    (0.975, 0.071)
    >>> lrc(5, 0, 1_000, 1_000)
    0.0

    Raises ValueError also for an alpha outside 0…1 or a family below 1. Source: Evert 2022; R corpora 0.6.
    """
    a, b, n1, n2 = _checked(a, b, n1, n2)
    if index(family) < 1:
        raise ValueError(f"a family of {family} items: at least this one is tested")
    tail = _checked_level("an alpha", alpha) / family / 2.0
    if a * n2 < b * n1:
        return -max(0.0, _low(b, a, n2, n1, tail)) + 0.0  # + 0.0: no -0.0 in a table
    return max(0.0, _low(a, b, n1, n2, tail))


def exact_p(a: int, b: int, n1: int, n2: int) -> float:
    """How often equal rates would split a + b occurrences at least as unevenly as this; 1.0 for 0 v 0.

    Exact, two-sided, central: twice the smaller tail of the binomial with a + b trials of n1/N, at most 1.

    >>> exact_p(6, 0, 1_000, 1_000)
    0.03125

    Source: Fay 2010. Only the tail away from the mean is summed: the other one is never below one half.
    """
    a, b, n1, n2 = _checked(a, b, n1, n2)
    both, p, q = a + b, n1 / (n1 + n2), n2 / (n1 + n2)
    if a * n2 == b * n1:
        return 1.0
    tail = binomial_upper_tail(a, both, p, q) if a * n2 > b * n1 else binomial_upper_tail(b, both, q, p)
    return min(1.0, 2.0 * tail)


def smallest_p(total: int, n1: int, n2: int) -> float:
    """The smallest `exact_p` that an item with this total over both sides could ever reach.

    >>> smallest_p(5, 1_000, 1_000), smallest_p(6, 1_000, 1_000)
    (0.0625, 0.03125)

    Source: Tarone 1990. It does not depend on the split, so items are left out by it before any correction.
    """
    n1, n2 = _checked_total(n1), _checked_total(n2)
    if not 0 <= index(total) <= n1 + n2:
        raise ValueError(f"a total of {total} on sides of {n1} and {n2} words: it lies between 0 and their sum")
    # The share is at most one half, so its power is right to the last digits, on which a threshold may depend.
    return min(1.0, 2.0 * (min(n1, n2) / (n1 + n2)) ** index(total))


def smallest_p_of(total: int, totals: Sequence[int]) -> float:
    """The smallest `exact_p_of` that an item with this total could ever reach: all of it on the smallest side.

    >>> smallest_p_of(6, [1_000, 1_000]), smallest_p_of(4, [1_000, 1_000, 1_000])
    (0.03125, 0.03703703703703703)

    Source: Tarone 1990, for two sides as `smallest_p`.
    """
    if len(totals) == 2:
        return smallest_p(total, *totals)
    words = [_checked_total(n) for n in totals]
    if not 0 <= index(total) <= sum(words):
        raise ValueError(f"a total of {total} on sides of {sum(words)} words in all: it lies between 0 and their sum")
    return min(1.0, words.count(min(words)) * (min(words) / sum(words)) ** index(total))


def exact_p_of(counts: Sequence[int], totals: Sequence[int]) -> float:
    """How often equal rates would deal the occurrences to k sides at least as unevenly as this, by `g_test`'s measure.

    Two sides as `exact_p`; more exactly, over all ways to deal them, while there are at most `MOST_WAYS`, else by the
    chi-square of `g_test`, which is close where there are that many occurrences.

    >>> round(exact_p_of([0, 0, 4], [1_000, 1_000, 1_000]), 6)
    0.037037
    """
    if len(totals) == 2:
        return exact_p(*counts, *totals)
    g, p = g_test(counts, totals)
    if comb(sum(counts) + len(counts) - 1, len(counts) - 1) > MOST_WAYS:
        return p
    shares = [n / sum(totals) for n in totals]
    ways = (way for way in _ways(sum(counts), len(counts)) if _surprise(way, list(totals)) >= g * (1 - 1e-9))
    return min(1.0, fsum(exp(_log_multinomial(way, shares)) for way in ways))


def _ways(total: int, sides: int) -> Iterator[list[int]]:
    """All ways to deal a number of occurrences to so many sides."""
    if sides == 1:
        yield [total]
        return
    for first in range(total + 1):
        for rest in _ways(total - first, sides - 1):
            yield [first, *rest]


def _log_multinomial(way: Sequence[int], shares: Sequence[float]) -> float:
    """The logarithm of the probability of one deal."""
    terms = (n * log(share) - lgamma(n + 1) for n, share in zip(way, shares, strict=True))
    return lgamma(sum(way) + 1) + fsum(terms)


def g_test(counts: Sequence[int], totals: Sequence[int]) -> tuple[float, float]:
    """The log-likelihood over k sides and its p (chi-square, k - 1 degrees of freedom); (0.0, 1.0) where none has it.

    >>> g, p = g_test([12, 30, 5], [1_000, 1_000, 1_000])
    >>> round(g, 4), round(p, 8)
    (21.1597, 2.542e-05)

    Raises ValueError also for fewer than two sides or unequal numbers of counts and totals. The p is an approximation:
    shuffle articles where expected counts are below five. Source: Rayson & Garside 2000.
    """
    if len(counts) != len(totals) or len(counts) < 2:
        raise ValueError(f"{len(counts)} counts and {len(totals)} totals: give one of each a side, two sides or more")
    totals = [_checked_total(total) for total in totals]
    counts = [_checked_count(count, total) for count, total in zip(counts, totals, strict=True)]
    g = _surprise(counts, totals)
    return g, chi_square_upper_tail(g, len(counts) - 1)


def _surprise(counts: list[int], totals: list[int]) -> float:
    """Twice the sum of the deviances from the one common rate; differences are taken in whole numbers first."""
    count, words = sum(counts), sum(totals)
    if count == 0:
        return 0.0
    pairs = zip(counts, totals, strict=True)
    return 2.0 * fsum(deviance((x * words - count * n) / words, count * n / words) for x, n in pairs)


def benjamini_hochberg(ps: Sequence[float]) -> list[float]:
    """The p-values adjusted for having been looked at together, in the same order.

    Taking those up to 0.05 keeps false alarms to one in twenty of what is taken, on average.

    >>> benjamini_hochberg([0.01, 0.5, 0.02])
    [0.03, 0.5, 0.03]

    Raises ValueError for anything that is not a probability, nan too. Source: Benjamini & Hochberg 1995.
    """
    for p in ps:
        _checked_probability(p)
    adjusted, lowest, m = [1.0] * len(ps), 1.0, len(ps)
    by_size = sorted(range(m), key=lambda place: ps[place])
    for rank in range(m, 0, -1):
        place = by_size[rank - 1]
        lowest = min(lowest, ps[place] * (m / rank))  # in this order never below the p itself
        adjusted[place] = lowest
    return adjusted


def _checked_probability(p: float) -> float:
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"{p} is not a probability: it lies between 0 and 1")
    return p
