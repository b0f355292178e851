"""Villages and other localities, each with its names, its small area and the place that holds it.

Nobody in Wales should search in vain: a village too small to be one of the places still leads to its small
area.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from edau.understand.building.names import VILLAGE_REACH, Register, found_name, letters, place_names, register
from edau.understand.sources import index_of_place_names

COLUMNS = ["id", "name", "name_cy", "name_source", "lat", "lon", "lsoa", "place"]


def localities(
    index: pd.DataFrame | Path,
    registers: Register | Path,
    *,
    lsoa_of_oa: Mapping[str, str],
    place_of_oa: Mapping[str, str],
    places: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The table of localities, sorted by id.

    `index` is what `index_of_place_names.read` gives and `registers` what `names.register` gives (or the
    raw folder, for either); `lsoa_of_oa` and `place_of_oa` say which small area and which place hold an
    output area of 2021 (an output area outside every place is absent or empty); `places` (`code`, `lon`,
    `lat`) lets a locality that is one of the places share the curated Welsh name.

    Gives `id`, `name` (English form, or the only one), `name_cy`, `name_source`, `lat`, `lon` (degrees to
    five decimals), `lsoa`, `place` (empty outside every place). `name_source` says where the second name is
    from: a register, "curated", or "same" where one name serves both languages. Raises KeyError for an
    output area that no small area holds.
    """
    table = index_of_place_names.read(index) if isinstance(index, Path) else index
    known = register(registers) if isinstance(registers, Path) else registers
    curated = _curated(places)
    rows = []
    for row in table.sort_values("id").itertuples(index=False):
        place = place_of_oa.get(row.oa) or ""
        english, welsh, source = _names(row, known, curated)
        lat, lon = round(row.lat, 5), round(row.lon, 5)
        rows.append((row.id, english, welsh, source, lat, lon, lsoa_of_oa[row.oa], place))
    return pd.DataFrame(rows, columns=COLUMNS)


def _curated(places: pd.DataFrame | None) -> dict[str, list[tuple[str, str, float, float]]]:
    """The curated names of places by the letters of either name, with the point of each place."""
    if places is None:
        return {}
    found: dict[str, list[tuple[str, str, float, float]]] = {}
    listed = place_names()
    for place in places.itertuples(index=False):
        mine = listed.get(place.code)
        if mine is not None:
            for key in {letters(mine.english), letters(mine.welsh)}:
                found.setdefault(key, []).append((mine.english, mine.welsh, place.lon, place.lat))
    return found


def _names(
    row: Any, known: Register, curated: Mapping[str, list[tuple[str, str, float, float]]]
) -> tuple[str, str, str]:
    """(English, Welsh, source) of one locality: as the place of that name, else as the registers say."""
    for english, welsh, lon, lat in curated.get(letters(row.name), []):
        if abs(lon - row.lon) < 0.06 and abs(lat - row.lat) < 0.036:  # about 4 km each way
            return english, welsh, _source(english, welsh, known, row)
    welsh, source, _ = found_name(row.name, row.lon, row.lat, known, VILLAGE_REACH)
    if welsh != row.name:
        return row.name, welsh, source
    for entry in known.near(row.name, row.lon, row.lat, VILLAGE_REACH):
        # The index may file a village under its Welsh name; what it is called in English is then the twin.
        if (
            entry.welsh == row.name
            and entry.source != "ons_index"
            and letters(entry.english) != letters(row.name)
        ):
            return entry.english, row.name, entry.source
    return row.name, row.name, "same"


def _source(english: str, welsh: str, known: Register, row: Any) -> str:
    if english == welsh:
        return "same"
    for entry in known.near(welsh, row.lon, row.lat, VILLAGE_REACH):
        if entry.welsh == welsh:
            return entry.source
    return "curated"
