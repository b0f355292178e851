"""A map of areas shaded in at most five steps, with spots on it: the ground is made once, the shades for each page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from edau.ui.charts.paths import Affine, Ring, thinned_path
from edau.ui.charts.svg import picture, short

WIDTH, LOWEST, HIGHEST, MARGIN = 340, 160, 460, 12  # units of the drawing
TOLERANCE = 0.8  # units: what the outlines may lie beside the truth
LETTER, LINE = 8.4, 17  # units: what a letter of a label takes, and how high it is
DARKEST = 4


@dataclass(frozen=True)
class Place:
    """An area of the map: what it is called in the data, its rings of (longitude, latitude), and the point for a label."""

    key: str
    rings: Sequence[Ring]
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Shape:
    """An area on the drawing."""

    key: str
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Ground:
    """The areas as they are drawn on every page: where a point of the earth lies, how high the drawing is, each shape."""

    place: Affine
    height: int
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class AreaMap:
    """A map: `steps` are 0 to 4 by the key of an area (left out: 0), `labels` what is written on it, those that matter most
    first; `spots` are points as (longitude, latitude)."""

    key: str
    title: str
    description: str
    steps: Mapping[str, int]
    labels: Mapping[str, str]
    spots: Sequence[tuple[float, float]] = ()


def ground(places: Iterable[Place]) -> Ground | None:
    """The areas scaled to fill the drawing; None where no outline is known."""
    drawn = [place for place in places if place.rings]
    points = [point for place in drawn for ring in place.rings for point in ring]
    if not points:
        return None
    west, east = min(at[0] for at in points), max(at[0] for at in points)
    south, north = min(at[1] for at in points), max(at[1] for at in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    across, up = max((east - west) * squeeze, 1e-6), max(north - south, 1e-6)
    scale = min((WIDTH - 2 * MARGIN) / across, (HIGHEST - 2 * MARGIN) / up)
    height = max(LOWEST, math.ceil(up * scale + 2 * MARGIN))
    x, y = squeeze * scale, -scale
    put = Affine(x, WIDTH / 2 - (west + east) / 2 * x, y, height / 2 - (south + north) / 2 * y)
    shapes = tuple(
        Shape(one.key, thinned_path(one.rings, put, TOLERANCE), *put(one.longitude, one.latitude))
        for one in drawn
    )
    return Ground(put, height, shapes)


def draw(ground: Ground, chart: AreaMap) -> SafeString:
    """The picture. A label that would cover another is left out: the table has them all."""
    shapes = "".join(
        f'<path class="g{min(DARKEST, chart.steps.get(shape.key, 0))}" d="{shape.path}"/>'
        for shape in ground.shapes
        if shape.path
    )
    spots = []
    for at in chart.spots:
        x, y = ground.place(*at)
        if 0 <= x <= WIDTH and 0 <= y <= ground.height:
            spots.append(f'<circle class="spot" cx="{short(x, 0)}" cy="{short(y, 0)}" r="5"/>')
    return picture(
        f'<g class="dots">{shapes}</g>{"".join(dict.fromkeys(spots))}{"".join(_labels(ground, chart))}',
        key=chart.key,
        title=chart.title,
        description=chart.description,
        cls="wales",
        view_box=f"0 0 {WIDTH} {ground.height}",
    )


def _labels(ground: Ground, chart: AreaMap) -> list[str]:
    taken: list[tuple[float, float, float, float]] = []
    where = {shape.key: (shape.x, shape.y) for shape in ground.shapes}
    found = []
    for key, label in chart.labels.items():
        if key not in where:
            continue
        half = len(label) * LETTER / 2
        x, y = where[key]
        x, y = min(max(x, half), WIDTH - half), min(max(y, LINE), ground.height - 6.0)
        box = (x - half, y - LINE + 5, x + half, y + 5)
        if any(
            box[0] < east and west < box[2] and box[1] < south and north < box[3]
            for west, north, east, south in taken
        ):
            continue
        taken.append(box)
        found.append(
            f'<text class="halo" x="{short(x, 0)}" y="{short(y + 5, 0)}" text-anchor="middle">{escape(label)}</text>'
        )
    return found
