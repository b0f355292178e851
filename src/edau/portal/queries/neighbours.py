"""What lies round an area, for the background of its picture."""

from __future__ import annotations

from edau.places.models import Area, Boundary

NEAR = 0.22  # degrees; about 15 km east to west and 24 km north to south: more than the picture of a place shows


def rings_round(area: Area) -> list[list[list[float]]]:
    """The outlines of the areas of the same kind near an area, at most forty of them; empty where its spot is unknown."""
    if area.latitude is None or area.longitude is None or area.kind not in ("place", "lsoa"):
        return []
    reach = NEAR if area.kind == "place" else NEAR / 6
    near = Boundary.objects.filter(
        area__kind=area.kind,
        area__latitude__range=(area.latitude - reach, area.latitude + reach),
        area__longitude__range=(area.longitude - reach, area.longitude + reach),
    ).exclude(area=area)
    return [ring for rings in near.order_by("area_id").values_list("rings", flat=True)[:40] for ring in rings]
