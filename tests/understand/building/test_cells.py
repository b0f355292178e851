"""From what is published of small areas to counts that add up."""

import numpy as np
import pandas as pd
import pytest

from edau.understand.building import cells
from edau.understand.building.indicators import AGES, CENSUS_SHARES, WIMD_SHARES
from edau.understand.files.schema import BASES, SHARES_OF_OUTPUT_AREAS, SHARES_OF_SMALL_AREAS
from edau.understand.sources import census_ages, census_households, census_output_areas

LOOKUP = pd.DataFrame({"lsoa": ["L1", "L1", "L2"]}, index=pd.Index(["O1", "O2", "O3"], name="oa"))
# Fifty of two hundred under 16 in L1, none in L2; the ranks of L1 are first, those of L2 last.
LSOAS = pd.DataFrame(
    {
        "age_0_15_pct": [50, 0],
        "age_16_24_pct": [30, 10],
        "age_25_34_pct": [30, 10],
        "age_35_49_pct": [30, 10],
        "age_50_64_pct": [30, 10],
        "age_65_plus_pct": [30, 10],
        "under_5": [0.1, 0.0],
        **{f"rank_{share.domain}": [1, 1917] for share in WIMD_SHARES},
        "rank_2019": [1, 1909],
        "first_2019": [0.25, 0.0],
        "welsh_2011": [20.0, 60.0],
        "population_2017": [190.0, 60.0],
        "population_2020": [195.0, 55.0],
    },
    index=pd.Index(["L1", "L2"], name="lsoa"),
)


@pytest.fixture
def counted(monkeypatch, tmp_path):
    percentages = pd.DataFrame(40.0, index=LOOKUP.index, columns=list(census_output_areas.CATEGORIES))
    percentages["persons"] = [150, 50, 50]
    households = pd.Series([60, 20, 30], index=LOOKUP.index)
    monkeypatch.setattr(census_output_areas, "read", lambda raw: percentages)
    monkeypatch.setattr(census_households, "read", lambda raw: households)
    return cells.output_areas(tmp_path, LOOKUP, LSOAS)


def test_each_table_counts_its_own_people(counted):
    bases = counted.loc["O1", list(BASES)].tolist()
    # 150 residents, 60 households, 90% aged 5 and over, 150 of 200 aged 16 and over, 40% of those in work
    assert bases == pytest.approx([150, 60, 135, 112.5, 45])


def test_percentages_become_counts_of_their_base(counted):
    row = counted.loc["O1"]
    assert row["disabled_pct"] == pytest.approx(0.4 * 150)
    assert row["students_pct"] == pytest.approx(0.4 * 135)
    assert row["no_car_pct"] == pytest.approx(0.4 * 60)
    assert row["level4_pct"] == pytest.approx(0.4 * 112.5)
    assert row["wfh_pct"] == pytest.approx(0.4 * 45)


def test_categories_add_up_and_never_beyond_the_whole(counted):
    assert counted.loc["O1", "owned_pct"] == pytest.approx(0.8 * 60)
    assert counted.loc["O1", "hh_deprived_1plus_pct"] == pytest.approx(60)  # four times forty percent


def test_what_is_known_of_an_lsoa_is_shared_by_residents_and_adds_up_again(counted):
    assert counted["age_0_15_pct"].tolist() == pytest.approx([37.5, 12.5, 0])
    sums = counted.groupby(LOOKUP["lsoa"]).sum()
    assert sums["population_2017"].tolist() == pytest.approx([190, 60])
    assert sums["age_65_plus_pct"].tolist() == pytest.approx([30, 10])


def test_residents_count_among_the_first_where_their_area_does(counted):
    assert counted["wimd25_overall_top10_pct"].tolist() == [150, 50, 0]
    assert counted["wimd19"].tolist() == [37.5, 12.5, 0]  # a quarter of L1 lived among the first in 2019


def test_the_first_fifth_of_1917_ranks_ends_at_383():
    first = cells.among_the_first(pd.Series([1, 383, 384, 1917]), 20, 1917)
    assert first.tolist() == [True, True, False, False]


def test_an_output_area_without_a_census_row_stops_the_build(monkeypatch, tmp_path):
    percentages = pd.DataFrame(40.0, index=LOOKUP.index[:2], columns=list(census_output_areas.CATEGORIES))
    monkeypatch.setattr(census_output_areas, "read", lambda raw: percentages.assign(persons=100))
    monkeypatch.setattr(census_households, "read", lambda raw: pd.Series(50, index=LOOKUP.index))
    with pytest.raises(ValueError, match="different Output Areas"):
        cells.output_areas(tmp_path, LOOKUP, LSOAS)


