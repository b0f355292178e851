"""Why: the terms that carried a suggestion, and for a need that nobody meets the condition that emptied the list.

Codes and counts only: nobody is named, and nothing is said of anybody who did not fit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from edau.kernels.arrays import BoolArray, IntArray
from edau.kernels.findings import Finding
from edau.kernels.matching.candidates import Pair
from edau.kernels.matching.profiles import CHECK_BITS, LANGUAGE_BITS, Needs, Offers, chord
from edau.kernels.matching.values import TERMS, Terms, Weights, square_distance
from edau.kernels.matching.weeks import Words, from_intervals, starts

#: Conditions in the order in which they are asked: what a person is comes before when and where they can.
CONDITIONS: Final = ("skill", "language", "checks", "distance", "time", "blocked", "capacity")

#: Times that a need could be widened by, to say "with evenings, three could".
WIDER: Final[dict[str, Words]] = {
    "evenings": from_intervals([(day, 18 * 60, 22 * 60) for day in range(5)]),
    "weekends": from_intervals([(day, 8 * 60, 22 * 60) for day in (5, 6)]),
    "weekdays": from_intervals([(day, 8 * 60, 18 * 60) for day in range(5)]),
}


def why_pair(terms: Terms, weights: Weights, row: int) -> Finding:
    """Return why a pair was suggested: ``pair`` with each term that brought something, the heaviest first.

    Parameters
    ----------
    terms : Terms
    weights : Weights
    row : int
        Which pair of the terms.

    Returns
    -------
    Finding
        Code ``pair`` with ``points`` (all of it); its reasons have the names of terms as codes, with ``points`` and
        ``term`` (0 to 1).
    """
    brought = [(getattr(weights, name) * float(getattr(terms, name)[row]), name) for name in TERMS]
    heaviest = sorted(((points, name) for points, name in brought if points > 0), key=lambda one: -one[0])
    return Finding(
        "pair",
        {"points": weights.helped + sum(points for points, _name in brought)},
        tuple(
            Finding(name, {"points": points, "term": float(getattr(terms, name)[row])})
            for points, name in heaviest
        ),
    )


def why_unmet(
    offers: Offers,
    needs: Needs,
    need: int,
    *,
    blocked: Iterable[Pair] = (),
    helping: Iterable[int] = (),
) -> Finding:
    """Return which condition left a need with nobody, or with nobody further, and what would help.

    Parameters
    ----------
    offers, needs : Offers, Needs
    need : int
        Its row.
    blocked : iterable of (need, offer)
    helping : iterable of int
        Offers that help with it already: they are left out, so that the reason is for further helpers.

    Returns
    -------
    Finding
        The code is the first of `CONDITIONS` after which nobody was left, with ``left`` (how many offers fulfilled
        all conditions before it), or ``outbid`` with ``left``: so many could, and all are taken up by needs that gain
        more. Its reasons say what one change would bring: ``without_language``, ``without_checks``,
        ``without_distance``, ``with_evenings``, ``with_weekends``, ``with_weekdays``, ``with_any_time``, each with
        ``count``; only changes that bring somebody more.

    Notes
    -----
    Counts are of offers, and each is counted once however many of its skills fit. A need may be met in part: then the
    reason is for its further helpers, and counts those that help it already unless they are `helping`.
    """
    others = [offer for asked, offer in blocked if asked == need]
    rows = np.setdiff1d(with_skill(offers, int(needs.group[need])), list(helping))
    holds = _conditions(offers, needs, need, others, rows)
    left, before = np.ones(len(holds["language"]), bool), len(offers)
    for code in CONDITIONS:
        if code != "skill":
            before, left = int(left.sum()), left & holds[code]
        if not left.any():
            break
    else:
        code, before = "outbid", int(left.sum())
    return Finding(code, {"left": before}, tuple(_changes(offers, needs, need, holds, rows)))


def conditions(offers: Offers, needs: Needs, need: int, blocked: Iterable[int] = ()) -> dict[str, BoolArray]:
    """Return by condition which of the offers that have the skill fulfil it for one need, each by itself.

    Returns
    -------
    dict of str to array of bool
        All of one length: how many offers have something in the need's group (see `with_skill`), in their order.
    """
    return _conditions(offers, needs, need, blocked, with_skill(offers, int(needs.group[need])))


def _conditions(
    offers: Offers, needs: Needs, need: int, blocked: Iterable[int], rows: IntArray
) -> dict[str, BoolArray]:
    has, asked = offers.facts[rows], needs.facts[need]
    reach = chord(offers.km[rows])
    with np.errstate(invalid="ignore"):
        near = square_distance(offers.points[rows], needs.points[need]) <= reach * reach
    return {
        "language": (has & asked & LANGUAGE_BITS) != 0,
        "checks": (asked & ~has & CHECK_BITS) == 0,
        "distance": near | (offers.remote[rows] & needs.remote[need]),
        "time": _in_time(offers.weeks[rows], needs.weeks[need], int(needs.length[need])),
        "blocked": ~np.isin(rows, list(blocked)),
        "capacity": offers.capacity[rows] > 0,
    }


def with_skill(offers: Offers, group: int) -> IntArray:
    """Return the offers that have a skill of the group, rising."""
    return np.unique(offers.skill_of[offers.skill_group == group])


def _in_time(weeks: Words, week: Words, length: int) -> BoolArray:
    return np.asarray(starts(weeks & week, length).any(-1))


def _changes(
    offers: Offers, needs: Needs, need: int, holds: dict[str, BoolArray], rows: IntArray
) -> Iterable[Finding]:
    """What one change of the need would bring, counted anew each time."""
    now = _all(holds)
    for name in ("language", "checks", "distance"):
        yield from _more(f"without_{name}", _all(holds, leave_out=name), now)
    times = {f"with_{name}": needs.weeks[need] | week for name, week in WIDER.items()}
    times["with_any_time"] = np.full_like(needs.weeks[need], (1 << 48) - 1)
    but_time = _all(holds, leave_out="time")
    could = np.flatnonzero(but_time)
    weeks = offers.weeks[rows[could]]
    for code, week in times.items():
        able = but_time.copy()
        able[could] = _in_time(weeks, week, int(needs.length[need]))
        yield from _more(code, able, now)


def _all(holds: dict[str, BoolArray], leave_out: str = "") -> BoolArray:
    return np.asarray(np.logical_and.reduce([one for name, one in holds.items() if name != leave_out]))


def _more(code: str, able: BoolArray, now: BoolArray) -> Iterable[Finding]:
    if int(able.sum()) > int(now.sum()):
        yield Finding(code, {"count": int(able.sum())})


def unmet(units: IntArray, chosen: NDArray[np.int64]) -> IntArray:
    """Return the needs that have fewer helpers than they want: `chosen` holds the need of each chosen pair."""
    given = np.bincount(chosen, minlength=len(units))
    return np.flatnonzero(given < units)
