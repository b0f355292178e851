"""Higher, similar or lower: comparisons that say so only where chance is an unlikely explanation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import overload

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray, Numbers, as_floats
from edau.kernels.findings import Finding
from edau.kernels.indicators.intervals import Interval, wilson, wilson_limits

#: Beyond this many standard deviations the two-sided probability is under 10⁻²², and said to be 0.
_LARGEST_QUANTILE = 10.0

#: Standard deviations by which two steps of a search may still differ at its end.
_CLOSE_ENOUGH = 1e-10

#: Steps after which a search ends in any case; it needs some ten.
_MOST_STEPS = 60


@overload
def newcombe(
    count_a: float, base_a: float, count_b: float, base_b: float, confidence: float = ...
) -> Interval[float]: ...
@overload
def newcombe(
    count_a: Numbers,
    base_a: Numbers,
    count_b: float | Numbers,
    base_b: float | Numbers,
    confidence: float = ...,
) -> Interval[FloatArray]: ...
def newcombe(
    count_a: float | Numbers,
    base_a: float | Numbers,
    count_b: float | Numbers,
    base_b: float | Numbers,
    confidence: float = 0.95,
) -> Interval[float] | Interval[FloatArray]:
    """Return Newcombe's interval (method 10) of the difference of two shares, a less b.

    Parameters
    ----------
    count_a, base_a : float or array
        How many, out of how many, in a.
    count_b, base_b : float or array
        The same in b, a group of other people; shapes broadcast.
    confidence : float
        0.95 unless told.

    Returns
    -------
    Interval
        Limits of the difference, between −1 and 1: floats for numbers, else arrays.

    Raises
    ------
    ValueError
        As `wilson`: negative numbers, or a count larger than its base.

    Notes
    -----
    A base of zero or a missing number gives NaN. The two groups must not share people: a place is compared
    with the rest of Wales, not with a Wales that holds it (see `compare_with_rest`).

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions:
    comparison of eleven methods. *Statistics in Medicine* 17(8), 873–890 (method 10).

    Examples
    --------
    >>> interval = newcombe(56, 70, 48, 80)
    >>> round(interval.lower, 4), round(interval.upper, 4)
    (0.0524, 0.3339)
    """
    a = wilson(as_floats(count_a), as_floats(base_a), confidence)
    b = wilson(as_floats(count_b), as_floats(base_b), confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        share_a = as_floats(count_a) / as_floats(base_a)
        share_b = as_floats(count_b) / as_floats(base_b)
    lower, upper = _difference_limits(
        share_a, as_floats(a.lower), as_floats(a.upper), share_b, as_floats(b.lower), as_floats(b.upper)
    )
    # Rounding must not push a difference past the ends of its scale.
    lower, upper = np.clip(lower, -1.0, 1.0), np.clip(upper, -1.0, 1.0)
    if lower.ndim == 0:
        return Interval(float(lower), float(upper))
    return Interval(lower, upper)


def newcombe_p(
    count_a: float | Numbers, base_a: float | Numbers, count_b: float | Numbers, base_b: float | Numbers
) -> FloatArray:
    """Return the probability that belongs to `newcombe`: the error level at which its interval reaches zero.

    Parameters
    ----------
    count_a, base_a, count_b, base_b : float or array
        As for `newcombe`.

    Returns
    -------
    array of float64
        Two-sided p: at most 0.05 just where the 95% interval leaves out zero. 1 for equal shares, NaN where a
        base is zero or a number is missing.

    Raises
    ------
    ValueError
        As `newcombe`.

    Notes
    -----
    Found on the normal quantile, for all comparisons at once. One probability for interval and
    verdict alike means that a page can never print an interval that contradicts its words.

    References
    ----------
    As for `newcombe`.

    Examples
    --------
    >>> newcombe_p([56, 50], [70, 100], [48, 50], [80, 100]).round(4)
    array([0.0081, 1.    ])
    """
    number_a, total_a, number_b, total_b = np.broadcast_arrays(
        *(as_floats(one) for one in (count_a, base_a, count_b, base_b))
    )
    # Refuse impossible shares before the search.
    wilson(number_a, total_a)
    wilson(number_b, total_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        share_a, share_b = number_a / total_a, number_b / total_b
    # Turned round where a is the smaller, so that the question is always when the lower limit reaches zero.
    turned = share_a < share_b
    z = _quantile_at_zero(
        np.where(turned, number_b, number_a),
        np.where(turned, total_b, total_a),
        np.where(turned, number_a, number_b),
        np.where(turned, total_a, total_b),
    )
    p = np.array([math.erfc(one / math.sqrt(2)) for one in z.ravel().tolist()]).reshape(z.shape)
    p = np.where(share_a == share_b, 1.0, p)
    return np.where(np.isfinite(share_a - share_b), p, np.nan)


def _quantile_at_zero(
    count_a: FloatArray, base_a: FloatArray, count_b: FloatArray, base_b: FloatArray
) -> FloatArray:
    """The quantile at which the lower limit of a less b reaches zero, where a is not the smaller share.

    The reach of the interval grows with the quantile, at first nearly in a straight line, so the false position finds
    the spot in a few steps (in its Illinois form, which cannot get stuck at one end). Infinite where even the largest
    quantile does not reach zero.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        share_a, share_b = count_a / base_a, count_b / base_b
        apart = share_a - share_b

        def past_zero(z: FloatArray) -> FloatArray:
            lower, upper = wilson_limits(count_a, base_a, z)[0], wilson_limits(count_b, base_b, z)[1]
            return np.asarray(np.hypot(share_a - lower, upper - share_b) - apart)

        low, high = np.zeros(apart.shape), np.full(apart.shape, _LARGEST_QUANTILE)
        under, over = -apart, past_zero(high)
        sought = (apart > 0) & (over > 0)
        at = apart / (past_zero(np.ones(apart.shape)) + apart)  # as if the line were straight
        stayed = np.zeros(apart.shape)
        for _ in range(_MOST_STEPS):
            at = np.where((at > low) & (at < high), at, (low + high) / 2)
            here = past_zero(at)
            beyond = here > 0
            # An end that stays where it is for a second time counts half, or it would hold the search up.
            under = np.where(beyond, np.where(stayed > 0, under / 2, under), here)
            over = np.where(beyond, here, np.where(stayed < 0, over / 2, over))
            low, high = np.where(beyond, low, at), np.where(beyond, at, high)
            stayed = np.where(beyond, 1.0, -1.0)
            before, at = at, (low * over - high * under) / (over - under)
            if not (sought & (np.abs(at - before) > _CLOSE_ENOUGH)).any():
                break
    return np.where(sought, at, np.where(apart > 0, np.inf, 0.0))


