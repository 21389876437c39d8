"""The tails against scipy, over counts from 0 to a billion and extreme skew."""

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import beta, binom, chi2  # scipy ships no types

from dnnd.tails import (
    binomial_log_probability,
    binomial_low_log_odds,
    binomial_upper_tail,
    chi_square_upper_tail,
    deviance,
)

# The same cases at every run: far out in a tail scipy, too, has places where it is off, and they are not ours to find.
steady = settings(derandomize=True, deadline=None, max_examples=200)

SMALLEST_COMPARED = 1e-250  # scipy begins to round tails down to 0 below this


def log_uniform(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(math.log(low), math.log(high)).map(math.exp)


@st.composite
def trials(draw: st.DrawFn) -> tuple[int, int, float, float]:
    """k, n, p, q: n to a billion, the rarer outcome down to 1e-9, k up to forty deviations from the mean."""
    n = round(draw(log_uniform(1, 1e9)))
    rare = draw(log_uniform(1e-9, 0.5))
    p, q = draw(st.sampled_from([(rare, 1 - rare), (1 - rare, rare)]))
    away = draw(st.floats(-40, 40)) * math.sqrt(n * p * q) + draw(st.integers(-2, 2))
    return min(n, max(0, round(n * p + away))), n, p, q


def scipy_upper_tail(k: int, n: int, p: float, q: float) -> float:
    """By the rarer outcome: scipy takes only one probability, and 1 - p has lost digits when p is close to 1."""
    return float(binom.sf(k - 1, n, p) if p < q else binom.cdf(n - k, n, q))


@pytest.mark.parametrize("p", [1e-9, 1e-3, 0.2, 0.5, 0.8, 0.999, 1 - 1e-9])
@pytest.mark.parametrize("n", [0, 1, 2, 5, 17, 60])
def test_upper_tail_of_every_small_count(n: int, p: float) -> None:
    for k in range(-1, n + 2):
        assert binomial_upper_tail(k, n, p, 1 - p) == pytest.approx(scipy_upper_tail(k, n, p, 1 - p), rel=1e-12)


@pytest.mark.parametrize(
    ("k", "n", "p"),
    [
        (501, 1_000, 0.5),
        (401, 800, 0.5),
        (402, 801, 0.5),  # around the change from terms to quadrature
        (700, 1_000, 0.5),
        (10**6 + 3, 10**9, 0.001),
        (500_000_001, 10**9, 0.5),
        (500_500_000, 10**9, 0.5),
        (10**9 - 120, 10**9, 1 - 2**-22),
        (10**9 - 476, 10**9, 1 - 2**-21),  # a rare failure, by quadrature
        (950, 1_000, 0.6),  # fifty terms at most, by quadrature
        (1, 10**9, 1e-9),
        (40, 10**9, 1e-9),
    ],
)
def test_upper_tail_of_large_counts(k: int, n: int, p: float) -> None:
    assert binomial_upper_tail(k, n, p, 1 - p) == pytest.approx(scipy_upper_tail(k, n, p, 1 - p), rel=2e-10)


@steady
@given(trials())
@example((10**9, 10**9, 1 - 1e-9, 1e-9))
@example((0, 10**9, 0.5, 0.5))
def test_upper_tail_agrees_with_scipy(trial: tuple[int, int, float, float]) -> None:
    expected, ours = scipy_upper_tail(*trial), binomial_upper_tail(*trial)
    assert 0.0 <= ours <= 1.0
    if max(expected, ours) > SMALLEST_COMPARED:
        assert ours == pytest.approx(expected, rel=1e-7)


@steady
@given(trials())
def test_both_tails_share_one_count(trial: tuple[int, int, float, float]) -> None:
    k, n, p, q = trial
    both = binomial_upper_tail(k, n, p, q) + binomial_upper_tail(n - k, n, q, p)
    assert both == pytest.approx(1.0 + math.exp(binomial_log_probability(k, n, p, q)), rel=1e-9)


@steady
@given(trials())
def test_log_probability_agrees_with_scipy(trial: tuple[int, int, float, float]) -> None:
    k, n, p, q = trial
    expected = float(binom.pmf(k, n, p) if p < q else binom.pmf(n - k, n, q))  # its logpmf is off by 1e-6 up here
    if expected > SMALLEST_COMPARED:
        assert math.exp(binomial_log_probability(k, n, p, q)) == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("tail", [0.025, 0.25, 0.0005, 1e-9])
@pytest.mark.parametrize(
    ("k", "n"), [(1, 1), (1, 2), (5, 5), (6, 6), (40, 50), (1, 10**9), (300, 10**6), (10**9 // 2, 10**9)]
)
def test_low_log_odds_is_the_clopper_pearson_bound(k: int, n: int, tail: float) -> None:
    bound = float(beta.ppf(tail, k, n - k + 1))
    assert binomial_low_log_odds(k, n, tail) == pytest.approx(math.log(bound / (1 - bound)), rel=1e-7, abs=1e-7)


@steady
@given(trials(), log_uniform(1e-12, 0.49))
@example((1, 1, 0.5, 0.5), 1e-200)
@example((1, 10**9, 0.5, 0.5), 1e-200)
@example((10**9, 10**9, 0.5, 0.5), 1e-12)
def test_low_log_odds_gives_the_tail_back(trial: tuple[int, int, float, float], tail: float) -> None:
    k, n = max(1, trial[0]), trial[1]
    odds = math.exp(binomial_low_log_odds(k, n, tail))
    assert scipy_upper_tail(k, n, odds / (1 + odds), 1 / (1 + odds)) == pytest.approx(tail, rel=1e-6)


def test_low_log_odds_of_no_success_is_minus_infinity() -> None:
    assert binomial_low_log_odds(0, 7, 0.025) == -math.inf
    assert binomial_low_log_odds(0, 0, 0.025) == -math.inf


@pytest.mark.parametrize("df", [1, 2, 3, 4, 7, 10, 101, 1000])
@pytest.mark.parametrize("x", [0.0, 1e-12, 0.1, 3.841458820694124, 20.0, 400.0, 1000.0, 1300.0])
def test_chi_square_upper_tail_agrees_with_scipy(x: float, df: int) -> None:
    assert chi_square_upper_tail(x, df) == pytest.approx(float(chi2.sf(x, df)), rel=1e-10)


@steady
@given(log_uniform(1e-9, 1e12), st.integers(1, 60))
def test_chi_square_upper_tail_over_a_wide_range(x: float, df: int) -> None:
    ours = chi_square_upper_tail(x, df)
    assert 0.0 <= ours <= 1.0
    if ours > SMALLEST_COMPARED:
        assert ours == pytest.approx(float(chi2.sf(x, df)), rel=1e-9)


def test_chi_square_upper_tail_of_infinity_is_zero() -> None:
    assert chi_square_upper_tail(math.inf, 2) == 0.0


@pytest.mark.parametrize(("x", "df"), [(-0.1, 1), (math.nan, 1), (1.0, 0)])
def test_chi_square_upper_tail_refuses(x: float, df: int) -> None:
    with pytest.raises(ValueError, match="x starts at 0, df at 1"):
        chi_square_upper_tail(x, df)


@steady
@given(log_uniform(1e-3, 1e9), st.floats(-1, 50))
def test_deviance_is_the_textbook_formula_where_that_has_digits(mean: float, share: float) -> None:
    difference = share * mean
    count = mean + difference
    textbook = (count * math.log(count / mean) if count > 0 else 0.0) - difference
    assert deviance(difference, mean) == pytest.approx(textbook, rel=1e-9, abs=1e-12 * mean)


@pytest.mark.parametrize("share", [1e-3, 1e-6, 1e-9, 1e-10, -1e-9, -1e-3])
def test_deviance_close_to_the_mean_keeps_its_digits(share: float) -> None:
    series = share**2 / 2 - share**3 / 6 + share**4 / 12 - share**5 / 20
    assert deviance(1000.0 * share, 1000.0) == pytest.approx(1000.0 * series, rel=1e-13, abs=0)


def test_deviance_has_no_step_where_the_series_takes_over() -> None:
    below, above = deviance(0.2 - 1e-12, 1.0), deviance(0.2 + 1e-12, 1.0)
    assert above == pytest.approx(below, rel=1e-10)
