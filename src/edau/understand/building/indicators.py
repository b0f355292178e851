"""The indicators of a release: what each is made of. Their words are in the catalogue, under the same
keys."""

from __future__ import annotations

from dataclasses import dataclass

from edau.understand.sources import (
    census_ages,
    census_households,
    census_output_areas,
    gp_practices_2015,
    gp_practices_2022,
    hospital_sites,
    libraries,
    mid_year_estimates,
    origin_destination,
    pharmacy_travel_times,
    railway_stations,
    schools,
    welsh_language_2011,
    wimd_2019,
    wimd_2025,
)

CENSUS_DAY = "2021-03-21"
OWN = "edau_own"  # the source of what Edau works out about its own estimates


@dataclass(frozen=True)
class Indicator:
    """`level` and `vintage` are the geography that was counted; `interval` how limits are made, or why there
    are none."""

    key: str
    kind: str
    interval: str
    level: str
    vintage: int
    period: str
    source: str


@dataclass(frozen=True)
class CensusShare:
    """A share of a base, from the percentages of one or more categories of one census table."""

    key: str
    base: str
    categories: tuple[str, ...]

    @property
    def indicator(self) -> Indicator:
        source = census_output_areas.key_of(self.categories[0])
        return Indicator(self.key, "proportion", "wilson", "OA", 2021, CENSUS_DAY, source)


def _categories(table: str, *numbers: str) -> tuple[str, ...]:
    return tuple(f"{table}-{number}" for number in numbers)


# Tables TS039 and TS068 ask people aged 5 and over, TS066 and TS067 those aged 16 and over, TS058 and TS059
# those in work.
CENSUS_SHARES = (
    CensusShare("health_bad_pct", "persons", _categories("health_in_general_4a", "003")),
    CensusShare("health_good_pct", "persons", _categories("health_in_general_4a", "001")),
    CensusShare("disabled_pct", "persons", _categories("disability_3a", "001")),
    CensusShare("carers_pct", "persons_5", _categories("is_carer_5a", "002", "003", "004")),
    CensusShare("carers50_pct", "persons_5", _categories("is_carer_5a", "004")),
    CensusShare("no_car_pct", "households", _categories("number_of_cars_5a", "000")),
    CensusShare("owned_pct", "households", _categories("hh_tenure_5a", "000", "001")),
    CensusShare("social_rent_pct", "households", _categories("hh_tenure_5a", "002")),
    CensusShare("private_rent_pct", "households", _categories("hh_tenure_5a", "003")),
    CensusShare("overcrowded_pct", "households", _categories("occupancy_rating_bedrooms_6a", "004", "005")),
    CensusShare("no_central_heating_pct", "households", _categories("heating_type_3a", "001")),
    CensusShare("flats_pct", "households", _categories("accommodation_type_3a", "002")),
    CensusShare("one_person_hh_pct", "households", _categories("hh_family_composition_4a", "002")),
    CensusShare(
        "hh_deprived_1plus_pct", "households", _categories("hh_deprivation", "002", "003", "004", "005")
    ),
    CensusShare("hh_deprived_2plus_pct", "households", _categories("hh_deprivation", "003", "004", "005")),
    CensusShare("no_quals_pct", "persons_16", _categories("highest_qualification_6a", "000")),
    CensusShare("level4_pct", "persons_16", _categories("highest_qualification_6a", "003")),
    CensusShare("employed_pct", "persons_16", _categories("economic_activity_status_4a", "001")),
    CensusShare("unemployed_pct", "persons_16", _categories("economic_activity_status_4a", "002")),
    CensusShare("inactive_pct", "persons_16", _categories("economic_activity_status_4a", "003")),
    CensusShare("part_time_pct", "employed_16", _categories("hours_per_week_worked", "001", "002")),
    CensusShare("wfh_pct", "employed_16", _categories("workplace_travel_4a", "003")),
    CensusShare("commute_10km_plus_pct", "employed_16", _categories("workplace_travel_4a", "002")),
    CensusShare("born_outside_uk_pct", "persons", _categories("country_of_birth_3a", "002")),
    CensusShare(
        "ethnic_minority_pct", "persons", _categories("ethnic_group_tb_6a", "001", "002", "003", "005")
    ),
    CensusShare("ethnic_asian_pct", "persons", _categories("ethnic_group_tb_6a", "001")),
    CensusShare("ethnic_black_pct", "persons", _categories("ethnic_group_tb_6a", "002")),
    CensusShare("ethnic_mixed_pct", "persons", _categories("ethnic_group_tb_6a", "003")),
    CensusShare("ethnic_white_pct", "persons", _categories("ethnic_group_tb_6a", "004")),
    CensusShare("ethnic_other_pct", "persons", _categories("ethnic_group_tb_6a", "005")),
    CensusShare("female_pct", "persons", _categories("sex", "001")),
    CensusShare("moved_last_year_pct", "persons", _categories("migrant_ind", "001", "002", "003")),
    CensusShare("students_pct", "persons_5", _categories("in_full_time_education", "001")),
)

