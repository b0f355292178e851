"""The join of postcodes to small areas: what is kept, what is dropped and counted, what is marked."""

import pandas as pd
import pytest
from shapely import box

from edau.places.postcodes import PostcodeFile
from edau.understand.building.postcodes import RECODED, postcodes, recoded

WEST, EAST = "W01000001", "W01000002"
POLYGONS = {EAST: box(-3.1, 51.5, -3.0, 51.6), WEST: box(-3.2, 51.5, -3.1, 51.6)}
METRE = 1 / 111_200  # of latitude, in degrees


def points(*rows):
    return pd.DataFrame(rows, columns=["postcode", "lat", "lon"])


def test_a_postcode_goes_to_the_small_area_that_holds_it():
    found = postcodes(points(("CF101AA", 51.55, -3.15), ("CF11 1AA", 51.55, -3.05)), POLYGONS)
    assert found.units.values.tolist() == [
        ["CF10 1AA", WEST, 51.55, -3.15, False],
        ["CF11 1AA", EAST, 51.55, -3.05, False],
    ]


def test_on_a_shared_border_the_first_code_wins():
    found = postcodes(points(("CF101AA", 51.55, -3.1)), POLYGONS)
    assert found.units["lsoa"].tolist() == [WEST]


def test_postcodes_without_a_point_and_outside_wales_are_dropped_and_counted():
    rows = points(("CF101AA", 51.55, -3.15), ("CF101AB", None, None), ("CF101AD", 52.5, -3.15))
    found = postcodes(rows, POLYGONS)
    assert found.units["postcode"].tolist() == ["CF10 1AA"]
    assert (found.without_point, found.outside, found.unnumbered, found.from_shore) == (1, 1, 0, 0)


def test_a_point_just_off_the_shore_is_ashore():
    found = postcodes(points(("SA1 1AA", 51.55, -3.15), ("SA1 1AB", 51.5 - 50 * METRE, -3.15)), POLYGONS)
    assert found.units["lsoa"].tolist() == [WEST, WEST]
    assert (found.from_shore, found.outside) == (1, 0)


def test_a_point_well_off_the_shore_is_not():
    found = postcodes(points(("SA1 1AA", 51.55, -3.15), ("SA1 1AB", 51.5 - 100 * METRE, -3.15)), POLYGONS)
    assert (len(found.units), found.from_shore, found.outside) == (1, 0, 1)
    assert found.outcodes["note"].tolist() == [""]


def test_beside_england_the_line_is_the_border():
    rows = points(
        ("SY101AA", 51.55, -3.01), ("SY101AB", 51.55, -3.0 + 20 * METRE), ("SY101AD", 51.55, -2.9)
    )  # fmt: skip
    found = postcodes(rows, POLYGONS)
    assert found.units["postcode"].tolist() == ["SY10 1AA"]
    assert found.outcodes.values.tolist() == [["SY10", True, "partly_in_wales"]]


def test_an_outcode_that_was_recoded_is_kept_and_marked():
    found = postcodes(points(("CF1 1AA", 51.55, -3.15), ("CF101AA", 51.55, -3.15)), POLYGONS)
    assert found.outcodes.values.tolist() == [["CF1", False, "recoded:CF10 CF11 CF24"], ["CF10", True, ""]]
    assert dict(zip(found.units["postcode"], found.units["retired"], strict=True)) == {
        "CF1 1AA": True,
        "CF10 1AA": False,
    }


def test_newports_old_form_has_no_number_and_stays_out_of_the_file():
    found = postcodes(points(("NPT0AD", 51.55, -3.15)), POLYGONS)
    assert (len(found.units), found.unnumbered) == (0, 1)
    assert found.outcodes.values.tolist() == [["NPT", False, "recoded:NP19 NP20"]]


def test_many_postcodes_on_one_spot_belong_to_large_users():
    rows = points(*[(f"SA99{digit}AA", 51.55, -3.15) for digit in range(6)], ("SA1 1AA", 51.55, -3.15))
    found = postcodes(rows, POLYGONS)
    assert found.outcodes.values.tolist() == [["SA1", True, ""], ["SA99", True, "large_users"]]


def test_the_packed_file_finds_what_was_placed():
    found = postcodes(points(("CF101AA", 51.55, -3.15), ("CF1 1AA", 51.56, -3.05)), POLYGONS)
    file = PostcodeFile(found.packed(list(POLYGONS)))
    old = file.find("cf1 1aa")
    assert (old.lsoa, old.lat, old.lon, old.retired) == (EAST, 51.56, -3.05, True)
    assert file.find("CF10 1AA").retired is False


def test_no_successor_of_a_recoded_outcode_is_itself_recoded():
    assert [new for news in RECODED.values() for new in news if new in RECODED] == []


def test_recoding_shows_as_the_same_ending_on_the_same_spot():
    rows = points(
        ("CF1 1AA", 51.5, -3.15), ("CF101AA", 51.5, -3.15),  # recoded
        ("CF1 1AB", 51.5, -3.15), ("CF101AB", 51.6, -3.15),  # same ending, elsewhere
        ("CF1 1AD", 51.5, -3.15), ("CF991AD", 51.5, -3.15),  # not a successor
        ("CF1 1AE", 51.5, -3.15),
    )  # fmt: skip
    assert recoded(rows) == pytest.approx({"CF1": 0.25})
