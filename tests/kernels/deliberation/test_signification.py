import csv
import itertools
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.kernels.deliberation import (
    NO_ZONE,
    ZONES,
    canvas_of_shares,
    count_zones,
    dyad_zone_numbers,
    shares_of_canvas,
    shares_of_zone,
    whole_shares,
    zone_numbers,
    zone_of,
)

REPOSITORY = Path(__file__).parents[3]
EXPORT = REPOSITORY.parent / "shared" / "data" / "participation" / "sensemaker" / "ADemoData.csv"

whole_triads = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(
    lambda two: (min(two), abs(two[0] - two[1]), 100 - max(two))
)
H = math.sqrt(3) / 2


def plain_zone(a, b, c):
    """The rule in the words of the page, on whole percents."""
    for name, share in zip("abc", (a, b, c), strict=True):
        if share >= 60:
            return name
    for name, share in zip(("bc", "ac", "ab"), (a, b, c), strict=True):
        if share < 20:
            return name
    return "centre"


# Invented points with answers worked out by hand: x, y, (top, left, right), zone.
POINTS = [
    (0.5, H, (100, 0, 0), "a"),
    (0.0, 0.0, (0, 100, 0), "b"),
    (1.0, 0.0, (0, 0, 100), "c"),
    (0.5, H / 3, (100 / 3, 100 / 3, 100 / 3), "centre"),
    (0.5, 0.0, (0, 50, 50), "bc"),
    (0.25, H / 2, (50, 50, 0), "ab"),
    (0.75, H / 2, (50, 0, 50), "ac"),
    (0.5, 0.6 * H, (60, 20, 20), "a"),
    (0.5, 0.2 * H, (20, 40, 40), "centre"),
    (0.3, 0.2 * H, (20, 60, 20), "b"),
]


@pytest.mark.parametrize(("x", "y", "shares", "zone"), POINTS)
def test_known_points_have_the_shares_and_zones_worked_out_by_hand(x, y, shares, zone):
    found = shares_of_canvas(x, y)

    assert found[0] == pytest.approx(shares, abs=1e-9)
    assert ZONES[zone_numbers(found)[0]] == zone


def test_all_whole_triads_have_the_zone_of_the_plain_rule():
    triads = [(a, b, 100 - a - b) for a in range(101) for b in range(101 - a)]

    assert len(triads) == 5151
    assert [ZONES[number] for number in zone_numbers(triads)] == [plain_zone(*triad) for triad in triads]


@pytest.mark.parametrize("turn", list(itertools.permutations(range(3))))
def test_the_three_corners_are_alike(turn):
    triads = np.array([(a, b, 100 - a - b) for a in range(0, 101, 5) for b in range(0, 101 - a, 5)])
    names = [ZONES[number] for number in zone_numbers(triads)]
    turned = [ZONES[number] for number in zone_numbers(triads[:, list(turn)])]

    def renamed(name):
        letters = ["abc"[list(turn).index("abc".index(letter))] for letter in name]
        return "".join(sorted(letters))

    assert turned == [name if name == "centre" else renamed(name) for name in names]


def test_a_canvas_that_misses_sixty_by_a_rounding_error_is_sixty():
    assert zone_of(60 - 1e-10, 20 + 1e-10, 20) == "a"
    assert zone_of(59.99, 20.01, 20) == "centre"
    assert zone_of(50, 30 + 1e-10, 20 - 1e-10) == "centre"


@pytest.mark.parametrize("zone", ZONES)
def test_the_shares_that_stand_for_a_zone_lie_in_it(zone):
    shares = shares_of_zone(zone)

    assert sum(shares) == 100
    assert zone_of(*shares) == zone


@pytest.mark.parametrize("zone", ZONES)
def test_the_shares_that_stand_for_a_zone_lie_nearest_its_centre_of_gravity(zone):
    # The middles of all small triangles with sides of two points: the zones' borders run between them.
    middles = [
        (2 * (a + third), 2 * (b + third))
        for a in range(50)
        for b in range(50 - a)
        for third in (1 / 3, 2 / 3)
        if a + b + 2 * third < 50
    ]
    inside = [(a, b, 100 - a - b) for a, b in middles if plain_zone(a, b, 100 - a - b) == zone]

    assert np.abs(np.mean(inside, axis=0) - shares_of_zone(zone)).max() < 1


def test_an_unknown_zone_is_refused():
    with pytest.raises(ValueError, match="no such zone"):
        shares_of_zone("ba")


@given(st.lists(whole_triads, min_size=1, max_size=30))
@settings(max_examples=30)
def test_from_shares_to_the_canvas_and_back_nothing_is_lost(triads):
    back = shares_of_canvas(*canvas_of_shares(triads))

    assert back == pytest.approx(np.array(triads, dtype=float), abs=1e-9)
    assert zone_numbers(back).tolist() == zone_numbers(triads).tolist()
    assert whole_shares(back).tolist() == [list(triad) for triad in triads]


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3).filter(lambda row: sum(row) > 0.01), min_size=1))
@settings(max_examples=30)
def test_whole_shares_sum_to_a_hundred_and_move_by_less_than_a_point(rows):
    shares = np.array(rows) / np.sum(rows, axis=1, keepdims=True) * 100
    whole = whole_shares(shares)

    assert (whole.sum(axis=1) == 100).all()
    assert np.abs(whole - shares).max() < 1.001
    assert whole.min() >= 0


