"""How sure the difference of two shares is: its interval, and the probability that belongs to it."""

from __future__ import annotations

import math
from typing import overload

import numpy as np

from edau.kernels.arrays import FloatArray, Numbers, as_floats
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
    lower, upper = difference_limits(
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


def difference_limits(
    share_a: FloatArray,
    lower_a: FloatArray,
    upper_a: FloatArray,
    share_b: FloatArray,
    lower_b: FloatArray,
    upper_b: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Limits of a less b from the values and limits of both: the distances on each side squared and added."""
    difference = share_a - share_b
    lower = difference - np.hypot(share_a - lower_a, upper_b - share_b)
    upper = difference + np.hypot(upper_a - share_a, share_b - lower_b)
    return np.asarray(lower), np.asarray(upper)
