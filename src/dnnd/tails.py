"""Tails of the binomial and chi-square distributions.

Probabilities come as a pair `p, q` with q = 1 - p, because the difference of 1 and a p close to 1 has lost
the digits that an item found on one side only lives by.
"""

from functools import cache
from math import erfc, exp, expm1, fsum, inf, lgamma, log, log1p, pi, sqrt

_LOG_SQRT_2PI = 0.5 * log(2 * pi)
# Below 16 the Stirling series has too few digits, above it lgamma cancels: both are right to 1e-14 at 16.
_STIRLING_FROM = 16
# Up to a deviation of ten a tail has at most about a hundred terms, which cost less than quadrature.
_TERMS_UP_TO_VARIANCE = 100
_NEGLIGIBLE = 1e-17  # below half a unit in the last place of a sum that is at least 1
_LEFT_OUT = -46.0  # a node whose integrand is below exp(-46) = 1e-20 adds nothing
_NEWTON_TOLERANCE = 1e-6  # of one e-fold of the tail; the error after that step is about its square
_NEWTON_STEPS = 100  # two to six are usual, twenty for a tail of 1e-200


def deviance(difference: float, mean: float) -> float:
    """How surprising a count of mean + difference is: x·ln(x/mean) - (x - mean), never negative.

    The two terms of the textbook formula cancel where the count is close to its mean, and with them every
    digit of a small log-likelihood; a series takes over there. A count of zero (difference = -mean) has 0·ln 0 = 0.

    >>> deviance(-3.0, 3.0)
    3.0
    >>> round(deviance(1e-6, 3.0) * 6e12, 6)
    1.0

    Source: Loader 2000, Fast and accurate computation of binomial probabilities (the function D0).
    """
    share = difference / mean
    if share <= -1.0:
        return mean
    if abs(share) > 0.2:
        return mean * ((1.0 + share) * log1p(share) - share)
    v = share / (2.0 + share)
    total, power, odd = 0.0, v * v, 3
    smallest = 1e-17 * power  # relative: even the first term counts, however small v is
    while power > smallest:  # v is at most 1/9: nine terms
        total += power / odd
        power *= v * v
        odd += 2
    return difference * v + 2.0 * (mean + difference) * v * total


def _stirling_error(n: int) -> float:
    """ln n! less Stirling's formula, for n of 1 and above."""
    if n < _STIRLING_FROM:
        return lgamma(n + 1.0) - (n + 0.5) * log(n) + n - _LOG_SQRT_2PI
    square = 1.0 / (n * n)
    return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / n


def _log(p: float, q: float) -> float:
    """ln p with full precision where p is close to 1."""
    return log1p(-q) if q < 0.5 else log(p)


def binomial_log_probability(k: int, n: int, p: float, q: float) -> float:
    """Natural logarithm of the probability of exactly k successes in n trials, 0 ≤ k ≤ n, p and q = 1 - p above 0.

    >>> round(exp(binomial_log_probability(2, 4, 0.5, 0.5)), 12)
    0.375

    Source: Loader 2000; right to about 1e-13 for a billion trials, where lgamma alone leaves eight digits.
    """
    if k == 0:
        return n * _log(q, p)
    if k == n:
        return n * _log(p, q)
    rest = n - k
    difference = k * q - rest * p  # k - n·p without its cancellation
    surprise = deviance(difference, n * p) + deviance(-difference, n * q)
    stirling = _stirling_error(n) - _stirling_error(k) - _stirling_error(rest)
    return stirling - surprise + 0.5 * log(n / (2.0 * pi * k * rest))


@cache
def _half_line_nodes() -> tuple[tuple[float, float], ...]:
    """Nodes and weights of the double exponential rule for integrals over 0…∞ that decay like exp(-v) or faster.

    The step of 1/6 gives ten digits for every shape between exp(-v) and exp(-v²/2); the ends are where v and
    exp(-v) fall below 1e-16. Source: Takahasi & Mori 1974.
    """
    step = 1 / 6
    places = [i * step for i in range(-21, 24)]
    return tuple((exp(z - exp(-z)), step * (1.0 + exp(-z)) * exp(z - exp(-z))) for z in places)


def _ratio_by_terms(k: int, n: int, p: float, q: float) -> float:
    """P(X ≥ k) / P(X = k), term by term: every term is positive, so nothing cancels."""
    odds = p / q
    total = term = 1.0
    for j in range(k, n):
        term *= (n - j) / (j + 1) * odds
        total += term
        if term < _NEGLIGIBLE * total:
            break
    return total


def _ratio_by_quadrature(k: int, n: int, p: float, q: float) -> float:
    """P(X ≥ k) / P(X = k) from the incomplete beta integral over the log odds, at one cost for every n.

    Seen from the log odds of p downwards the integrand is exp(-k·u - (n + 1)·ln(q + p·exp(-u))): it starts at 1
    and its logarithm is concave, falling with slope k - (n + 1)·p and curvature (n + 1)·p·q. Of two ways to write
    that logarithm the one by the rarer outcome is taken, whose terms stay small.
    """
    slope = max(0.0, k - (n + 1) * p)
    scale = 2.0 / (slope + sqrt(slope * slope + 4.0 * n * p * q))
    rarer, slant, sign = (p, -k, -1) if p < q else (q, n - k + 1, 1)
    total = 0.0
    for node, weight in _half_line_nodes():
        u = scale * node
        height = slant * u - (n + 1) * log1p(rarer * expm1(sign * u))
        if height < _LEFT_OUT:
            break
        total += weight * exp(height)
    return k * q * scale * total


