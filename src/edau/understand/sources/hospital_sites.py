"""NHS hospital sites of Wales, 2022: names in both languages, postcodes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import MIT_PUBLIC_HEALTH_WALES, PUBLIC_HEALTH_WALES
from edau.understand.sources.shape import Shape, read_csv

SHAPE = Shape("assets/nhs_wales_sites.csv", ("FullName", "FullNameWelsh", "Postcode"), 76)
KEY = "phw_hospital_sites"
ORIGINS = (
    Origin(
        KEY,
        PUBLIC_HEALTH_WALES,
        "NHS Wales hospital sites",
        "Safleoedd ysbytai GIG Cymru",
        "nhs_wales_sites",
        "2022",
        MIT_PUBLIC_HEALTH_WALES,
        SHAPE.path,
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """Return `name`, `name_cy` (empty where the one name serves both languages), `postcode`."""
    frame = read_csv(raw, SHAPE)
    names = {"name": frame["FullName"].str.strip(), "name_cy": frame["FullNameWelsh"].str.strip()}
    return pd.DataFrame({**names, "postcode": frame["Postcode"]})
