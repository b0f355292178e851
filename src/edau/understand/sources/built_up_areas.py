"""Built-up areas of 2011: the best fit of Output Areas to them, their names and their outlines.

A place of Edau is a built-up area subdivision where the built-up area is subdivided, else the built-up area
itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from edau.understand.sources.errors import SourceError
from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS_GEOGRAPHY, ONS
from edau.understand.sources.shape import Shape, read_csv, read_geojson, unique

FIT = Shape("lvalnegri/OA11_BUA11.csv", ("OA", "BUA"), 171786)
FIT_OF_SUBDIVISIONS = Shape("lvalnegri/OA11_BUASD11.csv", ("OA", "BUAS"), 131800)
OUTPUT_AREAS_2011 = Shape("lvalnegri/OA11_list_wales.csv", ("OA",), 10036)
NAMES = Shape("lvalnegri/BUA11_names.csv", ("BUA", "BUAn"), 5493)
NAMES_OF_SUBDIVISIONS = Shape("lvalnegri/BUASD11_names.csv", ("BUAS", "BUASn"), 1693)
OUTLINES = Shape("lvalnegri/BUA_wales.geojson", ("BUA",), 444)
OUTLINES_OF_SUBDIVISIONS = Shape("lvalnegri/BUAS_wales.geojson", ("BUAS",), 155)
SHAPES = (
    FIT,
    FIT_OF_SUBDIVISIONS,
    OUTPUT_AREAS_2011,
    NAMES,
    NAMES_OF_SUBDIVISIONS,
    OUTLINES,
    OUTLINES_OF_SUBDIVISIONS,
)
SUBDIVISION = ("W38", "K06")  # the first characters of a subdivision's code

ORIGINS = (
    Origin(
        "ons_bua_2011_fit",
        ONS,
        "Output Areas 2011 to built-up areas and subdivisions (best fit)",
        "Ardaloedd Cynnyrch 2011 i ardaloedd adeiledig a’u hisraniadau (ffit orau)",
        "OA11_BUASD11_BUA11",
        "2013",
        OGL_ONS_GEOGRAPHY,
        FIT.path,
    ),
    Origin(
        "ons_bua_2011_boundaries",
        ONS,
        "Built-up areas and subdivisions 2011, as unions of their Output Areas",
        "Ardaloedd adeiledig a’u hisraniadau 2011, fel uniadau o’u Hardaloedd Cynnyrch",
        "BUA11, BUASD11",
        "2013",
        OGL_ONS_GEOGRAPHY,
        OUTLINES.path,
    ),
)


@dataclass(frozen=True)
class BuiltUpAreas:
    """`fit`: Output Area of 2011 → code of its place (Output Areas outside every built-up area are not in
    it); `output_areas`: all Output Areas of Wales in 2011; `parent`: subdivision → its built-up area;
    `names`: code → name without the publisher's ending "BUA" or "BUASD"; `outlines`: frame of `code`,
    `geometry` (degrees) of every built-up area and subdivision that `fit` names, in the order of the
    codes."""

    fit: pd.Series
    output_areas: frozenset[str]
    parent: dict[str, str]
    names: dict[str, str]
    outlines: pd.DataFrame


def read(raw: Path) -> BuiltUpAreas:
    """Read all seven files."""
    area = _of_wales(unique(read_csv(raw, FIT), "OA", FIT)).set_index("OA")["BUA"]
    subdivision = _of_wales(unique(read_csv(raw, FIT_OF_SUBDIVISIONS), "OA", FIT_OF_SUBDIVISIONS)).set_index(
        "OA"
    )["BUAS"]
    if not subdivision.index.isin(area.index).all():
        raise SourceError(FIT_OF_SUBDIVISIONS.path, "OA", "unknown_code")
    fit = subdivision.reindex(area.index).fillna(area).rename("place").sort_index()
    parent = area.reindex(subdivision.index).groupby(subdivision).first()
    everywhere = unique(read_csv(raw, OUTPUT_AREAS_2011), "OA", OUTPUT_AREAS_2011)["OA"]
    return BuiltUpAreas(
        fit,
        frozenset(everywhere),
        {str(code): str(area) for code, area in parent.items()},
        _names(raw),
        _outlines(raw, set(fit)),
    )


def _of_wales(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["OA"].str.startswith("W")]


def _names(raw: Path) -> dict[str, str]:
    areas = read_csv(raw, NAMES).set_index("BUA")["BUAn"]
    subdivisions = read_csv(raw, NAMES_OF_SUBDIVISIONS).set_index("BUAS")["BUASn"]
    names = pd.concat([areas, subdivisions]).str.replace(r"\s+BUA(SD)?$", "", regex=True).str.strip()
    return {str(code): str(name) for code, name in names.items()}


def _outlines(raw: Path, codes: set[str]) -> pd.DataFrame:
    areas = read_geojson(raw, OUTLINES).rename(columns={"BUA": "code"})
    subdivisions = read_geojson(raw, OUTLINES_OF_SUBDIVISIONS).rename(columns={"BUAS": "code"})
    parts = pd.concat([areas, subdivisions], ignore_index=True)
    parts = parts[parts["code"].isin(codes)]
    # A built-up area on the border, or of several pieces, comes in several features.
    outlines = parts.groupby("code")["geometry"].agg(lambda pieces: shapely.union_all(np.array(pieces)))
    if set(outlines.index) != codes:
        raise SourceError(
            OUTLINES.path, "BUA", "missing_value", {"text": sorted(codes - set(outlines.index))[0]}
        )
    return outlines.sort_index().reset_index()