def _tail_ratio(k: int, n: int, p: float, q: float) -> float:
    """P(X ≥ k) / P(X = k) for k above the mean n·p."""
    if n * p * q <= _TERMS_UP_TO_VARIANCE:
        return _ratio_by_terms(k, n, p, q)
    return _ratio_by_quadrature(k, n, p, q)


def binomial_upper_tail(k: int, n: int, p: float, q: float) -> float:
    """Probability of k or more successes in n trials, each with probability p (q = 1 - p), both above 0.

    The lower tail P(X ≤ k) is the same with the two outcomes swapped: binomial_upper_tail(n - k, n, q, p).
    A probability below 5e-324 comes out as 0.0; below 1e-308 digits fade.

    >>> binomial_upper_tail(5, 5, 0.5, 0.5)
    0.03125
    >>> binomial_upper_tail(0, 5, 0.5, 0.5)
    1.0
    """
    if k <= 0:
        return 1.0
    if k > n:
        return 0.0
    if k == n and p <= 0.5:
        return p**n  # to the last digit, which a threshold may depend on; above one half p has not enough of them
    if k <= n * p:  # the larger side: at least one half, so the difference keeps its digits
        return 1.0 - binomial_upper_tail(n - k + 1, n, q, p)
    return exp(binomial_log_probability(k, n, p, q)) * _tail_ratio(k, n, p, q)


def _normal_quantile(tail: float) -> float:
    """The z with upper tail `tail` below one half, to 0.003. Source: Abramowitz & Stegun 26.2.22."""
    t = sqrt(-2.0 * log(tail))
    return t - (2.30753 + 0.27061 * t) / (1.0 + t * (0.99229 + 0.04481 * t))


def _first_log_odds(k: int, n: int, tail: float) -> float:
    """A start for the bound below, at or left of the log odds of k/(n + 1). Source: Abramowitz & Stegun 26.5.22."""
    successes, failures = 1.0 / (2 * k - 1), 1.0 / (2 * (n - k) + 1)
    z = _normal_quantile(tail)
    mean = 2.0 / (successes + failures)
    bend = (z * z - 3.0) / 6.0
    width = z * sqrt(mean + bend) / mean - (failures - successes) * (bend + 5 / 6 - 2.0 / (3.0 * mean))
    return log(k / (n - k + 1)) - 2.0 * max(0.0, width)


def _probabilities(log_odds: float) -> tuple[float, float]:
    """p and q = 1 - p, each with all its digits."""
    odds = exp(-abs(log_odds))
    near, far = 1.0 / (1.0 + odds), odds / (1.0 + odds)
    return (near, far) if log_odds > 0 else (far, near)


def binomial_low_log_odds(k: int, n: int, tail: float) -> float:
    """Natural log odds of the Clopper-Pearson lower bound: of the p under which P(X ≥ k) is just `tail`.

    `tail` lies between 0 and one half (0.025 for a 95 % interval). -inf for k = 0, whose bound is p = 0. The upper
    bound is the lower one of the failures with its sign turned: -binomial_low_log_odds(n - k, n, tail).

    >>> round(binomial_low_log_odds(1, 1, 0.025), 6)  # p = 0.025
    -3.663562

    Newton's steps on the logarithm of the tail: that is concave in the log odds, so after the first step they come up
    from the left and cannot overshoot. Its slope comes with the tail: k·q over the tail ratio.
    Source: Clopper & Pearson 1934.
    """
    if k == 0:
        return -inf
    goal = log(tail)
    floor = goal / k + log(k / n) - 1.0  # from P(X ≥ k) ≤ (e·n·p/k)^k; a step from the right may go far beyond
    log_odds = max(floor, _first_log_odds(k, n, tail))
    for _ in range(_NEWTON_STEPS):
        p, q = _probabilities(log_odds)
        ratio = _tail_ratio(k, n, p, q)
        missing = goal - binomial_log_probability(k, n, p, q) - log(ratio)
        log_odds = max(floor, log_odds + missing * ratio / (k * q))
        if abs(missing) < _NEWTON_TOLERANCE:
            return log_odds
    raise ArithmeticError(f"no bound found for {k} of {n} at a tail of {tail}")


def chi_square_upper_tail(x: float, df: int) -> float:
    """Probability that a chi-square variable with df degrees of freedom is x or more.

    >>> round(chi_square_upper_tail(3.841458820694124, 1), 12)
    0.05

    Raises ValueError for a negative x or fewer than one degree of freedom. A whole df makes the incomplete gamma
    function a finite sum of positive terms. Source: Abramowitz & Stegun 26.4.4 and 26.4.5.
    """
    if not x >= 0 or df < 1:
        raise ValueError(f"chi-square of {x} with {df} degrees of freedom: x starts at 0, df at 1")
    if x in (0.0, inf):
        return 1.0 if x == 0 else 0.0
    half, log_half, odd = x / 2.0, log(x / 2.0), df % 2
    terms = (exp(j * log_half - half - lgamma(j + 1.0)) for j in (i + odd / 2 for i in range(df // 2)))
    return min(1.0, fsum(terms) + odd * erfc(sqrt(half)))
