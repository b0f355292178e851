"""Localities: every village has its names, its small area, and the place that holds it if one does."""

import pandas as pd
import pytest

from edau.understand.building.localities import COLUMNS, localities
from edau.understand.building.names import Entry, Register

LSOA = {"W00000001": "W01000001", "W00000002": "W01000002"}


def index(*rows):
    return pd.DataFrame(rows, columns=["id", "name", "filed_under", "lon", "lat", "oa"])


def register(*rows):
    found = Register()
    found.add(Entry(english, welsh, source, lon, lat, lon, lat) for english, welsh, source, lon, lat in rows)
    return found


def names(table):
    return list(zip(table["name"], table["name_cy"], table["name_source"], strict=True))


def test_a_village_outside_every_place_still_has_its_small_area():
    rows = index(
        ("IPN2", "Abercegir", "abercegir", -3.765432, 52.598762, "W00000002"),
        ("IPN1", "Penegoes", "penegoes", -3.8, 52.59, "W00000001"),
    )
    table = localities(rows, register(), lsoa_of_oa=LSOA, place_of_oa={"W00000001": "W37000093"})
    assert table.columns.tolist() == COLUMNS
    assert table.values.tolist() == [
        ["IPN1", "Penegoes", "Penegoes", "same", 52.59, -3.8, "W01000001", "W37000093"],
        ["IPN2", "Abercegir", "Abercegir", "same", 52.59876, -3.76543, "W01000002", ""],
    ]


def test_a_village_has_its_welsh_twin_from_the_register():
    rows = index(("IPN1", "Solva", "solva", -5.19, 51.87, "W00000001"))
    known = register(("Solva", "Solfach", "os_open_names", -5.2, 51.87))
    table = localities(rows, known, lsoa_of_oa=LSOA, place_of_oa={})
    assert names(table) == [("Solva", "Solfach", "os_open_names")]


def test_a_village_that_the_index_calls_by_its_welsh_name_has_its_english_twin():
    rows = index(("IPN1", "Gwndy", "undy", -2.82, 51.58, "W00000001"))
    known = register(("Undy", "Gwndy", "os_open_names", -2.82, 51.581))
    table = localities(rows, known, lsoa_of_oa=LSOA, place_of_oa={})
    assert names(table) == [("Undy", "Gwndy", "os_open_names")]


def test_a_twin_more_than_a_few_km_away_is_another_village():
    rows = index(("IPN1", "Newchapel", "newchapel", -4.5, 52.0, "W00000001"))
    known = register(("Newchapel", "Capel Newydd", "os_open_names", -4.6, 52.0))
    table = localities(rows, known, lsoa_of_oa=LSOA, place_of_oa={})
    assert names(table) == [("Newchapel", "Newchapel", "same")]


def test_a_locality_that_is_one_of_the_places_has_the_places_names():
    rows = index(("IPN1", "Cardiff", "cardiff", -3.18, 51.48, "W00000001"))
    places = pd.DataFrame([("W38000130", -3.18145, 51.49752)], columns=["code", "lon", "lat"])
    table = localities(rows, register(), lsoa_of_oa=LSOA, place_of_oa={}, places=places)
    assert names(table) == [("Cardiff", "Caerdydd", "curated")]


def test_an_output_area_that_no_small_area_holds_is_an_error():
    rows = index(("IPN1", "Penegoes", "penegoes", -3.8, 52.59, "W00009999"))
    with pytest.raises(KeyError, match="W00009999"):
        localities(rows, register(), lsoa_of_oa=LSOA, place_of_oa={})
