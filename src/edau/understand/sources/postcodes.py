"""National Statistics Postcode Lookup (May 2025): the postcodes of the areas that reach into Wales.

Our copy keeps the point of every postcode in CF, NP, SA, LL, LD, SY, CH and HR, but not whether it is in use:
the look-up holds postcodes long withdrawn beside live ones, and only of whole outcodes can that be told.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS, ONS
from edau.understand.sources.shape import Shape, numbers, read_parquet, unique

SHAPE = Shape(
    path="postcodes/postcodes_latlon_wales_areas.parquet",
    columns=("Postcode", "lat", "long"),
    rows=181_455,
)

ORIGIN = Origin(
    key="nspl",
    publisher=ONS,
    title_en="National Statistics Postcode Lookup (May 2025)",
    title_cy="Chwilotydd Codau Post Ystadegau Gwladol (Mai 2025)",
    table="NSPL",
    published="2025-05",
    licence=OGL_ONS,
    path=SHAPE.path,
    attribution_en=(
        "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
        "Contains OS data © Crown copyright and database right. "
        "Contains Royal Mail data © Royal Mail copyright and database right."
    ),
    attribution_cy=(
        "Ffynhonnell: y Swyddfa Ystadegau Gwladol, trwyddedwyd o dan y Drwydded Llywodraeth Agored f3.0. "
        "Yn cynnwys data OS © Hawlfraint y Goron a hawl cronfa ddata. "
        "Yn cynnwys data’r Post Brenhinol © hawlfraint y Post Brenhinol a hawl cronfa ddata."
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """The postcodes as published: postcode (in seven letters), lat, lon in degrees, missing where unknown.

    The publisher writes a missing point as longitude 0; both coordinates of it are missing here. Raises
    SourceError where the file is missing, lacks a column, or has another number of rows.
    """
    table = unique(read_parquet(raw, SHAPE), "Postcode", SHAPE)
    lat = numbers(table, "lat", SHAPE, 49, 61)
    lon = numbers(table, "long", SHAPE, -9, 2)
    known = lat.notna() & (lon != 0)
    return pd.DataFrame({"postcode": table["Postcode"], "lat": lat.where(known), "lon": lon.where(known)})
