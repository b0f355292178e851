"""The codes, patterns and names that columns of a release may hold."""

from __future__ import annotations

VERSION = "2026.11"
NAME = "edau-release"

KINDS = ("country", "authority", "health_board", "board", "place", "community", "ward", "lsoa")
KINDS_OBSERVED = ("country", "authority", "health_board", "board", "place")
# The codes StatsWales puts beside a figure; an empty status is an ordinary figure.
STATUSES = ("a", "b", "c", "e", "f", "k", "ns", "p", "r", "s", "ss", "sss", "t", "u", "w", "x", "z")
INTERVALS = (
    "wilson",
    "published",
    "none:count",
    "none:index",
    "none:modelled",
    "none:administrative",
    "none:no_denominator",
)
GRADES = ("A", "B", "C", "D")
LEVELS = ("OA", "LSOA", "MSOA", "LA", "point")
NAME_SOURCES = (
    "curated",
    "hoc_msoa_names",
    "ons_authority",
    "ons_boundary",
    "ons_index",
    "ons_wards",
    "os_open_names",
    "own",
    "same",
)
SERVICES = ("gp_practice_2015", "gp_practice_2022", "library", "nhs_hospital_site", "school")
OUTSIDE = "none"  # in the flows: within Wales, outside every listed place

AREA_CODE = r"(W\d{8}|K0[56]\d{6}|psb-[a-z-]+)"
LSOA_CODE = r"W01\d{6}"
PLACE_CODE = r"(W3[78]\d{6}|K0[56]\d{6})"
FLOW_END = rf"({PLACE_CODE}|none|[EKNSW]\d{{2}})"
PERIOD = r"\d{4}(-\d{2}(-\d{2})?)?(/(P\d+[YM]|\d{4}(-\d{2}-\d{2})?))?"

# The bases of small areas: usual residents, households, residents aged 5 and over, aged 16 and over, and of
# those in work.
BASES = ("persons", "households", "persons_5", "persons_16", "employed_16")
SHARES_OF_OUTPUT_AREAS = (
    "health_bad_pct",
    "health_good_pct",
    "disabled_pct",
    "carers_pct",
    "carers50_pct",
    "no_car_pct",
    "owned_pct",
    "social_rent_pct",
    "private_rent_pct",
    "overcrowded_pct",
    "no_central_heating_pct",
    "flats_pct",
    "one_person_hh_pct",
    "hh_deprived_1plus_pct",
    "hh_deprived_2plus_pct",
    "no_quals_pct",
    "level4_pct",
    "employed_pct",
    "unemployed_pct",
    "inactive_pct",
    "part_time_pct",
    "wfh_pct",
    "commute_10km_plus_pct",
    "born_outside_uk_pct",
    "ethnic_minority_pct",
    "ethnic_asian_pct",
    "ethnic_black_pct",
    "ethnic_mixed_pct",
    "ethnic_white_pct",
    "ethnic_other_pct",
    "female_pct",
    "moved_last_year_pct",
    "students_pct",
)
SHARES_OF_SMALL_AREAS = (
    "age_0_15_pct",
    "age_16_24_pct",
    "age_25_34_pct",
    "age_35_49_pct",
    "age_50_64_pct",
    "age_65_plus_pct",
)
WIMD_DOMAINS = {  # with what each is called in Welsh
    "overall": "cyffredinol",
    "income": "incwm",
    "employment": "cyflogaeth",
    "health": "iechyd",
    "education": "addysg",
    "access": "mynediad at wasanaethau",
    "housing": "tai",
    "safety": "diogelwch cymunedol",
    "environment": "amgylchedd ffisegol",
}
SMALL_AREAS = 1917
SMALL_AREAS_2011 = 1909
