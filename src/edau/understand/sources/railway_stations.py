"""Railway stations of Wales, June 2026, under the Open Database Licence: what is made of them stays apart."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import ODBL_STATIONS, UK_RAILWAY_STATIONS
from edau.understand.sources.shape import Shape, numbers, read_csv

SHAPE = Shape("assets/uk_railway_stations.csv", ("stationName", "lat", "long", "constituentCountry"), 2606)
KEY = "railway_stations"
ORIGINS = (
    Origin(
        KEY,
        UK_RAILWAY_STATIONS,
        "UK railway stations",
        "Gorsafoedd rheilffordd y DU",
        "stations",
        "2026-06-30",
        ODBL_STATIONS,
        SHAPE.path,
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """Return `name`, `name_cy` (none is published), `lat`, `lon`."""
    frame = read_csv(raw, SHAPE)
    frame = frame[frame["constituentCountry"] == "wales"]
    columns = {
        "name": frame["stationName"].str.strip(),
        "name_cy": "",
        "lat": numbers(frame, "lat", SHAPE, 51, 54),
        "lon": numbers(frame, "long", SHAPE, -6, -2),
    }
    return pd.DataFrame(columns).reset_index(drop=True)
