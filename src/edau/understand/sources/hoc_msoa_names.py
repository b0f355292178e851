"""House of Commons Library MSOA names: a name in each language for each of the 408 Welsh MSOAs (2021).

The names are of statistical areas, made from those of towns and villages ("Ystalyfera & Gwaun-Cae-Gurwen"),
so that a settlement's Welsh name has to be taken out of them. The extent of each MSOA says where a name is
meant.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Licence, Origin
from edau.understand.sources.publishers import COMMONS_LIBRARY
from edau.understand.sources.shape import Shape, SourceError, numbers, read_csv, unique

SHAPE = Shape(
    path="ONSvisual_census_od/msoa21_names_wales.csv",
    columns=("msoa21cd", "msoa21hclnm", "msoa21hclnmw"),
    rows=408,
)
EXTENTS = Shape(
    path="ONSvisual_census_od/msoa21_metadata.csv",
    columns=("areacd", "xmin", "ymin", "xmax", "ymax"),
)

OPEN_PARLIAMENT = Licence(
    "OPL-UK-3.0",
    "https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/",
    "Contains Parliamentary information licensed under the Open Parliament Licence v3.0.",
    "Yn cynnwys gwybodaeth Seneddol a drwyddedwyd o dan y Drwydded Senedd Agored f3.0.",
)

ORIGIN = Origin(
    key="hoc_msoa_names",
    publisher=COMMONS_LIBRARY,
    title_en="House of Commons Library MSOA names",
    title_cy="Enwau MSOA Llyfrgell Tŷ’r Cyffredin",
    table="MSOA Names",
    published="2021",
    licence=OPEN_PARLIAMENT,
    path=SHAPE.path,
)


def read(raw: Path) -> pd.DataFrame:
    """The names by MSOA: code, name_en, name_cy, and the extent west, south, east, north (degrees).

    Raises SourceError where a file is missing, lacks a column, or an MSOA has no extent.
    """
    names = unique(read_csv(raw, SHAPE), "msoa21cd", SHAPE)
    extents = unique(read_csv(raw, EXTENTS), "areacd", EXTENTS).set_index("areacd")
    absent = set(names["msoa21cd"]) - set(extents.index)
    if absent:
        raise SourceError(EXTENTS.path, "areacd", "unknown_code", {"value": min(absent)})
    extents = extents.loc[names["msoa21cd"]]
    sides = {
        side: numbers(extents, column, EXTENTS, low, high).to_numpy()
        for side, column, low, high in [
            ("west", "xmin", -6, -2),
            ("south", "ymin", 51, 54),
            ("east", "xmax", -6, -2),
            ("north", "ymax", 51, 54),
        ]
    }
    return pd.DataFrame(
        {
            "code": names["msoa21cd"],
            "name_en": names["msoa21hclnm"].str.strip(),
            "name_cy": names["msoa21hclnmw"].str.strip(),
            **sides,
        }
    )
