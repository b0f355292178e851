"""Hiding small numbers in a table of bands so that they cannot be worked out again.

A number is small below five, and nought is small too: "nobody" and "everybody" tell as much about a person as "one of
two". So nought is hidden exactly as one to four are, with one and the same mark as the larger numbers that are hidden to
protect them: from the mark alone nobody can tell which is which.

Where it matters that few were heard, and not how many (`suppress_but_few`), a small number is shown as "nought to four"
instead, which tells no more than any other number that is rounded down to fives, and one of the larger numbers is hidden so
that it stays as wide as that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from edau.kernels.arrays import BoolArray, FloatArray, IntArray
from edau.kernels.indicators.intervals import Interval

#: Numbers below it are small.
LEAST = 5
#: What stands for a number that is not shown.
HIDDEN = -1


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """What everybody may see of a table of bands.

    Parameters
    ----------
    counts : array of int, (bands,)
        `HIDDEN` where nothing is shown; else the count, rounded down to a multiple of `step`.
    total : int
        All together, exact; `HIDDEN` when fewer than `LEAST`.
    step : int
        1 for exact counts. With a step of 5, a shown 10 stands for 10 to 14.
    """

    counts: IntArray
    total: int
    step: int = 1

    @property
    def shown(self) -> BoolArray:
        """Which bands are shown."""
        shown: BoolArray = self.counts != HIDDEN
        return shown

    def boxes(self) -> tuple[FloatArray, FloatArray]:
        """Least and most that each band could be by its own figure alone (infinite where hidden)."""
        shown = self.shown
        low = np.where(shown, self.counts, 0).astype(np.float64)
        return low, np.where(shown, low + self.step - 1, math.inf)

    def total_box(self) -> tuple[float, float]:
        """Least and most that the total could be by its own figure alone."""
        return (0.0, math.inf) if self.total == HIDDEN else (float(self.total), float(self.total))


def suppress(
    counts: Sequence[int] | IntArray,
    *,
    least: int = LEAST,
    step: int = 1,
    order: Sequence[int] | IntArray | None = None,
) -> Published:
    """Return what may be published of a table of bands and its total.

    Parameters
    ----------
    counts : sequence of int, (bands,)
        How many in each band, "not stated" being a band like any other. The bands exclude one another.
    least : int
        Counts below it, nought included, are hidden.
    step : int
        Shown counts are rounded down to a multiple of it (1: not at all). Fixed thresholds protect tables that
        overlap with others, see `differencing`.
    order : sequence of int, (bands,) or None
        The bands in the order in which they are given up to protect others; the order of the table unless told. It
        must not depend on the counts: take something everybody knows, such as the population of the bands.

    Returns
    -------
    Published

    Raises
    ------
    ValueError
        If there are no bands, a count is negative or not whole, `least` or `step` is below 1, or `order` does not name
        each band once.

    Notes
    -----
    A total below `least` hides everything, the total included. Otherwise, if a band is small, the next band in order is
    hidden too until the hidden bands together surely hold at least (least − 1) people each and `least` more. They can
    then not all be small, every one of them might be nought and might be `least` or more, and (50, 0, 0) shows only the
    total: with 50 shown, everybody would be known to be in the first band.

    To hide the smallest of the others, and stop as soon as no number can be subtracted, would leave more to show, but
    whoever knows that rule learns from it: of two hidden bands with nine people beside a shown 5, one must be 4 and the
    other 5. With an order fixed beforehand and room for every hidden band to be small or not, even one who tries the rule
    on every table there is has five values left for every hidden band.

    With one band its count is the total, and shown or hidden with it. Subsets of bands add nothing: what is hidden
    is bound by one sum only.

    References
    ----------
    Hundepool, A. et al. (2012). *Statistical Disclosure Control*. Wiley, chapter 4 (small-count rule, secondary
    suppression, feasibility intervals).

    Examples
    --------
    >>> suppress([50, 12, 1], order=[1, 0, 2]).counts.tolist()
    [50, -1, -1]
    >>> suppress([50, 0, 0]).counts.tolist()
    [-1, -1, -1]
    >>> suppress([53, 3, 17, 4, 28], order=[2, 0, 1, 3, 4], step=5).counts.tolist()
    [50, -1, -1, -1, 25]
    >>> suppress([1, 2]).total
    -1
    """
    exact = _checked(counts, least, step)
    total = int(exact.sum())
    if total < least:
        return Published(np.full(exact.size, HIDDEN, dtype=np.int64), HIDDEN, step)
    hide: BoolArray = exact < least
    waiting = iter(_ordered(order, exact.size))
    while True:
        published = Published(np.where(hide, HIDDEN, exact // step * step), total, step)
        if hide.all() or _kept(published, least):
            return published
        hide[next(band for band in waiting if not hide[band])] = True


def suppress_but_few(
    counts: Sequence[int] | IntArray,
    *,
    least: int = LEAST,
    order: Sequence[int] | IntArray | None = None,
) -> Published:
    """Return what may be published of a table of bands where it shall be seen in which bands there are few.

    Parameters
    ----------
    counts, least, order
        As for `suppress`; `order` names the bands that are given up to protect the small ones.

    Returns
    -------
    Published
        With `least` as its step: every shown count is rounded down to a multiple of it, so that a shown 0 stands for
        nought to four.

    Raises
    ------
    ValueError
        As for `suppress`.

    Notes
    -----
    A total below `least` hides everything, the total included. Otherwise the first band in order that is not small is
    hidden, if it surely holds `least` people, whatever the shown ones are; else all are hidden. So the total leaves every
    small band as wide as it is shown, and even one who tries the rule on every table there is has five values left for
    each number that is small or hidden.

    Beside `suppress` it tells that a small band is below five, which that keeps open; in exchange a group of whom nobody
    or nearly nobody was heard can be seen to be missing, without telling which of the two it is.

    Examples
    --------
    >>> suppress_but_few([50, 12, 1]).counts.tolist()
    [-1, 10, 0]
    >>> suppress_but_few([50, 0, 0]).counts.tolist(), suppress_but_few([4, 3, 5]).counts.tolist()
    ([-1, 0, 0], [-1, -1, -1])
    """
    exact = _checked(counts, least, least)
    total = int(exact.sum())
    if total < least:
        return Published(np.full(exact.size, HIDDEN, dtype=np.int64), HIDDEN, least)
    small: BoolArray = exact < least
    shown = exact // least * least
    if not small.any():
        return Published(shown, total, least)
    large = next((band for band in _ordered(order, exact.size) if not small[band]), None)
    if large is not None:
        shown[large] = HIDDEN
        published = Published(shown, total, least)
        _, high = published.boxes()
        if total - float(high[published.shown].sum()) >= least:
            return published
    return Published(np.full(exact.size, HIDDEN, dtype=np.int64), total, least)


def bounds(published: Published) -> Interval[FloatArray]:
    """Return what can be worked out about every band from the published figures alone.

    Parameters
    ----------
    published : Published

    Returns
    -------
    Interval of arrays (bands,)
        Least and most that each band can be; the upper limit is infinite when the total is hidden too. Both ends
        can really occur: the limits are exact, not only safe.

    Raises
    ------
    ValueError
        If no counts at all would give these figures.

    Notes
    -----
    One sum binds the bands, so a band lies between its own limits, and between the total less the most and the total
    less the least that the others can be.

    Examples
    --------
    >>> found = bounds(suppress([50, 12, 1], order=[1, 0, 2]))
    >>> found.lower.tolist(), found.upper.tolist()
    ([50.0, 0.0, 0.0], [50.0, 13.0, 13.0])
    """
    low, high = published.boxes()
    return narrowed(low, high, *published.total_box())


def narrowed(low: FloatArray, high: FloatArray, total_low: float, total_high: float) -> Interval[FloatArray]:
    """Return limits of numbers that lie between limits of their own, and whose sum lies between two more.

    Parameters
    ----------
    low, high : array (k,)
        Own limits; `high` may be infinite.
    total_low, total_high : float
        Limits of the sum.

    Returns
    -------
    Interval of arrays (k,)

    Raises
    ------
    ValueError
        If nothing satisfies them.

    Examples
    --------
    >>> narrowed(np.array([0.0, 2.0]), np.array([9.0, 3.0]), 5.0, 5.0).upper.tolist()
    [3.0, 3.0]
    """
    endless = np.isinf(high)
    finite = np.where(endless, 0.0, high)
    others_endless = endless.sum() - endless > 0
    others_high = np.where(others_endless, math.inf, finite.sum() - finite)
    others_low = low.sum() - low
    lower = np.maximum(low, total_low - others_high)
    upper = np.minimum(high, total_high - others_low)
    if (lower > upper).any() or low.sum() > total_high or (not endless.any() and finite.sum() < total_low):
        raise ValueError("no counts give these figures")
    return Interval(lower, upper)


def _kept(published: Published, least: int) -> bool:
    """Say whether nothing is hidden, or the hidden bands surely hold enough people for any of them to be small or not."""
    hidden = int((~published.shown).sum())
    _, high = published.boxes()
    surely = published.total - float(high[published.shown].sum())
    return hidden == 0 or surely >= (least - 1) * hidden + least


def _ordered(order: Sequence[int] | IntArray | None, bands: int) -> list[int]:
    given = list(range(bands)) if order is None else [int(band) for band in order]
    if sorted(given) != list(range(bands)):
        raise ValueError("an order names each band once")
    return given


def _checked(counts: Sequence[int] | IntArray, least: int, step: int) -> IntArray:
    given = np.asarray(counts)
    if given.ndim != 1 or not given.size:
        raise ValueError("a table of bands has at least one band")
    exact = given.astype(np.int64)
    if (exact != given).any():
        raise ValueError("a count is not whole")
    if (exact < 0).any():
        raise ValueError("a count is negative")
    if least < 1 or step < 1:
        raise ValueError("least and step are 1 or more")
    return exact
