"""Census 2021 households by Output Area: the totals of table TS044."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.errors import SourceError
from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS, ONS
from edau.understand.sources.shape import Shape, numbers, read_parquet

PATH = "humaniverse_demographr/household_type21_oa21_wales.parquet"
# Eight types of accommodation for each of 10,275 Output Areas.
SHAPE = Shape(PATH, ("oa21_code", "total_households"), 82200)
KEY = "census2021_ts044_households"
ORIGINS = (
    Origin(
        KEY,
        ONS,
        "Census 2021: Accommodation type (all households)",
        "Cyfrifiad 2021: Math o lety (pob aelwyd)",
        "TS044",
        "2023",
        OGL_ONS,
        PATH,
    ),
)


def read(raw: Path) -> pd.Series:
    """Return the number of households of each Output Area, index `oa`."""
    frame = read_parquet(raw, SHAPE)
    frame = frame.assign(households=numbers(frame, "total_households", SHAPE, 0, 5000))
    totals = frame.groupby("oa21_code")["households"].agg(["min", "max"])
    if (totals["min"] != totals["max"]).any():
        raise SourceError(PATH, "total_households", "repeated")
    return totals["max"].rename("households").rename_axis("oa").sort_index()
