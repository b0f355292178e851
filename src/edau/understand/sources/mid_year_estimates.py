"""Mid-year population estimates of small areas (LSOA 2011): 2017 and 2020, not rebased to Census 2021."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS, ONS
from edau.understand.sources.shape import Shape, numbers, read_parquet, unique

YOUNGEST = ("0", "1", "2", "3", "4")  # single years of age
YEARS = (2017, 2020)


def _path(year: int) -> str:
    return f"humaniverse_demographr/population{year - 2000}_lsoa11_wales.parquet"


SHAPES = {year: Shape(_path(year), ("lsoa11_code", "total_population", *YOUNGEST), 1909) for year in YEARS}
KEY = "ons_sape"
ORIGINS = (
    Origin(
        KEY,
        ONS,
        "Lower layer Super Output Area population estimates, mid-2017 and mid-2020",
        "Amcangyfrifon poblogaeth ardaloedd bach, canol 2017 a chanol 2020",
        "SAPE LSOA",
        "2021",
        OGL_ONS,
        _path(2020),
    ),
)


def read(raw: Path, year: int) -> pd.DataFrame:
    """Return residents of each LSOA of 2011, index `lsoa11`: `total`, and `under_5`."""
    shape = SHAPES[year]
    frame = unique(read_parquet(raw, shape), "lsoa11_code", shape)
    under_5 = pd.DataFrame({age: numbers(frame, age, shape, 0, 2000) for age in YOUNGEST}).sum(axis=1)
    total = numbers(frame, "total_population", shape, 1, 20000)
    columns = {"total": total.to_numpy(), "under_5": under_5.to_numpy()}
    return pd.DataFrame(columns, index=pd.Index(frame["lsoa11_code"], name="lsoa11")).sort_index()
