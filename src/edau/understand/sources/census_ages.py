"""Census 2021 usual residents by age in six groups, by LSOA: counts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.errors import SourceError
from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS, ONS
from edau.understand.sources.shape import Shape, numbers, read_csv

PATH = "hack25usefuldata/census21_pop_lsoa21_age_wales.csv"
SHAPE = Shape(PATH, ("lsoa21_code", "age_group", "usual_residents"), 11502)
GROUPS = {
    "Aged 15 years and under": "age_0_15_pct",
    "Aged 16 to 24 years": "age_16_24_pct",
    "Aged 25 to 34 years": "age_25_34_pct",
    "Aged 35 to 49 years": "age_35_49_pct",
    "Aged 50 to 64 years": "age_50_64_pct",
    "Aged 65 years and over": "age_65_plus_pct",
}
KEY = "census2021_age"
ORIGINS = (
    Origin(
        KEY,
        ONS,
        "Census 2021: Age (6 categories), custom dataset",
        "Cyfrifiad 2021: Oedran (6 chategori), set ddata wedi’i chreu’n arbennig",
        "resident_age_6a",
        "2023",
        OGL_ONS,
        PATH,
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """Return counts of residents: index `lsoa`, one column per age group under the key of its indicator."""
    frame = read_csv(raw, SHAPE)
    unknown = set(frame["age_group"]) - set(GROUPS)
    if unknown:
        raise SourceError(PATH, "age_group", "unknown_code", {"text": sorted(unknown)[0]})
    frame = frame.assign(residents=numbers(frame, "usual_residents", SHAPE, 0, 10000))
    wide = frame.pivot(index="lsoa21_code", columns="age_group", values="residents")
    if wide.isna().any().any():
        raise SourceError(PATH, "usual_residents", "missing_value")
    return (
        wide.rename(columns=GROUPS)[list(GROUPS.values())]
        .rename_axis(index="lsoa", columns=None)
        .sort_index()
    )
