"""ONS Index of Place Names: the localities of Wales, each with a point and the output area that holds it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS_GEOGRAPHY, ONS
from edau.understand.sources.shape import Shape, numbers, read_parquet, unique

SHAPE = Shape(
    path="lvalnegri/RcensusUK_localities_wales.parquet",
    columns=("LOC", "LOCd", "LOCo", "x_lon", "y_lat", "OA"),
    rows=5352,
)

ORIGIN = Origin(
    key="ons_index",
    publisher=ONS,
    title_en="Index of Place Names in Great Britain: localities",
    title_cy="Mynegai Enwau Lleoedd ym Mhrydain Fawr: ardaloedd",
    table="Index of Place Names in Great Britain (IPN)",
    published="2022",
    licence=OGL_ONS_GEOGRAPHY,
    path=SHAPE.path,
)


def letters(name: str) -> str:
    """The bare letters of a name, as the index keys its entries: "Cas-Gwent" gives "casgwent"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z]", "", plain)


def read(raw: Path) -> pd.DataFrame:
    """The localities: id, name, filed_under (the bare letters it is filed under), lon, lat, oa (2021).

    An inverted entry ("Wych, Higher") is put in the order in which it is said. Where `filed_under` is not the
    letters of the name, the entry is another name of the same locality, mostly the Welsh one ("Gwndy" under
    "undy"). Raises SourceError where the file is missing, lacks a column or has another number of rows.
    """
    table = unique(read_parquet(raw, SHAPE), "LOC", SHAPE)
    names = [_said(name, filed) for name, filed in zip(table["LOCd"], table["LOCo"], strict=True)]
    return pd.DataFrame(
        {
            "id": table["LOC"],
            "name": names,
            "filed_under": table["LOCo"],
            "lon": numbers(table, "x_lon", SHAPE, -6, -2),
            "lat": numbers(table, "y_lat", SHAPE, 51, 54),
            "oa": table["OA"],
        }
    )


def _said(name: str, filed_under: str) -> str:
    last, comma, first = name.strip().partition(", ")
    said = f"{first} {last}"
    return said if comma and letters(said) == filed_under else name.strip()
