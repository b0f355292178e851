"""Points in polygons."""

import numpy as np
import shapely

from edau.understand.building.points import in_degrees, locate, nearest, on_the_grid

WEST, EAST, OVER_BOTH = (
    shapely.box(-4, 51, -3.5, 52),
    shapely.box(-3.5, 51, -3, 52),
    shapely.box(-4, 51, -3, 52),
)


def test_a_point_is_in_the_polygon_around_it():
    assert locate([-3.9, -3.1, -2.9], [51.5, 51.5, 51.5], [WEST, EAST]).tolist() == [0, 1, -1]


def test_of_two_polygons_the_first_holds_the_point():
    assert locate([-3.9], [51.5], [OVER_BOTH, WEST]).tolist() == [0]
    assert locate([-3.9], [51.5], [WEST, OVER_BOTH]).tolist() == [0]


def test_a_point_without_coordinates_is_nowhere():
    assert locate([np.nan], [np.nan], [WEST]).tolist() == [-1]


def test_a_point_just_outside_is_taken_to_the_nearest_polygon_and_one_far_away_is_not():
    # At this latitude 0.001 degrees of longitude are about 69 metres.
    assert nearest([-2.999, -2.9], [51.5, 51.5], [WEST, EAST], 250).tolist() == [1, -1]


def test_degrees_and_the_national_grid_answer_to_each_other():
    # Cardiff Castle stands at ST 181 766, which is 51° 29′ N, 3° 11′ W.
    (point,) = in_degrees([shapely.Point(318_100, 176_600)])
    assert (round(point.x, 2), round(point.y, 2)) == (-3.18, 51.48)
    (back,) = on_the_grid([point])
    assert (round(back.x, 2), round(back.y, 2)) == (318_100, 176_600)
