"""The communities of 2022: codes and names. Their outlines are not to be had."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS_GEOGRAPHY, ONS
from edau.understand.sources.shape import Shape, read_csv, unique

VINTAGE = 2022
SHAPE = Shape("ONSvisual_geo_scripts/par22_wales.csv", ("areacd", "areanm"), 878)
ORIGINS = (
    Origin(
        "ons_communities_2022",
        ONS,
        "Parishes and communities (2022) names and codes",
        "Enwau a chodau plwyfi a chymunedau (2022)",
        "PAR22",
        "2022",
        OGL_ONS_GEOGRAPHY,
        SHAPE.path,
    ),
)


def read(raw: Path) -> pd.Series:
    """Return the publisher's name of each community, index `code`."""
    frame = unique(read_csv(raw, SHAPE), "areacd", SHAPE)
    return frame.set_index("areacd")["areanm"].str.strip().rename("name").rename_axis("code").sort_index()
