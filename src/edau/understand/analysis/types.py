"""Types of places: found once for a release, and what sets each of them apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from edau.kernels.similarity.distance import filled
from edau.kernels.similarity.types import (
    COUNTS,
    Stability,
    bootstrap_stability,
    choose,
    components,
    consensus,
    membership,
)
from edau.understand.analysis.likeness import Likeness

LETTERS = "ABCDEFGH"  # neutral names, until communities give better ones
NAMED = 3
APART = 0.5  # standard deviations between places from which on a type stands out in a figure


@dataclass(frozen=True, slots=True)
class Typed:
    """The type of one place, how strongly it belongs to it (1 in its middle, 0 half-way to the next), and the next."""

    type: str
    strength: float
    next_type: str


@dataclass(frozen=True)
class Types:
    """The types of all places that can be compared in every theme, by code; empty where no number of types is stable.

    `tried` is how well each number of types was found again in resamples.
    """

    of_place: dict[str, Typed]
    tried: tuple[Stability, ...]

    @property
    def number(self) -> int:
        return len({one.type for one in self.of_place.values()})


@dataclass(frozen=True, slots=True)
class Profile:
    """A type: its letter, its places (the most typical first), and the figures in which its middle stands out.

    `above` and `below` are keys of indicators, the one that stands out most first.
    """

    type: str
    places: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]


def types_of(likeness: Likeness) -> Types:
    """Find the types among the places that can be compared in every theme: the most that are stable, of four to eight."""
    complete = np.flatnonzero(likeness.complete)
    if len(complete) <= max(COUNTS):
        return Types({}, ())
    share = likeness.space.weight / len(likeness.themes)
    points = components(likeness.space.score[complete], share)
    tried = tuple(bootstrap_stability(points, number) for number in COUNTS)
    number = choose(list(tried))
    if number is None:
        return Types({}, tried)
    grouping = consensus(points, number)
    belongs = membership(points, grouping)
    return Types(
        {
            likeness.places[place]: Typed(LETTERS[own], float(strength), LETTERS[other])
            for place, own, strength, other in zip(
                complete.tolist(),
                grouping.group.tolist(),
                belongs.strength.tolist(),
                belongs.next_group.tolist(),
                strict=True,
            )
        },
        tried,
    )


def profiles(likeness: Likeness, typed: Mapping[str, Typed]) -> tuple[Profile, ...]:
    """What sets each type apart: where the mean of its places lies away from that of all places with a type."""
    codes = [code for code in typed if code in likeness.places]
    if not codes:
        return ()
    rows = filled(likeness.space.score[[likeness.at(code) for code in codes]])
    middle = rows.mean(axis=0)
    found = []
    for letter in sorted({typed[code].type for code in codes}):
        inside = [i for i, code in enumerate(codes) if typed[code].type == letter]
        apart = rows[inside].mean(axis=0) - middle
        order = np.argsort(-np.abs(apart), kind="stable").tolist()
        above = [likeness.indicators[v] for v in order if apart[v] >= APART]
        below = [likeness.indicators[v] for v in order if apart[v] <= -APART]
        members = sorted((codes[i] for i in inside), key=lambda code: (-typed[code].strength, code))
        found.append(Profile(letter, tuple(members), tuple(above[:NAMED]), tuple(below[:NAMED])))
    return tuple(found)
