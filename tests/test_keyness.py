"""The measures against scipy and against fifty-digit arithmetic, and the promises they make for every input."""

import itertools
import math
from collections.abc import Callable
from decimal import Decimal, localcontext

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import (  # scipy ships no types
    beta,
    binom,
    binomtest,
    chi2,
    false_discovery_control,
    multinomial,
    power_divergence,
)

from dnnd.keyness import (
    benjamini_hochberg,
    exact_p,
    exact_p_of,
    g_test,
    log_likelihood,
    log_ratio,
    log_ratio_interval,
    lrc,
    ratio,
    smallest_p,
    smallest_p_of,
)

steady = settings(derandomize=True, deadline=None, max_examples=200)  # the reason is in test_tails

Sides = tuple[int, int, int, int]
EQUAL = (1_000, 1_000)
PAIRWISE: list[Callable[[int, int, int, int], object]] = [
    log_likelihood,
    ratio,
    log_ratio,
    log_ratio_interval,
    lrc,
    exact_p,
]


@st.composite
def sides(draw: st.DrawFn) -> Sides:
    """a, b, n1, n2: counts from 0 to half a billion, sides to 10^13 words; half of them with similar rates."""
    power = st.floats(0, math.log(5e8)).map(lambda x: round(math.exp(x)) - 1)
    a, b = draw(power), draw(power)
    n1, n2 = (count + 1 + draw(st.integers(0, 10**13)) // 10 ** draw(st.integers(0, 12)) for count in (a, b))
    if draw(st.booleans()):
        alike = a * n2 / n1
        b = min(n2, 5 * 10**8, max(0, round(alike + draw(st.floats(-9, 9)) * math.sqrt(alike + 1))))
    return a, b, n1, n2


def swapped(item: Sides) -> Sides:
    a, b, n1, n2 = item
    return b, a, n2, n1


def exact_log_likelihood(a: int, b: int, n1: int, n2: int) -> float:
    """The two-term form as it is printed, in sixty digits."""
    with localcontext() as context:
        context.prec = 60
        expected = [Decimal(n) * (a + b) / (n1 + n2) for n in (n1, n2)]
        return float(2 * sum(x * (x / e).ln() for x, e in zip(map(Decimal, (a, b)), expected, strict=True) if x))


# --- log_likelihood -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "item", [(40, 10, 1_000, 1_000), (5, 0, 1_000, 1_000), (0, 7, 500, 9_000), (120, 130, 52_000, 48_000)]
)
def test_log_likelihood_agrees_with_scipy(item: Sides) -> None:
    a, b, n1, n2 = item
    expected = [n * (a + b) / (n1 + n2) for n in (n1, n2)]
    assert log_likelihood(*item) == pytest.approx(power_divergence([a, b], expected, lambda_=0).statistic, rel=1e-12)


@settings(steady, max_examples=60)  # sixty digits take their time
@given(sides())
@example((1096, 78485484, 1097, 78557095))
@example((10**9, 10**9, 10**12, 10**12 + 1))  # the terms cancel to 1e-15 of themselves
def test_log_likelihood_is_the_printed_formula(item: Sides) -> None:
    assert log_likelihood(*item) == pytest.approx(exact_log_likelihood(*item), rel=1e-12, abs=1e-40)


@steady
@given(sides())
def test_log_likelihood_does_not_care_which_side_is_first(item: Sides) -> None:
    assert log_likelihood(*item) == pytest.approx(log_likelihood(*swapped(item)), rel=1e-12)
    assert log_likelihood(*item) >= 0.0


# --- ratio and log_ratio --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "expected_ratio", "expected_log"),
    [
        ((40, 10, 1_000, 1_000), 4.0, 2.0),
        ((10, 40, 1_000, 1_000), 0.25, -2.0),
        ((10, 10, 1_000, 4_000), 4.0, 2.0),
        ((7, 7, 90, 90), 1.0, 0.0),
        ((4, 0, 1_000, 1_000), math.inf, 3.0),  # 4 against 0.5
        ((0, 4, 1_000, 1_000), 0.0, -3.0),
        ((10**9, 1, 10**9, 10**9), 1e9, math.log2(1e9)),
    ],
)
def test_ratio_and_log_ratio(item: Sides, expected_ratio: float, expected_log: float) -> None:
    assert ratio(*item) == expected_ratio
    assert log_ratio(*item) == expected_log


def test_an_item_on_neither_side_has_no_ratio_and_a_log_ratio_of_zero() -> None:
    assert math.isnan(ratio(0, 0, 10, 20))
    assert log_ratio(0, 0, 10, 20) == 0.0


