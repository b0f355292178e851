"""How the LSOAs of 2011 became those of 2021: unchanged, split, or merged."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.errors import SourceError
from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS_GEOGRAPHY, ONS
from edau.understand.sources.shape import Shape, read_csv

SHAPE = Shape(
    "humaniverse_geographr/lookup_lsoa11_lsoa21_ltla22_wales.csv",
    ("lsoa11_code", "change_code", "lsoa21_code"),
    1940,
)
CODES = {"U", "S", "M"}  # unchanged, split, merged; a fourth, irregular, does not occur in Wales
ORIGINS = (
    Origin(
        "ons_lsoa_2011_2021",
        ONS,
        "LSOA (2011) to LSOA (2021) to local authority (2022), exact fit",
        "Ardaloedd bach 2011 i ardaloedd bach 2021 i awdurdod lleol (2022), ffit union",
        "LSOA11_LSOA21_LAD22",
        "2022",
        OGL_ONS_GEOGRAPHY,
        SHAPE.path,
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """Return the pairs `lsoa11`, `lsoa21`, sorted."""
    frame = read_csv(raw, SHAPE)
    unknown = set(frame["change_code"]) - CODES
    if unknown:
        raise SourceError(SHAPE.path, "change_code", "unknown_code", {"text": sorted(unknown)[0]})
    pairs = frame.rename(columns={"lsoa11_code": "lsoa11", "lsoa21_code": "lsoa21"})[["lsoa11", "lsoa21"]]
    return pairs.sort_values(["lsoa11", "lsoa21"], ignore_index=True)