def compare_shares(
    count_a: float,
    base_a: float,
    count_b: float,
    base_b: float,
    confidence: float = 0.95,
    *,
    smallest_base: float = 1,
) -> Finding:
    """Say whether the share in a is higher than, similar to or lower than the share in b.

    Parameters
    ----------
    count_a, base_a, count_b, base_b : float
        How many, out of how many, in two groups that share no people.
    confidence : float
        0.95 unless told.
    smallest_base : float
        Groups of fewer people are not compared.

    Returns
    -------
    Finding
        ``higher``, ``similar`` or ``lower`` with ``share_a``, ``share_b``, ``difference``, its ``lower`` and
        ``upper`` limit (between −1 and 1), ``p`` and ``confidence``; or ``not_compared`` with the reason
        ``missing``, ``empty_base`` or ``small_base``.

    Raises
    ------
    ValueError
        As `newcombe`.

    Notes
    -----
    Of several comparisons on one page some come out by chance alone: use `compare_many` there.

    References
    ----------
    As for `newcombe`.

    Examples
    --------
    >>> compare_shares(56, 70, 48, 80).code
    'higher'
    >>> compare_shares(5, 56, 0, 29).code
    'similar'
    >>> compare_shares(0, 0, 3, 10).reasons
    (Finding(code='empty_base', params=mappingproxy({}), reasons=()),)
    """
    interval = newcombe(count_a, base_a, count_b, base_b, confidence)
    p = float(newcombe_p(count_a, base_a, count_b, base_b))
    return _say([count_a, base_a, count_b, base_b], interval, p, confidence, smallest_base)


def compare_with_rest(
    count_part: float, base_part: float, count_whole: float, base_whole: float, confidence: float = 0.95
) -> Finding:
    """Say whether the share in a place is higher than, similar to or lower than in the whole that holds it.

    Parameters
    ----------
    count_part, base_part : float
        How many, out of how many, in the place.
    count_whole, base_whole : float
        The same in the whole (Wales, an authority), the place included.
    confidence : float
        0.95 unless told.

    Returns
    -------
    Finding
        As `compare_shares`, where b is the whole less the place, and with ``share_whole`` added. Where the
        place is the whole, ``not_compared`` with the reason ``empty_base``.

    Raises
    ------
    ValueError
        If the place has more (people, or people with the property) than the whole, or as `newcombe`.

    Notes
    -----
    A place lies above the whole just where it lies above the rest of it, so the verdict holds for both; but
    only the place and the rest are groups of different people, which the interval needs.

    References
    ----------
    As for `newcombe`.

    Examples
    --------
    >>> finding = compare_with_rest(60, 100, 300, 1000)
    >>> finding.code, finding["share_whole"], round(float(finding["share_b"]), 4)
    ('higher', 0.3, 0.2667)
    """
    if count_part > count_whole or base_part > base_whole:
        raise ValueError("a part is larger than its whole")
    found = compare_shares(
        count_part, base_part, count_whole - count_part, base_whole - base_part, confidence
    )
    if found.code == "not_compared":
        return found
    return Finding(found.code, {**found.params, "share_whole": count_whole / base_whole}, found.reasons)