@steady
@given(sides())
def test_log_ratio_turns_its_sign_when_the_sides_are_swapped(item: Sides) -> None:
    assert log_ratio(*item) == -log_ratio(*swapped(item))
    if item[0] and item[1]:
        assert log_ratio(*item) == pytest.approx(math.log2(ratio(*item)), rel=1e-9, abs=1e-12)


def test_log_ratio_of_nearly_equal_rates_keeps_its_digits() -> None:
    assert log_ratio(10**9, 10**9, 10**12, 10**12 + 1) == pytest.approx(1e-12 / math.log(2), rel=1e-9)


# --- log_ratio_interval and lrc -------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [0.5, 0.95, 0.99999])
@pytest.mark.parametrize(
    "item",
    [
        (1, 1, 1_000, 1_000),
        (40, 10, 1_000, 1_000),
        (3, 90, 700, 52_000),
        (120, 130, 52_000, 48_000),
        (9_000, 9_500, 10**6, 10**6),
        (2, 10**6, 10**7, 10**7),
        (400_000_000, 600_000_000, 10**9, 10**9),
    ],
)
def test_interval_is_clopper_pearson_on_the_log_ratio_scale(item: Sides, level: float) -> None:
    a, b, n1, n2 = item
    tail = (1 - level) / 2
    bounds = beta.ppf(tail, a, b + 1), beta.ppf(1 - tail, a + 1, b)
    expected = [math.log2(n2 / n1 * bound / (1 - bound)) for bound in bounds]
    assert log_ratio_interval(*item, level=level) == pytest.approx(expected, rel=1e-7, abs=1e-8)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"), [(0, 0, -math.inf, math.inf), (0, 6, -math.inf, None), (6, 0, None, math.inf)]
)
def test_interval_is_open_where_a_side_has_none(a: int, b: int, low: float | None, high: float | None) -> None:
    bounded = math.log2(0.025 ** (1 / 6) / (1 - 0.025 ** (1 / 6)))  # all six on one side
    expected = (bounded if low is None else low, -bounded if high is None else high)
    assert log_ratio_interval(a, b, *EQUAL) == pytest.approx(expected, rel=1e-12)


@steady
@given(sides(), st.sampled_from([0.5, 0.9, 0.95, 0.999999]))
def test_interval_holds_the_log_ratio_and_turns_with_the_sides(item: Sides, level: float) -> None:
    low, high = log_ratio_interval(*item, level=level)
    assert low <= log_ratio(*item) <= high
    assert log_ratio_interval(*swapped(item), level=level) == (-high, -low)


@steady
@given(sides())
def test_interval_is_wider_at_a_higher_level(item: Sides) -> None:
    low, high = log_ratio_interval(*item, level=0.95)
    wide_low, wide_high = log_ratio_interval(*item, level=0.999)
    assert wide_low <= low and high <= wide_high


@steady
@given(sides())
def test_interval_and_exact_p_tell_the_same_story(item: Sides) -> None:
    low, high = log_ratio_interval(*item, level=0.95)
    p = exact_p(*item)
    if abs(p - 0.05) > 1e-6:
        assert (low <= 0 <= high) == (p > 0.05)


@pytest.mark.parametrize(
    ("item", "family", "expected"),
    [
        ((5, 0, *EQUAL), 1, 0.0),  # the interval still holds 0
        ((0, 0, *EQUAL), 1, 0.0),
        ((10, 10, *EQUAL), 1, 0.0),
        ((6, 0, *EQUAL), 1, math.log2(0.025 ** (1 / 6) / (1 - 0.025 ** (1 / 6)))),
        ((0, 6, *EQUAL), 1, -math.log2(0.025 ** (1 / 6) / (1 - 0.025 ** (1 / 6)))),
        ((6, 0, *EQUAL), 2, 0.0),
    ],
)
def test_lrc(item: Sides, family: int, expected: float) -> None:
    assert lrc(*item, family=family) == pytest.approx(expected, rel=1e-9)


@steady
@given(sides(), st.sampled_from([1, 20, 20_000]))
def test_lrc_is_the_bound_nearest_zero(item: Sides, family: int) -> None:
    low, high = log_ratio_interval(*item, level=1 - 0.05 / family)
    nearest = low if low > 0 else high if high < 0 else 0.0
    assert lrc(*item, family=family) == pytest.approx(nearest, rel=1e-6, abs=1e-9)
    assert lrc(*item, family=family) == -lrc(*swapped(item), family=family)
    assert math.copysign(1.0, lrc(*item, family=family)) == (-1.0 if nearest < 0 else 1.0)


