"""What a pair is worth: terms that can each be shown, and weights that are published.

Nothing here is a score of a person. A value belongs to one offer *for* one need, and only says which of several
possible pairs does more good; it is not kept, and no person's values are added up.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from edau.kernels.arrays import FloatArray, IntArray
from edau.kernels.matching.profiles import SKILLS_IN_GROUP, Needs, Offers, chord
from edau.kernels.matching.weeks import count, starts

#: Half hours at which a task could begin, from which on there is all the choice one can use.
PLENTY: Final = 8

#: No weight may be more, so that sums stay whole numbers that are exact.
HEAVIEST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each term counts, in points. The names are those of `Terms`; a published file fills them.

    Parameters
    ----------
    helped : float
        That somebody is helped at all.
    similarity, nearness, choice, waiting, reciprocity, unexpected : float
        Each for a term of 1.
    remote : float
        The nearness of help without meeting, 0 to 1.
    workload : float
        What each task already carried costs: the k-th task of a giver costs (k - 1) times as much.

    Raises
    ------
    ValueError
        For a weight that is negative, above a million or not a number.
    """

    helped: float = 1000.0
    similarity: float = 500.0
    nearness: float = 200.0
    choice: float = 100.0
    waiting: float = 100.0
    reciprocity: float = 100.0
    unexpected: float = 50.0
    remote: float = 0.5
    workload: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            if not 0 <= getattr(self, field.name) <= HEAVIEST:
                raise ValueError(f"the weight {field.name} is not between 0 and {HEAVIEST}")
        if self.remote > 1:
            raise ValueError("the nearness of remote help is a share")


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of pairs, each 0 to 1, a row for each pair. A weight times its term is what the term brings.

    Parameters
    ----------
    similarity : array
        How near the best skill offered in the group is to the one asked for; the same skill is 1.
    nearness : array
        1 at the door, 0 at the end of how far the giver goes.
    choice : array
        How much choice of time there is: at eight or more possible starts 1.
    waiting : array
        As the need says.
    reciprocity : array
        As the offer says.
    unexpected : array
        1 where the two belong to different sectors and have no earlier tie.
    """

    similarity: FloatArray
    nearness: FloatArray
    choice: FloatArray
    waiting: FloatArray
    reciprocity: FloatArray
    unexpected: FloatArray


TERMS: Final = tuple(field.name for field in fields(Terms))


def default_likeness(skills: int = SKILLS_IN_GROUP) -> FloatArray:
    """The likeness of two skills of one group where nobody has said more: the same 1, another of the group ½."""
    return np.where(np.eye(skills, dtype=bool), 1.0, 0.5)[None]


def best_likeness(offers: Offers, likeness: FloatArray, rows: IntArray, groups: IntArray) -> FloatArray:
    """Return for each (offer, group) how well each skill of the group is met: by the best of those offered.

    Parameters
    ----------
    likeness : array of float, shape (1 or groups, s, s)
        Asked for × offered, within each group, 0 to 1; one table may stand for all groups.
    rows, groups : array of int, shape (r,)
        Distinct pairs of an offer and a group, sorted by offer, then group.

    Returns
    -------
    array of float, shape (r, s)
        0 throughout where the offer has nothing in the group.
    """
    best = np.zeros((len(rows), likeness.shape[1]))
    if not len(rows) or not len(offers.skill_of):
        return best
    stride = int(max(groups.max(), offers.skill_group.max())) + 1
    keys, mine = rows * stride + groups, offers.skill_of * stride + offers.skill_group
    place = np.minimum(np.searchsorted(keys, mine), len(keys) - 1)
    asked = keys[place] == mine
    group = offers.skill_group[asked] if len(likeness) > 1 else np.zeros(int(asked.sum()), np.int64)
    at, brought = place[asked], likeness[group, :, offers.skill[asked]]
    best[at] = brought
    several = np.bincount(at, minlength=len(keys))[at] > 1  # few have more than one skill of a group
    best[at[several]] = 0.0
    np.maximum.at(best, at[several], brought[several])
    return best


def terms(
    offers: Offers,
    needs: Needs,
    offer: IntArray,
    need: IntArray,
    weights: Weights,
    *,
    likeness: FloatArray | None = None,
    tied: NDArray[np.bool_] | None = None,
) -> Terms:
    """Return the terms of the given pairs, so that a suggestion can say why.

    Parameters
    ----------
    offer, need : array of int, shape (p,)
        Rows of the offers and of the needs; each pair must be feasible (see `candidates`).
    weights : Weights
        Only its `remote` matters here.
    likeness : array, optional
        See `best_likeness`; without it `default_likeness`.
    tied : array of bool, shape (p,), optional
        Pairs that have met before.

    Returns
    -------
    Terms
        Arrays of shape (p,).
    """
    stride = int(needs.group.max(initial=0)) + 1
    keys, at = np.unique(offer * stride + needs.group[need], return_inverse=True)
    best = best_likeness(
        offers, default_likeness() if likeness is None else likeness, keys // stride, keys % stride
    )
    choice = np.zeros(len(offer))
    lengths = needs.length[need]
    for length in np.unique(lengths).tolist():
        pairs = np.flatnonzero(lengths == length)
        common = offers.weeks[offer[pairs]] & needs.weeks[need[pairs]]
        choice[pairs] = np.minimum(1.0, count(starts(common, length)) / PLENTY)
    theirs, ours = offers.sector[offer], needs.sector[need]
    unexpected = (theirs != ours) & (theirs >= 0) & (ours >= 0)
    if tied is not None:
        unexpected &= ~tied
    return Terms(
        similarity=best[at, needs.skill[need]],
        nearness=nearness(
            square_distance(offers.points[offer], needs.points[need]),
            chord(offers.km)[offer],
            offers.remote[offer] & needs.remote[need],
            weights.remote,
        ),
        choice=choice,
        waiting=needs.waiting[need],
        reciprocity=offers.reciprocity[offer],
        unexpected=unexpected.astype(float),
    )


def square_distance(one: FloatArray, other: FloatArray) -> FloatArray:
    """Return squared distances along the chord between points of shape (..., 3), in km²; NaN stays NaN."""
    apart = one - other
    # In this order everywhere, so that the same pair is as far apart to the last bit.
    return np.asarray(apart[..., 0] ** 2 + apart[..., 1] ** 2 + apart[..., 2] ** 2)


def nearness(
    square: FloatArray, reach: FloatArray, both_remote: NDArray[np.bool_], remote: float
) -> FloatArray:
    """Return how near pairs are, 0 to 1: by distance, and where both accept remote help at least `remote`.

    Parameters
    ----------
    square : array
        Squared distance along the chord, km²; NaN where one has no place.
    reach : array
        How far the giver goes, along the chord, km.
    both_remote : array of bool
    remote : float
        The nearness of help without meeting.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        by_way = np.where(reach > 0, 1.0 - np.sqrt(square) / reach, 1.0)
        within = square <= reach * reach
    near = np.where(within, by_way, 0.0)
    return np.where(both_remote, np.maximum(near, remote), near)


def points(found: Terms, weights: Weights) -> NDArray[np.int64]:
    """Return what pairs are worth: weights times terms, added up, rounded to whole points (half goes up).

    Notes
    -----
    The order of the sum is fixed, so that every way of working it out gives the same whole number.
    """
    total = weights.helped + weights.waiting * found.waiting
    total = total + weights.reciprocity * found.reciprocity
    total = total + weights.similarity * found.similarity
    total = total + weights.nearness * found.nearness
    total = total + weights.choice * found.choice
    total = total + weights.unexpected * found.unexpected
    return np.floor(total + 0.5).astype(np.int64)
