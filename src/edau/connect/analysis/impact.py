"""What came of offers and needs, counted so that nobody can be worked out: numbers below five hidden, with as many others
as it takes. Only authorities in which somebody takes part have a row, whatever was done there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from edau.connect.queries.impact import Came, Help
from edau.kernels.deliberation import HIDDEN, suppress
from edau.kernels.deliberation.cross_tables import suppress_cross


@dataclass(frozen=True)
class Share:
    """So many of so many; None where it is not shown."""

    part: int | None
    whole: int | None


@dataclass(frozen=True)
class Counts:
    """What may be told of one authority, or of all (`authority` empty). None where a number is not shown."""

    authority: str
    met: int | None
    first: int | None
    room_uses: int | None
    room_minutes: int | None  # None with room_uses
    near: Share
    welsh: Share


@dataclass(frozen=True)
class Impact:
    """All together, then authority by authority, by code."""

    whole: Counts
    authorities: tuple[Counts, ...]
    synthetic: bool


def impact(came: Came) -> Impact:
    """What may be published of what was done. What lay in no authority that is known is a row of its own while numbers are
    hidden, so that it cannot be worked out either; it is not among those that are returned."""
    places = [*came.authorities, *([""] if _homeless(came) else [])]
    met = _alone(places, came.met)
    first = _alone(places, [one.authority for one in came.helps if one.first_person])
    rooms = [one for one in came.helps if one.room_minutes is not None]
    uses = _alone(places, [one.authority for one in rooms])
    near = _beside(places, [one for one in came.helps if one.near is not None], lambda one: bool(one.near))
    welsh = _beside(places, [one for one in came.helps if one.wanted_welsh], lambda one: one.in_welsh)
    minutes = Counter[str]()
    for one in rooms:
        minutes[one.authority] += one.room_minutes or 0

    def counts(at: int, authority: str, used: int) -> Counts:
        shown = uses[at] is not None
        return Counts(authority, met[at], first[at], uses[at], used if shown else None, near[at], welsh[at])

    rows = [counts(at, place, minutes[place]) for at, place in enumerate(places)]
    whole = counts(-1, "", sum(minutes.values()))
    return Impact(whole, tuple(row for row in rows if row.authority), came.synthetic)


def _homeless(came: Came) -> bool:
    known = set(came.authorities)
    return any(place not in known for place in (*came.met, *(one.authority for one in came.helps)))


def _alone(places: Sequence[str], where: Iterable[str]) -> list[int | None]:
    """A count for each place and, last, for all."""
    counted = Counter(place if place in places else "" for place in where)
    if not places:
        return [None]
    published = suppress([counted[place] for place in places])
    return [_told(count) for count in (*published.counts.tolist(), published.total)]


def _beside(places: Sequence[str], helps: Iterable[Help], holds: Callable[[Help], bool]) -> list[Share]:
    """How many of a place's helps it holds of, and how many there are; last, of all."""
    counted = Counter((one.authority if one.authority in places else "", holds(one)) for one in helps)
    if not places:
        return [Share(None, None)]
    table = suppress_cross(np.array([[counted[place, True], counted[place, False]] for place in places]))
    return [Share(_told(part), _told(whole)) for part, _other, whole in table.tolist()]


def _told(count: int) -> int | None:
    return None if count == HIDDEN else count
