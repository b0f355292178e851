import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels.geography import haversine, nearest

points = st.tuples(st.floats(-5.7, -2.5), st.floats(51.3, 53.5))


def central_angle(lon_a, lat_a, lon_b, lat_b):
    """Vincenty's formula on a sphere: exact at every distance, by other means than the haversine."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    turn = math.radians(lon_b - lon_a)
    across = math.hypot(
        math.cos(b) * math.sin(turn), math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(turn)
    )
    return math.atan2(across, math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(turn))


@given(points, points)
def test_distance_equals_the_central_angle_times_the_radius(a, b):
    assert float(haversine(*a, *b)) == pytest.approx(central_angle(*a, *b) * 6371.0088, rel=1e-9, abs=1e-6)


@given(points, points)
def test_there_is_as_far_as_back(a, b):
    assert float(haversine(*a, *b)) == float(haversine(*b, *a))
    assert float(haversine(*a, *a)) == 0


def test_a_degree_of_latitude_and_half_the_world():
    assert float(haversine(-4, 52, -4, 53)) == pytest.approx(111.195, abs=1e-3)
    assert float(haversine(0, 90, 0, -90)) == pytest.approx(math.pi * 6371.0088)
    assert float(haversine(0, 0, 180, 0)) == pytest.approx(math.pi * 6371.0088)


@given(st.lists(points, min_size=1, max_size=12), st.lists(points, min_size=1, max_size=12))
def test_the_nearest_is_the_one_found_by_asking_each(own, others):
    found = nearest(*np.array(own).T, *np.array(others).T)

    for place, point in enumerate(own):
        far = [float(haversine(*point, *other)) for other in others]
        # Many at once and one by one may differ in the last digit, so either of two equally near is right.
        assert found.km[place] == pytest.approx(min(far), rel=1e-12)
        assert far[found.index[place]] == pytest.approx(min(far), rel=1e-12)


def test_more_points_than_one_block_are_all_answered():
    lon = np.linspace(-5, -3, 2500)

    found = nearest(lon, np.full(2500, 52.0), lon[::-1], np.full(2500, 52.0))

    assert found.index.tolist() == list(range(2499, -1, -1))


def test_missing_points_and_missing_others_are_passed_over():
    found = nearest([-4, math.nan, -4], [52, 52, math.nan], [math.nan, -4.1], [52, 52])

    assert found.index.tolist() == [1, -1, -1]
    assert np.isnan(found.km).tolist() == [False, True, True]
    assert nearest([-4], [52], [], []).index.tolist() == [-1]
