"""Intervals for shares (Wilson) and for counts and rates (exact Poisson, Byar)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Generic, TypeVar, overload

import numpy as np

from edau.kernels.arrays import FloatArray, Numbers, as_floats

Bound = TypeVar("Bound", float, FloatArray)

#: Below this count Byar's approximation gives way to the exact Poisson limits, as in English public health
#: practice.
EXACT_BELOW = 10


@dataclass(frozen=True, slots=True)
class Interval(Generic[Bound]):
    """A lower and an upper limit: two floats, or two arrays of one shape.

    Parameters
    ----------
    lower, upper : float or array
        Limits in the unit of the value they belong to. NaN where no interval can be given.

    Examples
    --------
    >>> Interval(0.25, 0.75).half_width
    0.25
    >>> Interval(0.25, 0.75).holds(0.5)
    True
    """

    lower: Bound
    upper: Bound

    @property
    def half_width(self) -> Bound:
        """Half the distance between the limits."""
        return (self.upper - self.lower) / 2

    def holds(self, value: float) -> bool:
        """Say whether `value` lies between two numeric limits, ends included; never when they are NaN."""
        return bool(self.lower <= value <= self.upper)


def normal_quantile(confidence: float) -> float:
    """Return the two-sided normal quantile of a confidence level.

    Parameters
    ----------
    confidence : float
        Between 0 and 1, ends excluded (0.95 for "95%").

    Returns
    -------
    float
        z, in standard deviations.

    Raises
    ------
    ValueError
        If `confidence` is not strictly between 0 and 1 (95 instead of 0.95, for example).

    Examples
    --------
    >>> round(normal_quantile(0.95), 6)
    1.959964
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}")
    return NormalDist().inv_cdf((1 + confidence) / 2)


@overload
def wilson(count: float, base: float, confidence: float = ...) -> Interval[float]: ...
@overload
def wilson(count: Numbers, base: float | Numbers, confidence: float = ...) -> Interval[FloatArray]: ...
@overload
def wilson(count: float, base: Numbers, confidence: float = ...) -> Interval[FloatArray]: ...
def wilson(
    count: float | Numbers, base: float | Numbers, confidence: float = 0.95
) -> Interval[float] | Interval[FloatArray]:
    """Return Wilson's score interval, without continuity correction, of the share `count` / `base`.

    Parameters
    ----------
    count : float or array
        How many have the property. Reconstructed counts need not be whole.
    base : float or array
        Out of how many; same shape as `count`, or one that broadcasts with it.
    confidence : float
        0.95 unless told.

    Returns
    -------
    Interval
        Limits of the share, between 0 and 1 (not percent): floats for two numbers, else arrays.

    Raises
    ------
    ValueError
        If a count or base is negative, or a count is larger than its base.

    Notes
    -----
    Zero out of n gives a lower limit of exactly 0, n out of n an upper limit of exactly 1. A base of zero,
    or a missing (NaN) count or base, gives NaN limits: nothing is known. It holds its level well even for a
    base of a few people, where the textbook interval fails. A census is no sample: there the interval tells
    how far the share of so small a group could have come out otherwise, not an error of sampling.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. *Journal of
    the American Statistical Association* 22(158), 209–212. Newcombe, R. G. (1998). Two-sided confidence
    intervals for the single proportion: comparison of seven methods. *Statistics in Medicine* 17(8),
    857–872 (method 3).

    Examples
    --------
    >>> interval = wilson(81, 263)
    >>> round(interval.lower, 4), round(interval.upper, 4)
    (0.2553, 0.3662)
    >>> wilson([0, 5], [20, 0]).lower
    Traceback (most recent call last):
        ...
    ValueError: a count is larger than its base
    >>> wilson([0, 0], [20, 0]).upper.round(4)
    array([0.1611,    nan])
    """
    z = normal_quantile(confidence)
    number, total = np.broadcast_arrays(as_floats(count), as_floats(base))
    _refuse_impossible_shares(number, total)
    lower, upper = wilson_limits(number, total, z)
    if lower.ndim == 0:
        return Interval(float(lower), float(upper))
    return Interval(lower, upper)


