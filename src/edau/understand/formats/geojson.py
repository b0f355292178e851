"""A table on a map: GeoJSON (RFC 7946), a feature for each place with its figures as properties."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from edau.understand.formats.table import Cell, Table

Ring = Sequence[Sequence[float]]
Geometry = dict[str, Any]
PROPERTIES = ("value", "lower", "upper", "status", "reliability", "period")


def collection(table: Table, geometries: Mapping[str, Geometry | None], language: str) -> dict[str, Any]:
    """The table as a feature collection. A place without a known geometry has null, as the standard allows.

    Each figure is written as flat properties, since that is what maps can shade by: `no_car_pct`,
    `no_car_pct_lower`, …. Where the table has several periods of one indicator, the period stands in the name:
    `pay@2023`. ValueError for a table without places.
    """
    if not table.place or not table.metric:
        raise ValueError(f"{table.name} has no places")
    place, metric = table.at(table.place), table.at(table.metric)
    names = table.column(table.place).codes
    several = _several_periods(table)
    properties: dict[str, dict[str, Cell]] = {}
    for row in table.rows:
        code = str(row[place])
        own = properties.setdefault(code, _named(code, names, language))
        key = str(row[metric])
        if several:
            key = f"{key}@{row[table.at(table.time)]}"
        own |= _figure(table, row, key)
    return {
        "type": "FeatureCollection",
        "title": table.title.say(language),
        "release": table.release.id,
        "licence": [one.name for one in table.licences],
        "source": list(dict.fromkeys(source.attribution.say(language) for source in table.sources)),
        "features": [
            {"type": "Feature", "id": code, "geometry": geometries.get(code), "properties": own}
            for code, own in properties.items()
        ],
    }


def _named(code: str, names: Mapping[str, Any], language: str) -> dict[str, Cell]:
    name = names.get(code)
    if name is None:
        return {"code": code, "name": code}
    return {"code": code, "name": name.say(language), "name_cy": name.cy, "name_en": name.en}


def _several_periods(table: Table) -> bool:
    if not table.time:
        return False
    place, metric = table.at(table.place), table.at(table.metric)
    pairs = [(row[place], row[metric]) for row in table.rows]
    return len(set(pairs)) < len(pairs)


def _figure(table: Table, row: Sequence[Cell], key: str) -> dict[str, Cell]:
    """The figure of a row as flat properties: those of `PROPERTIES` that the table has."""
    stored = {column.key: cell for column, cell in zip(table.stored, row, strict=True)}
    return {
        key if name == "value" else f"{key}_{name}": _finite(stored[name])
        for name in PROPERTIES
        if name in stored
    }


def _finite(cell: Cell) -> Cell:
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


def point(longitude: float | None, latitude: float | None) -> Geometry | None:
    """A place as a point; None where its spot is not known."""
    if longitude is None or latitude is None:
        return None
    return {"type": "Point", "coordinates": [longitude, latitude]}


def outline(rings: Sequence[Ring]) -> Geometry | None:
    """A place as polygons from its rings, holes among them; None where it has none.

    A ring that lies in an odd number of others is a hole in the smallest of them. Outer rings run against the clock
    and holes with it, and every ring is closed, as RFC 7946 asks (§3.1.6).
    """
    closed = [_closed(ring) for ring in rings if len(ring) > 2]
    if not closed:
        return None
    # From large to small, so that what holds a ring comes before it.
    order = sorted(closed, key=lambda ring: -abs(_area(ring)))
    polygons: list[list[Ring]] = []
    shells: list[tuple[Ring, int]] = []
    for number, ring in enumerate(order):
        depth = sum(_inside(ring[0], other) for other in order[:number])
        if depth % 2 == 0:
            shells.append((ring, len(polygons)))
            polygons.append([_turned(ring, against_clock=True)])
        else:
            holder = next(at for shell, at in reversed(shells) if _inside(ring[0], shell))
            polygons[holder].append(_turned(ring, against_clock=False))
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def together(shapes: Iterable[Geometry | None]) -> Geometry | None:
    """Outlines side by side as one geometry; None where there is none."""
    polygons = [
        polygon
        for shape in shapes
        if shape is not None
        for polygon in (shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]])
    ]
    return {"type": "MultiPolygon", "coordinates": polygons} if polygons else None


def _closed(ring: Ring) -> Ring:
    return ring if list(ring[0]) == list(ring[-1]) else [*ring, ring[0]]


def _area(ring: Ring) -> float:
    """Twice the signed area in square degrees: above nought where the ring runs against the clock."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def _turned(ring: Ring, *, against_clock: bool) -> Ring:
    return ring if (_area(ring) > 0) == against_clock else ring[::-1]


def _inside(spot: Sequence[float], ring: Ring) -> bool:
    """Whether a spot lies in a ring (ray casting; a spot on the edge may fall on either side)."""
    x, y = spot[0], spot[1]
    within = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            within = not within
    return within
