"""The shape of a place, its neighbours behind it, its services as symbols that differ by form as well as
colour."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

from edau.ui.charts.paths import Affine, Ring, path
from edau.ui.charts.svg import picture, short

SIZE, MARGIN = 330, 30
SPECK = 0.01  # of the largest ring's area

SYMBOLS: dict[str, Callable[[str, str], str]] = {
    "school": lambda x, y: f'<path class="school" d="M{x} {y}m-3.5-3.5h7v7h-7z"/>',
    "surgery": lambda x, y: "".join(
        f'<path class="{cls}" d="M{x} {y}m-5 0h10m-5-5v10"/>' for cls in ("surgery-edge", "surgery")
    ),
    "library": lambda x, y: f'<path class="library" d="M{x} {y}m0-7l7 7-7 7-7-7z"/>',
    "station": lambda x, y: f'<circle class="station" cx="{x}" cy="{y}" r="5.5"/>',
    "hospital": lambda x, y: f'<path class="hospital" d="M{x} {y}m-6-6h12v12h-12zm3 2v8m6-8v8m-6-4h6"/>',
}


@dataclass(frozen=True)
class Spot:
    """A service: which of SYMBOLS it wears, and where it is."""

    symbol: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Outline:
    """A shape: rings of (longitude, latitude), those of its neighbours, and the spots in it."""

    key: str
    title: str
    description: str
    rings: Sequence[Ring]
    neighbours: Sequence[Ring] = ()
    spots: Sequence[Spot] = ()


def draw(outline: Outline) -> SafeString:
    """The picture of a shape, scaled to fill its box. A speck far from the rest (an islet that belongs to a city) does
    not count in the scale and may fall outside. Raises ValueError where there are no rings."""
    least = SPECK * max(map(_area, outline.rings), default=0)
    points = [point for ring in outline.rings if _area(ring) >= least for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = SIZE / (max((east - west) * squeeze, north - south) or 1e-6)

    across = squeeze * scale
    place = Affine(across, MARGIN - west * across, -scale, MARGIN + north * scale)

    width, height = (value + MARGIN for value in place(east, south))
    edge_x, edge_y = MARGIN / squeeze / scale, MARGIN / scale
    frame = (west - edge_x, south - edge_y, east + edge_x, north + edge_y)
    near = [ring for ring in outline.neighbours if _meets(ring, frame)]
    spots = "".join(
        SYMBOLS[s.symbol](*(short(v, 0) for v in place(s.longitude, s.latitude))) for s in outline.spots
    )
    body = (
        '<rect class="ground" width="100%" height="100%" rx="10"/>'
        f'<path class="near" d="{path(near, place, grain=10)}"/>'
        f'<path class="shape" d="{path(outline.rings, place, grain=4)}"/>{spots}'
    )
    box = f"0 0 {short(width, 0)} {short(height, 0)}"
    return picture(
        body,
        key=outline.key,
        title=outline.title,
        description=outline.description,
        cls="outline",
        view_box=box,
    )


def symbol(name: str) -> SafeString:
    """A symbol for the key beside the picture."""
    drawn = SYMBOLS[name]("8", "8")
    markup = f'<svg class="symbol" width="16" height="16" aria-hidden="true">{drawn}</svg>'
    return mark_safe(markup)  # noqa: S308


def _area(ring: Ring) -> float:
    """The area of a ring in square degrees (shoelace formula): good enough to compare the parts of one place."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def _meets(ring: Ring, frame: tuple[float, float, float, float]) -> bool:
    """Whether any of a ring may be seen within west, south, east, north."""
    west, south, east, north = frame
    longitudes, latitudes = [at[0] for at in ring], [at[1] for at in ring]
    beside = max(longitudes) < west or min(longitudes) > east
    return not (beside or max(latitudes) < south or min(latitudes) > north)
