"""The table of areas: every area of every kind, what it is called, where it is, how many live there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import pandas as pd
import yaml

from edau.language.forms import locative, of
from edau.understand.building.boards import boards
from edau.understand.building.boundaries import areas_km2, within_wales
from edau.understand.building.names import SAME, Register, found_name, welsh_names
from edau.understand.sources import authorities, communities, health_boards, ward_names
from edau.understand.sources.built_up_areas import SUBDIVISION, BuiltUpAreas

WALES = "W92000004"
LEAST_RESIDENTS = 1000  # of a listed place
NAME_REACH = 8.0  # km: how far from an area a register's name may be to be its own
VINTAGES = {"place": 2011, "lsoa": 2021, "ward": 2025, "board": 2026, "country": 2021}
_SMALL_AREA_NAME = re.compile(r"(.*?)(?: \((.*?)\))?( \d+)?")


@dataclass(frozen=True)
class Geography:
    """What areas are made of.

    `output_areas`: index `oa`; codes of LSOA, MSOA, authority, ward, community, health board, board, listed
    place (`place`, empty: outside), and `persons`, `households`. `lsoas`: `code`, `name`, `geometry`
    (degrees). `places`: `code`, `geometry` of the listed places. `points`: mean of the postcodes in each
    place (`lat`, `lon`, index code).
    """

    output_areas: pd.DataFrame
    lsoas: pd.DataFrame
    places: pd.DataFrame
    points: pd.DataFrame
    built_up: BuiltUpAreas


def areas(raw: Path, geography: Geography, small_areas: pd.DataFrame, registers: Register) -> pd.DataFrame:
    """Return the rows of the table of areas. `small_areas` is that of `cells.small_areas`."""
    km2 = areas_km2(geography.lsoas)
    middle = _middles(geography)
    tables = [
        _country(geography, km2, middle),
        _authorities(raw, geography, km2),
        _health_boards(raw, geography, km2),
        _boards(geography, km2, middle),
        _places(geography, small_areas, registers),
        _communities(raw, geography, middle, registers),
        _wards(raw, geography),
        _lsoas(raw, geography, small_areas, km2, middle, registers),
    ]
    table = pd.concat(tables, ignore_index=True)
    table = _with_our_names(table)
    table["loc_cy"] = table["name_cy"].map(locative)
    table["of_cy"] = table["name_cy"].map(of)
    return table


def _sums(geography: Geography, column: str) -> pd.DataFrame:
    """Residents, households and number of Output Areas of each area of a kind, index code."""
    inside = geography.output_areas[geography.output_areas[column] != ""]
    groups = inside.groupby(column)
    sums = groups[["persons", "households"]].sum().round().astype(int)
    sums["small_areas"] = groups.size()
    return sums.rename(columns={"persons": "population"}).rename_axis("code")


def _mostly(table: pd.DataFrame, column: str, within: str) -> pd.Series:
    """The code of the area of kind `within` that holds most residents of each area of kind `column`; of two
    that hold as many, the first code. `table` is that of the Output Areas."""
    inside = table[table[column] != ""]
    persons = inside.groupby([column, within])["persons"].sum().reset_index()
    persons = persons.sort_values(["persons", within], ascending=[False, True])
    return persons.drop_duplicates(column).set_index(column)[within].rename_axis("code")


def _holders(geography: Geography, column: str, *within: str) -> pd.DataFrame:
    return pd.DataFrame({each: _mostly(geography.output_areas, column, each) for each in within})


def _middles(geography: Geography) -> pd.DataFrame:
    """The middle of each LSOA (of its outline), index code: `lat`, `lon`."""
    points = [outline.representative_point() for outline in geography.lsoas["geometry"]]
    at = {"lat": [point.y for point in points], "lon": [point.x for point in points]}
    return pd.DataFrame(at, index=pd.Index(geography.lsoas["code"], name="code"))


def _middles_of(table: pd.DataFrame, column: str, middle: pd.DataFrame) -> pd.DataFrame:
    """The middle of each area by its residents, from the middles of the LSOAs they live in; `table`: Output
    Areas."""
    at = middle.reindex(table["lsoa"]).set_axis(table.index)
    weighted = at.mul(table["persons"], axis=0).groupby(table[column]).sum()
    return weighted.div(table.groupby(column)["persons"].sum(), axis=0).rename_axis("code")


def _named(table: pd.DataFrame, kind: str, vintage: int, source: str, checked: bool) -> pd.DataFrame:
    """Fill in kind, vintage and the source of official bilingual names, and turn the index into `code`."""
    table = table.assign(kind=kind, vintage=vintage)
    if "name_cy_source" not in table:
        table = table.assign(name_cy_source=source, name_cy_checked=checked)
    return table.reset_index()


def _country(geography: Geography, km2: pd.Series, middle: pd.DataFrame) -> pd.DataFrame:
    table = geography.output_areas
    at = _middles_of(table.assign(country=WALES), "country", middle)
    row = {
        "code": WALES,
        "kind": "country",
        "vintage": VINTAGES["country"],
        "name_en": "Wales",
        "name_cy": "Cymru",
        "name_cy_source": "ons_authority",
        "name_cy_checked": True,
        "population": int(table["persons"].sum()),
        "households": int(table["households"].sum()),
        "small_areas": len(table),
        "area_km2": km2.sum(),
        "lat": at["lat"].iat[0],
        "lon": at["lon"].iat[0],
    }
    return pd.DataFrame([row])


def _authorities(raw: Path, geography: Geography, km2: pd.Series) -> pd.DataFrame:
    table = authorities.read(raw).join(_sums(geography, "authority"))
    table = table.join(_holders(geography, "authority", "health_board", "board"))
    table["area_km2"] = _km2_of(geography, "authority", km2)
    return _named(table, "authority", authorities.VINTAGE, "ons_authority", checked=True)


def _health_boards(raw: Path, geography: Geography, km2: pd.Series) -> pd.DataFrame:
    table = health_boards.read(raw).join(_sums(geography, "health_board"))
    table["area_km2"] = _km2_of(geography, "health_board", km2)
    return _named(table, "health_board", health_boards.VINTAGE, "ons_boundary", checked=True)


def _boards(geography: Geography, km2: pd.Series, middle: pd.DataFrame) -> pd.DataFrame:
    table = boards().set_index("code")[["name_en", "name_cy", "name_cy_checked"]].assign(name_cy_source="own")
    table = table.join(_sums(geography, "board")).join(_holders(geography, "board", "health_board"))
    table = table.join(_middles_of(geography.output_areas, "board", middle))
    table["area_km2"] = _km2_of(geography, "board", km2)
    return _named(table, "board", VINTAGES["board"], "own", checked=False)


def _km2_of(geography: Geography, column: str, km2: pd.Series) -> pd.Series:
    whole = geography.output_areas.drop_duplicates("lsoa").set_index("lsoa")[column]
    return km2.groupby(whole.reindex(km2.index)).sum()


def _places(geography: Geography, small_areas: pd.DataFrame, registers: Register) -> pd.DataFrame:
    table = _sums(geography, "place").join(geography.points)
    table["area_km2"] = areas_km2(within_wales(geography.places, geography.lsoas))
    within = _holders(geography, "place", "authority", "health_board", "board", "community", "ward")
    table = table.join(within)
    names = geography.built_up.names
    listed = pd.DataFrame({"code": table.index, "name": [names[code] for code in table.index]})
    listed[["lon", "lat"]] = table[["lon", "lat"]].to_numpy()
    table = table.join(welsh_names(listed, registers))
    table["parent"] = [
        geography.built_up.parent[code] if code.startswith(SUBDIVISION) else "" for code in table.index
    ]
    commuting = geography.output_areas["lsoa"].map(small_areas["travel_to_work"])
    table["travel_to_work"] = _mostly(
        geography.output_areas.assign(commuting=commuting), "place", "commuting"
    )
    return _named(table, "place", VINTAGES["place"], "", checked=False)


def _communities(raw: Path, geography: Geography, middle: pd.DataFrame, registers: Register) -> pd.DataFrame:
    names = communities.read(raw)
    table = names.to_frame().join(_sums(geography, "community"))
    table = table.join(_holders(geography, "community", "authority", "health_board", "board", "place"))
    table["place_share"] = _share_in_place(geography, "community")
    table = table.join(_middles_of(geography.output_areas, "community", middle))
    # Outlines of communities are not to be had, so their area is not known.
    listed = table.reset_index()[["code", "name", "lon", "lat"]]
    table = table.drop(columns="name").join(welsh_names(listed, registers, reach=NAME_REACH))
    table["name_cy_checked"] = False  # the register spoke of a settlement of that name, not of the community
    return _named(table, "community", communities.VINTAGE, "", checked=False)


def _wards(raw: Path, geography: Geography) -> pd.DataFrame:
    table = ward_names.read(raw).set_index("code").drop(columns="authority")
    table = table.join(_sums(geography, "ward"))
    table = table.join(_holders(geography, "ward", "authority", "health_board", "board", "place"))
    table["place_share"] = _share_in_place(geography, "ward")
    given = table["name_cy"] != ""
    table["name_cy"] = table["name_cy"].where(given, table["name_en"])
    table["name_cy_source"] = given.map({True: "ons_wards", False: "same"})
    table["name_cy_checked"] = given
    return _named(table, "ward", VINTAGES["ward"], "ons_wards", checked=True)


def _lsoas(
    raw: Path,
    geography: Geography,
    small_areas: pd.DataFrame,
    km2: pd.Series,
    middle: pd.DataFrame,
    registers: Register,
) -> pd.DataFrame:
    table = _sums(geography, "lsoa").join(middle)
    table["area_km2"] = km2
    within = ("authority", "health_board", "board", "community", "ward", "place")
    table = table.join(_holders(geography, "lsoa", *within))
    table["place_share"] = _share_in_place(geography, "lsoa")
    table["travel_to_work"] = small_areas["travel_to_work"]
    table["name_en"] = small_areas["name"]
    table["name_official"] = geography.lsoas.set_index("code")["name"]
    named = authorities.read(raw)
    welsh_of = dict(zip(named["name_en"], named["name_cy"], strict=True))
    names = [
        _name_of_small_area(name, lon, lat, registers, welsh_of)
        for name, lon, lat in zip(table["name_en"], table["lon"], table["lat"], strict=True)
    ]
    table["name_cy"] = [name for name, _ in names]
    table["name_cy_source"] = [source for _, source in names]
    table["name_cy_checked"] = False
    return _named(table, "lsoa", VINTAGES["lsoa"], "", checked=False)


def _name_of_small_area(
    name: str, lon: float, lat: float, registers: Register, authority: Mapping[str, str]
) -> tuple[str, str]:
    """The Welsh name of a small area and its source.

    The Welsh Government names small areas in English only: "Argoed (Caerphilly) 1", "Pembroke Dock: Llanion
    1". The Welsh name is that of the ward or town it is named after, with the authority and the number.
    """
    match = _SMALL_AREA_NAME.fullmatch(name)
    base, bracket, number = match.groups(default="") if match else (name, "", "")
    welsh, source, _ = found_name(base, lon, lat, registers, NAME_REACH)
    if source == SAME and ": " in base:
        parts = [found_name(part, lon, lat, registers, NAME_REACH) for part in base.split(": ")]
        welsh = ": ".join(part for part, *_ in parts)
        source = next((source for _, source, _ in parts if source != SAME), SAME)
    if source == SAME and authority.get(base, base) != base:
        welsh, source = authority[base], "ons_authority"
    return welsh + (f" ({authority.get(bracket, bracket)})" if bracket else "") + number, source


def _share_in_place(geography: Geography, column: str) -> pd.Series:
    """The share of an area's residents who live in the listed place with most of them; missing if that is
    outside."""
    table = geography.output_areas
    persons = table.groupby([column, "place"])["persons"].sum().reset_index()
    whole = table.groupby(column)["persons"].sum()
    most = _mostly(table, column, "place")
    persons = persons[persons["place"] == persons[column].map(most)].set_index(column)
    share = persons["persons"] / whole
    return share.where(most != "").rename_axis("code")


def _with_our_names(table: pd.DataFrame) -> pd.DataFrame:
    """Our own Welsh names where no register gave one, and the apostrophe that Welsh is printed with everywhere."""
    ours = yaml.safe_load(
        resources.files("edau.catalogue").joinpath("words/area_names.yaml").read_text("utf-8")
    )["names"]
    missing = (table["name_cy_source"] == SAME) & table["name_en"].isin(ours)
    table.loc[missing, "name_cy"] = table.loc[missing, "name_en"].map(ours)
    table.loc[missing, "name_cy_source"] = "own"
    table["name_cy"] = table["name_cy"].str.replace("'", "’")
    return table
