"""The postcodes of Wales: which small area holds each, and which outcodes are out of use.

The lookup we have keeps withdrawn postcodes beside live ones and does not say which is which. Only whole
outcodes can be told: those that Royal Mail recoded in Cardiff and Gwent. Their postcodes stay in the file,
marked, because people and records still use them, and the spot is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from edau.places.postcodes import normalise, pack
from edau.understand.sources import postcodes as lookup

# Outcodes that were recoded in full, and those that took their places. Known; the data bear it out (see
# `recoded`). Newport's old form with no number is NPT.
RECODED: Mapping[str, tuple[str, ...]] = {
    "CF1": ("CF10", "CF11", "CF24"),
    "CF2": ("CF23", "CF24"),
    "CF4": ("CF14", "CF15"),
    "CF6": ("CF61", "CF62", "CF63", "CF64"),
    "CF7": ("CF71", "CF72"),
    "CF8": ("CF81", "CF82", "CF83"),
    "NP1": ("CF83", "NP10", "NP11"),
    "NP2": ("NP12", "NP22", "NP24"),
    "NP3": ("NP13", "NP23"),
    "NP5": ("NP15", "NP25"),
    "NP6": ("NP16", "NP18", "NP26"),
    "NP9": ("NP19", "NP20"),
    "NPT": ("NP19", "NP20"),
}

# A point this near to the drawn shore is ashore: the small areas' outlines are generalised to about 20 m.
SHORE_METRES = 60.0
# ... but only in an outcode that does not reach into England, where beyond the line is beyond the border.
BORDER_METRES = 250.0
# Two points this near to each other are the same delivery point under an old and a new postcode.
SAME_SPOT_METRES = 250.0
# An outcode whose postcodes crowd on to so few points belongs to large users and boxes, not to homes.
CROWD = 6.0
METRES_PER_DEGREE = 111_200.0
EAST_SHRINKS = float(np.cos(np.radians(52.4)))


@dataclass(frozen=True)
class PostcodesOfWales:
    """`units` (postcode, lsoa, lat, lon, retired), `outcodes` (outcode, live, note), and counts.

    `without_point` have no coordinates, `outside` lie in no Welsh small area, `unnumbered` are of the old
    form NPT, which no file of ours can key; `from_shore` of those kept were taken to the nearest small
    area.
    """

    units: pd.DataFrame
    outcodes: pd.DataFrame
    without_point: int
    outside: int
    unnumbered: int
    from_shore: int

    def packed(self, lsoas: list[str]) -> bytes:
        """The bytes of `postcodes.bin`; `lsoas` are all the small areas' codes."""
        columns = [self.units[name] for name in ("postcode", "lsoa", "lat", "lon")]
        return pack(zip(*columns, strict=True), lsoas=lsoas, retired=set(RECODED))


def postcodes(points: pd.DataFrame | Path, polygons: Mapping[str, shapely.Geometry]) -> PostcodesOfWales:
    """Place the lookup's postcodes in small areas.

    `points` is what `sources.postcodes.read` gives (postcode, lat, lon in degrees), or the raw folder;
    `polygons` the outline of each LSOA 2021 in WGS84. A postcode on a shared border goes to the area whose
    code is first. Outcodes with no postcode in Wales are left out; of one that crosses the border only the
    Welsh part is kept.
    """
    table = lookup.read(points) if isinstance(points, Path) else points
    given = table["postcode"].str.replace(" ", "")
    table = table.assign(outcode=given.str[:-3], inward=given.str[-3:])
    located = table[table["lat"].notna() & table["lon"].notna()].reset_index(drop=True)
    located["lsoa"], located["metres"] = _small_areas(located, polygons)
    inside = located[located["lsoa"] != ""]
    written = (inside["outcode"] + " " + inside["inward"]).map(normalise)
    kept = inside[written.notna()]
    units = pd.DataFrame(
        {
            "postcode": written[written.notna()],
            "lsoa": kept["lsoa"],
            "lat": kept["lat"],
            "lon": kept["lon"],
            "retired": kept["outcode"].isin(list(RECODED)),
        }
    ).sort_values("postcode", ignore_index=True)
    return PostcodesOfWales(
        units=units,
        outcodes=_outcodes(located),
        without_point=len(table) - len(located),
        outside=len(located) - len(inside),
        unnumbered=len(inside) - len(kept),
        from_shore=int((inside["metres"] > 0).sum()),
    )


