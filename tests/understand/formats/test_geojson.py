"""GeoJSON as the standard has it: rings closed and turned the right way, holes in the ring that holds them."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.understand.formats.geojson import collection, outline, point

SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]  # against the clock
HOLE = [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]
ISLAND = [[1.5, 1.5], [2.5, 1.5], [2.5, 2.5], [1.5, 2.5], [1.5, 1.5]]
BESIDE = [[6, 0], [8, 0], [8, 2], [6, 2], [6, 0]]


def area(ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


@pytest.mark.parametrize("ring", [SQUARE, SQUARE[::-1], SQUARE[:-1]])
def test_one_ring_is_a_polygon_closed_and_against_the_clock(ring):
    made = outline([ring])

    assert made["type"] == "Polygon"
    (outer,) = made["coordinates"]
    assert outer[0] == outer[-1]
    assert area(outer) == 16


def test_a_hole_belongs_to_the_ring_round_it_and_an_island_to_itself():
    made = outline([HOLE, ISLAND, BESIDE, SQUARE])

    assert made["type"] == "MultiPolygon"
    assert [[area(ring) for ring in polygon] for polygon in made["coordinates"]] == [[16, -4], [4], [1]]


def test_what_is_no_ring_has_no_outline():
    assert outline([]) is None
    assert outline([[[0, 0], [1, 1]]]) is None


@given(st.permutations([SQUARE, HOLE, ISLAND, BESIDE]), st.lists(st.booleans(), min_size=4, max_size=4))
def test_neither_order_nor_direction_of_the_rings_changes_the_land(rings, turned):
    given_rings = [ring[::-1] if turn else ring for ring, turn in zip(rings, turned, strict=True)]
    made = outline(given_rings)

    assert sum(area(ring) for polygon in made["coordinates"] for ring in polygon) == 16 - 4 + 1 + 4


def test_each_place_is_a_feature_with_its_figures(table):
    shape = outline([SQUARE])
    made = collection(table, {"W1": shape, "W2": point(-3.5, 51.6)}, "cy")

    assert [feature["id"] for feature in made["features"]] == ["W1", "W2", "W3"]
    assert [feature["geometry"] and feature["geometry"]["type"] for feature in made["features"]] == [
        "Polygon",
        "Point",
        None,
    ]
    assert made["features"][0]["properties"] == {
        "code": "W1",
        "name": "Tŷ Ddewi",
        "name_cy": "Tŷ Ddewi",
        "name_en": "St Davids",
        "no_car_pct": 24.68,
        "no_car_pct_lower": 23.9,
        "no_car_pct_upper": 25.5,
        "no_car_pct_status": "e",
        "no_car_pct_period": "2021-03-21",
        "n_school": 12.0,
        "n_school_lower": None,
        "n_school_upper": None,
        "n_school_status": "",
        "n_school_period": "2022",
    }
    json.dumps(made, allow_nan=False)


def test_several_periods_are_told_apart_by_name(table):
    later = ("W1", "n_school", "2023", 13.0, "count", None, None, "")
    made = collection(replace(table, rows=[*table.rows, later]), {}, "en")

    own = made["features"][0]["properties"]
    assert (own["n_school@2022"], own["n_school@2023"], own["no_car_pct@2021-03-21"]) == (12.0, 13.0, 24.68)


def test_a_spot_that_is_not_known_is_none():
    assert point(None, 51.6) is None


def test_a_table_without_places_has_no_map(table):
    with pytest.raises(ValueError, match="no places"):
        collection(replace(table, place=""), {}, "en")