def test_a_finger_just_outside_the_triangle_is_put_back_and_one_far_outside_refused():
    assert shares_of_canvas(0.5, -0.005)[0] == pytest.approx([0, 50, 50])
    with pytest.raises(ValueError, match="outside the triangle"):
        shares_of_canvas(0.5, -0.05)


def test_a_missing_answer_stays_missing():
    shares = shares_of_canvas([0.5, math.nan], [0.0, 0.0])

    assert np.isnan(shares).all(axis=1).tolist() == [False, True]
    assert zone_numbers(shares).tolist() == [ZONES.index("bc"), NO_ZONE]
    assert np.isnan(canvas_of_shares(shares)[0]).tolist() == [False, True]
    assert zone_numbers(np.empty((0, 3))).tolist() == []
    with pytest.raises(ValueError, match="missing"):
        whole_shares(shares)
    with pytest.raises(ValueError, match="missing"):
        zone_of(*shares[1])


@pytest.mark.parametrize("shares", [[50, 50, 50], [120, -20, 0], [33, 33, 33]])
def test_shares_that_are_none_are_refused(shares):
    with pytest.raises(ValueError, match=r"sum to 100|negative"):
        zone_numbers([shares])


@given(st.integers(0, 100))
def test_a_dyad_is_not_mirrored_and_its_poles_are_alike(right):
    own, turned = dyad_zone_numbers([right, 100 - right])

    assert own == (2 if right >= 60 else 0 if 100 - right >= 60 else 1)
    assert own + turned == 2


def test_a_dyad_may_be_missing_but_not_off_its_line():
    assert dyad_zone_numbers([math.nan, 60 - 1e-10]).tolist() == [NO_ZONE, 2]
    with pytest.raises(ValueError, match="between 0 and 100"):
        dyad_zone_numbers(101)


def test_zone_counts_tell_of_those_who_placed_an_answer_and_apart_from_them_who_said_it_does_not_apply():
    found = count_zones([0] * 81 + [6] * 182 + [NO_ZONE] * 2, not_applicable=87, unanswered=3)

    assert (found.placed, found.not_applicable, found.unanswered) == (263, 87, 5)
    assert found.counts.tolist() == [81, 0, 0, 0, 0, 0, 182]
    assert found.shares.sum() == pytest.approx(1)
    # Newcombe's table of 1998.
    assert (round(found.interval.lower[0], 4), round(found.interval.upper[0], 4)) == (0.2553, 0.3662)
    assert found.not_applicable_share == pytest.approx(87 / 350)
    assert found.not_applicable_interval.holds(87 / 350)


def test_nobody_placed_anything():
    found = count_zones([], zones=3, not_applicable=4)

    assert np.isnan(found.shares).all()
    assert np.isnan(found.interval.lower).all()
    assert found.not_applicable_share == 1
    assert math.isnan(count_zones([], zones=3).not_applicable_share)


def test_a_zone_that_is_none_is_refused():
    with pytest.raises(ValueError, match="no zone"):
        count_zones([3], zones=3)
    with pytest.raises(ValueError, match="negative"):
        count_zones([0], unanswered=-1)


@pytest.mark.skipif(not EXPORT.exists(), reason="the public demo export is not here")
def test_the_public_demo_export_comes_out_zone_by_zone_and_share_by_share():
    with EXPORT.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {"T": "a", "L": "b", "R": "c", "LT": "ab", "LR": "bc", "TR": "ac", "Centre": "centre"}
    agree, worst, seen = 0, 0.0, 0
    for triad in [column.removesuffix("_Zone") for column in rows[0] if column.endswith("_Zone")]:
        # The columns stand in the order top, left, right.
        columns = [
            column
            for column in rows[0]
            if column.startswith(triad + "_") and column.removeprefix(triad) not in {"_NA", "_Zone"}
        ]
        answered = [row for row in rows if row[triad + "_Zone"]]
        published = np.array([[float(row[column]) for column in columns] for row in answered])
        own = shares_of_canvas(
            [float(row[triad + "X"]) for row in answered], [float(row[triad + "Y"]) for row in answered]
        )
        worst = max(worst, float(np.abs(own - published).max()))
        for shares in (own, published):
            zones = [ZONES[number] for number in zone_numbers(shares)]
            agree += sum(
                zone == names[row[triad + "_Zone"]] for zone, row in zip(zones, answered, strict=True)
            )
        seen += len(answered)

    assert (seen, agree) == (598, 2 * 598)
    assert worst <= 0.1
