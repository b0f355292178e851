"""Which place an Output Area belongs to, above all one that is new in 2021."""

import pandas as pd
import pytest

from edau.understand.building.best_fit import best_fit
from edau.understand.sources.built_up_areas import BuiltUpAreas

NO_POSTCODES = pd.DataFrame({"lsoa": [], "place": []}, dtype=str)


def _built_up(**places: str) -> BuiltUpAreas:
    """Output Areas of 2011 with their place; "-" is outside every built-up area."""
    fit = pd.Series({oa: place for oa, place in places.items() if place != "-"}, dtype=str)
    return BuiltUpAreas(fit, frozenset(places), {}, {}, pd.DataFrame())


def _areas(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["oa", "lsoa", "persons"]).set_index("oa")


def _fit(areas, built_up, postcodes=NO_POSTCODES):
    found = best_fit(areas, built_up, postcodes)
    return list(zip(found["place"], found["how"], strict=True))


def test_an_output_area_that_is_as_it_was_stays_in_its_place():
    areas = _areas(("O1", "L1", 300), ("O2", "L1", 300))
    assert _fit(areas, _built_up(O1="Pontypridd", O2="-")) == [("Pontypridd", "code"), ("", "code")]


def test_a_new_output_area_follows_neighbours_that_agree():
    areas = _areas(("O1", "L1", 300), ("O2", "L1", 300), ("NEW", "L1", 100))
    assert _fit(areas, _built_up(O1="Pontypridd", O2="Pontypridd"))[2] == ("Pontypridd", "neighbours")


def test_neighbours_may_agree_that_they_are_outside_every_place():
    areas = _areas(("O1", "L1", 300), ("NEW", "L1", 100))
    assert _fit(areas, _built_up(O1="-"))[1] == ("", "neighbours")


def test_where_neighbours_differ_residents_divide_as_postcodes_do():
    areas = _areas(("O1", "L1", 400), ("O2", "L1", 100), ("N1", "L1", 300), ("N2", "L1", 200))
    postcodes = pd.DataFrame({"lsoa": ["L1"] * 10, "place": ["Barry"] * 5 + ["Sully"] * 5})
    # Half of the 1,000 residents each: Barry lacks 100, Sully 400. The larger new area goes to Sully, then
    # each lacks 100.
    assert _fit(areas, _built_up(O1="Barry", O2="Sully"), postcodes)[2:] == [
        ("Sully", "postcodes"),
        ("Barry", "postcodes"),
    ]


def test_an_lsoa_of_new_output_areas_alone_goes_by_its_postcodes():
    areas = _areas(("N1", "L1", 300), ("N2", "L1", 200))
    postcodes = pd.DataFrame({"lsoa": ["L1"] * 5, "place": ["Barry"] * 3 + [""] * 2})
    assert _fit(areas, _built_up(), postcodes) == [("Barry", "postcodes"), ("", "postcodes")]


def test_an_lsoa_without_postcodes_is_taken_as_outside_and_says_so():
    areas = _areas(("N1", "L1", 300))
    assert _fit(areas, _built_up()) == [("", "unresolved")]


@pytest.mark.parametrize("turn", [1, -1])
def test_the_order_of_rows_does_not_matter(turn):
    areas = _areas(("N1", "L1", 200), ("N2", "L1", 200), ("N3", "L1", 200))
    postcodes = pd.DataFrame({"lsoa": ["L1"] * 4, "place": ["Barry", "Barry", "Sully", "Sully"]})
    found = best_fit(areas[::turn], _built_up(), postcodes[::turn])
    assert found["place"].sort_index().tolist() == ["Barry", "Sully", "Barry"]
