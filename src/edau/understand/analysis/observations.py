"""Judge one figure: its interval or the reason why it has none, its status, and how far to trust it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from edau.kernels.indicators.intervals import wilson
from edau.kernels.indicators.reliability import SMALL_PLACE, grade

BEST_FIT_LEVELS = ("LSOA", "MSOA")  # too coarse for a place of a thousand people
SHARES = ("proportion", "index")


@dataclass(frozen=True)
class Judged:
    """A figure as it is published. `value`, `lower` and `upper` are in the unit of the indicator (shares:
    percent, 0 to 100); `interval` says how the limits were made or why there are none; `status` is a
    StatsWales code."""

    value: float | None
    lower: float | None
    upper: float | None
    interval: str
    status: str
    reliability: str


def judge(
    kind: str,
    *,
    interval: str,
    level: str,
    population: float | None,
    numerator: float | None = None,
    denominator: float | None = None,
    value: float | None = None,
    published: tuple[float | None, float | None] = (None, None),
    nested: bool = False,
    limits: tuple[float, float] | None = None,
) -> Judged:
    """Judge a figure of an indicator.

    Parameters
    ----------
    kind : str
        Kind of the indicator: `proportion`, `index` (both: value from numerator and denominator), `count`,
        `mean`, `ratio`, `modelled`.
    interval : str
        How the indicator's limits are made: `wilson`, or a reason for having none (`none:…`).
    level : str
        Geography that was counted: `OA`, `LSOA`, `MSOA`, `LA`, `point`.
    population : float or None
        Residents of the area.
    numerator, denominator : float or None
        Of a share; the numerator is reconstructed, so need not be whole.
    value : float or None
        Of anything else.
    published : pair of float or None
        The limits that were published with a value whose interval is `published`.
    limits : pair of float or None
        Wilson's limits of the share (between 0 and 1) where they were worked out already, with those of others.
    nested : bool
        True where the area consists of whole areas of `level`; false where it is best-fitted from them.

    Returns
    -------
    Judged
        A missing or baseless figure has status `x` and grade D. A place under 2,000 people with a figure from
        LSOAs or MSOAs has status `u` and grade D: what it is made of is mostly not that place. Status `e`:
        estimated, because its count was reconstructed from percentages, best-fitted, or modelled.

    Notes
    ----- A census is no sample: Wilson's interval tells how far the share of so small a group could have come
    out otherwise.
    """
    shared = kind in SHARES and value is None
    if shared:
        value = 100 * numerator / denominator if denominator and numerator is not None else None
    if value is None or math.isnan(value):
        reason = "none:no_denominator" if shared else interval
        return Judged(None, None, None, reason, "x", "D")
    lower, upper = published if interval == "published" else (None, None)
    if interval == "published" and (lower is None or upper is None):
        interval = "none:administrative"
    if interval == "wilson" and numerator is not None and denominator is not None:
        if limits is None:
            interval_of_one = wilson(min(numerator, denominator), denominator)
            limits = interval_of_one.lower, interval_of_one.upper
        lower, upper = 100 * limits[0], 100 * limits[1]
    base = denominator if kind in SHARES else None
    letter = grade(kind, base, lower, upper, level, population, nested=nested)
    return Judged(value, lower, upper, interval, _status(interval, level, population, nested), letter)


def _status(interval: str, level: str, population: float | None, nested: bool) -> str:
    if level in BEST_FIT_LEVELS and not nested and not (population is not None and population >= SMALL_PLACE):
        return "u"
    if level == "point":
        return ""  # a point lies in an outline or it does not
    return "e" if interval in ("wilson", "none:modelled") or not nested else ""
