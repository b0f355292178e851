"""GP surgeries of Wales in 2022, branches too: postcodes only."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import NHS_WALES, OGL
from edau.understand.sources.shape import Shape, read_csv

SHAPE = Shape("assets/wales_gp_2022_postcodes.csv", ("postcode",), 475)
KEY = "nhs_wales_gp_2022"
ORIGINS = (
    Origin(
        KEY,
        NHS_WALES,
        "GP surgeries in Wales, 2022 (postcodes)",
        "Meddygfeydd teulu Cymru, 2022 (codau post)",
        "wales_gp_2022",
        "2022",
        OGL,
        SHAPE.path,
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """Return `name`, `name_cy` (both made of the postcode: no names are published), `postcode`, each postcode
    once."""
    codes = read_csv(raw, SHAPE)["postcode"].str.replace(" ", "").str.upper().drop_duplicates()
    written = codes.str[:-3] + " " + codes.str[-3:]
    columns = {"name": "GP surgery, " + written, "name_cy": "Meddygfa, " + written, "postcode": written}
    return pd.DataFrame(columns).reset_index(drop=True)
