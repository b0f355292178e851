"""OS Open Names: the settlements of Wales, with the name in the other language where Ordnance Survey has one.

Each settlement has one point. Our copy lacks seven tiles of 20 km (Cardiff, Newport, Swansea, parts of the
Valleys, Wrexham and Flintshire), so that an absent name means nothing.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from pyproj import Transformer

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_OS, ORDNANCE_SURVEY
from edau.understand.sources.shape import Shape, numbers, read_csv, unique

SHAPE = Shape(
    path="os_open_names/populated_places_wales.csv",
    columns=(
        "ID",
        "NAME1",
        "NAME1_LANG",
        "NAME2",
        "NAME2_LANG",
        "LOCAL_TYPE",
        "GEOMETRY_X",
        "GEOMETRY_Y",
    ),
    rows=2965,
)

ORIGIN = Origin(
    key="os_open_names",
    publisher=ORDNANCE_SURVEY,
    title_en="OS Open Names: populated places",
    title_cy="OS Open Names: lleoedd poblog",
    table="OS Open Names",
    published="2025-04",
    licence=OGL_OS,
    path=SHAPE.path,
)

BRITISH_NATIONAL_GRID, WGS84 = 27700, 4326


def read(raw: Path) -> pd.DataFrame:
    """The settlements: id, name, language, other_name, other_language, kind, lon, lat (degrees).

    A language is `cym`, `eng` or empty. Raises SourceError where the file is missing, lacks a column or has
    another number of rows.
    """
    table = unique(read_csv(raw, SHAPE), "ID", SHAPE)
    east = numbers(table, "GEOMETRY_X", SHAPE, 100_000, 400_000)
    north = numbers(table, "GEOMETRY_Y", SHAPE, 100_000, 450_000)
    to_degrees = Transformer.from_crs(BRITISH_NATIONAL_GRID, WGS84, always_xy=True)
    lon, lat = to_degrees.transform(east.to_numpy(), north.to_numpy())
    return pd.DataFrame(
        {
            "id": table["ID"],
            "name": table["NAME1"].str.strip(),
            "language": table["NAME1_LANG"],
            "other_name": table["NAME2"].str.strip(),
            "other_language": table["NAME2_LANG"],
            "kind": table["LOCAL_TYPE"],
            "lon": lon,
            "lat": lat,
        }
    )
