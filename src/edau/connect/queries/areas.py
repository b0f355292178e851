"""Where things are: the areas that one lies in, and the point that stands for a small area."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from edau.core import stamps
from edau.people.models import Organisation
from edau.places.queries import LINKS, visible_area, visible_areas

Point = tuple[float, float]
KM_A_DEGREE = 111.4  # of latitude, a little more than in the south


def around(code: str) -> frozenset[str]:
    """An area and every area it lies in: what the roles of those who may act there are asked for."""
    area = visible_area(code)
    above = [getattr(area, f"{link}_id") for link in LINKS] if area is not None else []
    return frozenset([code, *(each for each in above if each)])


def around_body(organisation: Organisation) -> frozenset[str]:
    """The area that an organisation serves, and every area that lies in; none where it serves no one area."""
    return around(organisation.area) if organisation.area else frozenset()


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


def away_from(point: Point) -> Callable[[str], float]:
    """How to find how far the point that stands for an area is from another, by the area's code: in kilometres on a plane,
    within a hundredth for what is less than a hundred away; infinite for an area without a point."""
    points, (north, east), up = _points(stamps.page_tag()), point, KM_A_DEGREE
    across = up * math.cos(math.radians(north))

    def away(code: str) -> float:
        there = points.get(code)
        return math.inf if there is None else math.hypot(up * (there[0] - north), across * (there[1] - east))

    return away


def areas_near(point: Point, km: float) -> list[str]:
    """The codes of all areas whose point lies in a square of twice so many kilometres around another."""
    (north, east), up = point, km / KM_A_DEGREE
    aside = up / math.cos(math.radians(north))
    return [
        code
        for code, (latitude, longitude) in _points(stamps.page_tag()).items()
        if -up <= latitude - north <= up and -aside <= longitude - east <= aside
    ]


@lru_cache(maxsize=2)
def _points(tag: str) -> dict[str, Point]:
    """The point that stands for each area, by its code; `tag` stands for the release and what is visible."""
    return {
        code: (area.latitude, area.longitude)
        for code, area in visible_areas().items()
        if area.latitude is not None and area.longitude is not None
    }


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
