"""Finding areas."""

from __future__ import annotations

import math
from collections.abc import Iterable

from edau.core.visibility import held_ids
from edau.places.models import Area

LABEL = "places.Area"
LINKS = ("authority", "health_board", "board", "community", "ward", "place")  # what an area lies in


def hide_held(area: Area, held: set[str], links: Iterable[str] = LINKS) -> Area:
    """Takes what is held out of what an area lies in."""
    for link in links:
        if getattr(area, f"{link}_id") in held:
            setattr(area, link, None)
    return area


def visible_area(code: str) -> Area | None:
    """The area with this code, with the areas it lies in; None if there is none or it is held.

    The areas it lies in are fetched by their codes: eight joins of one wide table cost five times as much. Those that
    are held are left out: a page must not name what may not be seen.
    """
    held = held_ids(LABEL)
    if code in held:
        return None
    area = Area.objects.filter(code=code).first()
    if area is not None:
        codes = {getattr(area, f"{link}_id") for link in LINKS} - held - {None}
        above = Area.objects.in_bulk(sorted(codes))
        for link in LINKS:
            setattr(area, link, above.get(getattr(area, f"{link}_id")))
    return area


def areas_by_code(codes: Iterable[str]) -> dict[str, Area]:
    """The areas with these codes that are visible, with the authority and the community each lies in."""
    held = held_ids(LABEL)
    areas = Area.objects.select_related("authority", "community", "ward", "place", "place__authority").filter(
        code__in=list(codes)
    )
    found = {area.code: hide_held(area, held) for area in areas if area.code not in held}
    for area in found.values():
        if area.place is not None:  # a result about a small area names its town, and that its authority
            hide_held(area.place, held)
    return found


def every_area(kind: str) -> list[Area]:
    """All visible areas of a kind, with their authorities."""
    held = held_ids(LABEL)
    return [
        hide_held(area, held)
        for area in Area.objects.select_related("authority").filter(kind=kind)
        if area.code not in held
    ]


def areas_inside(area: Area) -> list[Area]:
    """What an authority, a board, a health board, a community or a ward is made of: its places, then its small areas.

    A community smaller than a small area holds none; then it is the small area whose middle is nearest to its own.
    """
    if area.kind == "country":
        return []
    kinds = ["place", "lsoa"] if area.kind in ("community", "ward") else ["place"]
    held = held_ids(LABEL)
    inside = [one for one in Area.objects.filter(**{area.kind: area}, kind__in=kinds) if one.code not in held]
    if not inside and area.authority_id:
        inside = _nearest_small_area(area, held)
    return sorted(inside, key=lambda each: (kinds.index(each.kind), -(each.population or 0)))


def _nearest_small_area(area: Area, held: set[str]) -> list[Area]:
    if area.latitude is None or area.longitude is None:
        return []
    small_areas = Area.objects.filter(kind="lsoa", authority=area.authority_id, latitude__isnull=False)
    squeeze = math.cos(math.radians(area.latitude))

    def distance(one: Area) -> float:
        return math.hypot((one.longitude - area.longitude) * squeeze, one.latitude - area.latitude)  # type: ignore[operator]

    return sorted((one for one in small_areas if one.code not in held), key=distance)[:1]
