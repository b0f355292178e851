"""Services as points: where each is, in which place and small area."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from edau.understand.building.points import locate, nearest
from edau.understand.sources import (
    gp_practices_2015,
    gp_practices_2022,
    hospital_sites,
    libraries,
    railway_stations,
    schools,
)

_SOURCES = {
    "gp_practice_2015": gp_practices_2015,
    "gp_practice_2022": gp_practices_2022,
    "library": libraries,
    "nhs_hospital_site": hospital_sites,
    "school": schools,
    "railway_station": railway_stations,
}
STATION = "railway_station"
# Outlines of small areas are generalised: a station on the shore or a school on the border may stand just
# outside.
EDGE_METRES = 250.0


def services(raw: Path, postcodes: pd.DataFrame, lsoas: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return every service of Wales: the columns of the tables of services.

    `postcodes` has `postcode`, `lat`, `lon`; `lsoas` and `places` have `code` and `geometry` (degrees).
    Services without a point, because their postcode is not to be found, are left out, and so are those more
    than `EDGE_METRES` from every LSOA: across the border, or at coordinates that cannot be right.
    """
    point_of = _points(postcodes)
    parts = []
    for kind, source in _SOURCES.items():
        part = source.read(raw)
        if "postcode" in part:
            points = point_of.reindex(_bare(part["postcode"]))
            part = part.assign(lat=points["lat"].to_numpy(), lon=points["lon"].to_numpy())
        parts.append(part.assign(kind=kind, source=source.KEY))
    table = pd.concat(parts, ignore_index=True)
    table = table.dropna(subset=["lat", "lon"]).reset_index(drop=True)
    table["lsoa"] = codes_at(table, lsoas)
    table["place"] = codes_at(table, places)
    edge = table.index[table["lsoa"] == ""]
    beside = nearest(table["lon"][edge], table["lat"][edge], lsoas["geometry"].to_numpy(), EDGE_METRES)
    table.loc[edge, "lsoa"] = [lsoas["code"].iat[at] if at >= 0 else "" for at in beside]
    table = table[table["lsoa"] != ""].round({"lat": 5, "lon": 5})
    columns = ["kind", "name", "name_cy", "lat", "lon", "place", "lsoa", "source"]
    found: pd.DataFrame = table[columns].sort_values(columns, ignore_index=True)
    return found


def codes_at(points: pd.DataFrame, areas: pd.DataFrame) -> list[str]:
    """Return the code of the area that holds each point (`lat`, `lon`), empty where none does."""
    found = locate(points["lon"], points["lat"], areas["geometry"].to_numpy())
    codes = areas["code"].to_numpy()
    return [codes[at] if at >= 0 else "" for at in found]


def _points(postcodes: pd.DataFrame) -> pd.DataFrame:
    table = postcodes.assign(bare=_bare(postcodes["postcode"])).drop_duplicates("bare")
    return table.set_index("bare")[["lat", "lon"]]


def _bare(postcodes: pd.Series) -> pd.Series:
    return postcodes.str.replace(" ", "").str.upper()
