"""Who could help whom: all needs and offers weighed together, or one need at once with what earlier matchings taught."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

import numpy as np

from edau.connect.analysis.explaining import Reasons, nobody_yet, reasons_of
from edau.connect.analysis.profiling import Pair, Profiles, Sectors, needs_of, offers_of, profiles
from edau.connect.matching_weights import as_numbers, matching_weights
from edau.connect.queries.matchable import Matchable, NeedRow, OfferRow
from edau.kernels.arrays import FloatArray, IntArray
from edau.kernels.matching.assignment import Outcome, share_out
from edau.kernels.matching.candidates import Pairs, candidates
from edau.kernels.matching.prices import learn, suggested
from edau.kernels.matching.values import Weights, terms

T = TypeVar("T")

Price = tuple[int, str]  # a group and the code of an authority
_ROUNDS = 4  # in which those who would be asked too often hand on what is too much for them


class TooLong(Exception):
    """The work was not done in time; what it would have found is thrown away."""


@dataclass(frozen=True)
class Chosen:
    """A pair to propose, and why."""

    need: NeedRow
    offer: OfferRow
    reasons: Reasons


@dataclass(frozen=True)
class Nobody:
    """A need with fewer helpers than it wants, and why. Where it has some, `detail` says how many of how many."""

    need: str
    reason: str
    detail: dict[str, Any]


@dataclass(frozen=True)
class Matched:
    """What a matching of everything found. `scarcity`: how sought after offers of a group were, on average, in each
    authority."""

    chosen: list[Chosen]
    nobody: list[Nobody]
    pairs: int
    value: int
    bound: int
    scarcity: dict[Price, float]


def within(seconds: float, work: Callable[[], T]) -> T:
    """What some work finds, if it does so in so many seconds; TooLong else. What it raises is raised.

    Work that is late goes on beside us to its own end (its bids are limited) and nobody looks at what it finds: it may
    neither read nor write the database.
    """
    answers: SimpleQueue[tuple[bool, Any]] = SimpleQueue()

    def run() -> None:
        try:
            answers.put((True, work()))
        except BaseException as problem:  # it is raised again where it is waited for
            answers.put((False, problem))

    Thread(target=run, name="matching", daemon=True).start()
    try:
        well, found = answers.get(timeout=seconds)
    except Empty:
        raise TooLong from None
    if not well:
        raise found
    answer: T = found
    return answer


def weights_now() -> tuple[Weights, float]:
    """The published weights, and the share of all points that sharing the work out may cost."""
    numbers = as_numbers(matching_weights())
    may_cost = numbers.pop("sharing_may_cost")
    return Weights(**numbers), may_cost


def match(found: Matchable, authority: Callable[[str], str]) -> Matched:
    """Everything weighed together. `authority` gives the code of the authority in which an area lies.

    Nobody is asked more often than they want: what a party is given beyond that over its several offers is taken away
    again, the least worth first, and matched anew. What is said of the bound holds for all rounds: without that limit, too,
    no matching is worth more.
    """
    weights, may_cost = weights_now()
    known = profiles(found)
    pairs = candidates(known.offers, known.needs, weights, blocked=known.blocked, tied=known.tied)
    kept, first = _rounds(found, known, pairs, weights, may_cost)
    need, offer = pairs.need[kept], pairs.offer[kept].astype(np.int64)
    met = _tied(known, need, offer)
    why = terms(known.offers, known.needs, offer, need, weights, tied=met)
    chosen = [
        Chosen(found.needs[n], found.offers[o], reasons_of(why, weights, row))
        for row, (n, o) in enumerate(zip(need.tolist(), offer.tolist(), strict=True))
    ]
    return Matched(
        chosen=chosen,
        nobody=_nobody(found, known, need, offer),
        pairs=len(pairs),
        value=int(pairs.value[kept].sum()),
        bound=first.bound,
        scarcity=_scarcity(found.offers, first.scarcity, authority),
    )


def _rounds(
    found: Matchable, known: Profiles, pairs: Pairs, weights: Weights, may_cost: float
) -> tuple[IntArray, Outcome]:
    """The pairs that are kept, and the outcome of the first round."""
    units, slots = known.needs.capacity.copy(), known.offers.capacity.copy()
    left = dict(found.asks_left)
    party = [row.party for row in found.offers]
    kept: list[int] = []
    first = None
    for _round in range(_ROUNDS):
        outcome = share_out(
            pairs,
            slots,
            units,
            workload=int(weights.workload),
            at_most=may_cost,
            carried=known.offers.carried,
        )
        first = first or outcome
        fresh = [row for row in outcome.chosen.tolist() if row not in set(kept)]
        fresh.sort(key=lambda row: -int(pairs.value[row]))
        too_many = False
        for row in fresh:
            offer, need = int(pairs.offer[row]), _need_of(pairs, row)
            if left.get(party[offer], 0) <= 0:
                too_many = True
                continue
            kept.append(row)
            left[party[offer]] -= 1
            slots[offer] -= 1
            units[need] -= 1
        for place, whose in enumerate(party):
            slots[place] = min(slots[place], left.get(whose, 0))
        if not too_many:
            break
        pairs = _without(pairs, kept)
    if first is None:
        raise ValueError("There is one round at least.")
    return np.array(sorted(kept), np.int64), first


def _need_of(pairs: Pairs, row: int) -> int:
    return int(np.searchsorted(pairs.start, row, side="right")) - 1


def _without(pairs: Pairs, rows: Sequence[int]) -> Pairs:
    """The same pairs in the same rows; those that are taken are worth nothing any more."""
    value = pairs.value.copy()
    value[list(rows)] = 0
    return Pairs(pairs.start, pairs.offer, value)


def _tied(known: Profiles, need: IntArray, offer: IntArray) -> np.ndarray[Any, np.dtype[np.bool_]]:
    met = set(known.tied)
    return np.array([pair in met for pair in zip(need.tolist(), offer.tolist(), strict=True)], bool)


def _scarcity(
    rows: Sequence[OfferRow], scarcity: FloatArray, authority: Callable[[str], str]
) -> dict[Price, float]:
    """The mean over the offers of each group in each authority: of groups, never of somebody."""
    sums: dict[Price, list[float]] = defaultdict(lambda: [0.0, 0.0])
    areas = {area: authority(area) for area in {row.area for row in rows}}
    for row, price in zip(rows, scarcity.tolist(), strict=True):
        for group in {group for group, _place in row.skills}:
            entry = sums[group, areas[row.area]]
            entry[0] += price
            entry[1] += 1
    return {key: total / many for key, (total, many) in sums.items() if key[1]}


def _nobody(found: Matchable, known: Profiles, helped: IntArray, helpers: IntArray) -> list[Nobody]:
    """Why needs have fewer helpers than they want, those of before counted in, by group: only offers of its group have to be
    looked at. Of a need that has some, it is said why it has no more: whoever helps or was asked is left out."""
    given = np.bincount(helped, minlength=len(found.needs))
    lacking = [place for place, need in enumerate(found.needs) if given[place] < need.units]
    helping: dict[int, set[int]] = defaultdict(set)
    for need, offer in zip(helped.tolist(), helpers.tolist(), strict=True):
        helping[need].add(offer)
    for need, offer in known.helping:
        helping[need].add(offer)
    by_group: dict[int, list[int]] = defaultdict(list)
    for place in lacking:
        by_group[found.needs[place].group].append(place)
    answers = [Nobody(key, reason, {}) for key, reason in found.stopped.items()]
    blocked: dict[int, list[int]] = defaultdict(list)
    for need, offer in known.blocked:
        blocked[need].append(offer)
    for group, places in by_group.items():
        of_group = np.unique(known.offers.skill_of[known.offers.skill_group == group]).tolist()
        rows = [found.offers[place] for place in of_group]
        new_place = {place: number for number, place in enumerate(of_group)}
        sectors = Sectors()
        offers = offers_of(rows, found.asks_left, sectors)
        needs = needs_of([found.needs[place] for place in places], sectors)
        for number, place in enumerate(places):
            out = [(number, new_place[offer]) for offer in blocked[place] if offer in new_place]
            there = [new_place[offer] for offer in helping[place] if offer in new_place]
            need = found.needs[place]
            reason, detail = nobody_yet(offers, needs, number, out, there)
            if has := int(given[place]) + need.helpers:
                detail |= {"helpers": has, "wanted": need.units + need.helpers}
            answers.append(Nobody(need.key, reason, detail))
    return answers


@dataclass(frozen=True)
class AtOnce:
    """What can be said of one need at once: whom to suggest, how many could (`or_more`: of the nearest, and more are in
    reach), and why nobody, where that is so."""

    suggested: list[Chosen]
    could: int
    nobody: Nobody | None
    or_more: bool = False


def at_once(
    found: Matchable, prices: Mapping[Price, float], authority: Callable[[str], str], most: int
) -> AtOnce:
    """Suggestions for the one need of `found`, the best first, less what earlier matchings taught about whose time is
    sought after: so rare people are kept for what only they can do. Of equals, whoever was asked longest ago."""
    if not found.needs:
        return AtOnce([], 0, next((Nobody(key, why, {}) for key, why in found.stopped.items()), None))
    weights, _may_cost = weights_now()
    known = profiles(found)
    pairs = candidates(
        known.offers, known.needs, weights, blocked=known.blocked, tied=known.tied, compile=False
    )
    if not len(pairs):
        return AtOnce([], 0, Nobody(found.needs[0].key, *_why_one(known)))
    price = np.array([_dearest(row, prices, authority) for row in found.offers])
    rows = suggested(pairs, price, 0, most)
    offer, need = pairs.offer[rows].astype(np.int64), np.zeros(len(rows), np.int64)
    why = terms(known.offers, known.needs, offer, need, weights, tied=_tied(known, need, offer))
    chosen = [
        Chosen(found.needs[0], found.offers[place], reasons_of(why, weights, row))
        for row, place in enumerate(offer.tolist())
    ]
    return AtOnce(chosen, len(pairs), None, found.cut)


def _why_one(known: Profiles) -> tuple[str, dict[str, Any]]:
    blocked: list[Pair] = known.blocked
    return nobody_yet(known.offers, known.needs, 0, blocked)


def _dearest(row: OfferRow, prices: Mapping[Price, float], authority: Callable[[str], str]) -> float:
    """The price of the most sought after thing that somebody can do."""
    where = authority(row.area)
    return max((prices.get((group, where), 0.0) for group, _place in row.skills), default=0.0)


def learned(earlier: float, matchings: int, scarcity: float) -> tuple[float, int]:
    """A price after one more matching."""
    price, times = learn(np.array([earlier]), np.array([matchings]), np.array([scarcity]))
    return float(price[0]), int(times[0])
