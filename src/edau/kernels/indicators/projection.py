"""A short look ahead: simple methods, judged on the past of many areas at once, or refused with the reason."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray, IntArray, Numbers, as_floats
from edau.kernels.findings import Finding

METHODS: Final = ("naive", "drift", "damped", "mean")

#: Years ahead at most; and, with twice as many periods of the past spent on each, the fewest worth a test.
FURTHEST: Final = 5
NEAREST: Final = 2

#: Periods that a method sees before its first forecast is judged.
LEAST_SEEN: Final = 5
LEAST_PERIODS: Final = LEAST_SEEN + 1 + 2 * NEAREST

#: Errors that an interval is made from, at least.
LEAST_ERRORS: Final = 20

NOMINAL: Final = 0.8
LOWEST_HIT_RATE: Final = 0.6

#: Level, slope and damping of the damped trend: what is tried, the best on the past of the series is taken.
_ALPHAS: Final = (0.2, 0.4, 0.6, 0.8, 1.0)
_BETAS: Final = (0.05, 0.2, 0.5)
_PHIS: Final = (0.8, 0.9, 0.98)


@dataclass(frozen=True, slots=True)
class Backtest:
    """What each method would have said in the past: rolling origins, all areas.

    Parameters
    ----------
    forecasts : array, shape (methods, areas, periods, horizon)
        In the order of `METHODS`; made at the end of each period with what was known then. NaN where fewer than
        `LEAST_SEEN` periods were.
    errors : array, same shape
        Forecast less what came, in scales of the area; NaN where nothing has come yet.
    scales : array, shape (areas, periods)
        Mean absolute change from one period to the next up to then: the unit of the errors.
    """

    forecasts: FloatArray
    errors: FloatArray
    scales: FloatArray


@dataclass(frozen=True, slots=True)
class Projection:
    """A look ahead for several areas of one series, or the reason why there is none.

    Parameters
    ----------
    finding : Finding
        ``projected`` with the ``method``, the nominal level of the interval and its ``hit_rate`` in the past, how
        many forecasts were ``tested``, the mean ``scaled_error`` and that of the last value (``naive_error``); or
        ``refused``, with those of them that are known and a reason: ``too_short``, ``no_skill`` or ``missed``.
    middle, lower, upper : array, shape (areas, horizon)
        The forecasts and their limits; NaN where an area has no last value, or everywhere if refused.
    """

    finding: Finding
    middle: FloatArray
    lower: FloatArray
    upper: FloatArray


def furthest(periods: int) -> int:
    """Return how many periods ahead a series of so many periods can be judged: 0 to `FURTHEST`.

    Examples
    --------
    >>> [furthest(periods) for periods in (9, 10, 12, 16, 30)]
    [0, 2, 3, 5, 5]
    """
    ahead = min(FURTHEST, (periods - LEAST_SEEN - 1) // 2)
    return ahead if ahead >= NEAREST else 0


def naive(values: FloatArray, horizon: int) -> FloatArray:
    """Return the last value known at the end of each period, for every period ahead.

    Parameters
    ----------
    values : array, shape (areas, periods)
        NaN before a series begins and after it ends; no gaps inside.
    horizon : int

    Returns
    -------
    array of float64, shape (areas, periods, horizon)

    Examples
    --------
    >>> naive(np.array([[1.0, 3.0]]), 2).tolist()
    [[[1.0, 1.0], [3.0, 3.0]]]
    """
    return np.repeat(values[:, :, np.newaxis], horizon, axis=2)


def drift(values: FloatArray, horizon: int) -> FloatArray:
    """Return the line from the first value through the last, carried on; parameters as for `naive`.

    References
    ----------
    Hyndman, R. J. and Athanasopoulos, G. (2021). *Forecasting: Principles and Practice*, 3rd ed. OTexts, 5.2.

    Examples
    --------
    >>> drift(np.array([[1.0, 3.0, 7.0]]), 2)[0, 2].tolist()
    [10.0, 13.0]
    """
    steps = _seen(values) - 1
    first = _first(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(steps > 0, (values - first[:, np.newaxis]) / steps, np.nan)
    return values[:, :, np.newaxis] + slope[:, :, np.newaxis] * np.arange(1, horizon + 1)


def damped(values: FloatArray, horizon: int) -> FloatArray:
    """Return Holt's trend, damped, with the parameters that did best one period ahead up to then.

    Parameters
    ----------
    values, horizon
        As for `naive`.

    Returns
    -------
    array of float64, shape (areas, periods, horizon)
        NaN before the third value.

    Notes
    -----
    Level and slope begin with the first two values. The parameters are those of a small grid with the smallest sum
    of squared errors so far, so each forecast stands on nothing but its own past.

    References
    ----------
    Gardner, E. S. and McKenzie, E. (1985). Forecasting trends in time series. *Management Science* 31(10),
    1237–1246.

    Examples
    --------
    >>> damped(np.array([[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]), 2)[0, -1].round(2).tolist()
    [6.96, 7.9]
    """
    grid = np.array(list(product(_ALPHAS, _BETAS, _PHIS)))
    alpha, beta, phi = (column[np.newaxis] for column in grid.T)
    areas, periods = values.shape
    steps = np.arange(1, horizon + 1)
    carry = np.cumsum(grid[:, 2][:, np.newaxis] ** steps, axis=1)  # shape (grid, horizon)
    level = np.full((areas, len(grid)), np.nan)
    slope = np.full((areas, len(grid)), np.nan)
    squared = np.zeros((areas, len(grid)))
    seen = _seen(values)
    found = np.full((areas, periods, horizon), np.nan)
    for at in range(periods):
        value = values[:, at][:, np.newaxis]
        count = seen[:, at][:, np.newaxis]
        guess = level + phi * slope
        squared += np.where(count > 2, (value - guess) ** 2, 0.0)
        new = alpha * value + (1 - alpha) * guess
        slope, level = (
            np.where(count > 2, beta * (new - level) + (1 - beta) * phi * slope, value - level),
            np.where(count > 2, new, value),
        )
        best = np.argmin(np.where(np.isfinite(squared), squared, np.inf), axis=1)
        row = np.arange(areas)
        ahead = level[row, best][:, np.newaxis] + slope[row, best][:, np.newaxis] * carry[best]
        found[:, at] = np.where(count > 2, ahead, np.nan)
    return found


def backtest(values: Numbers, horizon: int) -> Backtest:
    """Return what each method would have said at the end of each period, and how far off it was.

    Parameters
    ----------
    values : array, shape (areas, periods)
        Equally spaced periods, oldest first. NaN before a series begins and after it ends.
    horizon : int
        Periods ahead, at least 1.

    Returns
    -------
    Backtest

    Raises
    ------
    ValueError
        If a value is missing inside a series, or the shapes or horizon make no sense.

    Notes
    -----
    Errors are scaled by the mean absolute change of the area so far, so that areas and series of all sizes can be
    put together. An area that has never changed has no scale and no errors.

    References
    ----------
    Hyndman, R. J. and Koehler, A. B. (2006). Another look at measures of forecast accuracy. *International Journal
    of Forecasting* 22(4), 679–688 (the scaled error). Tashman, L. J. (2000). Out-of-sample tests of forecasting
    accuracy. *International Journal of Forecasting* 16(4), 437–450 (rolling origins).

    Examples
    --------
    >>> found = backtest([[1, 2, 4, 5, 6, 8]], 1)
    >>> found.errors[:, 0, 4, 0].round(2).tolist(), float(found.scales[0, 4])
    ([-1.6, -0.6, -0.82, -1.01], 1.25)
    """
    value = as_floats(values)
    if value.ndim != 2 or horizon < 1:
        raise ValueError("a backtest needs rows of areas and at least one period ahead")
    known = np.isfinite(value)
    seen = _seen(value)
    if (np.diff(known.astype(np.int64), axis=1, prepend=0) > 0).sum(axis=1).max(initial=0) > 1:
        raise ValueError("a series has a gap")
    change = np.abs(np.diff(value, axis=1, prepend=np.nan))
    total = np.nancumsum(change, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        scales = np.where((seen > 1) & (total > 0) & known, total / (seen - 1), np.nan)
    single = [method(value, horizon) for method in (naive, drift, damped)]
    forecasts = np.stack([*single, np.mean(single, axis=0)])
    forecasts[:, seen < LEAST_SEEN] = np.nan
    actual = np.full((*value.shape, horizon), np.nan)
    for step in range(1, min(horizon, value.shape[1] - 1) + 1):
        actual[:, :-step, step - 1] = value[:, step:]
    return Backtest(forecasts, (forecasts - actual) / scales[:, :, np.newaxis], scales)


def project(
    values: Numbers,
    *,
    floor: float = -math.inf,
    ceiling: float = math.inf,
    nominal: float = NOMINAL,
    methods: Sequence[str] = METHODS,
) -> Projection:
    """Look ahead for several areas of one series, or refuse.

    Parameters
    ----------
    values : array, shape (areas, periods)
        As for `backtest`; the last column is now.
    floor, ceiling : float
        What a value cannot pass (0 and 100 for a share in per cent).
    nominal : float
        How often the interval should hold what comes; 0.8 unless told.
    methods : sequence of str
        Which of `METHODS` may be chosen; all unless told.

    Returns
    -------
    Projection
        See there.

    Raises
    ------
    ValueError
        As `backtest`.

    Notes
    -----
    The method is the one that did best so far, for all areas of the series together. What is judged is this very
    rule: at each moment of the past it chooses by what was known then and makes its interval from the errors known
    then (those of all areas, the `nominal` quantile of their sizes, one for each number of periods ahead: a split
    conformal interval). So the hit rate and the error that are printed are those of forecasts that nobody could
    have peeked at. It is refused

    * ``too_short``: too few periods to judge two periods ahead, or fewer than 20 errors;
    * ``no_skill``: the last value simply carried on did at least as well, or is what the rule would choose now;
    * ``missed``: the interval held less than 60% of what came.

    Years of one series and areas of one country move together, so the hit rate is itself uncertain, and what has
    never happened before (a price shock) is in no interval.

    References
    ----------
    Lei, J. et al. (2018). Distribution-free predictive inference for regression. *JASA* 113(523), 1094–1111. Bates,
    J. M. and Granger, C. W. J. (1969). The combination of forecasts. *Operational Research Quarterly* 20(4),
    451–468 (the mean of methods).

    Examples
    --------
    >>> time = np.arange(16.0)
    >>> wobble = np.array([[(7 * area + 5 * int(at)) % 11 / 11 for at in time] for area in range(12)])
    >>> found = project(50 + 2 * time + wobble)
    >>> found.finding.code, found.finding["method"], found.middle.shape
    ('projected', 'drift', (12, 5))
    >>> project([[1, 2, 3]]).finding.reasons[0]
    Finding(code='too_short', params=mappingproxy({'periods': 3, 'least': 10}), reasons=())
    """
    value = as_floats(values)
    areas, periods = value.shape
    lasting = int(_seen(value).max(initial=0))
    horizon = furthest(lasting)
    if not horizon:
        return _refused(areas, 1, Finding("too_short", {"periods": lasting, "least": LEAST_PERIODS}))
    past = backtest(value, horizon)
    sizes = np.abs(past.errors)
    allowed = np.array([METHODS.index(method) for method in methods])
    origins = [_rule(sizes, origin, nominal, allowed) for origin in range(periods)]
    record = _record(past, sizes, origins, floor, ceiling, nominal)
    now = origins[-1]
    if record is None or now is None:
        return _refused(areas, horizon, Finding("too_short", {"periods": lasting, "least": LEAST_PERIODS}))
    method, widths = now
    if METHODS[method] == "naive" or not record["scaled_error"] < record["naive_error"]:
        return _refused(areas, horizon, Finding("no_skill"), record)
    if record["hit_rate"] < LOWEST_HIT_RATE:
        return _refused(areas, horizon, Finding("missed", {"least": LOWEST_HIT_RATE}), record)
    middle = past.forecasts[method, :, -1]
    reach = widths * past.scales[:, -1:]
    lower, upper = np.clip(middle - reach, floor, ceiling), np.clip(middle + reach, floor, ceiling)
    middle = np.where(np.isfinite(reach), np.clip(middle, floor, ceiling), np.nan)
    return Projection(Finding("projected", {"method": METHODS[method], **record}), middle, lower, upper)


def _rule(sizes: FloatArray, origin: int, nominal: float, allowed: IntArray) -> tuple[int, FloatArray] | None:
    """The method chosen at the end of a period and its half-widths in scales, by the errors known then; None where
    they are too few for one of the periods ahead."""
    horizon = sizes.shape[3]
    known = [
        sizes[:, :, : max(0, origin - step + 1), step - 1].reshape(len(METHODS), -1)
        for step in range(1, horizon + 1)
    ]
    known = [errors[:, np.isfinite(errors).all(axis=0)] for errors in known]
    if min(errors.shape[1] for errors in known) < LEAST_ERRORS:
        return None
    means = np.concatenate(known, axis=1).mean(axis=1)
    method = int(allowed[np.argmin(means[allowed])])
    widths = [conformal_width(errors[method], nominal) for errors in known]
    # Further ahead nobody knows more: a smaller error there is luck.
    return method, np.maximum.accumulate(widths)


def conformal_width(errors: Numbers, nominal: float) -> float:
    """Return the size of error that holds a share of all errors, with one more to come.

    Parameters
    ----------
    errors : array, shape (errors,)
        Sizes of past errors.
    nominal : float
        The share, between 0 and 1.

    Returns
    -------
    float
        The ⌈(n + 1) · nominal⌉th smallest; infinite where n is too small for that.

    Examples
    --------
    >>> conformal_width([1, 2, 3, 4], 0.8), conformal_width([1, 2], 0.8)
    (4.0, inf)
    """
    ordered = np.sort(as_floats(errors))
    rank = math.ceil(round((ordered.size + 1) * nominal, 9))
    return float(ordered[rank - 1]) if rank <= ordered.size else math.inf


def _record(
    past: Backtest,
    sizes: FloatArray,
    origins: list[tuple[int, FloatArray] | None],
    floor: float,
    ceiling: float,
    nominal: float,
) -> dict[str, float | int] | None:
    """How the rule did in the past: its hit rate, its mean scaled error, that of the last value carried on."""
    own: list[FloatArray] = []
    last: list[FloatArray] = []
    held: list[BoolArray] = []
    for origin, rule in enumerate(origins):
        if rule is None:
            continue
        method, widths = rule
        came = np.isfinite(sizes[method, :, origin])
        own.append(sizes[method, :, origin][came])
        last.append(sizes[0, :, origin][came])
        # Within the bounds of what can be, the interval is cut; what came was always within them.
        held.append((sizes[method, :, origin] <= widths)[came])
    if not own or not sum(one.size for one in own):
        return None
    return {
        "nominal": nominal,
        "hit_rate": float(np.concatenate(held).mean()),
        "tested": int(sum(one.size for one in held)),
        "scaled_error": float(np.concatenate(own).mean()),
        "naive_error": float(np.concatenate(last).mean()),
    }


def _refused(
    areas: int, horizon: int, reason: Finding, record: dict[str, float | int] | None = None
) -> Projection:
    nothing = np.full((areas, horizon), np.nan)
    return Projection(Finding("refused", record or {}, (reason,)), nothing, nothing, nothing)


def _seen(values: FloatArray) -> IntArray:
    """How many values of each series are known up to each period."""
    return np.cumsum(np.isfinite(values), axis=1)


def _first(values: FloatArray) -> FloatArray:
    """The first known value of each series; NaN where there is none."""
    known = np.isfinite(values)
    return np.where(known.any(axis=1), values[np.arange(len(values)), known.argmax(axis=1)], np.nan)