# --- exact_p and smallest_p -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("total", [1, 2, 5, 6, 13, 40])
def test_exact_p_of_equal_sides_is_the_binomial_test(total: int) -> None:
    for a in range(total + 1):  # at one half the central test and scipy's are the same
        assert exact_p(a, total - a, *EQUAL) == pytest.approx(binomtest(a, total).pvalue, rel=1e-12)


@steady
@given(sides())
@example((10**9, 0, 10**9, 10**9))
@example((500_020_000, 499_980_000, 10**9, 10**9))
@example((0, 0, 1, 10**13))
@example((1, 10**9 - 1, 1, 10**13))
def test_exact_p_is_twice_the_smaller_tail(item: Sides) -> None:
    a, b, n1, n2 = item if item[2] <= item[3] else swapped(item)  # scipy has more digits for the rarer outcome
    share = n1 / (n1 + n2)
    expected = min(1.0, 2.0 * min(float(binom.cdf(a, a + b, share)), float(binom.sf(a - 1, a + b, share))))
    if max(expected, exact_p(*item)) > 1e-250:
        assert exact_p(*item) == pytest.approx(expected, rel=1e-7)


@steady
@given(sides())
def test_exact_p_does_not_care_which_side_is_first_and_stays_above_the_smallest(item: Sides) -> None:
    a, b, n1, n2 = item
    p = exact_p(*item)
    assert p == exact_p(*swapped(item))
    assert smallest_p(a + b, n1, n2) * (1 - 1e-9) <= p <= 1.0


@pytest.mark.parametrize(("total", "expected"), [(0, 1.0), (1, 1.0), (2, 0.5), (5, 0.0625), (6, 0.03125), (5_000, 0.0)])
def test_smallest_p_of_equal_sides(total: int, expected: float) -> None:
    assert smallest_p(total, 10_000, 10_000) == expected


@pytest.mark.parametrize(("n1", "n2"), [(1_000, 1_000), (300, 4_000), (4_000, 300), (1_000, 1_001)])
@pytest.mark.parametrize("total", [1, 3, 6, 20])
def test_smallest_p_is_reached_by_an_extreme_split(total: int, n1: int, n2: int) -> None:
    every_split = [exact_p(a, total - a, n1, n2) for a in range(total + 1)]
    assert smallest_p(total, n1, n2) == min(every_split)


# --- g_test ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "totals"),
    [
        ([40, 10], [1_000, 1_000]),
        ([12, 30, 5], [1_000, 1_000, 1_000]),
        ([0, 0, 9, 4], [500, 10_000, 700, 90]),
        ([5, 5, 5, 5, 5, 6], [100, 100, 100, 100, 100, 100]),
    ],
)
def test_g_test_agrees_with_scipy(counts: list[int], totals: list[int]) -> None:
    expected = power_divergence(counts, [sum(counts) * n / sum(totals) for n in totals], lambda_=0)
    assert g_test(counts, totals) == pytest.approx((expected.statistic, expected.pvalue), rel=1e-10)


@steady
@given(sides())
def test_g_test_of_two_sides_is_the_log_likelihood(item: Sides) -> None:
    a, b, n1, n2 = item
    g, p = g_test([a, b], [n1, n2])
    assert g == log_likelihood(*item)
    assert p == pytest.approx(float(chi2.sf(g, 1)), rel=1e-9, abs=1e-300)


def test_g_test_of_an_item_nobody_has_and_of_equal_rates() -> None:
    assert g_test([0, 0, 0], [10, 20, 30]) == (0.0, 1.0)
    assert g_test([1, 2, 3], [10, 20, 30]) == (0.0, 1.0)


@pytest.mark.parametrize(("counts", "totals"), [([1], [10]), ([], []), ([1, 2], [10, 20, 30])])
def test_g_test_wants_a_count_and_a_total_for_each_of_two_or_more_sides(counts: list[int], totals: list[int]) -> None:
    with pytest.raises(ValueError, match="two sides or more"):
        g_test(counts, totals)


# --- benjamini_hochberg ---------------------------------------------------------------------------------------------


K_SIDES = st.integers(3, 4).flatmap(
    lambda k: st.tuples(
        st.lists(st.integers(0, 6), min_size=k, max_size=k), st.lists(st.integers(50, 900), min_size=k, max_size=k)
    )
)


