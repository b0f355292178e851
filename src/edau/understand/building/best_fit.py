"""Best fit: which place each Output Area of 2021 belongs to.

The publisher fits the Output Areas of 2011 to built-up areas. Most of them live on under their code in 2021.
The others follow their neighbours of the same LSOA where these agree, and else are shared out so that each
LSOA's residents divide over the places as its postcodes do.
"""

from __future__ import annotations

import pandas as pd

from edau.understand.sources.built_up_areas import BuiltUpAreas

NOWHERE = ""  # outside every built-up area


def best_fit(areas: pd.DataFrame, built_up: BuiltUpAreas, postcodes: pd.DataFrame) -> pd.DataFrame:
    """Return `place` and `how` of each Output Area, in the order of `areas`.

    `areas` has index `oa` and columns `lsoa`, `persons`; `postcodes` has `lsoa` and `place` (code or
    `NOWHERE`) of each postcode. `how` is `code` (unchanged since 2011), `neighbours`, `postcodes`, or
    `unresolved` (an LSOA without postcodes: taken as outside every place).
    """
    unchanged = areas.index.isin(built_up.output_areas)
    place = built_up.fit.reindex(areas.index).fillna(NOWHERE).where(unchanged)
    how = pd.Series("code", index=areas.index).where(unchanged)
    neighbours = place[unchanged].groupby(areas["lsoa"][unchanged])
    agreed = neighbours.first()[neighbours.nunique() == 1]
    follows = ~unchanged & areas["lsoa"].isin(agreed.index)
    place[follows] = areas["lsoa"][follows].map(agreed)
    how[follows] = "neighbours"
    postcodes_of = postcodes.groupby(["lsoa", "place"]).size()
    for lsoa, open_areas in areas[place.isna()].groupby("lsoa"):
        placed = _share_out(str(lsoa), open_areas, areas, place, postcodes_of)
        how[open_areas.index] = "postcodes" if placed is not None else "unresolved"
        place.update(placed if placed is not None else pd.Series(NOWHERE, index=open_areas.index))
    return pd.DataFrame({"place": place, "how": how})


def _share_out(
    lsoa: str, open_areas: pd.DataFrame, areas: pd.DataFrame, place: pd.Series, postcodes_of: pd.Series
) -> pd.Series | None:
    """Give the Output Areas of one LSOA, largest first, to the place that still lacks most residents."""
    if lsoa not in postcodes_of.index.get_level_values(0):
        return None
    inside = areas["lsoa"] == lsoa
    counts = postcodes_of[lsoa]
    lacking = (counts / counts.sum() * areas["persons"][inside].sum()).to_dict()
    for code, persons in areas["persons"][inside].groupby(place[inside]).sum().items():
        lacking[code] = lacking.get(code, 0) - persons
    placed = {}
    largest_first = open_areas.sort_index().sort_values("persons", ascending=False, kind="stable")
    for oa, persons in largest_first["persons"].items():
        code = max(sorted(lacking), key=lambda each: lacking[each])
        placed[oa] = code
        lacking[code] -= persons
    return pd.Series(placed)
