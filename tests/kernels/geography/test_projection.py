import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels.geography import Frame, from_plane, haversine, to_plane

lons, lats = st.floats(-5.7, -2.5), st.floats(51.3, 53.5)


@given(lons, lats)
def test_the_plane_leads_back_to_the_same_spot(lon, lat):
    back = from_plane(*to_plane(lon, lat))

    assert (float(back[0]), float(back[1])) == pytest.approx((lon, lat), abs=1e-12)


@given(lons, lats, lons, lats)
def test_lengths_on_the_plane_are_within_three_percent_of_those_on_the_earth(lon_a, lat_a, lon_b, lat_b):
    east, north = to_plane([lon_a, lon_b], [lat_a, lat_b])
    flat = math.hypot(east[1] - east[0], north[1] - north[0])

    assert flat == pytest.approx(float(haversine(lon_a, lat_a, lon_b, lat_b)), rel=0.03, abs=1e-3)


def test_a_missing_coordinate_stays_missing():
    east, north = to_plane([-4.0, math.nan], [52.4, 52.4])

    assert np.isnan(east).tolist() == [False, True]
    assert np.isnan(north).tolist() == [False, False]


def test_the_corners_of_a_frame_are_the_corners_of_its_drawing():
    frame = Frame(width=400)
    x, y = frame.place([frame.west, frame.east], [frame.north, frame.south])

    assert x.tolist() == pytest.approx([0, 400])
    assert y.tolist() == pytest.approx([0, frame.height])


def test_a_kilometre_is_as_long_across_a_drawing_as_down_it():
    frame = Frame(width=400)
    lon, lat = from_plane([0, 10, 0], [0, 0, 10])
    x, y = frame.place(lon, lat)

    assert x[1] - x[0] == pytest.approx(10 * frame.scale)
    assert y[0] - y[2] == pytest.approx(10 * frame.scale)


def test_all_of_wales_lies_in_the_frame_unless_told():
    frame = Frame(width=1)
    # Flat Holm, Strumble Head, Skerries and Chepstow's last street: the far south, west, north and east.
    x, y = frame.place([-3.12, -5.10, -4.61, -2.66], [51.376, 52.03, 53.42, 51.64])

    assert ((x > 0) & (x < 1) & (y > 0) & (y < frame.height)).all()


def test_an_empty_frame_is_refused():
    with pytest.raises(ValueError, match="west < east"):
        Frame(west=-3, east=-4)
