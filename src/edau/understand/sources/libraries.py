"""Public libraries of Wales, 2024: names and postcodes of those that are open."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import LIBRARIES_HACKED, MIT_LIBRARIES_HACKED
from edau.understand.sources.shape import Shape, read_csv

SHAPE = Shape("assets/libraries_wales_2024.csv", ("Library name", "Postcode", "Year closed"), 265)
KEY = "libraries_wales"
ORIGINS = (
    Origin(
        KEY,
        LIBRARIES_HACKED,
        "Public libraries in Wales",
        "Llyfrgelloedd cyhoeddus Cymru",
        "libraries_wales",
        "2024",
        MIT_LIBRARIES_HACKED,
        SHAPE.path,
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """Return `name`, `name_cy` (none is published), `postcode`."""
    frame = read_csv(raw, SHAPE)
    frame = frame[frame["Year closed"] == ""]
    names = frame["Library name"].str.strip()
    return pd.DataFrame({"name": names, "name_cy": "", "postcode": frame["Postcode"]}).reset_index(drop=True)
