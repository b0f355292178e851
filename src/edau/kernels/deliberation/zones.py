"""How many answers fall in each zone, with the interval of each share; and how many said "does not apply"."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from edau.kernels.arrays import FloatArray, IntArray, Numbers
from edau.kernels.deliberation.signification import ZONES
from edau.kernels.indicators.intervals import Interval, wilson


@dataclass(frozen=True, slots=True, eq=False)
class ZoneCounts:
    """Answers by zone.

    Parameters
    ----------
    counts : array of int, (zones,)
        How many placed their answer in each zone.
    shares : array (zones,)
        Of those who placed one; NaN when nobody did.
    interval : Interval of arrays
        Wilson's limits of the shares.
    placed, not_applicable, unanswered : int
        Who placed an answer, who said that the question does not apply, who left it out. Only the first two were
        answers.
    not_applicable_share : float
        Of those who answered (placed + not applicable), NaN when nobody did: it tells of the question, not of the
        people, and is never mixed into the shares of the zones.
    not_applicable_interval : Interval of floats
        Wilson's limits of it.
    """

    counts: IntArray
    shares: FloatArray
    interval: Interval[FloatArray]
    placed: int
    not_applicable: int
    unanswered: int
    not_applicable_share: float
    not_applicable_interval: Interval[float]


def count_zones(
    numbers: Numbers,
    *,
    zones: int = len(ZONES),
    not_applicable: int = 0,
    unanswered: int = 0,
    confidence: float = 0.95,
) -> ZoneCounts:
    """Count answers by zone.

    Parameters
    ----------
    numbers : array of int, (n,)
        From `zone_numbers` or `dyad_zone_numbers`; `NO_ZONE` adds to `unanswered`.
    zones : int
        How many zones there are: 7 for a triad, 3 for a dyad.
    not_applicable, unanswered : int
        Answers that say so, and questions left out.
    confidence : float
        0.95 unless told.

    Returns
    -------
    ZoneCounts

    Raises
    ------
    ValueError
        If a number points at no zone, or a count is negative.

    Notes
    -----
    Nothing is hidden here: what is published goes through `suppression.suppress` first.

    References
    ----------
    As for `edau.kernels.indicators.intervals.wilson`.

    Examples
    --------
    >>> found = count_zones([0, 0, 6, -1], not_applicable=1)
    >>> found.counts.tolist(), found.placed, found.unanswered, found.not_applicable_share
    ([2, 0, 0, 0, 0, 0, 1], 3, 1, 0.25)
    """
    given = np.asarray(numbers, dtype=np.int64).ravel()
    if given.size and (given.min() < -1 or given.max() >= zones):
        raise ValueError("a number points at no zone")
    if not_applicable < 0 or unanswered < 0:
        raise ValueError("a count is negative")
    counts = np.bincount(given[given >= 0], minlength=zones).astype(np.int64)
    placed = int(counts.sum())
    answered = placed + not_applicable
    return ZoneCounts(
        counts=counts,
        shares=counts / placed if placed else np.full(zones, np.nan),
        interval=wilson(counts, np.full(zones, placed), confidence),
        placed=placed,
        not_applicable=not_applicable,
        unanswered=unanswered + int(given.size - placed),
        not_applicable_share=not_applicable / answered if answered else float("nan"),
        not_applicable_interval=wilson(not_applicable, answered, confidence),
    )
