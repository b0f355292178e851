"""Finding areas."""

from __future__ import annotations

from collections.abc import Iterable

from edau.core.visibility import held_ids
from edau.places.models import Area, Boundary, Locality

LABEL = "places.Area"
LINKS = ("authority", "health_board", "board", "community", "ward", "place")


def visible_area(code: str) -> Area | None:
    """The area with this code, with the areas it lies in; None if there is none or it is held."""
    if code in held_ids(LABEL):
        return None
    return Area.objects.select_related(*LINKS, "authority__board").filter(code=code).first()


def areas_by_code(codes: Iterable[str]) -> dict[str, Area]:
    """The areas with these codes that are visible, with the authority and the community each lies in."""
    held = held_ids(LABEL)
    areas = Area.objects.select_related("authority", "community", "ward", "place").filter(code__in=list(codes))
    return {area.code: area for area in areas if area.code not in held}


def every_area(kind: str) -> list[Area]:
    """All visible areas of a kind, with their authorities."""
    held = held_ids(LABEL)
    return [area for area in Area.objects.select_related("authority").filter(kind=kind) if area.code not in held]


def boundaries_of(codes: Iterable[str]) -> dict[str, list[list[list[float]]]]:
    """The rings of these areas, where there are any."""
    return dict(Boundary.objects.filter(area__in=list(codes)).values_list("area_id", "rings"))


def localities_by_id(ids: Iterable[str]) -> dict[str, Locality]:
    links = ("lsoa", "lsoa__authority", "lsoa__community", "place", "place__authority")
    return {locality.id: locality for locality in Locality.objects.select_related(*links).filter(id__in=list(ids))}


def areas_inside(area: Area) -> list[Area]:
    """What an authority, a board, a health board, a community or a ward is made of: its places, then its small areas."""
    link = {"board": "authority__board"}.get(area.kind, area.kind)
    if link == "country":
        return []
    kinds = ["place", "lsoa"] if area.kind in ("community", "ward") else ["place"]
    inside = Area.objects.select_related("authority").filter(**{link: area}, kind__in=kinds)
    return sorted(inside, key=lambda each: (kinds.index(each.kind), -(each.population or 0)))
