"""What two published tables tell about the people who are in one and not in the other.

A place and the place without one small area, an involvement and one theme inside it, a table before and after one more
contribution: each may be harmless alone and give somebody away by subtraction. Fixed thresholds are the remedy chosen
here (`suppress(..., step=5)`: counts rounded down to multiples of five). A random perturbation would wash out when the
table is asked for again; rounding to the nearest five makes a shown 5 mean 5 to 7, three values; rounding down makes every
shown figure mean five values, so that the difference of two is open by five values or more. Thresholds alone do not help
when one person comes in at a threshold and the total says that it was one: so a table follows another only when
`safe_to_publish` says so, and until then the earlier one stands.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from edau.kernels.arrays import FloatArray
from edau.kernels.deliberation.suppression import LEAST, Published, narrowed
from edau.kernels.indicators.intervals import Interval

Limits = tuple[FloatArray, FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """What can be worked out from two tables together: limits per band, all of them exact.

    Parameters
    ----------
    parent, child, difference : Interval of arrays (bands,)
        Of the larger table, of the smaller, and of those who are in the larger alone.
    together : Interval of floats
        Of all who are in the larger alone.
    """

    parent: Interval[FloatArray]
    child: Interval[FloatArray]
    difference: Interval[FloatArray]
    together: Interval[float]


def joint_bounds(parent: Published, child: Published) -> Joint:
    """Return what can be worked out when both tables are seen.

    Parameters
    ----------
    parent, child : Published
        Tables of the same bands; everybody in `child` is in `parent`, in the same band. Over time the later table
        is the parent of the earlier.

    Returns
    -------
    Joint

    Raises
    ------
    ValueError
        If the bands differ in number, or no counts would give both tables.

    Notes
    -----
    In a band, parent p, child c and difference d = p − c ≥ 0 each have limits; sums over bands have limits of the same
    three kinds. Sets of this form add up without loss (their sides have the same directions, and their corners are
    whole numbers), so narrowing each of the three by what the other bands leave, and then each by the other two, gives
    limits that can really occur. Only two tables are looked at: a third may tell more.

    Examples
    --------
    >>> from edau.kernels.deliberation.suppression import suppress
    >>> found = joint_bounds(suppress([13, 20]), suppress([12, 20]))
    >>> found.difference.lower.tolist(), found.difference.upper.tolist()
    ([1.0, 0.0], [1.0, 0.0])
    """
    if parent.counts.shape != child.counts.shape:
        raise ValueError("two tables of the same bands are needed")
    cells = _closed(parent.boxes(), child.boxes())
    one = _closed(_boxed(parent.total_box()), _boxed(child.total_box()))
    kinds = [
        narrowed(low, high, float(total_low[0]), float(total_high[0]))
        for (low, high), (total_low, total_high) in zip(cells, one, strict=True)
    ]
    whole, part, apart = (
        Interval(low, high) for low, high in _tightened(*[(kind.lower, kind.upper) for kind in kinds])
    )
    low, high = apart.lower, apart.upper
    total_low, total_high = one[2]
    together = Interval(
        max(float(total_low[0]), float(low.sum())), min(float(total_high[0]), float(high.sum()))
    )
    return Joint(whole, part, apart, together)


def safe_to_publish(parent: Published, child: Published, *, least: int = LEAST) -> bool:
    """Say whether two tables, of which one holds everybody in the other, may both be seen.

    Parameters
    ----------
    parent, child : Published
        As for `joint_bounds`.
    least : int
        How many values a small number must be able to take.

    Returns
    -------
    bool
        True if it is the same people. Otherwise True only if those in the larger table alone are not known to be fewer
        than `least`, if in every band their number could still be one of `least` values or is known to be `least` or
        more, and if every band in either table that is hidden or small could still be one of `least` values.

    Raises
    ------
    ValueError
        As for `joint_bounds`.

    Notes
    -----
    Nought counts as small, as in `suppress`: five newcomers of whom none is in a band tell on all five. Exact tables
    therefore seldom pass, which is the reason for fixed thresholds. Tables that share a parent and fill it up (areas
    of a place) belong in one cross table (`cross_tables`), not in pairs.

    Examples
    --------
    >>> from edau.kernels.deliberation.suppression import suppress
    >>> safe_to_publish(suppress([13, 20]), suppress([12, 20]))
    False
    >>> safe_to_publish(suppress([23, 30], step=5), suppress([19, 21], step=5))
    True
    """
    found = joint_bounds(parent, child)
    if found.together.upper <= 0:
        return True
    if found.together.upper < least:
        return False
    wide = least - 1
    low, high = found.difference.lower, found.difference.upper
    # An infinite limit less another number is infinite: as wide as can be.
    apart = (high - low >= wide) | (low >= least)
    hidden = np.concatenate(
        [
            (found.parent.upper - found.parent.lower)[parent.counts < least],
            (found.child.upper - found.child.lower)[child.counts < least],
        ]
    )
    return bool(apart.all() and (hidden >= wide).all())


def _boxed(limits: tuple[float, float]) -> Limits:
    return np.array([limits[0]]), np.array([limits[1]])


def _closed(parent: Limits, child: Limits) -> tuple[Limits, Limits, Limits]:
    """Limits of p, c and d = p − c ≥ 0, each narrowed by the others."""
    nothing, endless = np.zeros_like(parent[0]), np.full_like(parent[0], np.inf)
    return _tightened(parent, child, (nothing, endless))


def _tightened(parent: Limits, child: Limits, apart: Limits) -> tuple[Limits, Limits, Limits]:
    """Narrow p, c and d by p = c + d. Once is enough: a detour between three has one stop."""
    (pl, ph), (cl, ch), (dl, dh) = parent, child, apart
    # A limit less infinity is minus infinity, which narrows nothing; infinity less infinity is no number: left out.
    with np.errstate(invalid="ignore"):
        result = (
            (np.fmax(pl, cl + dl), np.fmin(ph, ch + dh)),
            (np.fmax(cl, pl - dh), np.fmin(ch, ph - dl)),
            (np.fmax(dl, pl - ch), np.fmin(dh, ph - cl)),
        )
    if any((low > high).any() for low, high in result):
        raise ValueError("no counts give both tables")
    return result
