"""Rising, steady or falling: a test of the direction of a series that knows how uncertain its values are."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import combinations
from typing import Final

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray, IntArray, Numbers, as_floats
from edau.kernels.findings import Finding
from edau.kernels.indicators.intervals import normal_quantile

LEVEL: Final = 0.05

#: Fewest points for each test. Four points with known errors can show a slope; of four bare points no order
#: is rarer than one in twelve.
LEAST_WEIGHTED: Final = 4
LEAST_BARE: Final = 5

#: Up to this many bare points the probability is counted out; beyond, the normal approximation is as good.
_COUNTED: Final = 60

#: Periods this close to touching (in years) do not overlap: publishers begin them on slightly different days.
_SLACK: Final = 0.1


def trend(times: Numbers, values: Numbers, variances: Numbers | None = None, *, span: float = 0.0) -> Finding:
    """Say whether a series rises, is steady, or falls.

    Parameters
    ----------
    times : array, shape (points,)
        When each period begins, rising; in years, say.
    values : array, shape (points,)
        In any unit; NaN where missing.
    variances : array, shape (points,), optional
        Sampling variance of each value (`variance_from_interval` of its published limits).
    span : float
        How long a period is, in the unit of the times. Of periods that overlap only some are used, counted back
        from the last, since they share people and would make any movement look steady.

    Returns
    -------
    Finding
        ``rising``, ``steady`` or ``falling``, with ``method`` (``weighted`` or ``mann_kendall``), ``slope`` per
        unit of time, ``p``, how many ``points`` were used, and the times ``first`` and ``last`` of them; from
        the weighted test also the 95% limits ``lower`` and ``upper`` of the slope. Or ``too_short`` with the
        number of ``points`` and the ``least`` that would do.

    Raises
    ------
    ValueError
        If the shapes differ, the times do not rise, or a variance is negative.

    Notes
    -----
    *Weighted*, where enough points have a variance above 0: the least-squares slope with weights 1/variance.
    Two probabilities are worked out, and the larger one counts: that of the known variances (normal), and that
    of the scatter of the points about the line (Student's t). A wobble that the published limits do not explain
    thus needs a clearer slope.

    *Mann–Kendall*, else: whether later values are larger than earlier ones more often than shuffling would
    bring about; the slope is the median of all slopes between two points (Sen). The probability is exact where
    no two values are equal. It takes the points to be independent, which the years of one series are only in
    part; so a finding says how the series has moved, not how it will.

    References
    ----------
    Mann, H. B. (1945). Nonparametric tests against trend. *Econometrica* 13(3), 245–259. Kendall, M. G. (1975).
    *Rank Correlation Methods*, 4th ed. Griffin. Sen, P. K. (1968). Estimates of the regression coefficient based
    on Kendall's tau. *JASA* 63(324), 1379–1389. Birge, R. T. (1932). The calculation of errors by the method of
    least squares. *Physical Review* 40(2), 207–227 (scatter beyond the known errors).

    Examples
    --------
    >>> finding = trend([2019, 2020, 2021, 2022], [60.0, 61.2, 61.9, 63.1], [0.09] * 4)
    >>> finding.code, round(finding["slope"], 2), finding["method"]
    ('rising', 1.0, 'weighted')
    >>> trend([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]).code
    'falling'
    >>> trend([2020, 2021], [5, 4])
    Finding(code='too_short', params=mappingproxy({'points': 2, 'least': 5}), reasons=())
    """
    time, value = as_floats(times), as_floats(values)
    variance = np.full(time.shape, np.nan) if variances is None else as_floats(variances)
    if not time.shape == value.shape == variance.shape or time.ndim != 1:
        raise ValueError("times, values and variances need one number each per point")
    if (np.diff(time) <= 0).any():
        raise ValueError("the times of a series must rise")
    if (variance < 0).any():
        raise ValueError("a variance is negative")
    known = np.isfinite(value)
    for able, least in ((known & (variance > 0), LEAST_WEIGHTED), (known, LEAST_BARE)):
        used = apart(time, span, able)
        if used.size >= least:
            weighted = least == LEAST_WEIGHTED
            found = (
                _weighted(time[used], value[used], variance[used])
                if weighted
                else _bare(time[used], value[used])
            )
            params = {"points": int(used.size), "first": float(time[used[0]]), "last": float(time[used[-1]])}
            return Finding(found.code, {**found.params, **params})
    return Finding("too_short", {"points": int(used.size), "least": LEAST_BARE})


def apart(times: Numbers, span: float, able: BoolArray | None = None) -> IntArray:
    """Return which periods do not overlap, counted back from the last.

    Parameters
    ----------
    times : array, shape (points,)
        When each period begins, rising.
    span : float
        How long a period is.
    able : array of bool, shape (points,), optional
        The points that may be used; all unless told.

    Returns
    -------
    array of int
        Positions, rising; empty where no point may be used.

    Examples
    --------
    >>> apart([2011, 2012, 2013, 2014, 2015], 3).tolist()
    [1, 4]
    """
    time = as_floats(times)
    kept: list[int] = []
    for at in reversed(range(time.size)):
        if (able is None or able[at]) and (not kept or time[kept[-1]] - time[at] >= span - _SLACK):
            kept.append(at)
    return np.array(kept[::-1], dtype=np.int64)


def _weighted(time: FloatArray, value: FloatArray, variance: FloatArray) -> Finding:
    weight = 1 / variance
    off = time - (weight * time).sum() / weight.sum()
    spread = float((weight * off**2).sum())
    slope = float((weight * off * value).sum()) / spread
    rest = value - (weight * value).sum() / weight.sum() - slope * off
    free = time.size - 2
    # The square root of what the scatter is of what the variances would have it be (Birge's ratio).
    ratio = math.sqrt(float((weight * rest**2).sum()) / free)
    error = 1 / math.sqrt(spread)
    by_variance = math.erfc(abs(slope) / error / math.sqrt(2))
    by_scatter = student_p(slope / (error * ratio), free) if ratio > 0 else 0.0
    p = max(by_variance, by_scatter)
    reach = error * max(normal_quantile(1 - LEVEL), student_reach(free) * ratio)
    params: dict[str, float | int | str] = {
        "method": "weighted",
        "slope": slope,
        "lower": slope - reach,
        "upper": slope + reach,
        "p": p,
    }
    return Finding(_direction(slope, p), params)


def _bare(time: FloatArray, value: FloatArray) -> Finding:
    pairs = np.array(list(combinations(range(value.size), 2)))
    rise = value[pairs[:, 1]] - value[pairs[:, 0]]
    slope = float(np.median(rise / (time[pairs[:, 1]] - time[pairs[:, 0]])))
    score = int(np.sign(rise).sum())
    p = mann_kendall_p(score, value)
    # Of a series with many equal values the median slope can be 0 although the rest all rise.
    return Finding(_direction(float(score), p), {"method": "mann_kendall", "slope": slope, "p": p})


def _direction(sign: float, p: float) -> str:
    if p > LEVEL or sign == 0:
        return "steady"
    return "rising" if sign > 0 else "falling"


def mann_kendall_p(score: int, values: Numbers) -> float:
    """Return the two-sided probability of a Mann–Kendall score when the order of the values is chance.

    Parameters
    ----------
    score : int
        Pairs that rise less pairs that fall.
    values : array, shape (points,)
        The values, for their number and for those that are equal.

    Returns
    -------
    float
        Exact without equal values, for up to 60 points; else the normal approximation with the correction for
        ties and for continuity. 1 where all values are equal.

    Examples
    --------
    >>> round(mann_kendall_p(10, [1, 2, 3, 4, 5]), 4)
    0.0167
    """
    value = as_floats(values)
    count = int(value.size)
    _, ties = np.unique(value, return_counts=True)
    if (ties == 1).all() and count <= _COUNTED:
        return _exact_p(abs(score), count)
    pairs = [(n * (n - 1) * (2 * n + 5)) for n in (count, *ties.tolist())]
    variance = (pairs[0] - sum(pairs[1:])) / 18
    if variance <= 0:
        return 1.0
    return min(1.0, math.erfc(max(0, abs(score) - 1) / math.sqrt(2 * variance)))


@lru_cache(maxsize=1_000)
def _exact_p(score: int, count: int) -> float:
    """How many of all orders of `count` values have a score as far from 0 as this one."""
    # orders[i]: how many orders have i pairs that fall (Mahonian numbers), grown one value at a time.
    orders: list[int] = [1]
    for size in range(2, count + 1):
        most = size * (size - 1) // 2
        grown = [0] * (most + 1)
        window = 0
        for at in range(most + 1):
            window += orders[at] if at < len(orders) else 0
            window -= orders[at - size] if 0 <= at - size < len(orders) else 0
            grown[at] = window
        orders = grown
    most = count * (count - 1) // 2
    as_far = sum(many for falling, many in enumerate(orders) if abs(most - 2 * falling) >= score)
    return as_far / math.factorial(count)


def student_p(t: float, freedom: int) -> float:
    """Return the two-sided probability of Student's t with a whole number of degrees of freedom.

    Parameters
    ----------
    t : float
    freedom : int
        At least 1.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If there is no degree of freedom.

    References
    ----------
    Abramowitz, M. and Stegun, I. A. (1964). *Handbook of Mathematical Functions*, 26.7.3 and 26.7.4.

    Examples
    --------
    >>> round(student_p(2.776, 4), 3), round(student_p(12.706, 1), 3)
    (0.05, 0.05)
    """
    if freedom < 1:
        raise ValueError("Student's t needs at least one degree of freedom")
    angle = math.atan(abs(t) / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    even = freedom % 2 == 0
    term = 1.0 if even else cosine
    series = 0.0 if not even and freedom == 1 else term
    for step in range(1 if even else 2, freedom - 2, 2):
        term *= cosine**2 * step / (step + 1)
        series += term
    inside = sine * series if even else 2 / math.pi * (angle + sine * series)
    return min(1.0, max(0.0, 1 - inside))


@lru_cache(maxsize=100)
def student_reach(freedom: int, level: float = LEVEL) -> float:
    """Return the t at which `student_p` reaches a level, by halving.

    Examples
    --------
    >>> round(student_reach(4), 3), round(student_reach(10), 3)
    (2.776, 2.228)
    """
    low, high = 0.0, 1.0
    while student_p(high, freedom) > level:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if student_p(middle, freedom) > level else (low, middle)
    return high