def compare_many(
    count_a: Numbers,
    base_a: Numbers,
    count_b: Numbers,
    base_b: Numbers,
    rate: float = 0.05,
    *,
    smallest_base: float = 1,
) -> tuple[Finding, ...]:
    """Compare many pairs of shares shown together; at most `rate` of the differences named are chance.

    Parameters
    ----------
    count_a, base_a, count_b, base_b : array, shape (comparisons,)
        As for `compare_shares`, one entry per comparison on the page.
    rate : float
        Expected part of false differences among those named; 0.05 unless told.
    smallest_base : float
        Groups of fewer people are not compared, and do not count among the comparisons.

    Returns
    -------
    tuple of Finding
        As `compare_shares`, one for each comparison, with ``adjusted_p`` added. Where the interval leaves
        out zero but the adjusted probability is too large, ``similar`` with the reason
        ``many_comparisons``.

    Raises
    ------
    ValueError
        As `newcombe`.

    References
    ----------
    As for `newcombe` and `adjust`.

    Examples
    --------
    >>> [found.code for found in compare_many([56, 50], [70, 100], [48, 49], [80, 100])]
    ['higher', 'similar']
    """
    columns = [as_floats(one) for one in (count_a, base_a, count_b, base_b)]
    p = newcombe_p(*columns)
    p = np.where((columns[1] < smallest_base) | (columns[3] < smallest_base), np.nan, p)
    adjusted = adjust(p)
    interval = newcombe(columns[0], columns[1], columns[2], columns[3], 1 - rate)
    many = Finding("many_comparisons", {"comparisons": int(np.count_nonzero(~np.isnan(p)))})
    findings = []
    for row in zip(*columns, interval.lower, interval.upper, p, adjusted, strict=True):
        *pair, lower, upper, own, shared = (float(one) for one in row)
        found = _say(pair, Interval(lower, upper), own, 1 - rate, smallest_base)
        if found.code != "not_compared":
            chance = found.code != "similar" and shared > rate
            params = {**found.params, "adjusted_p": shared}
            found = Finding("similar" if chance else found.code, params, (many,) if chance else ())
        findings.append(found)
    return tuple(findings)


def compare_published(
    value_a: float, interval_a: Interval[float], value_b: float, interval_b: Interval[float]
) -> Finding:
    """Compare two published values by their published limits (of a survey, say), whatever their unit.

    Parameters
    ----------
    value_a, value_b : float
        Published values, of samples that share no people.
    interval_a, interval_b : Interval of floats
        Their published limits, both at the same level of confidence.

    Returns
    -------
    Finding
        ``higher``, ``similar`` or ``lower`` with ``difference``, ``lower`` and ``upper``; or
        ``not_compared`` with the reason ``missing``.

    Notes
    -----
    The distances of the limits from their values are squared and added, as in `newcombe`: two intervals may
    overlap a little and the difference still be clear.

    References
    ----------
    Zou, G. Y. and Donner, A. (2008). Construction of confidence limits about effect measures: a general
    approach. *Statistics in Medicine* 27(10), 1693–1702.

    Examples
    --------
    >>> compare_published(7.8, Interval(7.6, 8.0), 7.4, Interval(7.3, 7.5)).code
    'higher'
    """
    sides = (value_a, interval_a.lower, interval_a.upper, value_b, interval_b.lower, interval_b.upper)
    if any(math.isnan(one) for one in sides):
        return Finding("not_compared", reasons=(Finding("missing"),))
    lower, upper = (float(limit) for limit in _difference_limits(*(as_floats(one) for one in sides)))
    return Finding(_verdict(lower, upper), {"difference": value_a - value_b, "lower": lower, "upper": upper})


