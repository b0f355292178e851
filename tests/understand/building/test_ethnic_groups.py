"""The five ethnic groups of the census: they come out as published, in Wales, in its authorities and in small areas."""

from importlib import resources
from pathlib import Path

import pandas as pd
import pytest

from edau.understand.files import read

SHIPPED = Path(str(resources.files("edau.release")))
# The publisher's own names, as its tables of other areas have them.
GROUPS = {
    "ethnic_asian_pct": "Asian, Asian British or Asian Welsh",
    "ethnic_black_pct": "Black, Black British, Black Welsh, Caribbean or African",
    "ethnic_mixed_pct": "Mixed or Multiple ethnic groups",
    "ethnic_white_pct": "White",
    "ethnic_other_pct": "Other ethnic group",
}
# Office for National Statistics, Census 2021, TS021, counted for local authorities; Wales is their sum.
PUBLISHED = {
    "W92000004": (89032, 27561, 48602, 2915852, 26466),
    "W06000015": (34983, 13896, 14506, 286931, 11994),
}


@pytest.fixture(scope="module")
def counted():
    return {
        (row.area, row.indicator): (row.numerator, row.denominator)
        for row in read.observations(SHIPPED)
        if row.indicator in GROUPS or row.indicator == "ethnic_minority_pct"
    }


@pytest.mark.parametrize("area", PUBLISHED)
def test_wales_and_cardiff_have_as_many_of_each_group_as_the_census_published(counted, area):
    residents = sum(PUBLISHED[area])
    for group, published in zip(GROUPS, PUBLISHED[area], strict=True):
        count, base = counted[area, group]
        # Output areas are published to 0.1%, so that half a person in a thousand may be missing or too many.
        assert count == pytest.approx(published, abs=0.0005 * residents)
        assert base == pytest.approx(residents, abs=30)


def test_the_five_are_everybody_and_four_of_them_are_the_group_that_they_were_before(counted):
    areas = {area for area, _ in counted}
    assert len(areas) > 300
    for area in areas:
        of_group = {group: counted[area, group][0] for group in GROUPS}
        minority, residents = counted[area, "ethnic_minority_pct"]
        assert sum(of_group.values()) == pytest.approx(residents, rel=0.0005, abs=1)
        others = sum(of_group.values()) - of_group["ethnic_white_pct"]
        assert others == pytest.approx(minority, abs=2.5)  # each is given to the nearest person


def test_small_areas_add_up_to_wales_as_well(counted):
    small = list(read.lsoa_counts(SHIPPED))
    for group in GROUPS:
        assert sum(row.counts[group] for row in small) == pytest.approx(
            counted["W92000004", group][0], abs=100
        )


def test_another_table_of_the_publisher_says_the_same_of_every_small_area(raw):
    path = raw / "humaniverse_demographr" / "ethnicity21_lsoa21_wales.parquet"
    other = pd.read_parquet(path).pivot(index="lsoa21_code", columns="ethnic_group", values="n")
    for row in read.lsoa_counts(SHIPPED):
        for group, name in GROUPS.items():
            # Both were made a little inexact by the publisher, each in its own way, to protect people.
            assert row.counts[group] == pytest.approx(other.at[row.lsoa, name], abs=12), (row.lsoa, group)