@pytest.fixture
def small_areas(monkeypatch, tmp_path):
    """Three small areas of 2021: A as it was; B1 and B2 of old B; C of old C1 (600 people) and C2 (200)."""
    names = ["A", "B1", "B2", "C"]
    changes = [("A", "A"), ("B", "B1"), ("B", "B2"), ("C1", "C"), ("C2", "C")]
    old = pd.Index(["A", "B", "C1", "C2"], name="lsoa11")
    estimate = pd.DataFrame({"total": [1000.0, 900, 600, 200], "under_5": [50.0, 90, 30, 30]}, index=old)
    index = pd.Index(names, name="lsoa")
    monkeypatch.setattr(
        census_ages, "read", lambda raw: pd.DataFrame(100, index=index, columns=SHARES_OF_SMALL_AREAS)
    )
    ranks = pd.DataFrame({domain: range(1, 5) for domain in cells.wimd_2025.DOMAINS.values()}, index=index)
    monkeypatch.setattr(cells.wimd_2025, "read", lambda raw: ranks.assign(name=names))
    pairs = pd.DataFrame(changes, columns=["lsoa11", "lsoa21"])
    monkeypatch.setattr(cells.small_area_changes, "read", lambda raw: pairs)
    monkeypatch.setattr(cells.mid_year_estimates, "read", lambda raw, year: estimate)
    monkeypatch.setattr(
        cells.welsh_language_2011, "read", lambda raw: pd.Series([10.0, 20, 40, 80], index=old)
    )
    monkeypatch.setattr(cells.wimd_2019, "read", lambda raw: pd.Series([1900, 10, 1500, 20], index=old))
    areas = pd.Series(["North", "North", "South", "West"], index=old)
    monkeypatch.setattr(cells.travel_to_work_areas, "read", lambda raw: areas)
    lookup = pd.DataFrame({"lsoa": names, "persons": [1000, 600, 300, 850]})
    return cells.small_areas(tmp_path, lookup)


def test_the_people_of_a_split_area_divide_as_they_live_now_and_those_of_merged_areas_add_up(small_areas):
    assert small_areas["population_2020"].to_dict() == {"A": 1000, "B1": 600, "B2": 300, "C": 800}


def test_shares_of_merged_areas_are_weighted_by_their_people(small_areas):
    assert small_areas["welsh_2011"].to_dict() == {"A": 10, "B1": 20, "B2": 20, "C": 50}
    assert small_areas["under_5"].round(3).to_dict() == {"A": 0.05, "B1": 0.1, "B2": 0.1, "C": 0.075}


def test_ranks_are_never_averaged_a_merged_area_takes_that_of_most_of_its_people(small_areas):
    assert small_areas["rank_2019"].to_dict() == {"A": 1900, "B1": 10, "B2": 10, "C": 1500}
    assert small_areas["travel_to_work"].to_dict() == {
        "A": "North",
        "B1": "North",
        "B2": "North",
        "C": "South",
    }


def test_people_of_a_merged_area_count_among_the_first_where_their_part_did(small_areas):
    assert small_areas["first_2019"].to_dict() == {"A": 0, "B1": 1, "B2": 1, "C": 0.25}


def test_files_that_name_different_small_areas_stop_the_build(small_areas, monkeypatch, tmp_path):
    other = pd.DataFrame(100, index=pd.Index(["A"], name="lsoa"), columns=SHARES_OF_SMALL_AREAS)
    monkeypatch.setattr(census_ages, "read", lambda raw: other)
    with pytest.raises(ValueError, match="different LSOAs"):
        cells.small_areas(tmp_path, pd.DataFrame({"lsoa": ["A"], "persons": [1000]}))


def test_the_format_names_the_same_shares_in_the_same_order():
    assert tuple(share.key for share in CENSUS_SHARES) == SHARES_OF_OUTPUT_AREAS
    assert tuple(age.key for age in AGES) == SHARES_OF_SMALL_AREAS
    assert {share.base for share in CENSUS_SHARES} == set(BASES)
    assert np.unique([len(share.categories) > 0 for share in CENSUS_SHARES]).tolist() == [True]
