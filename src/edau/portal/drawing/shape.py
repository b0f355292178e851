"""A shape that was drawn on the map, as the address carries it: its corners, checked, and the small areas inside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from edau.language.numbers import number
from edau.places.analysis import small_areas_inside

Corner = tuple[float, float]  # longitude, latitude

MOST_CORNERS = 60  # more than anybody clicks, and few enough for an address
WALES = (-6.0, 51.2, -2.4, 53.7)  # west, south, east, north: as far as a shape may reach
_DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,10})?")


@dataclass(frozen=True)
class Shape:
    """The small areas with their middle inside, and what is wrong, in words."""

    small_areas: tuple[str, ...]
    trouble: str = ""


def shape_of(text: str) -> Shape:
    """The small areas of ``-3.40,51.70;-3.30,51.70;-3.30,51.78``: longitude and latitude of each corner, in their order.

    Every small area whose middle lies inside is taken, whole.
    """
    corners = _corners(text)
    if corners is None:
        return Shape((), _("The address does not say where the corners of the shape are. Draw it again."))
    if len(set(corners)) < 3:
        return Shape((), _("A shape needs at least three corners. Draw it again."))
    if len(corners) > MOST_CORNERS:
        return Shape(
            (),
            _("A shape can have %(most)s corners at most. Draw it again with fewer.")
            % {"most": number(MOST_CORNERS)},
        )
    west, south, east, north = WALES
    if not all(west <= lon <= east and south <= lat <= north for lon, lat in corners):
        return Shape((), _("A corner of the shape lies outside Wales. Draw it again."))
    found = small_areas_inside(corners)
    if not found:
        return Shape((), _("No small area has its middle inside the shape. Draw it larger, or use the list."))
    return Shape(found)


def _corners(text: str) -> tuple[Corner, ...] | None:
    """Corners as they were written; None where it is not a list of pairs of numbers."""
    found = []
    for pair in text.strip().strip(";").split(";"):
        sides = [side.strip() for side in pair.split(",")]
        if len(sides) != 2 or not all(_DEGREES.fullmatch(side) for side in sides):
            return None
        found.append((float(sides[0]), float(sides[1])))
    return tuple(found)
