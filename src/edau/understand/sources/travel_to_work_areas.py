"""The travel to work area of each LSOA of 2011."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS_GEOGRAPHY, ONS
from edau.understand.sources.shape import Shape, read_csv, unique

SHAPE = Shape("jtrim_ons_lookups/LSOA11_TTWA11_wales.csv", ("LSOA11CD", "TTWA11NM"), 1909)
ORIGINS = (
    Origin(
        "ons_travel_to_work_areas_2011",
        ONS,
        "LSOA (2011) to travel to work areas (2011)",
        "Ardaloedd bach 2011 i ardaloedd teithio i’r gwaith (2011)",
        "LSOA11_TTWA11",
        "2015",
        OGL_ONS_GEOGRAPHY,
        SHAPE.path,
    ),
)


def read(raw: Path) -> pd.Series:
    """Return the name of the travel to work area of each LSOA of 2011, index `lsoa11`."""
    frame = unique(read_csv(raw, SHAPE), "LSOA11CD", SHAPE)
    return frame.set_index("LSOA11CD")["TTWA11NM"].rename("travel_to_work").rename_axis("lsoa11").sort_index()
