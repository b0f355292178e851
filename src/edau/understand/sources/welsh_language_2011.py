"""Census 2011: the share of residents aged 3 and over who could speak Welsh, by LSOA of 2011.

The counts are not in the copy we have, and the census of 2021 has no such table in any copy we found.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_WELSH_GOVERNMENT, WELSH_GOVERNMENT
from edau.understand.sources.shape import Shape, numbers, read_csv, unique

SHAPE = Shape("DynamicGenetics/LSOA_static_master.csv", ("area_code", "welsh_speakers_percent"), 1909)
KEY = "census2011_welsh"
ORIGINS = (
    Origin(
        KEY,
        WELSH_GOVERNMENT,
        "Welsh speakers by LSOA, Census 2011 (StatsWales)",
        "Siaradwyr Cymraeg fesul ardal fach, Cyfrifiad 2011 (StatsCymru)",
        "Welsh speakers by LSOA, 2011 Census",
        "2013",
        OGL_WELSH_GOVERNMENT,
        SHAPE.path,
    ),
)


def read(raw: Path) -> pd.Series:
    """Return the percentage (0–100) of each LSOA of 2011, index `lsoa11`."""
    frame = unique(read_csv(raw, SHAPE), "area_code", SHAPE)
    shares = numbers(frame, "welsh_speakers_percent", SHAPE, 0, 100)
    return shares.set_axis(pd.Index(frame["area_code"], name="lsoa11")).rename("percent").sort_index()
