"""Where things are: the areas that one lies in, and the point that stands for a small area."""

from __future__ import annotations

from collections.abc import Callable

from edau.places.queries import LINKS, visible_area, visible_areas

Point = tuple[float, float]


def around(code: str) -> frozenset[str]:
    """An area and every area it lies in: what the roles of those who may act there are asked for."""
    area = visible_area(code)
    above = [getattr(area, f"{link}_id") for link in LINKS] if area is not None else []
    return frozenset([code, *(each for each in above if each)])


def middles() -> Callable[[str], Point | None]:
    """How to find the point that stands for an area, by its code: latitude and longitude, None where it has none. What is
    visible is asked once, for as many areas as there are."""
    areas = visible_areas()

    def middle_of(code: str) -> Point | None:
        area = areas.get(code)
        if area is None or area.latitude is None or area.longitude is None:
            return None
        return area.latitude, area.longitude

    return middle_of


def authorities() -> Callable[[str], str]:
    """How to find the code of the authority in which an area lies; of an authority its own, empty where there is none."""
    areas = visible_areas()

    def authority_of(code: str) -> str:
        area = areas.get(code)
        if area is None:
            return ""
        return area.code if area.kind == "authority" else (area.authority_id or "")

    return authority_of


def middle_of(code: str) -> Point | None:
    """The point that stands for one area. For many, `middles` asks what is visible only once."""
    return middles()(code)
