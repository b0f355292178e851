"""Welsh Index of Multiple Deprivation 2019: the overall rank of every LSOA of 2011. Rank 1 is the first of
1,909."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.errors import SourceError
from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_WELSH_GOVERNMENT, WELSH_GOVERNMENT
from edau.understand.sources.shape import Shape, numbers, read_csv, unique

LSOAS = 1909
SHAPE = Shape("humaniverse_IMD/imd2019_wales_lsoa11_wales.csv", ("lsoa11_code", "IMD_rank"), LSOAS)
KEY = "wimd2019"
ORIGINS = (
    Origin(
        KEY,
        WELSH_GOVERNMENT,
        "Welsh Index of Multiple Deprivation 2019: index and domain ranks by small area",
        "Mynegai Amddifadedd Lluosog Cymru 2019: safleoedd y mynegai a’r meysydd fesul ardal fach",
        "WIMD 2019 index and domain ranks by small area",
        "2019",
        OGL_WELSH_GOVERNMENT,
        SHAPE.path,
    ),
)


def read(raw: Path) -> pd.Series:
    """Return the overall rank 1..1,909 of each LSOA of 2011, index `lsoa11`."""
    frame = unique(read_csv(raw, SHAPE), "lsoa11_code", SHAPE)
    ranks = numbers(frame, "IMD_rank", SHAPE, 1, LSOAS)
    if sorted(ranks) != list(range(1, LSOAS + 1)):
        raise SourceError(SHAPE.path, "IMD_rank", "repeated")
    return (
        ranks.astype(int).set_axis(pd.Index(frame["lsoa11_code"], name="lsoa11")).rename("rank").sort_index()
    )
