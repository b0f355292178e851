"""Bring figures of different kinds onto one scale: standard deviations between places, about normally spread.

Every transform also says how uncertain each score is, on the same scale, so that draws can shake it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from edau.kernels.arrays import FloatArray, Numbers, as_floats

#: Yeo–Johnson parameters are looked for between these. Figures that would need one beyond them have a tail that
#: no power can straighten.
POWERS = (-5.0, 5.0)

_GOLDEN = (math.sqrt(5) - 1) / 2
_STEPS = 60


@dataclass(frozen=True, slots=True)
class Scores:
    """One variable on the common scale.

    Parameters
    ----------
    score : array, shape (places,)
        Standard deviations from the mean of the places; NaN where the figure is missing; all 0 where the places
        do not differ.
    noise : array, shape (places,)
        Standard deviation of the uncertainty of each score, on the same scale; 0 where none is known, NaN where
        the score is missing.
    """

    score: FloatArray
    noise: FloatArray


@dataclass(frozen=True, slots=True)
class Prior:
    """A beta distribution that describes how a share varies between places, by its mean and by the number of
    people it is worth (infinite where the places cannot be told apart)."""

    mean: float
    strength: float


def beta_prior(count: Numbers, base: Numbers) -> Prior:
    """Return the beta distribution of a share between places, by the method of moments.

    Parameters
    ----------
    count, base : array, shape (places,)
        How many, out of how many. Places with a missing number or an empty base are left out.

    Returns
    -------
    Prior
        Mean of the places, each counting once (weights by size would let the cities speak for everyone), and
        strength: m(1 − m) / (variance between places) − 1, at least 1 so that nobody and everybody never end as
        0 and 1. Infinite where what is left of the variance after taking away chance is not positive, or with
        fewer than two places.

    Raises
    ------
    ValueError
        If the shapes differ, a number is negative or a count is larger than its base.

    References
    ----------
    Kleinman, J. C. (1973). Proportions with extraneous variance: single and independent samples. *Journal of
    the American Statistical Association* 68(341), 46–54 (with equal weights).

    Examples
    --------
    >>> prior = beta_prior([10, 20, 30], [100, 100, 100])
    >>> round(prior.mean, 2), round(prior.strength, 1)
    (0.2, 18.0)
    """
    number, total = _counts(count, base)
    known = np.isfinite(number) & (total > 0)
    number, total = number[known], total[known]
    if len(number) < 2:
        return Prior(float((number / total).mean()) if len(number) else math.nan, math.inf)
    share = number / total
    mean = float(share.mean())
    chance = float((mean * (1 - mean) / total).mean())
    between = float(share.var(ddof=1)) - chance
    return Prior(mean, max(1.0, mean * (1 - mean) / between - 1) if between > 0 else math.inf)


def shrink(count: Numbers, base: Numbers, prior: Prior) -> FloatArray:
    """Return shares pulled towards the mean of the places, the more so the fewer people they rest on.

    Parameters
    ----------
    count, base : array, shape (places,)
        How many, out of how many.
    prior : Prior
        As found by `beta_prior`.

    Returns
    -------
    array of float64
        (count + strength · mean) / (base + strength): never 0 or 1 unless the mean is. NaN where a number is
        missing or the base is empty (a mean of others would pass for a figure of its own).

    References
    ----------
    Morris, C. N. (1983). Parametric empirical Bayes inference: theory and applications. *Journal of the
    American Statistical Association* 78(381), 47–55.

    Examples
    --------
    >>> shrink([0, 400], [20, 2000], Prior(0.1, 80)).round(3)
    array([0.08 , 0.196])
    """
    number, total = _counts(count, base)
    known = np.isfinite(number) & (total > 0)
    if math.isinf(prior.strength):
        return np.where(known, prior.mean, np.nan)
    return np.where(known, (number + prior.strength * prior.mean) / (total + prior.strength), np.nan)


def share_scores(count: Numbers, base: Numbers) -> Scores:
    """Score shares: small counts shrunk towards the mean of the places, then log odds, then standardised.

    Parameters
    ----------
    count, base : array, shape (places,)
        How many, out of how many; the count need not be whole.

    Returns
    -------
    Scores
        The noise is that of the shrunk share, 1/√((base + strength) p (1 − p)) in log odds.

    Raises
    ------
    ValueError
        As `beta_prior`.

    Notes
    -----
    A share that nobody or everybody has in every place tells no two places apart: all scores are 0.

    Examples
    --------
    >>> share_scores([10, 20, 30], [100, 100, 100]).score.round(2)
    array([-1.29,  0.14,  1.15])
    """
    number, total = _counts(count, base)
    prior = beta_prior(number, total)
    share = shrink(number, total, prior)
    known = np.isfinite(share)
    if math.isinf(prior.strength) or not 0 < prior.mean < 1:
        return Scores(np.where(known, 0.0, np.nan), np.where(known, 0.0, np.nan))
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.log(share / (1 - share))
        error = 1 / np.sqrt((total + prior.strength) * share * (1 - share))
    return _standardised(odds, error)


def size_scores(values: Numbers, errors: Numbers | None = None) -> Scores:
    """Score sizes (people, square kilometres) by their logarithm.

    Parameters
    ----------
    values : array, shape (places,)
        Above 0; zero and less are treated as missing, since they have no logarithm.
    errors : array, shape (places,), optional
        Standard error of each value, in its own unit; missing errors count as 0.

    Returns
    -------
    Scores

    Examples
    --------
    >>> size_scores([100, 1000, 10000, 0]).score.round(2)
    array([-1.22,  0.  ,  1.22,   nan])
    """
    value = as_floats(values)
    value = np.where(value > 0, value, np.nan)
    return _standardised(np.log(value), _errors(value, errors) / value)


def other_scores(values: Numbers, errors: Numbers | None = None) -> Scores:
    """Score anything else by the Yeo–Johnson transform whose parameter is most likely.

    Parameters
    ----------
    values : array, shape (places,)
        Of either sign.
    errors : array, shape (places,), optional
        Standard error of each value, in its own unit; missing errors count as 0.

    Returns
    -------
    Scores

    Examples
    --------
    >>> other_scores([1, 2, 4, 8, np.nan]).score.round(2)
    array([-1.31, -0.49,  0.43,  1.36,   nan])
    """
    value = as_floats(values)
    if np.unique(value[np.isfinite(value)]).size < 2:
        return _standardised(value, _errors(value, errors))
    power = yeo_johnson_power(value)
    slope = np.power(np.abs(value) + 1, np.sign(value) * (power - 1))
    return _standardised(yeo_johnson(value, power), _errors(value, errors) * slope)


def yeo_johnson(values: Numbers, power: float) -> FloatArray:
    """Return the Yeo–Johnson transform of values of either sign.

    Parameters
    ----------
    values : array
        NaN stays NaN.
    power : float
        The parameter λ; 1 changes nothing.

    Returns
    -------
    array of float64

    References
    ----------
    Yeo, I.-K. and Johnson, R. A. (2000). A new family of power transformations to improve normality or
    symmetry. *Biometrika* 87(4), 954–959.

    Examples
    --------
    >>> yeo_johnson([-1, 0, 3], 0).round(4)
    array([-1.5   ,  0.    ,  1.3863])
    """
    value = as_floats(values)
    grown = np.log1p(np.abs(value))
    up = grown if power == 0 else np.expm1(power * grown) / power
    down = grown if power == 2 else np.expm1((2 - power) * grown) / (2 - power)
    return np.asarray(np.where(value < 0, -down, up))


def yeo_johnson_power(values: Numbers) -> float:
    """Return the Yeo–Johnson parameter under which the values are most likely to be normal.

    Parameters
    ----------
    values : array
        At least two different ones; NaN is left out.

    Returns
    -------
    float
        Between the ends of `POWERS`, to within 10⁻⁶; found by golden section, since the likelihood has one
        maximum.

    Raises
    ------
    ValueError
        If there are fewer than two different values.

    References
    ----------
    As for `yeo_johnson` (section 3).

    Examples
    --------
    >>> power = yeo_johnson_power(np.expm1(np.linspace(0.1, 4, 40)))
    >>> -0.2 < power < 0.4
    True
    """
    value = as_floats(values).ravel()
    value = value[np.isfinite(value)]
    if np.unique(value).size < 2:
        raise ValueError("a power needs at least two different values")
    lean = float((np.sign(value) * np.log1p(np.abs(value))).mean())

    def loss(power: float) -> float:
        return 0.5 * math.log(float(yeo_johnson(value, power).var())) - (power - 1) * lean

    low, high = POWERS
    for _ in range(_STEPS):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        if loss(left) < loss(right):
            high = right
        else:
            low = left
    return (low + high) / 2


def _standardised(values: FloatArray, errors: FloatArray) -> Scores:
    known = np.isfinite(values)
    found = values[known]
    spread = float(found.std()) if found.size else 0.0
    # Values that differ by rounding alone do not differ.
    if not found.size or spread <= 1e-12 * max(1.0, float(np.abs(found).max())):
        flat = np.where(known, 0.0, np.nan)
        return Scores(flat, flat)
    return Scores(
        np.where(known, (values - found.mean()) / spread, np.nan), np.where(known, errors / spread, np.nan)
    )


def _errors(values: FloatArray, errors: Numbers | None) -> FloatArray:
    if errors is None:
        return np.zeros(values.shape)
    error = as_floats(errors)
    if error.shape != values.shape:
        raise ValueError("values and errors need one number each per place")
    if (error < 0).any():
        raise ValueError("an error is negative")
    return np.where(np.isfinite(error), error, 0.0)


def _counts(count: Numbers, base: Numbers) -> tuple[FloatArray, FloatArray]:
    number, total = as_floats(count), as_floats(base)
    if number.shape != total.shape:
        raise ValueError("counts and bases need one number each per place")
    if (number < 0).any() or (total < 0).any():
        raise ValueError("a count or a base is negative")
    if (number > total).any():
        raise ValueError("a count is larger than its base")
    return number, total
