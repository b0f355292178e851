"""Workplace zones of 2011: where jobs are, as points weighted by workers."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas as pd
import rdata

from edau.understand.sources.errors import SourceError
from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL_ONS_GEOGRAPHY, ONS
from edau.understand.sources.shape import Shape, check, find, numbers, unique

PATH = "lvalnegri/RgeoUK_workplace_zones.rda"
SHAPE = Shape(PATH, ("WPZ", "wx_lon", "wy_lat"), 60709)
ZONES_OF_WALES = 2710
ORIGINS = (
    Origin(
        "ons_workplace_zones_2011",
        ONS,
        "Workplace zones (December 2011) population weighted centroids",
        "Parthau gweithle (Rhagfyr 2011), canolbwyntiau wedi’u pwysoli",
        "WPZ11",
        "2014",
        OGL_ONS_GEOGRAPHY,
        PATH,
    ),
)


def read(raw: Path) -> pd.DataFrame:
    """Return the zones of Wales: `code`, `lat`, `lon`, in the order of the codes."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # R's data.table is read as the data frame that it is
            objects = rdata.read_rda(find(raw, SHAPE))
    except (ValueError, NotImplementedError, EOFError, OSError) as error:
        # A file with a part that the reader of R's format does not know ends in its NotImplementedError.
        raise SourceError(PATH, "", "unreadable", {"text": str(error)}) from error
    if "workplace_zones" not in objects:
        raise SourceError(PATH, "", "unreadable", {"text": ", ".join(objects)})
    frame = check(pd.DataFrame(objects["workplace_zones"]), SHAPE)
    frame = frame.assign(WPZ=frame["WPZ"].astype(str))
    frame = unique(frame[frame["WPZ"].str.startswith("W")].reset_index(drop=True), "WPZ", SHAPE)
    if len(frame) != ZONES_OF_WALES:
        raise SourceError(PATH, "WPZ", "wrong_rows", {"expected": ZONES_OF_WALES, "got": len(frame)})
    lat, lon = numbers(frame, "wy_lat", SHAPE, 51, 54), numbers(frame, "wx_lon", SHAPE, -6, -2)
    return pd.DataFrame({"code": frame["WPZ"], "lat": lat, "lon": lon}).sort_values("code", ignore_index=True)
