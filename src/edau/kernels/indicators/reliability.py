"""How far a number can be trusted: a grade for one observation, and one figure for a whole indicator."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from edau.kernels.arrays import FloatArray, Numbers, as_floats
from edau.kernels.findings import Finding
from edau.kernels.indicators.intervals import Interval, normal_quantile

GRADES: Final[str] = "ABCD"

#: Half-width of the interval of a share, in percentage points: up to the first limit A, the second B, the
#: third C.
SHARE_LIMITS: Final = (1.5, 3.0, 6.0)

#: Half-width of any other interval, relative to the middle of the interval.
RELATIVE_LIMITS: Final = (0.05, 0.10, 0.20)

#: A share of fewer people (or households) than this is at best graded as named.
SMALL_BASES: Final = ((30, "D"), (100, "C"))

#: Places with fewer residents get no figure best-fitted from areas of about their own size.
SMALL_PLACE: Final = 2000

#: The best grade a best fit of a level can reach. Levels not named have no cap.
LEVEL_CAPS: Final[Mapping[str, str]] = MappingProxyType({"LSOA": "B", "MSOA": "C"})

KINDS: Final = frozenset({"count", "proportion", "rate", "ratio", "mean", "index", "modelled"})
LEVELS: Final = frozenset({"OA", "LSOA", "MSOA", "LA", "point"})


def grade(
    kind: str,
    denominator: float | None,
    lower: float | None,
    upper: float | None,
    level: str,
    population: float | None,
    *,
    nested: bool = False,
) -> str:
    """Grade one observation from A (firm) to D (too uncertain for a bare figure).

    Parameters
    ----------
    kind : {"count", "proportion", "rate", "ratio", "mean", "index", "modelled"}
        Kind of the indicator.
    denominator : float or None
        People or households the value is a share of; None or NaN where there is no such base.
    lower, upper : float or None
        Limits in the unit of the value (percent for shares); None or NaN where there is no interval.
    level : {"OA", "LSOA", "MSOA", "LA", "point"}
        Geography the value was made from.
    population : float or None
        Residents of the place or area. Unknown counts as small.
    nested : bool
        True where the area is made of whole areas of `level` (an authority of LSOAs, or the LSOA itself):
        nothing was split, so neither the cap for best fits nor the smallest population applies.

    Returns
    -------
    str
        ``"A"``, ``"B"``, ``"C"`` or ``"D"``.

    Raises
    ------
    ValueError
        If the kind or level is unknown, or the limits are the wrong way round.

    Notes
    -----
    The grade is the lowest of these (`graded` names each one that counted):

    ============================================  ===========================================================
    share, with interval                          half-width ≤ 1.5 points A, ≤ 3 B, ≤ 6 C, else D
    anything else, with interval                  half-width ≤ 5% of the middle A, ≤ 10% B, ≤ 20% C, else D
    no interval, published for an authority       A
    no interval, anything else                    B
    count of points on the map                    B: lists of services go out of date
    modelled                                      at best C: an estimate of an estimate
    best fit of LSOAs / of MSOAs                  at best B / at best C
    best fit of LSOAs or MSOAs, < 2,000 people    D
    share of < 100 / < 30 people or households    at best C / D
    share of nobody                               D
    ============================================  ===========================================================

    The thresholds are Edau's own, chosen so that grade A separates places that differ by 3 percentage
    points, and D means an interval more than 12 points wide.

    Examples
    --------
    >>> grade("proportion", 30_500, 18.9, 19.8, "OA", 30_500)
    'A'
    >>> grade("proportion", 30_500, 18.9, 19.8, "LSOA", 30_500)
    'B'
    >>> grade("proportion", 1_400, 18.0, 22.1, "LSOA", 1_400)
    'D'
    >>> grade("count", None, None, None, "point", 1_400)
    'B'
    """
    finding = graded(kind, denominator, lower, upper, level, population, nested=nested)
    return finding.code


def graded(
    kind: str,
    denominator: float | None,
    lower: float | None,
    upper: float | None,
    level: str,
    population: float | None,
    *,
    nested: bool = False,
) -> Finding:
    """Grade one observation as `grade` does, and say why.

    Parameters
    ----------
    kind, denominator, lower, upper, level, population, nested
        As for `grade`.

    Returns
    -------
    Finding
        Code A, B, C or D; the reasons are the rules that led to just this grade. Their codes:
        ``half_width_points``, ``half_width_relative``, ``published``, ``no_interval``, ``points``,
        ``modelled``, ``best_fit``, ``small_place``, ``small_base``, ``empty_base``.

    Raises
    ------
    ValueError
        As `grade`.

    Notes
    -----
    As for `grade`.

    Examples
    --------
    >>> finding = graded("proportion", 1_400, 18.0, 22.1, "LSOA", 1_400)
    >>> finding.code, [reason.code for reason in finding.reasons]
    ('D', ['small_place'])
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind: {kind}")
    if level not in LEVELS:
        raise ValueError(f"unknown level: {level}")
    people = _number(population)
    votes = [_grade_of_width(kind, _number(lower), _number(upper), level)]
    if kind == "modelled":
        votes.append(("C", Finding("modelled")))
    if level in LEVEL_CAPS and not nested:
        votes.append((LEVEL_CAPS[level], Finding("best_fit", {"level": level})))
        if not people >= SMALL_PLACE:
            votes.append(("D", Finding("small_place", {"population": people} if people >= 0 else {})))
    votes.extend(_grades_of_base(kind, _number(denominator)))
    lowest = max(letter for letter, _ in votes)
    return Finding(lowest, reasons=tuple(reason for letter, reason in votes if letter == lowest))


