"""Minutes from each MSOA to pharmacies near it, routed over OpenStreetMap (Open Database Licence)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import ODBL_OPENSTREETMAP, OPENSTREETMAP
from edau.understand.sources.shape import Shape, numbers, read_csv

SHAPE = Shape(
    "humaniverse_healthindexwales/pharmacy_travel_time.csv", ("msoa21_code", "travel_time_mins"), 74937
)
KEY = "pharmacy_times"
ORIGINS = (
    Origin(
        KEY,
        OPENSTREETMAP,
        "Health Index for Wales: travel time to pharmacies by MSOA",
        "Mynegai Iechyd Cymru: amser teithio i fferyllfeydd fesul ardal ganolig",
        "pharmacy_travel_time",
        "2025",
        ODBL_OPENSTREETMAP,
        SHAPE.path,
    ),
)


def read(raw: Path) -> pd.Series:
    """Return the minutes to the nearest pharmacy, index `msoa`; 41 of the 408 MSOAs have no time."""
    frame = read_csv(raw, SHAPE)
    frame = frame.assign(minutes=numbers(frame, "travel_time_mins", SHAPE, 0, 1000))
    return frame.groupby("msoa21_code")["minutes"].min().rename_axis("msoa").sort_index()
