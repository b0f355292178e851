"""Small areas by where they are, against a slow and obvious twin."""

from __future__ import annotations

import math

import pytest

from edau.core import visibility
from edau.places.analysis import LEAST_KM, MOST_KM, small_area_at, small_areas_within, widest_radius
from edau.places.drawn import MOST_SMALL_AREAS
from edau.places.queries import every_area, visible_area

pytestmark = pytest.mark.django_db
MERTHYR, CARDIFF_BAY, CARDIGAN_BAY = (-3.3781, 51.7487), (-3.1655, 51.4641), (-4.6, 52.4)


def great_circle(a, b) -> float:
    """Kilometres between two points, by the law of cosines."""
    (lon_a, lat_a), (lon_b, lat_b) = (tuple(map(math.radians, one)) for one in (a, b))
    cosine = math.sin(lat_a) * math.sin(lat_b) + math.cos(lat_a) * math.cos(lat_b) * math.cos(lon_a - lon_b)
    return 6371.0088 * math.acos(min(1.0, cosine))


@pytest.mark.parametrize("km", [0.5, 1, 3, 7.25, 20, 50])
@pytest.mark.parametrize("spot", [MERTHYR, CARDIFF_BAY, CARDIGAN_BAY])
def test_a_radius_takes_the_small_areas_whose_middle_it_reaches(spot, km):
    by_hand = tuple(
        area.code for area in every_area("lsoa") if great_circle(spot, (area.longitude, area.latitude)) <= km
    )

    assert small_areas_within(*spot, km) == by_hand


def test_a_wider_radius_loses_nothing():
    inner, outer = small_areas_within(*MERTHYR, 3), small_areas_within(*MERTHYR, 5)

    assert set(inner) < set(outer)


def test_a_spot_lies_in_the_small_area_whose_outline_holds_it():
    areas = every_area("lsoa")[::25]
    # A middle is that of the people: in a few of the most winding small areas it lies outside the simplified outline.
    found = [small_area_at(area.longitude, area.latitude) == area.code for area in areas]

    assert len(found) == 77
    assert sum(found) == 77


def test_a_spot_at_sea_belongs_to_the_nearest_middle():
    nearest = min(
        every_area("lsoa"), key=lambda area: great_circle(CARDIGAN_BAY, (area.longitude, area.latitude))
    )

    assert small_area_at(*CARDIGAN_BAY) == nearest.code


def test_a_hole_is_not_inside():
    from edau.places.analysis import _holds

    square, hole = (
        [(0, 0), (0, 9), (9, 9), (9, 0), (0, 0)],
        [(3, 3), (3, 6), (6, 6), (6, 3), (3, 3)],
    )

    assert [_holds([square, hole], *spot) for spot in ((1, 1), (4, 4), (8, 4), (10, 4))] == [
        True,
        False,
        True,
        False,
    ]


def test_the_widest_radius_is_the_last_that_is_not_too_much():
    widest = widest_radius(*CARDIFF_BAY)

    assert len(small_areas_within(*CARDIFF_BAY, widest)) <= MOST_SMALL_AREAS
    assert len(small_areas_within(*CARDIFF_BAY, widest + 0.5)) > MOST_SMALL_AREAS
    assert widest_radius(*CARDIGAN_BAY) == MOST_KM
    assert 0 < LEAST_KM < widest


def test_a_held_small_area_is_in_no_radius():
    code = small_areas_within(*MERTHYR, 3)[0]
    visibility.hold(label="places.Area", object_id=code, reason="test", by="Cerys")

    assert visible_area(code) is None
    assert code not in small_areas_within(*MERTHYR, 3)
