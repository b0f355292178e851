"""Outlines of the LSOAs and MSOAs of 2021."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS_GEOGRAPHY, ONS
from edau.understand.sources.shape import Shape, read_geojson, unique

SHAPE = Shape("drkane_geo_lookups/lsoa_wales.geojson", ("LSOA21CD", "LSOA21NM"), 1917)
SHAPE_MSOA = Shape("drkane_geo_lookups/msoa_wales.geojson", ("MSOA21CD",), 408)
ORIGINS = (
    Origin(
        "ons_lsoa_2021_boundaries",
        ONS,
        "Lower layer Super Output Areas (December 2021) boundaries",
        "Ffiniau ardaloedd bach (Rhagfyr 2021)",
        "LSOA21",
        "2021",
        OGL_ONS_GEOGRAPHY,
        SHAPE.path,
    ),
    Origin(
        "ons_msoa_2021_boundaries",
        ONS,
        "Middle layer Super Output Areas (December 2021) boundaries",
        "Ffiniau Ardaloedd Cynnyrch Ehangach Haen Ganol (Rhagfyr 2021)",
        "MSOA21",
        "2021",
        OGL_ONS_GEOGRAPHY,
        SHAPE_MSOA.path,
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """Return the LSOAs: `code`, `name` (of the publisher), `geometry` (degrees), in the order of the
    codes."""
    frame = unique(read_geojson(raw, SHAPE), "LSOA21CD", SHAPE)
    return _sorted(frame.rename(columns={"LSOA21CD": "code", "LSOA21NM": "name"}))


def read_msoas(raw: Path) -> pd.DataFrame:
    """Return the MSOAs: `code`, `geometry` (degrees), in the order of the codes."""
    frame = unique(read_geojson(raw, SHAPE_MSOA), "MSOA21CD", SHAPE_MSOA)
    return _sorted(frame.rename(columns={"MSOA21CD": "code"}))


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values("code", ignore_index=True)