@steady
@given(K_SIDES)
def test_exact_p_of_sums_the_multinomial_over_all_deals_as_uneven(item: tuple[list[int], list[int]]) -> None:
    counts, totals = item
    shares, total, seen = [n / sum(totals) for n in totals], sum(counts), g_test(counts, totals)[0]
    deals = [way for way in itertools.product(range(total + 1), repeat=len(counts)) if sum(way) == total]
    as_far = [way for way in deals if g_test(way, [max(n, total) for n in totals])[0] >= seen * (1 - 1e-9)]
    assert exact_p_of(counts, totals) == pytest.approx(sum(multinomial.pmf(way, total, shares) for way in as_far))


@steady
@given(K_SIDES)
def test_no_deal_is_surer_than_smallest_p_of(item: tuple[list[int], list[int]]) -> None:
    counts, totals = item
    assert exact_p_of(counts, totals) >= smallest_p_of(sum(counts), totals) * (1 - 1e-9)


def test_exact_p_of_two_sides_and_of_many_occurrences() -> None:
    assert exact_p_of([7, 1], [1_000, 1_000]) == exact_p(7, 1, 1_000, 1_000)
    assert exact_p_of([200, 300, 250], [9_000] * 3) == g_test([200, 300, 250], [9_000] * 3)[1]
    assert smallest_p_of(6, [1_000, 1_000]) == smallest_p(6, 1_000, 1_000)


@pytest.mark.parametrize(
    ("ps", "expected"),
    [
        ([], []),
        ([0.04], [0.04]),
        ([0.01, 0.02, 0.03, 0.04], [0.04, 0.04, 0.04, 0.04]),
        ([0.5, 0.01, 0.5], [0.5, 0.03, 0.5]),
        ([1.0, 1.0, 0.9], [1.0, 1.0, 1.0]),
    ],
)
def test_benjamini_hochberg(ps: list[float], expected: list[float]) -> None:
    assert benjamini_hochberg(ps) == pytest.approx(expected, rel=1e-12)


@steady
@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_benjamini_hochberg_agrees_with_scipy_and_never_lowers_a_p(ps: list[float]) -> None:
    adjusted = benjamini_hochberg(ps)
    assert adjusted == pytest.approx([float(p) for p in false_discovery_control(ps)], rel=1e-12)
    assert all(p <= q <= 1.0 for p, q in zip(ps, adjusted, strict=True))


@pytest.mark.parametrize("wrong", [-0.1, 1.1, math.nan])
def test_benjamini_hochberg_refuses_what_is_not_a_probability(wrong: float) -> None:
    with pytest.raises(ValueError, match="not a probability"):
        benjamini_hochberg([0.5, wrong])


def test_five_against_none_passes_by_log_likelihood_and_cannot_pass_exactly() -> None:
    assert g_test([5, 0], [1_000, 1_000])[1] < 0.01
    assert exact_p(5, 0, *EQUAL) == 0.0625


# --- wrong input ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", PAIRWISE)
@pytest.mark.parametrize(
    ("item", "message"),
    [
        ((-1, 2, 10, 10), "a count of -1 on a side of 10 words"),
        ((1, -2, 10, 10), "a count of -2"),
        ((11, 2, 10, 10), "a count of 11 on a side of 10 words"),
        ((1, 21, 10, 20), "a count of 21 on a side of 20 words"),
        ((0, 0, 0, 10), "a side of 0 words"),
        ((0, 0, 10, -5), "a side of -5 words"),
    ],
)
def test_impossible_counts_are_refused(measure: Callable[..., object], item: Sides, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        measure(*item)


@pytest.mark.parametrize("wrong", [-1, 21])
def test_smallest_p_refuses_an_impossible_total(wrong: int) -> None:
    with pytest.raises(ValueError, match=f"a total of {wrong} on sides of 10 and 10 words"):
        smallest_p(wrong, 10, 10)


@pytest.mark.parametrize("wrong", [0.0, 1.0, -0.05, 95.0, math.nan])
def test_levels_lie_between_zero_and_one(wrong: float) -> None:
    with pytest.raises(ValueError, match="lies between 0 and 1"):
        log_ratio_interval(4, 2, 10, 10, level=wrong)
    with pytest.raises(ValueError, match="lies between 0 and 1"):
        lrc(4, 2, 10, 10, alpha=wrong)


def test_a_family_has_at_least_one_item() -> None:
    with pytest.raises(ValueError, match="a family of 0 items"):
        lrc(4, 2, 10, 10, family=0)


def test_counts_are_whole_numbers() -> None:
    with pytest.raises(TypeError):
        ratio(1.5, 2, 10, 10)  # type: ignore[arg-type]