def _grade_of_width(kind: str, lower: float, upper: float, level: str) -> tuple[str, Finding]:
    if lower > upper:
        raise ValueError("the lower limit lies above the upper limit")
    if level == "point":
        return "B", Finding("points")
    if math.isnan(lower) or math.isnan(upper):
        return ("A", Finding("published")) if level == "LA" else ("B", Finding("no_interval"))
    half_width = (upper - lower) / 2
    if kind == "proportion":
        return _letter(half_width, SHARE_LIMITS), Finding("half_width_points", {"half_width": half_width})
    middle = abs(upper + lower) / 2
    relative = half_width / middle if middle else (math.inf if half_width else 0.0)
    return _letter(relative, RELATIVE_LIMITS), Finding("half_width_relative", {"half_width": relative})


def _grades_of_base(kind: str, denominator: float) -> list[tuple[str, Finding]]:
    if math.isnan(denominator):
        return []
    if denominator <= 0:
        return [("D", Finding("empty_base"))]
    if kind == "proportion":
        for least, letter in SMALL_BASES:
            if denominator < least:
                return [(letter, Finding("small_base", {"base": denominator, "least": least}))]
    return []


def _letter(width: float, limits: tuple[float, ...]) -> str:
    # Decimal limits such as 18.5 and 21.5 must count as exactly 1.5 apart from their middle.
    return GRADES[sum(round(width, 9) > limit for limit in limits)]


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


def between_place_reliability(values: Numbers, variances: Numbers) -> float:
    """Return the part of the variation between places that is not uncertainty of their values.

    Parameters
    ----------
    values : array, shape (places,)
        One value per place, in any unit.
    variances : array, shape (places,)
        Sampling variance of each value, in the square of that unit.

    Returns
    -------
    float
        between / (between + mean sampling variance): 0 where the places cannot be told apart, 1 where the
        values are certain. NaN with fewer than two places with both numbers.

    Raises
    ------
    ValueError
        If the shapes differ or a variance is negative.

    Notes
    -----
    The variance between places is found by the method of moments with equal weights (every place counts
    once; weights by size would let the cities speak for everyone): the variance of the values less their
    mean sampling variance, and 0 where that is negative. Places with a missing value or variance are left
    out. Where all values agree and all are certain there is no difference to be found, and the answer is 0.
    Below 0.5 chance is the larger part: no map.

    References
    ----------
    DerSimonian, R. and Laird, N. (1986). Meta-analysis in clinical trials. *Controlled Clinical Trials*
    7(3), 177–188. DerSimonian, R. and Kacker, R. (2007). Random-effects model for meta-analysis of clinical
    trials: an update. *Contemporary Clinical Trials* 28(2), 105–114 (the moment estimate with equal
    weights).

    Examples
    --------
    >>> between_place_reliability([10, 20, 30], [25, 25, 25])
    0.75
    >>> between_place_reliability([10, 11, 12], [25, 25, 25])
    0.0
    """
    value, variance = as_floats(values), as_floats(variances)
    if value.shape != variance.shape or value.ndim != 1:
        raise ValueError("values and variances need one number each per place")
    if (variance < 0).any():
        raise ValueError("a variance is negative")
    known = np.isfinite(value) & np.isfinite(variance)
    if known.sum() < 2:
        return math.nan
    sampling = float(variance[known].mean())
    between = max(0.0, float(value[known].var(ddof=1)) - sampling)
    return between / (between + sampling) if between else 0.0


def share_variance(count: Numbers, base: Numbers) -> FloatArray:
    """Return the sampling variance of shares, never zero for a base that is not empty.

    Parameters
    ----------
    count, base : array, same shape
        How many, out of how many (people or households).

    Returns
    -------
    array of float64
        Variance of ``count / base`` (a share between 0 and 1; times 10,000 for percent). NaN for a base of
        zero.

    Notes
    -----
    Two are added to those with and two to those without before taking p(1 − p)/n, so that 0 out of 20 does
    not count as certain.

    References
    ----------
    Agresti, A. and Coull, B. A. (1998). Approximate is better than "exact" for interval estimation of
    binomial proportions. *The American Statistician* 52(2), 119–126.

    Examples
    --------
    >>> share_variance([0, 50], [20, 100]).round(5)
    array([0.00318, 0.0024 ])
    """
    number, total = as_floats(count), as_floats(base)
    share = (number + 2) / (total + 4)
    return np.where(total > 0, share * (1 - share) / (total + 4), np.nan)


def variance_from_interval(interval: Interval[FloatArray], confidence: float = 0.95) -> FloatArray:
    """Return the sampling variance that published limits imply.

    Parameters
    ----------
    interval : Interval of arrays
        Published lower and upper limits, in the unit of the value.
    confidence : float
        Level of the limits; 0.95 unless told.

    Returns
    -------
    array of float64
        Variance in the square of that unit; NaN where a limit is missing.

    Examples
    --------
    >>> variance_from_interval(Interval(np.array([8.04]), np.array([11.96]))).round(3)
    array([1.])
    """
    return np.square((interval.upper - interval.lower) / 2 / normal_quantile(confidence))
