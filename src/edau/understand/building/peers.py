"""The tables of neighbours and types: which places are like which, frozen for a release.

They are made from the tables of the release itself, as written, so that anyone who has the release can make them again.

All listed places take part, as those who ask and as those who are found. Places under 2,000 people have no figures from small
areas (ages, Welsh speakers, work in and out), so they are compared in the themes that are left; `analysis.likeness`
says what the rest costs. They have no type: a type is told only of a place that can be compared in every theme.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from edau.understand.analysis.likeness import Likeness, Part, likeness, peers, shaken
from edau.understand.analysis.types import types_of
from edau.understand.files import read
from edau.understand.files.schema import MOST_NEIGHBOURS
from edau.understand.variables import similarity

Row = dict[str, object]


def places_like(folder: Path) -> Likeness:
    """The places of a release in the space of what they are like; `folder` has its areas and observations."""
    residents = {row.code: row.population or 0 for row in read.areas(folder) if row.kind == "place"}
    return likeness(similarity(), residents, ((row.area, row) for row in read.observations(folder)))


def neighbours(alike: Likeness) -> Iterator[Row]:
    """Yield the nearest neighbours of every place, with their stability and the themes behind them."""
    draws = shaken(alike)
    for code in alike.places:
        for rank, peer in enumerate(peers(alike, code, draws, k=MOST_NEIGHBOURS), start=1):
            yield {
                "place": code,
                "neighbour": peer.code,
                "rank": rank,
                "distance": peer.distance,
                "stability": peer.stability,
                "alike": _joined(peer.alike),
                "different": _joined(peer.different),
            }


def types(alike: Likeness) -> Iterator[Row]:
    """Yield the type of every place that has one."""
    for code, found in sorted(types_of(alike).of_place.items()):
        yield {
            "place": code,
            "type": found.type,
            "strength": found.strength,
            "next_type": found.next_type,
        }


def _joined(parts: tuple[Part, ...]) -> str:
    return "|".join(part.theme for part in parts)
