"""Names in both languages: what comes from the registers, what from the list, what counts as checked."""

import pandas as pd
import pytest

from edau.understand.building.names import (
    Curated,
    Entry,
    Register,
    found_name,
    pairs,
    place_names,
    welsh_names,
)

PONTYPRIDD = (-3.326, 51.594)


def entry(english, welsh, source="os_open_names", lon=-3.3, lat=51.6):
    return Entry(english, welsh, source, lon, lat, lon, lat)


def register(*entries):
    found = Register()
    found.add(entries)
    return found


def places(*rows):
    return pd.DataFrame(rows, columns=["code", "name", "lon", "lat"])


@pytest.mark.parametrize(
    ("english", "welsh", "expected"),
    [
        ("Mold", "Yr Wyddgrug", [("Mold", "Yr Wyddgrug")]),
        ("Llanelli North", "Gogledd Llanelli", [("Llanelli", "Llanelli")]),
        ("Rhyl South West", "De-orllewin y Rhyl", [("Rhyl", "Y Rhyl")]),
        ("Abergavenny South & Crucorney", "De'r Fenni a Chrucornau",
         [("Abergavenny", "Y Fenni"), ("Crucorney", "Crucornau")]),
        ("Mold South", "De'r Wyddgrug", [("Mold", "Yr Wyddgrug")]),
        ("Holt & Rossett", "Holt a'r Orsedd", [("Holt", "Holt"), ("Rossett", "Yr Orsedd")]),
        ("Oakdale & Pen-twyn", "Oakdale a Phen-twyn", [("Oakdale", "Oakdale"), ("Pen-twyn", "Pen-twyn")]),
        ("Crynant, Onllwyn and Seven Sisters", "Y Creunant, Onllwyn a Blaendulais",
         [("Crynant", "Y Creunant"), ("Onllwyn", "Onllwyn"), ("Seven Sisters", "Blaendulais")]),
        ("Knighton with Beguildy", "Trefyclo gyda Bugeildy",
         [("Knighton", "Trefyclo"), ("Beguildy", "Bugeildy")]),
        ("Flint: Castle", "Y Fflint: Y Castell", [("Flint", "Y Fflint")]),
        ("Milford: Central", "Canol Aberdaugleddau", [("Milford", "Aberdaugleddau")]),
        ("Neath Town", "Tref Castell-nedd", [("Neath", "Castell-nedd")]),
    ],
)  # fmt: skip
def test_the_names_of_places_are_taken_out_of_the_names_of_areas(english, welsh, expected):
    assert pairs(english, welsh) == expected


def test_a_welsh_ch_that_english_has_too_is_not_a_mutation():
    assert pairs("Mold & Chwilog", "Yr Wyddgrug a Chwilog")[1] == ("Chwilog", "Chwilog")


@pytest.mark.parametrize(
    ("english", "welsh"),
    [
        ("Barmouth & Dolgellau", "Y Bermo"),  # lists of different lengths
        ("Newtown North", "De-orllewin y Drenewydd"),  # compass points that do not agree
        ("Upper Killay", ""),
    ],
)
def test_names_that_do_not_answer_each_other_give_nothing(english, welsh):
    assert pairs(english, welsh) == []


def test_every_listed_name_is_unchecked_and_there_are_as_many_as_places():
    listed = place_names()
    assert len(listed) == 303
    assert all(code == mine.code for code, mine in listed.items())
    assert {mine.english for mine in listed.values() if mine.official == "Cil-y-coed"} == {"Caldicot"}


def test_no_two_places_share_an_english_name():
    english = [mine.english for mine in place_names().values()]
    assert len(set(english)) == len(english)


@pytest.mark.parametrize(
    ("code", "english", "welsh"),
    [
        ("W38000081", "Pontypridd", "Pontypridd"),
        ("W38000147", "Newport", "Casnewydd"),
        ("W37000342", "Barry", "Y Barri"),
        ("W37000044", "Tenby", "Dinbych-y-pysgod"),
        ("W37000321", "Llandybie", "Llandybïe"),
        ("W37000111", "Pyle", "Y Pîl"),
        ("K06000004", "Saltney", "Saltney"),
    ],
)
def test_the_list_has_the_accents_and_hyphens_that_a_register_may_lose(code, english, welsh):
    mine = place_names()[code]
    assert (mine.english, mine.welsh) == (english, welsh)


def test_a_listed_name_is_checked_where_ordnance_survey_says_it_letter_for_letter():
    known = register(entry("Bridgend", "Pen-y-bont ar Ogwr", lon=-3.573, lat=51.508))
    row = welsh_names(places(("W38000129", "Bridgend BUASD", -3.573, 51.508)), known).loc["W38000129"]
    assert row.to_dict() == {
        "name_en": "Bridgend",
        "name_cy": "Pen-y-bont ar Ogwr",
        "name_cy_source": "os_open_names",
        "name_cy_checked": True,
        "name_official": "",
    }


