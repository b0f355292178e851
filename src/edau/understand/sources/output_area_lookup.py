"""Which area each Output Area of 2021 lies in: LSOA, MSOA, authority, ward, community, health board."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.errors import SourceError
from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS_GEOGRAPHY, ONS
from edau.understand.sources.shape import Shape, read_parquet, unique

PATH = "lvalnegri/RcensusUK_lookups_wales.parquet"
SHAPE = Shape(PATH, ("OA", "LSOA", "MSOA", "LTLA", "WARD", "PAR", "CCG"), 10275)
NAMES = {
    "OA": "oa",
    "LSOA": "lsoa",
    "MSOA": "msoa",
    "LTLA": "authority",
    "WARD": "ward",
    "PAR": "community",
    "CCG": "health_board",
}
NUMBER = {"lsoa": 1917, "msoa": 408, "authority": 22, "ward": 762, "community": 878, "health_board": 7}
ORIGINS = (
    Origin(
        "ons_oa_2021_lookup",
        ONS,
        "Output Areas 2021 to LSOA, MSOA, local authority, ward, community and health board",
        "Ardaloedd y cyfrifiad 2021 i ardaloedd bach, awdurdod lleol, ward, cymuned a bwrdd iechyd",
        "OA21 lookups",
        "2022",
        OGL_ONS_GEOGRAPHY,
        PATH,
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """Return one row per Output Area, index `oa`: the codes of the areas it lies in."""
    frame = unique(read_parquet(raw, SHAPE), "OA", SHAPE).rename(columns=NAMES)
    for column, expected in NUMBER.items():
        found = frame[column].nunique()
        if found != expected:
            publisher = {ours: theirs for theirs, ours in NAMES.items()}[column]
            raise SourceError(PATH, publisher, "wrong_rows", {"expected": expected, "got": int(found)})
    return frame.set_index("oa").sort_index()
