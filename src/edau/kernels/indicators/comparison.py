"""Higher, similar or lower: comparisons that say so only where chance is an unlikely explanation."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from edau.kernels.arrays import Numbers, as_floats
from edau.kernels.findings import Finding
from edau.kernels.indicators.differences import difference_limits, newcombe, newcombe_p
from edau.kernels.indicators.discoveries import adjust
from edau.kernels.indicators.intervals import Interval


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
    lower, upper = (float(limit) for limit in difference_limits(*(as_floats(one) for one in sides)))
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