AGES = tuple(
    Indicator(key, "proportion", "wilson", "LSOA", 2021, CENSUS_DAY, census_ages.KEY)
    for key in census_ages.GROUPS.values()
)

HOUSEHOLDS = Indicator(
    "households_2021", "count", "none:count", "OA", 2021, CENSUS_DAY, census_households.KEY
)


@dataclass(frozen=True)
class WimdShare:
    """The share of residents who live in the first `percent` of all LSOAs by the rank of a domain."""

    key: str
    domain: str
    percent: int

    @property
    def indicator(self) -> Indicator:
        return Indicator(self.key, "index", "none:index", "LSOA", 2021, "2025", wimd_2025.KEY)


WIMD_SHARES = (
    *(WimdShare(f"wimd25_overall_top{percent}_pct", "overall", percent) for percent in (10, 20, 30, 50)),
    *(
        WimdShare(f"wimd25_{domain}_top20_pct", domain, 20)
        for domain in wimd_2025.DOMAINS.values()
        if domain != "overall"
    ),
)
WIMD_2019 = Indicator("wimd19_overall_top20_pct", "index", "none:index", "LSOA", 2011, "2019", wimd_2019.KEY)
WIMD_2019_PERCENT = 20

# The share of residents aged 3 and over in 2011; how many there were in each area is not in the copy we have.
WELSH_2011 = Indicator(
    "welsh_speakers_2011_pct",
    "proportion",
    "none:no_denominator",
    "LSOA",
    2011,
    "2011-03-27",
    welsh_language_2011.KEY,
)
POPULATIONS = {
    year: Indicator(
        f"pop_{year}_mye", "modelled", "none:modelled", "LSOA", 2011, f"{year}-06-30", mid_year_estimates.KEY
    )
    for year in mid_year_estimates.YEARS
}
SERVICES = {
    kind: Indicator(f"n_{kind}", "count", "none:count", "point", 2021, period, source)
    for kind, period, source in (
        ("gp_practice_2015", "2015", gp_practices_2015.KEY),
        ("gp_practice_2022", "2022", gp_practices_2022.KEY),
        ("library", "2024", libraries.KEY),
        ("nhs_hospital_site", "2022", hospital_sites.KEY),
        ("school", "2025", schools.KEY),
    )
}
STATIONS = Indicator("n_railway_station", "count", "none:count", "point", 2021, "2026", railway_stations.KEY)
PHARMACY = Indicator(
    "pharmacy_minutes", "modelled", "none:modelled", "MSOA", 2021, "2024/2025", pharmacy_travel_times.KEY
)
FLOW_FIT = Indicator("msoa_purity", "ratio", "none:modelled", "MSOA", 2021, "2021", OWN)
SELF_CONTAINMENT = Indicator(
    "self_containment_pct", "modelled", "none:modelled", "MSOA", 2021, CENSUS_DAY, origin_destination.KEY_WORK
)
JOBS_RATIO = Indicator(
    "jobs_in_out_ratio", "modelled", "none:modelled", "MSOA", 2021, CENSUS_DAY, origin_destination.KEY_WORK
)
