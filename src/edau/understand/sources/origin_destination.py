"""Census 2021 flows between MSOAs with an end in Wales: travel to work (ODWP01EW) and moves (ODMG01EW).

Census day fell in a lockdown: many who travel to work in other years worked at home or were furloughed.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS, ONS
from edau.understand.sources.shape import Shape, numbers, read_parquet

_COLUMNS = ("from", "to", "value")
WORK = Shape("ONSvisual_census_od/odwp01ew_msoa21_touching_wales.parquet", _COLUMNS, 82459)
MIGRATION = Shape("ONSvisual_census_od/odmg01ew_msoa21_touching_wales.parquet", _COLUMNS, 86614)
KEY_WORK = "census2021_odwp01ew"
KEY_MIGRATION = "census2021_odmg01ew"
ORIGINS = (
    Origin(
        KEY_WORK,
        ONS,
        "Census 2021: Location of usual residence and place of work",
        "Cyfrifiad 2021: Lleoliad preswylfa arferol a man gwaith",
        "ODWP01EW",
        "2023",
        OGL_ONS,
        WORK.path,
    ),
    Origin(
        KEY_MIGRATION,
        ONS,
        "Census 2021: Migrants by address one year before the census",
        "Cyfrifiad 2021: Mudwyr yn ôl cyfeiriad flwyddyn cyn y cyfrifiad",
        "ODMG01EW",
        "2023",
        OGL_ONS,
        MIGRATION.path,
    ),
)


def read_work(raw: Path) -> pd.DataFrame:
    """Return `origin` (home), `destination` (workplace), both MSOA codes, and `people`; home workers are not
    in it."""
    return _read(raw, WORK)


def read_migration(raw: Path) -> pd.DataFrame:
    """Return `origin` (address a year before), `destination` (address on census day), and `people`."""
    return _read(raw, MIGRATION)


def _read(raw: Path, shape: Shape) -> pd.DataFrame:
    frame = read_parquet(raw, shape)
    people = numbers(frame, "value", shape, 1, 100000)
    frame = pd.DataFrame({"origin": frame["from"], "destination": frame["to"], "people": people})
    return frame.sort_values(["origin", "destination"], ignore_index=True)
