"""The neighbours and types that were found when the release was made."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from edau.core.visibility import held_ids
from edau.understand.models import Neighbour, PlaceType


class NeighbourRow(NamedTuple):
    """One stored neighbour, without the weight of a model object; `alike` and `different` are keys of themes."""

    place_id: str
    neighbour_id: str
    rank: int
    distance: float
    stability: float
    alike: tuple[str, ...]
    different: tuple[str, ...]


class TypeRow(NamedTuple):
    """The stored type of one place."""

    place_id: str
    type: str
    strength: float
    next_type: str


def neighbours_of(code: str) -> list[NeighbourRow]:
    """The neighbours of a place, nearest first; none of those that are held, and none at all of a place that is."""
    held = held_ids("places.Area")
    if code in held:
        return []
    return _rows(Neighbour.objects.filter(place=code).order_by("rank"), held)


def every_neighbour() -> list[NeighbourRow]:
    """The neighbours of all places, by place and rank; of what is held none."""
    return _rows(Neighbour.objects.order_by("place", "rank"), held_ids("places.Area"))


def every_type() -> list[TypeRow]:
    """The types of all places, by place; of what is held none."""
    held = held_ids("places.Area")
    rows = PlaceType.objects.order_by("place").values_list(*TypeRow._fields)
    return [TypeRow(*row) for row in rows if row[0] not in held]


def _rows(neighbours: QuerySet[Neighbour], held: set[str]) -> list[NeighbourRow]:
    return [
        NeighbourRow(place, neighbour, rank, distance, stability, _keys(alike), _keys(different))
        for place, neighbour, rank, distance, stability, alike, different in neighbours.values_list(
            *NeighbourRow._fields
        )
        if place not in held and neighbour not in held
    ]


def _keys(joined: str) -> tuple[str, ...]:
    return tuple(joined.split("|")) if joined else ()
