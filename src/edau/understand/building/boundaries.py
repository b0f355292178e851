"""Outlines for drawing: simplified together, so that neighbours still share their border."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
import shapely
import shapely.geometry

from edau.understand.building.points import in_degrees, on_the_grid

# Metres. A tolerance is the side of the square that a bend must exceed to stay.
PLACES = 35.0
LSOAS = 75.0
AUTHORITIES = 160.0
# Square metres. Islets and slivers of a simplified outline below this are left out, if more is left.
SMALLEST_PIECE = 20_000.0
ACROSS_THE_BORDER = ("K05", "K06")  # the first characters of the codes of built-up areas of two countries


def simplified(areas: pd.DataFrame, tolerance: float) -> pd.DataFrame:
    """Return `code` and `geometry` (degrees) simplified to `tolerance` metres, shared borders staying
    shared."""
    return _simplified(areas["code"], on_the_grid(areas["geometry"].to_numpy()), tolerance)


def united(lsoas: pd.DataFrame, of_lsoa: pd.Series, tolerance: float) -> pd.DataFrame:
    """Return the simplified outlines of areas that consist of LSOAs; `of_lsoa` names the area of each."""
    outlines = pd.Series(on_the_grid(lsoas["geometry"].to_numpy()), index=lsoas["code"])
    whole = outlines.groupby(of_lsoa.reindex(outlines.index)).agg(
        lambda parts: shapely.coverage_union_all(list(parts))
    )
    return _simplified(pd.Series(whole.index), whole.to_numpy(), tolerance)


def within_wales(places: pd.DataFrame, lsoas: pd.DataFrame) -> pd.DataFrame:
    """Return the outlines of places, cutting those that cross the border at it: of these only the residents
    of the Welsh side count."""
    crossing = places["code"].str.startswith(ACROSS_THE_BORDER)
    wales = shapely.coverage_union_all(lsoas["geometry"].to_numpy())
    outlines = places["geometry"].copy()
    outlines[crossing] = [
        _polygons(shapely.intersection(outline, wales), 0) for outline in places["geometry"][crossing]
    ]
    return places.assign(geometry=outlines)


def areas_km2(areas: pd.DataFrame) -> pd.Series:
    """Return the area of each outline in km², index `code`."""
    return pd.Series(shapely.area(on_the_grid(areas["geometry"].to_numpy())) / 1e6, index=areas["code"])


def features(areas: pd.DataFrame, decimals: int) -> Iterable[tuple[str, Mapping[str, object]]]:
    """Yield `(code, GeoJSON geometry)` with coordinates rounded to `decimals`; rings that rounding closes up
    are left out."""
    for code, geometry in zip(areas["code"], areas["geometry"], strict=True):
        polygons = [_rings(polygon, decimals) for polygon in shapely.get_parts(geometry)]
        polygons = [polygon for polygon in polygons if polygon]
        if len(polygons) == 1:
            yield code, {"type": "Polygon", "coordinates": polygons[0]}
        else:
            yield code, {"type": "MultiPolygon", "coordinates": polygons}


def _simplified(codes: pd.Series, outlines: np.ndarray, tolerance: float) -> pd.DataFrame:
    simple = shapely.coverage_simplify(outlines, tolerance)
    whole = np.array([_polygons(outline, SMALLEST_PIECE) for outline in simple])
    return pd.DataFrame({"code": codes.to_numpy(), "geometry": in_degrees(whole)})


def _polygons(geometry: shapely.Geometry, least: float) -> shapely.MultiPolygon:
    """Return the polygons of at least the area `least`, and always the largest."""
    parts = [
        part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and not part.is_empty
    ]
    parts.sort(key=lambda part: (-part.area, part.bounds))
    return shapely.MultiPolygon([part for at, part in enumerate(parts) if at == 0 or part.area >= least])


def _rings(polygon: shapely.Polygon, decimals: int) -> list[list[list[float]]]:
    rings = []
    for at, ring in enumerate([polygon.exterior, *polygon.interiors]):
        rounded = [[round(x, decimals), round(y, decimals)] for x, y in ring.coords]
        kept = [point for point, before in zip(rounded, [None, *rounded], strict=False) if point != before]
        if len(kept) >= 4:
            rings.append(kept)
        elif at == 0:
            return []
    return rings
