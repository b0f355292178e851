"""Outlines: simpler, but still neighbours."""

import pandas as pd
import pytest
import shapely

from edau.understand.building import boundaries
from edau.understand.building.points import in_degrees, on_the_grid

# Two squares of ten kilometres with a crooked border between them, and an islet off the first.
BORDER = [(310_000, 200_000), (310_020, 203_000), (309_990, 206_000), (310_000, 210_000)]
WEST = shapely.Polygon([(300_000, 200_000), *BORDER, (300_000, 210_000)])
EAST = shapely.Polygon([(320_000, 210_000), *reversed(BORDER), (320_000, 200_000)])
ISLET = shapely.box(299_000, 205_000, 299_050, 205_050)


@pytest.fixture
def lsoas():
    outlines = in_degrees([shapely.MultiPolygon([WEST, ISLET]), EAST])
    return pd.DataFrame({"code": ["L1", "L2"], "geometry": outlines})


def test_neighbours_share_their_border_after_simplifying(lsoas):
    simple = on_the_grid(boundaries.simplified(lsoas, 100)["geometry"].to_numpy())
    assert shapely.get_num_coordinates(simple).sum() < shapely.get_num_coordinates([WEST, EAST, ISLET]).sum()
    assert shapely.union_all(simple).area == pytest.approx(200e6, rel=1e-6)
    assert shapely.intersection(*simple).area == pytest.approx(0, abs=1)


def test_islets_too_small_to_see_are_left_out_but_never_the_whole_area(lsoas):
    simple = boundaries.simplified(lsoas, 100)
    assert [len(shapely.get_parts(outline)) for outline in simple["geometry"]] == [1, 1]
    lonely = pd.DataFrame({"code": ["L3"], "geometry": in_degrees([ISLET])})
    assert boundaries.simplified(lonely, 1)["geometry"][0].is_empty is False


def test_areas_of_several_small_areas_are_their_union(lsoas):
    whole = boundaries.united(lsoas, pd.Series({"L1": "A", "L2": "A"}), 100)
    assert whole["code"].tolist() == ["A"]
    assert on_the_grid(whole["geometry"].to_numpy())[0].area == pytest.approx(200e6, rel=1e-6)


def test_a_place_across_the_border_is_drawn_on_the_welsh_side_alone(lsoas):
    both_sides = shapely.box(318_000, 202_000, 322_000, 203_000)  # two kilometres of it within
    places = pd.DataFrame(
        {"code": ["K05000001", "W37000001"], "geometry": in_degrees([both_sides, both_sides])}
    )
    cut = boundaries.within_wales(places, lsoas)
    assert boundaries.areas_km2(cut).round(1).to_dict() == {"K05000001": 2.0, "W37000001": 4.0}


def test_the_extent_of_an_area_is_in_square_kilometres(lsoas):
    assert boundaries.areas_km2(lsoas).round(2).to_dict() == {"L1": 100.03, "L2": 99.98}


def test_coordinates_are_rounded_and_points_that_fall_together_are_left_out():
    outline = shapely.Polygon([(-3.12344, 51.5), (-3.12341, 51.5), (-3.1, 51.6), (-3.2, 51.6)])
    areas = pd.DataFrame({"code": ["L1"], "geometry": [outline]})
    ((code, geometry),) = boundaries.features(areas, 4)
    assert (code, geometry["type"]) == ("L1", "Polygon")
    assert geometry["coordinates"] == [[[-3.1234, 51.5], [-3.1, 51.6], [-3.2, 51.6], [-3.1234, 51.5]]]


def test_a_hole_that_rounding_closes_is_left_out():
    hole = [(-3.15001, 51.55001), (-3.15002, 51.55001), (-3.15002, 51.55002)]
    outline = shapely.Polygon([(-3.2, 51.5), (-3.1, 51.5), (-3.1, 51.6)], [hole])
    ((_, geometry),) = boundaries.features(pd.DataFrame({"code": ["L1"], "geometry": [outline]}), 4)
    assert len(geometry["coordinates"]) == 1
