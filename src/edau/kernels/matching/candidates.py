"""Which offers could meet which needs at all, and what each such pair is worth.

A pair is feasible when the offer has a skill of the need's group, both have a common run of the needed length, the
need lies within how far the giver goes *or* both accept remote help, they share a language, the offer holds every check
that is asked for, neither has blocked the other, and the offer has room for a task.

Large problems go through a grid: a row for each (offer, group), sorted by group, class of reach and cell of 4 km, so
that a need looks only at its own group, and only as far as givers of each class go; a row of cells is one stretch of
memory. Small ones are tested all at once by numpy. Both give the same pairs with the same values in the same order.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from edau.kernels.arrays import BoolArray, FloatArray, IntArray
from edau.kernels.matching.compiled import available, loop
from edau.kernels.matching.grid import Grid, boxes, build
from edau.kernels.matching.profiles import CHECK_BITS, LANGUAGE_BITS, Needs, Offers, chord, lines
from edau.kernels.matching.values import (
    PLENTY,
    Weights,
    default_likeness,
    points,
    square_distance,
    terms,
)
from edau.kernels.matching.weeks import starts

#: From so many pairs of one group on, compiling is worth its while.
MANY: Final = 4_000_000

_BLOCK: Final = 4096
_ROOM: Final = 2_000_000
_MOST_OFFERS: Final = 1 << 24

#: A need and an offer, by their rows.
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Feasible pairs by need, and by offer within a need.

    Parameters
    ----------
    start : array of int64, shape (needs + 1,)
        The pairs of need j are ``start[j] : start[j + 1]``.
    offer : array of int32, shape (pairs,)
    value : array of int32, shape (pairs,)
        Whole points, 0 or more; see `values.points`.
    """

    start: IntArray
    offer: NDArray[np.int32]
    value: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.offer)

    @property
    def need(self) -> IntArray:
        """The need of each pair."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))


def candidates(
    offers: Offers,
    needs: Needs,
    weights: Weights,
    *,
    likeness: FloatArray | None = None,
    blocked: Iterable[Pair] = (),
    tied: Iterable[Pair] = (),
    compile: bool | None = None,
) -> Pairs:
    """Return all feasible pairs with their values.

    Parameters
    ----------
    offers, needs : Offers, Needs
    weights : Weights
    likeness : array, optional
        See `values.best_likeness`.
    blocked, tied : iterable of (need, offer)
        Pairs that must not be; pairs that have met before, and are therefore not unexpected.
    compile : bool, optional
        True: through the compiled grid. False: numpy only. Else as the size of the problem suggests.

    Returns
    -------
    Pairs

    Raises
    ------
    ValueError
        For more than 16,777,216 offers.
    """
    if len(offers) >= _MOST_OFFERS:
        raise ValueError("more offers than a packed pair has room for")
    likeness = default_likeness() if likeness is None else likeness
    if compile is None:
        compile = _in_same_group(offers, needs) > MANY and available()
    search = _through_grid if compile else _all_at_once
    found = search(offers, needs, weights, likeness)
    return _with_ties(_without(found, blocked), offers, needs, weights, likeness, tied)


def _in_same_group(offers: Offers, needs: Needs) -> int:
    """How many pairs share a group, and would all be tested without a grid."""
    groups = int(max(offers.skill_group.max(initial=0), needs.group.max(initial=0))) + 1
    given, asked = (np.bincount(one, minlength=groups) for one in (offers.skill_group, needs.group))
    return int(given @ asked)


def feasible(offers: Offers, needs: Needs, offer: IntArray, need: IntArray) -> BoolArray:
    """Return which of the given pairs meet every condition but the group of skills and the blocks: shape (p,)."""
    both = offers.remote[offer] & needs.remote[need]
    reach = chord(offers.km)[offer]
    with np.errstate(invalid="ignore"):
        near = square_distance(offers.points[offer], needs.points[need]) <= reach * reach
    has, asked = offers.facts[offer], needs.facts[need]
    fits = (near | both) & (has & asked & LANGUAGE_BITS != 0) & (asked & ~has & CHECK_BITS == 0)
    fits &= offers.capacity[offer] > 0
    left = np.flatnonzero(fits)
    lengths = needs.length[need[left]]
    for length in np.unique(lengths).tolist():
        these = left[lengths == length]
        common = offers.weeks[offer[these]] & needs.weeks[need[these]]
        fits[these] = starts(common, length).any(-1)
    return np.asarray(fits)


def _all_at_once(offers: Offers, needs: Needs, weights: Weights, likeness: FloatArray) -> Pairs:
    given = np.unique(offers.skill_group * len(offers) + offers.skill_of)
    of_group = given // max(len(offers), 1)
    pieces_need, pieces_offer = [], []
    for group in np.unique(needs.group).tolist():
        asking = np.flatnonzero(needs.group == group)
        giving = given[of_group == group] % max(len(offers), 1)
        for block in np.array_split(asking, max(1, len(asking) * len(giving) // _ROOM)):
            need, offer = np.repeat(block, len(giving)), np.tile(giving, len(block))
            fits = feasible(offers, needs, offer, need)
            pieces_need.append(need[fits])
            pieces_offer.append(offer[fits])
    if not pieces_need:
        return _pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64), len(needs))
    need, offer = np.concatenate(pieces_need), np.concatenate(pieces_offer)
    order = np.lexsort((offer, need))
    need, offer = need[order], offer[order]
    value = points(terms(offers, needs, offer, need, weights, likeness=likeness), weights)
    return _pairs(need, offer, value, len(needs))


def _pairs(need: IntArray, offer: IntArray, value: IntArray, needs: int) -> Pairs:
    """Pairs from columns that are sorted by need, then offer."""
    start = np.concatenate([[0], np.cumsum(np.bincount(need, minlength=needs))])
    return Pairs(start.astype(np.int64), offer.astype(np.int32), value.astype(np.int32))


def _through_grid(offers: Offers, needs: Needs, weights: Weights, likeness: FloatArray) -> Pairs:
    grid = build(offers, likeness, weights, groups=int(needs.group.max(initial=0)) + 1)
    near = boxes(grid, needs.lat, needs.lon)
    need_lines = lines(needs.starts, needs.facts)
    need_worth = weights.helped + weights.waiting * needs.waiting
    counts = np.zeros(len(needs), np.int64)

    def of_length(length: int) -> list[_Piece]:
        asked = np.flatnonzero(needs.length == length)
        # In the order of the grid, so that needs of one block look at the same memory.
        here = near[asked, 0]
        asked = asked[np.lexsort((here[:, 0], here[:, 2], needs.group[asked]))]
        profile = lines(starts(offers.weeks, length)[grid.offer], offers.facts[grid.offer])
        return _of_length(grid, asked, near, profile, needs, need_lines, need_worth, weights, counts)

    # Each length fills places of its own, and the compiled loop holds no lock: as many at once as there are processors.
    with ThreadPoolExecutor(_processors()) as threads:
        found = threads.map(of_length, np.unique(needs.length).tolist())
        return _joined(counts, list(chain.from_iterable(found)))


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


#: Needs, how many pairs each has, and the packed pairs of all of them.
_Piece = tuple[IntArray, NDArray[np.int32], NDArray[np.int32]]


def _of_length(
    grid: Grid,
    asked: IntArray,
    near: IntArray,
    profile: NDArray[np.uint64],
    needs: Needs,
    need_lines: NDArray[np.uint64],
    need_worth: FloatArray,
    weights: Weights,
    counts: IntArray,
) -> list[_Piece]:
    """The pairs of the needs that take equally long, in pieces; `counts` is filled with how many each need has."""
    test = loop("grid_pairs")
    weight = np.array(
        [
            weights.similarity,
            weights.nearness,
            weights.choice,
            weights.unexpected,
            weights.remote,
            PLENTY,
        ]
    )
    # Of one type and in one piece, whatever they came as: another would be compiled anew.
    columns = [np.ascontiguousarray(needs.remote, bool)]
    columns += [np.ascontiguousarray(one, np.int64) for one in (needs.sector, needs.group, needs.skill)]
    room = np.empty(_ROOM, np.uint64)
    pieces, done = [], 0
    while done < len(asked):
        block = asked[done : done + _BLOCK]
        finished, written = test(
            block,
            near,
            grid.cell_start,
            grid.shape,
            grid.mutual_start,
            grid.mutual_rows,
            profile,
            grid.spots,
            grid.offer,
            grid.remote,
            grid.sector,
            grid.likeness,
            grid.worth,
            need_lines,
            needs.points,
            *columns,
            need_worth,
            weight,
            room,
        )
        if not finished:
            room = np.empty(written, np.uint64)
            continue
        keys = np.sort(room[:written])
        block = block[:finished]
        counts[block] = np.bincount((keys >> np.uint64(52)).astype(np.int64), minlength=finished)
        offer = ((keys >> np.uint64(28)) & np.uint64(_MOST_OFFERS - 1)).astype(np.int32)
        pieces.append((block, offer, (keys & np.uint64((1 << 28) - 1)).astype(np.int32)))
        done += finished
    return pieces


def _joined(counts: IntArray, pieces: list[_Piece]) -> Pairs:
    """One list by need out of pieces by length; each piece is let go of as soon as it is copied."""
    start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    offer, value = np.empty(start[-1], np.int32), np.empty(start[-1], np.int32)
    while pieces:
        block, its_offers, its_values = pieces.pop()
        own = counts[block]
        begin = np.cumsum(own) - own
        to = np.repeat(start[block] - begin, own) + np.arange(len(its_offers))
        offer[to], value[to] = its_offers, its_values
    return Pairs(start, offer, value)


def _places(found: Pairs, pairs: Iterable[Pair]) -> IntArray:
    """Where the given pairs stand among those found; those that are not there are left out."""
    places = []
    for need, offer in pairs:
        begin, end = int(found.start[need]), int(found.start[need + 1])
        at = begin + int(np.searchsorted(found.offer[begin:end], offer))
        if at < end and found.offer[at] == offer:
            places.append(at)
    return np.array(sorted(set(places)), np.int64)


def _without(found: Pairs, blocked: Iterable[Pair]) -> Pairs:
    out = _places(found, blocked)
    if not len(out):
        return found
    gone = np.searchsorted(out, found.start)  # how many blocked pairs stand before each need's first
    return Pairs(found.start - gone, np.delete(found.offer, out), np.delete(found.value, out))


def _with_ties(
    found: Pairs,
    offers: Offers,
    needs: Needs,
    weights: Weights,
    likeness: FloatArray,
    tied: Iterable[Pair],
) -> Pairs:
    at = _places(found, tied)
    if not len(at):
        return found
    need = np.searchsorted(found.start, at, side="right") - 1
    offer = found.offer[at].astype(np.int64)
    known = np.ones(len(at), bool)
    value = found.value.copy()
    value[at] = points(terms(offers, needs, offer, need, weights, likeness=likeness, tied=known), weights)
    return Pairs(found.start, found.offer, value)
