"""The seven health boards: names in both languages and a point inside each."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS_GEOGRAPHY, ONS
from edau.understand.sources.shape import Shape, numbers, read_geojson, unique

VINTAGE = 2020
PATH = "LA_boundaries/LHB.geojson"
SHAPE = Shape(PATH, ("LHB20CD", "LHB20NM", "LHB20NMW", "LONG", "LAT"), 7)
ORIGINS = (
    Origin(
        "ons_health_boards_2020",
        ONS,
        "Local Health Boards (April 2020) names and boundaries",
        "Enwau a ffiniau Byrddau Iechyd Lleol (Ebrill 2020)",
        "LHB20",
        "2020",
        OGL_ONS_GEOGRAPHY,
        PATH,
    ),
)
# The publisher's file cuts names at forty bytes, and one name is longer. What it is cut from:
_CUT = {"Bwrdd Iechyd Prifysgol Caerdydd a’r Fr": "Bwrdd Iechyd Prifysgol Caerdydd a’r Fro"}


def read(raw: Path) -> pd.DataFrame:
    """Return the health boards: index `code`; `name_en`, `name_cy`, `lat`, `lon` (degrees)."""
    frame = unique(read_geojson(raw, SHAPE), "LHB20CD", SHAPE)
    frame = frame.assign(
        lat=numbers(frame, "LAT", SHAPE, 51, 54),
        lon=numbers(frame, "LONG", SHAPE, -6, -2),
        LHB20NMW=frame["LHB20NMW"].replace(_CUT),
    )
    frame = frame.rename(columns={"LHB20CD": "code", "LHB20NM": "name_en", "LHB20NMW": "name_cy"})
    return frame.set_index("code")[["name_en", "name_cy", "lat", "lon"]].sort_index()