def compare_with_fixed(interval: Interval[float], value: float) -> Finding:
    """Say whether an interval lies above, around or below a value that is itself certain, such as a target.

    Parameters
    ----------
    interval : Interval of floats
        Limits of the measured value.
    value : float
        What it is held against, in the same unit.

    Returns
    -------
    Finding
        ``higher``, ``similar`` or ``lower`` with ``lower``, ``upper`` and ``value``; or ``not_compared``
        with the reason ``missing``. A value equal to a limit is ``similar``.

    Examples
    --------
    >>> compare_with_fixed(Interval(0.42, 0.47), 0.40).code
    'higher'
    """
    if math.isnan(interval.lower) or math.isnan(interval.upper) or math.isnan(value):
        return Finding("not_compared", reasons=(Finding("missing"),))
    code = _verdict(interval.lower - value, interval.upper - value)
    return Finding(code, {"lower": interval.lower, "upper": interval.upper, "value": value})


def adjust(p: Numbers) -> FloatArray:
    """Return Benjamini and Hochberg's adjusted probabilities, which never fall as p rises.

    Parameters
    ----------
    p : array, shape (tests,)
        Probabilities between 0 and 1; NaN for a test that was not made.

    Returns
    -------
    array of float64, shape (tests,)
        For each test the smallest rate of false discoveries at which it counts as one; NaN where p is.

    Raises
    ------
    ValueError
        If a probability lies outside 0 to 1.

    Notes
    -----
    Tests that were not made do not count. The rate is held for independent tests and for tests that rise
    and fall together, as the themes of one place mostly do.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate: a practical and powerful
    approach to multiple testing. *Journal of the Royal Statistical Society B* 57(1), 289–300.

    Examples
    --------
    >>> adjust([0.01, 0.04, 0.03, np.nan]).round(4)
    array([0.03, 0.04, 0.04,  nan])
    """
    probability = as_floats(p)
    if ((probability < 0) | (probability > 1)).any():
        raise ValueError("a probability lies outside 0 to 1")
    made = np.flatnonzero(~np.isnan(probability))
    falling = made[np.argsort(-probability[made], kind="stable")]
    ranks = np.arange(len(made), 0, -1)
    adjusted = np.full(probability.shape, np.nan)
    adjusted[falling] = np.minimum.accumulate(np.minimum(probability[falling] * len(made) / ranks, 1.0))
    return adjusted


def benjamini_hochberg(p: Numbers, rate: float = 0.05) -> BoolArray:
    """Say which of many tests count as discoveries if at most `rate` of those may be false.

    Parameters
    ----------
    p : array, shape (tests,)
        Probabilities between 0 and 1; NaN for a test that was not made.
    rate : float
        Between 0 and 1; 0.05 unless told.

    Returns
    -------
    array of bool, shape (tests,)
        True for discoveries; never for a test that was not made.

    Raises
    ------
    ValueError
        If a probability or the rate lies outside 0 to 1.

    Notes
    -----
    As for `adjust`.

    References
    ----------
    As for `adjust`.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5, np.nan])
    array([ True, False, False, False, False])
    """
    if not 0 <= rate <= 1:
        raise ValueError(f"rate must lie between 0 and 1, not {rate}")
    return np.asarray(adjust(p) <= rate)


def _difference_limits(
    share_a: FloatArray,
    lower_a: FloatArray,
    upper_a: FloatArray,
    share_b: FloatArray,
    lower_b: FloatArray,
    upper_b: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    difference = share_a - share_b
    lower = difference - np.hypot(share_a - lower_a, upper_b - share_b)
    upper = difference + np.hypot(upper_a - share_a, share_b - lower_b)
    return np.asarray(lower), np.asarray(upper)


def _say(
    pair: Sequence[float], interval: Interval[float], p: float, confidence: float, least: float
) -> Finding:
    count_a, base_a, count_b, base_b = pair
    if any(math.isnan(one) for one in pair):
        return Finding("not_compared", reasons=(Finding("missing"),))
    if not (base_a and base_b):
        return Finding("not_compared", reasons=(Finding("empty_base"),))
    if min(base_a, base_b) < least:
        reason = Finding("small_base", {"base": min(base_a, base_b), "least": least})
        return Finding("not_compared", reasons=(reason,))
    params = {
        "share_a": count_a / base_a,
        "share_b": count_b / base_b,
        "difference": count_a / base_a - count_b / base_b,
        "lower": interval.lower,
        "upper": interval.upper,
        "p": p,
        "confidence": confidence,
    }
    return Finding(_verdict(interval.lower, interval.upper), params)


def _verdict(lower: float, upper: float) -> str:
    if lower > 0:
        return "higher"
    return "lower" if upper < 0 else "similar"
