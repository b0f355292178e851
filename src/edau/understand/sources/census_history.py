"""How many people of each age the censuses of 1981 to 2021 found in each authority and in Wales, in today's
authorities."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.errors import SourceError
from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS, ONS
from edau.understand.sources.shape import Shape, numbers, read_csv

# Census Day of each census.
DAYS = {
    "1981": "1981-04-05",
    "1991": "1991-04-21",
    "2001": "2001-04-29",
    "2011": "2011-03-27",
    "2021": "2021-03-21",
}
SEXES = ("female", "male")
SHAPES = {
    sex: Shape(f"bothness_censusprofiles/age-{sex}_wales.csv", ("areacd", "category", *DAYS), 23 * 18)
    for sex in SEXES
}
KEY = "census_history_age"
ORIGINS = (
    Origin(
        KEY,
        ONS,
        "Censuses 1981 to 2021: residents by age",
        "Cyfrifiadau 1981 i 2021: trigolion yn ôl oedran",
        "Census profiles: age",
        "2022",
        OGL_ONS,
        SHAPES["female"].path,
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """Return residents: `area`, `age` (the youngest of a group of five years, or of 85 and over), `day` (of the census),
    `people`. Both sexes together; the counts of 2021 are rounded to a hundred by the publisher."""
    frames = [_read(raw, sex) for sex in SEXES]
    both = pd.concat(frames).groupby(["area", "age", "day"], as_index=False)["people"].sum()
    return both.sort_values(["area", "day", "age"], ignore_index=True)


def _read(raw: Path, sex: str) -> pd.DataFrame:
    shape = SHAPES[sex]
    frame = read_csv(raw, shape)
    ages = frame["category"].str.extract(rf"^{sex}_(\d+)_(?:\d+|plus)$")[0]
    if ages.isna().any():
        raise SourceError(
            shape.path, "category", "unknown_code", {"text": str(frame["category"][ages.isna()].iloc[0])}
        )
    if frame.duplicated(["areacd", "category"]).any():
        raise SourceError(shape.path, "category", "repeated")
    wide = pd.DataFrame(
        {
            "area": frame["areacd"],
            "age": ages.astype(int),
            **{day: numbers(frame, year, shape, 0, 2_000_000) for year, day in DAYS.items()},
        }
    )
    return wide.melt(["area", "age"], var_name="day", value_name="people")
