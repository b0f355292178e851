"""ONS electoral wards of Wales, 2025: their names in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS_GEOGRAPHY, ONS
from edau.understand.sources.shape import Shape, SourceError, check, find, numbers, unique

SHAPE = Shape(
    path="drkane_geo_lookups/ward_wales.geojson",
    columns=("WD25CD", "WD25NM", "WD25NMW", "LAD25CD", "LONG", "LAT"),
    rows=762,
)

ORIGIN = Origin(
    key="ons_wards",
    publisher=ONS,
    title_en="Electoral wards (May 2025), names and boundaries",
    title_cy="Wardiau etholiadol (Mai 2025), enwau a ffiniau",
    table="Wards (May 2025) Boundaries UK",
    published="2025-05",
    licence=OGL_ONS_GEOGRAPHY,
    path=SHAPE.path,
)


def read(raw: Path) -> pd.DataFrame:
    """The wards: code, name_en, name_cy, authority (code), lon, lat of the middle (degrees). No geometry.

    Slips of the pen are put right (`SLIPS`).
    Raises SourceError where the file is missing, unreadable, lacks a column or has another number of wards.
    """
    try:
        features = json.loads(find(raw, SHAPE).read_text(encoding="utf-8"))["features"]
        table = pd.DataFrame([feature["properties"] for feature in features])
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError(SHAPE.path, "", "unreadable", {"text": str(error)}) from error
    table = unique(check(table, SHAPE), "WD25CD", SHAPE)
    return pd.DataFrame(
        {
            "code": table["WD25CD"],
            "name_en": table["WD25NM"].str.strip(),
            "name_cy": table["WD25NMW"].fillna("").str.strip().map(_corrected),
            "authority": table["LAD25CD"],
            "lon": numbers(table, "LONG", SHAPE, -6, -2),
            "lat": numbers(table, "LAT", SHAPE, 51, 54),
        }
    )


# Slips of the pen in the published Welsh names: what is written, and what is meant.
SLIPS = {
    "Coed-Ilai": "Coed-llai",  # a capital I for an l
    "Llandarrog": "Llanddarog",
    "De Llansysul": "De Llandysul",
    "Bwcle: Bwyrain Bistre": "Bwcle: Dwyrain Bistre",
    "Bwlce: Mynydd": "Bwcle: Mynydd",
    "Bwlce: Pentrobin": "Bwcle: Pentrobin",
}


def _corrected(name: str) -> str:
    # A capital Ï stands inside words (LlandybÏe) where the small letter is meant.
    return SLIPS.get(name, name[:1] + name[1:].replace("Ï", "ï"))