def wilson_limits(
    count: FloatArray, base: FloatArray, z: float | FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return Wilson's limits for a normal quantile `z` instead of a confidence level; inputs are not checked.

    Parameters
    ----------
    count, base : array of float64
        As for `wilson`, shapes that broadcast.
    z : float or array
        Two-sided normal quantile, in standard deviations; 0 gives limits equal to the share itself.

    Returns
    -------
    tuple of two arrays
        Lower and upper limit of the share; NaN where the base is zero or something is missing.

    References
    ----------
    As for `wilson`.

    Examples
    --------
    >>> lower, upper = wilson_limits(np.array(1.0), np.array(4.0), 0.0)
    >>> float(lower), float(upper)
    (0.25, 0.25)
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        square = np.square(z)
        centre = count + square / 2
        reach = z * np.sqrt(count * (base - count) / base + square / 4)
        lower = (centre - reach) / (base + square)
        upper = (centre + reach) / (base + square)
        share = count / base
    known = np.isfinite(share)
    # Rounding must not push a limit past the share or past an end of the scale.
    lower = np.where(count == 0, 0.0, np.clip(lower, 0.0, share))
    upper = np.where(count == base, 1.0, np.clip(upper, share, 1.0))
    return np.where(known, lower, np.nan), np.where(known, upper, np.nan)


@overload
def exact_poisson(count: float, confidence: float = ...) -> Interval[float]: ...
@overload
def exact_poisson(count: Numbers, confidence: float = ...) -> Interval[FloatArray]: ...
def exact_poisson(count: float | Numbers, confidence: float = 0.95) -> Interval[float] | Interval[FloatArray]:
    """Return the exact limits of the expectation behind a Poisson count.

    Parameters
    ----------
    count : float or array
        Events counted. A count that is not whole is taken through the same gamma quantiles.
    confidence : float
        0.95 unless told.

    Returns
    -------
    Interval
        Limits of the expected count: floats for a number, else arrays of the shape of `count`.

    Raises
    ------
    ValueError
        If a count is negative.

    Notes
    -----
    Zero gives a lower limit of exactly 0 and the upper limit −ln(half the error): 3.69 at 95%. A missing
    count gives NaN. Quantiles are found by halving, one count after another, so this is meant for small
    counts (see `byar`).

    References
    ----------
    Garwood, F. (1936). Fiducial limits for the Poisson distribution. *Biometrika* 28(3/4), 437–442.

    Examples
    --------
    >>> interval = exact_poisson(5)
    >>> round(interval.lower, 3), round(interval.upper, 3)
    (1.623, 11.668)
    """
    normal_quantile(confidence)  # refuses a level that is none
    number = as_floats(count)
    _refuse_negative(number)
    limits = np.array([_exact_limits(one, confidence) for one in number.ravel().tolist()]).reshape(
        *number.shape, 2
    )
    if number.ndim == 0:
        return Interval(float(limits[0]), float(limits[1]))
    return Interval(limits[..., 0], limits[..., 1])


@overload
def byar(count: float, base: float = ..., per: float = ..., confidence: float = ...) -> Interval[float]: ...
@overload
def byar(
    count: Numbers, base: float | Numbers = ..., per: float = ..., confidence: float = ...
) -> Interval[FloatArray]: ...
@overload
def byar(count: float, base: Numbers, per: float = ..., confidence: float = ...) -> Interval[FloatArray]: ...
def byar(
    count: float | Numbers, base: float | Numbers = 1, per: float = 1, confidence: float = 0.95
) -> Interval[float] | Interval[FloatArray]:
    """Return limits of a count, or of a rate: exact below ten events, Byar's approximation from ten on.

    Parameters
    ----------
    count : float or array
        Events counted (no upper bound, unlike the count of a share).
    base : float or array
        Population or time at risk; 1 leaves the limits in events.
    per : float
        Unit of the rate (100000 for "per 100,000 people").
    confidence : float
        0.95 unless told.

    Returns
    -------
    Interval
        Limits of ``per * count / base``: floats for numbers, else arrays.

    Raises
    ------
    ValueError
        If a count, a base or `per` is negative.

    Notes
    -----
    No events give a lower limit of exactly 0. A base of zero, or anything missing, gives NaN. At ten events
    the approximation differs from the exact limits by less than 0.2%; under ten it drifts (the lower limit
    of a single event comes out at half the exact one), which is why the exact limits stand there.

    References
    ----------
    Breslow, N. E. and Day, N. E. (1987). *Statistical Methods in Cancer Research, Volume II: The Design and
    Analysis of Cohort Studies*. IARC Scientific Publications 82, p. 69.

    Examples
    --------
    >>> interval = byar(15)
    >>> round(interval.lower, 3), round(interval.upper, 3)
    (8.389, 24.742)
    >>> interval = byar(0, base=1000, per=1000)
    >>> interval.lower, round(interval.upper, 2)
    (0.0, 3.69)
    """
    z = normal_quantile(confidence)
    number, total = np.broadcast_arrays(as_floats(count), as_floats(base))
    _refuse_negative(number)
    _refuse_negative(total)
    _refuse_negative(as_floats(per))
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = number * (1 - 1 / (9 * number) - z / (3 * np.sqrt(number))) ** 3
        above = number + 1
        upper = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
        small = number < EXACT_BELOW
        if small.any():
            exact = exact_poisson(np.where(small, number, np.nan), confidence)
            lower, upper = np.where(small, exact.lower, lower), np.where(small, exact.upper, upper)
        scale = np.where(total > 0, per / total, np.nan)
        lower, upper = lower * scale, upper * scale
    if number.ndim == 0:
        return Interval(float(lower), float(upper))
    return Interval(lower, upper)


@lru_cache(maxsize=4096)
def _exact_limits(count: float, confidence: float) -> tuple[float, float]:
    if math.isnan(count):
        return math.nan, math.nan
    tail = (1 - confidence) / 2
    lower = 0.0 if count == 0 else _gamma_quantile(count, tail)
    return lower, _gamma_quantile(count + 1, 1 - tail)


def _gamma_quantile(shape: float, probability: float) -> float:
    """Return the quantile of a gamma distribution with unit scale, by halving what surely holds it."""
    # By small steps: far beyond the bulk of the distribution the terms of its series overflow.
    low, high = 0.0, shape + 1
    while _gamma_distribution(shape, high) < probability:
        low, high = high, high + math.sqrt(shape) + 1
    while True:
        middle = (low + high) / 2
        if middle in (low, high):  # neighbours on the number line: no closer answer exists
            return middle
        if _gamma_distribution(shape, middle) < probability:
            low = middle
        else:
            high = middle


def _gamma_distribution(shape: float, value: float) -> float:
    """Return the regularised lower incomplete gamma function by its power series."""
    if value <= 0:
        return 0.0
    term = total = 1.0
    step = shape
    while term > total * 1e-17:
        step += 1
        term *= value / step
        total += term
    return math.exp(shape * math.log(value) - value - math.lgamma(shape + 1)) * total


def _refuse_negative(values: FloatArray) -> None:
    if (values < 0).any():
        raise ValueError("a count or base is negative")


def _refuse_impossible_shares(count: FloatArray, base: FloatArray) -> None:
    _refuse_negative(count)
    _refuse_negative(base)
    if (count > base).any():
        raise ValueError("a count is larger than its base")