def _small_areas(
    located: pd.DataFrame, polygons: Mapping[str, shapely.Geometry]
) -> tuple[np.ndarray, np.ndarray]:
    """The small area that holds each point (empty: none), and how many metres outside them all it lies.

    A point within 60 m of the shore is ashore, unless its outcode reaches into England.
    """
    codes = np.array(sorted(polygons))
    # The plane is stretched so that distance from the shore means the same east and north.
    outlines = [shapely.transform(polygons[code], lambda xy: xy * [EAST_SHRINKS, 1.0]) for code in codes]
    tree = shapely.STRtree(outlines)
    spots = shapely.points(located["lon"].to_numpy() * EAST_SHRINKS, located["lat"].to_numpy())
    area = np.full(len(located), -1)
    which, holder = tree.query(spots, predicate="intersects")
    order = np.argsort(
        -holder, kind="stable"
    )  # where two areas share a border, the first code is written last
    area[which[order]] = holder[order]
    metres = np.zeros(len(located))
    out = np.flatnonzero(area < 0)
    if len(out):
        (_, nearest), degrees = tree.query_nearest(spots[out], return_distance=True, all_matches=False)
        metres[out] = degrees * METRES_PER_DEGREE
        furthest = pd.Series(metres).groupby(located["outcode"].to_numpy()).transform("max").to_numpy()
        ashore = (metres[out] <= SHORE_METRES) & (furthest[out] <= BORDER_METRES)
        area[out[ashore]] = nearest[ashore]
    return np.where(area < 0, "", codes[area]), metres


def _outcodes(located: pd.DataFrame) -> pd.DataFrame:
    """The outcodes of Wales: `outcode`, `live`, `note`.

    `note` is a list of codes, parted by ";": `recoded:CF10 CF11` (out of use; these took its place),
    `partly_in_wales` (part of it lies in England), `large_users` (boxes and single addressees, not homes),
    or empty.
    """
    inside = located[located["lsoa"] != ""]
    furthest = located.groupby("outcode")["metres"].max()
    postcodes_in = inside.groupby("outcode").size()
    points_in = inside.drop_duplicates(["outcode", "lat", "lon"]).groupby("outcode").size()
    rows = []
    for outcode, number in postcodes_in.sort_index().items():
        notes = []
        if outcode in RECODED:
            notes.append("recoded:" + " ".join(RECODED[outcode]))
        if furthest[outcode] > BORDER_METRES:
            notes.append("partly_in_wales")
        if number / points_in[outcode] >= CROWD:
            notes.append("large_users")
        rows.append((outcode, outcode not in RECODED, ";".join(notes)))
    return pd.DataFrame(rows, columns=["outcode", "live", "note"])


def recoded(points: pd.DataFrame) -> dict[str, float]:
    """How well the data bear out `RECODED`: the share of an old outcode's postcodes with a twin in a new one.

    A twin has the same last three letters and lies within 250 m. Old outcodes that are not in `points` are
    left out. Among outcodes that were never recoded the share is below 0.1 for any pair.
    """
    given = points["postcode"].str.replace(" ", "")
    table = pd.DataFrame(
        {"out": given.str[:-3], "inward": given.str[-3:], "lat": points["lat"], "lon": points["lon"]}
    )
    table = table.dropna()
    shares = {}
    for old, new in RECODED.items():
        before, after = table[table["out"] == old], table[table["out"].isin(new)]
        if len(before):
            both = before.reset_index().merge(after, on="inward", suffixes=("", "_new"))
            east = (both["lon"] - both["lon_new"]) * EAST_SHRINKS
            apart = np.hypot(east, both["lat"] - both["lat_new"]) * METRES_PER_DEGREE
            shares[old] = both.loc[apart <= SAME_SPOT_METRES, "index"].nunique() / len(before)
    return shares