def test_a_listed_name_that_a_register_spells_otherwise_is_curated_and_unchecked():
    known = register(entry("Pyle", "Y Pil", lon=-3.693, lat=51.527))
    row = welsh_names(places(("W37000111", "Pyle BUA", -3.693, 51.527)), known).loc["W37000111"]
    assert (row.name_cy, row.name_cy_source, row.name_cy_checked) == ("Y Pîl", "curated", False)


def test_the_name_of_a_ward_is_a_source_but_not_a_check():
    known = register(entry("Pyle", "Y Pîl", "ons_wards", -3.693, 51.527))
    row = welsh_names(places(("W37000111", "Pyle BUA", -3.693, 51.527)), known).loc["W37000111"]
    assert (row.name_cy, row.name_cy_source, row.name_cy_checked) == ("Y Pîl", "ons_wards", False)


def test_one_name_in_both_languages_is_the_same_and_unchecked():
    row = welsh_names(places(("W38000081", "Pontypridd BUASD", *PONTYPRIDD)), register()).loc["W38000081"]
    assert (row.name_en, row.name_cy, row.name_cy_source, row.name_cy_checked) == (
        "Pontypridd", "Pontypridd", "same", False,
    )  # fmt: skip


def test_an_odd_official_name_is_put_right_and_kept():
    row = welsh_names(places(("K06000004", "Chester BUASD", -2.932, 53.177)), register()).loc["K06000004"]
    assert (row.name_en, row.name_official) == ("Saltney", "Chester")


def test_a_place_that_is_not_listed_takes_the_registers_word():
    known = register(entry("Milltown", "Tre-felin", "ons_wards"), entry("Milltown", "Trefelin"))
    row = welsh_names(places(("W37009999", "Milltown BUA", -3.3, 51.6)), known).loc["W37009999"]
    assert (row.name_cy, row.name_cy_source, row.name_cy_checked) == ("Trefelin", "os_open_names", True)


def test_a_bracket_stays_only_where_two_places_share_a_name():
    rows = places(
        ("X1", "Newbury (Powys) BUA", -3.3, 52.5),
        ("X2", "Newbury (Gwent)", -3.1, 51.7),
        ("X3", "Oldbury (Dyfed)", -4.2, 51.8),
    )
    names = welsh_names(rows, register())
    assert names["name_en"].tolist() == ["Newbury (Powys)", "Newbury (Gwent)", "Oldbury"]
    assert names["name_official"].tolist() == ["", "", "Oldbury (Dyfed)"]
    assert names.index.tolist() == ["X1", "X2", "X3"]


def test_a_place_of_the_same_name_elsewhere_in_wales_has_no_say():
    known = register(entry("Newbridge", "Trecelyn", lon=-3.143, lat=51.671))
    assert found_name("Newbridge", -3.143, 51.671, known, 8) == ("Trecelyn", "os_open_names", True)
    assert found_name("Newbridge", -3.064, 52.975, known, 8) == ("Newbridge", "same", False)


def test_inside_the_box_of_an_area_its_name_is_at_hand():
    known = Register()
    known.add([Entry("Mold", "Yr Wyddgrug", "hoc_msoa_names", -3.2, 53.1, -3.1, 53.2)])
    assert found_name("Mold", -3.12, 53.19, known, 0) == ("Yr Wyddgrug", "hoc_msoa_names", False)


def test_of_two_spellings_the_one_with_its_accents_wins():
    known = register(entry("Llandow", "Llandw"), entry("Llandow", "Llandŵ", "hoc_msoa_names"))
    assert found_name("Llandow", -3.3, 51.6, known, 8) == ("Llandŵ", "hoc_msoa_names", False)


def test_the_index_does_not_say_which_spelling_is_welsh():
    assert found_name("Lonlas", -3.3, 51.6, register(entry("Lonlas", "Lon-las", "ons_index")), 8)[1] == "same"


def test_an_abbreviation_is_not_a_welsh_name():
    assert register(entry("St Dials", "St. Dials")).entries == {}


def test_a_name_in_the_list_may_not_claim_to_have_been_checked(monkeypatch):
    row = {"code": "X1", "en": "Barry", "cy": "Y Barri", "checked": True}
    monkeypatch.setattr("edau.understand.building.names._catalogue", lambda: {"places": [row]})
    place_names.cache_clear()
    try:
        with pytest.raises(ValueError, match="X1 is marked checked"):
            place_names()
    finally:
        place_names.cache_clear()


def test_a_listed_name_may_be_found_under_its_welsh_form(monkeypatch):
    mine = {"X1": Curated("X1", "Llanybyther", "Llanybydder")}
    monkeypatch.setattr("edau.understand.building.names.place_names", lambda: mine)
    known = register(entry("Llanybydder", "Llanybydder", "hoc_msoa_names"))
    names = welsh_names(places(("X1", "Llanybyther", -3.3, 51.6)), known)
    assert names["name_cy_source"].tolist() == ["hoc_msoa_names"]
