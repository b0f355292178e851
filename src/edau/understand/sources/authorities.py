"""The 22 local authorities: names in both languages and a point inside each."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS_GEOGRAPHY, ONS
from edau.understand.sources.shape import Shape, numbers, read_geojson, unique

VINTAGE = 2024
SHAPE = Shape(
    "LA_boundaries/LAD_2024_wales_simplified.geojson", ("LAD24CD", "LAD24NM", "LAD24NMW", "LONG", "LAT"), 22
)
ORIGINS = (
    Origin(
        "ons_authorities_2024",
        ONS,
        "Local Authority Districts (December 2024) names and boundaries",
        "Enwau a ffiniau Awdurdodau Lleol (Rhagfyr 2024)",
        "LAD24",
        "2024",
        OGL_ONS_GEOGRAPHY,
        SHAPE.path,
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """Return the authorities: index `code`; `name_en`, `name_cy`, `lat`, `lon` (degrees)."""
    frame = unique(read_geojson(raw, SHAPE), "LAD24CD", SHAPE)
    frame = frame.assign(lat=numbers(frame, "LAT", SHAPE, 51, 54), lon=numbers(frame, "LONG", SHAPE, -6, -2))
    frame = frame.rename(columns={"LAD24CD": "code", "LAD24NM": "name_en", "LAD24NMW": "name_cy"})
    return frame.set_index("code")[["name_en", "name_cy", "lat", "lon"]].sort_index()
