"""Schools of Wales, May 2025: names and coordinates where the register has them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import DFE, OGL
from edau.understand.sources.shape import Shape, numbers, read_parquet

SHAPE = Shape(
    "hack25usefuldata/gias.parquet",
    ("establishment_name", "establishment_type", "longitude", "latitude"),
    27153,
)
KEY = "gias_schools_2025"
ORIGINS = (
    Origin(
        KEY,
        DFE,
        "Get Information about Schools: Welsh establishments, May 2025",
        "Cofrestr ysgolion yr Adran Addysg (GIAS): sefydliadau yng Nghymru, Mai 2025",
        "GIAS establishments",
        "2025-05",
        OGL,
        SHAPE.path,
    ),
)
_OF_WALES = "Welsh establishment"


def read(raw: Path) -> pd.DataFrame:
    """Return `name`, `name_cy` (none is published apart), `lat`, `lon`; schools without coordinates are left
    out."""
    frame = read_parquet(raw, SHAPE)
    frame = frame[frame["establishment_type"] == _OF_WALES]
    frame = frame.assign(
        lat=numbers(frame, "latitude", SHAPE, 49, 61),
        lon=numbers(frame, "longitude", SHAPE, -9, 3),
        name=frame["establishment_name"].str.strip(),
        name_cy="",
    )
    return frame.dropna(subset=["lat", "lon"])[["name", "name_cy", "lat", "lon"]].reset_index(drop=True)
