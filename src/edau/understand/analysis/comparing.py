"""Up to five areas beside the first of them: higher, similar or lower only where that can be shown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from edau.kernels.indicators.differences import newcombe, newcombe_p
from edau.kernels.indicators.discoveries import adjust
from edau.kernels.indicators.ranks import rank_intervals
from edau.understand.analysis.cube import RATE, cube
from edau.understand.analysis.figures import Figure

Z = 1.959963984540054
ALONE = 0.05  # what a comparison that stood by itself would be judged by: its 95% limits leave out zero
SEED = 2015  # of the draws behind the ranks: the year of the Act
DRAWS = 1_000  # enough for whole ranks; each needs all places anew


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a figure stands to that of the first area: ``higher``, ``similar``, ``lower`` or ``not_compared``.

    `difference` is the figure less that of the first area, in the unit of the indicator (percentage points for shares),
    `lower` and `upper` its 95% limits; None where nothing was compared. `reason` says why not: ``missing`` (one has no
    figure), ``no_interval`` (nothing tells how far chance reaches), ``same_people`` (one lies in the other), ``same_figure``
    (both show the figure of one authority); for ``similar`` it may be ``many_comparisons``: alone the difference would
    have been clear, but among as many as stand on this page some look clear by chance.
    """

    code: str
    difference: float | None = None
    lower: float | None = None
    upper: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a place stands among all listed places with a figure, counted from the highest, and how sure that is (95%)."""

    rank: int
    lower: int
    upper: int
    of: int


def compare(
    first: Mapping[str, Figure], others: Sequence[Mapping[str, Figure]], shared: Sequence[bool]
) -> list[dict[str, Verdict]]:
    """Compare the figures of each of `others` with those of `first`, indicator by indicator.

    Parameters
    ----------
    first, others : mappings of indicator to Figure
    shared : sequence of bool, one for each of `others`
        Whether it shares people with the first area: then nothing is compared, since both count some of the same people.

    Returns
    -------
    list of dict, one for each of `others`
        A verdict for every indicator that either has. All comparisons stand on one page and are judged together: at most
        5% of the differences it names are chance (Newcombe's interval for shares, the published limits for surveys;
        Benjamini and Hochberg over the page).
    """
    found: list[dict[str, Verdict]] = []
    tests: list[tuple[int, str, Figure, Figure]] = []
    for i, (other, same) in enumerate(zip(others, shared, strict=True)):
        verdicts: dict[str, Verdict] = {}
        for key in dict.fromkeys([*first, *other]):
            a, b = other.get(key), first.get(key)
            reason = "same_people" if same else _why_not(a, b)
            if reason:
                verdicts[key] = Verdict("not_compared", reason=reason)
            elif a is not None and b is not None:
                tests.append((i, key, a, b))
        found.append(verdicts)
    for (i, key, _a, _b), verdict in zip(tests, _judged(tests), strict=True):
        found[i][key] = verdict
    return found


def ranks_of(indicator: str, codes: Sequence[str]) -> dict[str, Rank]:
    """Where listed places stand among all of them by one indicator; those without a figure or an interval are left out."""
    whole = cube()
    places, ranks, total = _ranks(whole.tag, indicator)
    return {
        code: Rank(round(ranks[0][at]), round(ranks[1][at]), round(ranks[2][at]), total)
        for code in codes
        if (at := places.get(code)) is not None and not math.isnan(ranks[0][at])
    }


def can_be_ranked(figure: Figure) -> bool:
    """Whether a rank can be given with its interval: only a share counted out of a base has one."""
    return _is_counted(figure)


def _why_not(a: Figure | None, b: Figure | None) -> str:
    if a is None or b is None or a.withheld or b.withheld or a.value is None or b.value is None:
        return "missing"
    if a.level == b.level == "LA":
        # A town shows its authority's figure. Two towns of one authority show one and the same.
        if a.value == b.value and a.lower == b.lower and a.upper == b.upper:
            return "same_figure"
        return "" if None not in (a.lower, a.upper, b.lower, b.upper) else "no_interval"
    return "" if _is_counted(a) and _is_counted(b) else "no_interval"


def _is_counted(figure: Figure) -> bool:
    return figure.interval == "wilson" and figure.numerator is not None and bool(figure.denominator)


def _judged(tests: Sequence[tuple[int, str, Figure, Figure]]) -> list[Verdict]:
    if not tests:
        return []
    differences, lowers, uppers, p = (np.full(len(tests), np.nan) for _ in range(4))
    counted = [k for k, (_i, _key, a, b) in enumerate(tests) if _is_counted(a) and _is_counted(b)]
    if counted:
        pairs = [(tests[k][2], tests[k][3]) for k in counted]
        columns = np.array(
            [[a.numerator, a.denominator, b.numerator, b.denominator] for a, b in pairs], dtype=float
        ).T
        n_a, d_a, n_b, d_b = columns
        n_a, n_b = np.minimum(n_a, d_a), np.minimum(n_b, d_b)  # both were put together from parts and rounded
        interval = newcombe(n_a, d_a, n_b, d_b)
        differences[counted] = 100 * (n_a / d_a - n_b / d_b)
        lowers[counted], uppers[counted] = 100 * np.asarray(interval.lower), 100 * np.asarray(interval.upper)
        p[counted] = newcombe_p(n_a, d_a, n_b, d_b)
    for k, (_i, _key, a, b) in enumerate(tests):
        if k not in counted:
            differences[k], lowers[k], uppers[k], p[k] = _of_surveys(a, b)
    adjusted = adjust(p)
    return [
        _verdict(*(float(one) for one in row))
        for row in zip(differences, lowers, uppers, p, adjusted, strict=True)
    ]


def _of_surveys(a: Figure, b: Figure) -> tuple[float, float, float, float]:
    """The difference of two published values with its limits, and the probability that goes with them. The distances of
    the limits are squared and added (Zou and Donner, 2008)."""
    sides = (a.value, a.lower, a.upper, b.value, b.lower, b.upper)
    a_value, a_lower, a_upper, b_value, b_lower, b_upper = (float(one) for one in sides if one is not None)
    difference = a_value - b_value
    down = math.hypot(a_value - a_lower, b_upper - b_value)
    up = math.hypot(a_upper - a_value, b_value - b_lower)
    towards_zero = down if difference > 0 else up
    if not towards_zero:
        return difference, difference, difference, 0.0 if difference else 1.0
    z = abs(difference) / towards_zero * Z
    return difference, difference - down, difference + up, math.erfc(z / math.sqrt(2))


def _verdict(difference: float, lower: float, upper: float, p: float, adjusted: float) -> Verdict:
    if adjusted <= RATE:
        return Verdict("higher" if difference > 0 else "lower", difference, lower, upper)
    return Verdict("similar", difference, lower, upper, "many_comparisons" if p <= ALONE else "")


@lru_cache(maxsize=128)
def _ranks(tag: str, indicator: str) -> tuple[dict[str, int], np.ndarray, int]:  # type: ignore[type-arg]
    listed = set(cube().places)
    known = [
        (row.area_id, row.value, row.lower, row.upper)
        for row in cube().of_indicator.get(indicator, ())
        if row.area_id in listed and row.status != "u"
    ]
    rows = [
        (code, value, lower, upper)
        for code, value, lower, upper in known
        if value is not None and lower is not None and upper is not None
    ]
    if not rows:
        return {}, np.empty((3, 0)), 0
    values = np.array([value for _code, value, _lower, _upper in rows], dtype=np.float64)
    variances = np.array(
        [((upper - lower) / (2 * Z)) ** 2 for _code, _value, lower, upper in rows], dtype=np.float64
    )
    ranks = rank_intervals(values, variances, seed=SEED, draws=DRAWS)
    at = {code: i for i, (code, *_rest) in enumerate(rows)}
    return at, np.array([ranks.rank, ranks.lower, ranks.upper]), len(rows)
