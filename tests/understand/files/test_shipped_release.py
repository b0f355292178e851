"""The release that ships: whole, within its size, and never a bare number."""

from collections import Counter, defaultdict
from importlib import resources
from pathlib import Path

import pytest
import yaml

from edau.understand.files import read
from edau.understand.files.schema import LSOA_COUNTS, SHARES_OF_OUTPUT_AREAS
from edau.understand.files.verify import verify

SHIPPED = Path(str(resources.files("edau.release")))
ODBL_INDICATORS = {"n_railway_station", "pharmacy_minutes"}
DERIVED = {"top_work_destination"}  # from the flows


@pytest.fixture(scope="module")
def areas():
    return {row.code: row for row in read.areas(SHIPPED)}


@pytest.fixture(scope="module")
def observations():
    return list(read.observations(SHIPPED))


@pytest.fixture(scope="module")
def odbl():
    return list(read.observations_odbl(SHIPPED))


@pytest.fixture(scope="module")
def catalogue():
    folder = resources.files("edau.catalogue").joinpath("indicators")
    indicators = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in folder.iterdir()]
    return {indicator["key"]: indicator for indicator in indicators}


def test_the_release_verifies():
    assert verify(SHIPPED) == []


def test_the_release_stays_within_its_size():
    sizes = {
        path.name: path.stat().st_size for path in SHIPPED.rglob("*") if path.suffix not in (".py", ".pyc")
    }
    assert sum(sizes.values()) <= 12_000_000
    assert sizes["postcodes.bin"] <= 2_000_000
    assert sizes["lsoas.geojson"] <= 2_000_000


def test_every_kind_of_area_is_there_in_full(areas):
    assert Counter(row.kind for row in areas.values()) == {
        "country": 1,
        "authority": 22,
        "health_board": 7,
        "board": 13,
        "place": 303,
        "community": 878,
        "ward": 762,
        "lsoa": 1917,
    }


def test_every_small_area_lies_in_an_authority_a_health_board_a_board_a_community_and_a_ward(areas):
    small = [row for row in areas.values() if row.kind == "lsoa"]
    assert [row for row in small if not (row.authority and row.health_board and row.board)] == []
    assert [row for row in small if not (row.community and row.ward and row.lat and row.area_km2)] == []


@pytest.mark.parametrize("kind", ["authority", "health_board", "board", "lsoa", "ward", "community"])
def test_areas_that_cover_wales_have_its_residents_and_households(areas, kind):
    inside = [row for row in areas.values() if row.kind == kind]
    assert sum(row.population for row in inside) == 3_107_503
    assert sum(row.households for row in inside) == 1_347_071


@pytest.mark.parametrize("kind", ["authority", "health_board", "board", "lsoa"])
def test_areas_that_cover_wales_have_its_extent(areas, kind):
    extent = sum(row.area_km2 for row in areas.values() if row.kind == kind)
    assert extent == pytest.approx(areas["W92000004"].area_km2, abs=10)
    assert areas["W06000023"].area_km2 == pytest.approx(5195, abs=5)  # Powys, as published


def test_every_name_in_welsh_has_its_mutated_forms(areas):
    forms = {
        row.name_en: (row.name_cy, row.loc_cy, row.of_cy) for row in areas.values() if row.kind == "place"
    }
    assert forms["Pontypridd"] == ("Pontypridd", "ym Mhontypridd", "o Bontypridd")
    assert forms["Cardiff"] == ("Caerdydd", "yng Nghaerdydd", "o Gaerdydd")
    assert forms["Barry"] == ("Y Barri", "yn y Barri", "o’r Barri")
    assert [row.code for row in areas.values() if not (row.loc_cy and row.of_cy)] == []


def test_names_are_checked_only_where_an_official_register_of_such_areas_gave_them(areas):
    checked = Counter((row.kind, row.name_cy_source) for row in areas.values() if row.name_cy_checked)
    assert set(checked) == {
        ("country", "ons_authority"),
        ("authority", "ons_authority"),
        ("health_board", "ons_boundary"),
        ("place", "os_open_names"),
        ("ward", "ons_wards"),
    }


def test_the_name_of_a_health_board_is_whole(areas):
    assert areas["W11000029"].name_cy == "Bwrdd Iechyd Prifysgol Caerdydd a’r Fro"


def test_indicators_sources_and_places_of_the_catalogue_are_all_observed(observations, odbl, catalogue):
    of_places = {key for key in catalogue if not key.startswith("la_")} - DERIVED
    assert {row.indicator for row in odbl} == ODBL_INDICATORS
    assert {row.indicator for row in observations} == of_places - ODBL_INDICATORS
    keys = {row.key for row in read.sources(SHIPPED)}
    assert {indicator["source"] for indicator in catalogue.values()} - keys == set()


def test_observations_say_what_the_catalogue_says_of_their_making(observations, odbl, catalogue):
    said = {(row.indicator, row.level, row.period) for row in [*observations, *odbl]}
    assert said == {(key, catalogue[key]["level"], str(catalogue[key]["period"])) for key, *_ in said}


def test_every_place_and_every_area_above_has_every_indicator_once(areas, observations, odbl):
    per_area = Counter(row.area for row in [*observations, *odbl])
    of_kind = defaultdict(set)
    for code, number in per_area.items():
        of_kind[areas[code].kind].add(number)
    # Flows to work are shared out from places' surroundings: three indicators more, for places alone.
    assert of_kind == {"place": {66}, "authority": {63}, "health_board": {63}, "board": {63}, "country": {63}}


def test_a_figure_has_an_interval_around_it_or_the_reason_why_not(observations, odbl):
    for row in [*observations, *odbl]:
        if row.interval == "wilson":
            assert 0 <= row.lower <= row.value <= row.upper <= 100, row
            assert row.numerator <= row.denominator, row
        else:
            assert (row.lower, row.upper, row.interval[:5]) == (None, None, "none:"), row


def test_a_missing_figure_says_so(observations, odbl):
    assert {row.status for row in [*observations, *odbl] if row.value is None} == {"x"}
    assert [row for row in [*observations, *odbl] if row.status == "x" and row.value is not None] == []


def test_a_small_place_has_no_figures_from_areas_of_its_own_size(areas, observations, odbl):
    small = {row.code for row in areas.values() if row.kind == "place" and row.population < 2000}
    coarse = {
        (row.status, row.reliability)
        for row in [*observations, *odbl]
        if row.level in ("LSOA", "MSOA") and row.area in small
    }
    assert coarse == {("u", "D"), ("x", "D")}
    fine = {row.status for row in observations if row.level == "OA" and row.area in small}
    assert fine == {"e"}
    assert [row for row in observations if row.status == "u" and row.area not in small] == []


def test_small_areas_add_up_to_wales(observations):
    wales = {row.indicator: row for row in observations if row.area == "W92000004"}
    sums = Counter()
    for row in read.lsoa_counts(SHIPPED):
        sums.update({key: value for key, value in row.counts.items() if value is not None})
    assert round(sums["persons"]) == 3_107_503
    for key in SHARES_OF_OUTPUT_AREAS:
        # 1,917 areas, each rounded to a tenth
        assert sums[key] == pytest.approx(wales[key].numerator, abs=20), key


def test_no_small_area_counts_more_than_its_base(catalogue):
    bases = {key: catalogue[key]["base"] for key in SHARES_OF_OUTPUT_AREAS}
    for row in read.lsoa_counts(SHIPPED):
        assert [key for key, base in bases.items() if row.counts[key] > row.counts[base] + 0.1] == []


def test_ranks_of_2025_are_each_given_once():
    ranks = [row.counts["wimd25_overall_rank"] for row in read.lsoa_counts(SHIPPED)]
    assert sorted(ranks) == list(range(1, 1918))
    assert len(LSOA_COUNTS.fields) == 56


def test_residents_of_small_areas_split_over_the_places_they_live_in(areas):
    of_place, of_lsoa = Counter(), Counter()
    for row in read.lsoa_places(SHIPPED):
        of_place[row.place] += row.residents
        of_lsoa[row.lsoa] += row.residents
    assert {code: areas[code].population for code in of_lsoa} == dict(of_lsoa)
    outside = of_place.pop("")
    assert {code: areas[code].population for code in of_place} == dict(of_place)
    assert len(of_place) == 303
    assert outside == 3_107_503 - sum(of_place.values())


def test_series_are_of_the_authorities_and_wales_with_limits_around_their_values(catalogue):
    rows = list(read.series(SHIPPED))
    assert len(rows) == 13_989
    assert len({row.series for row in rows}) == 57
    limited = [row for row in rows if row.lower is not None and row.upper is not None]
    assert len(limited) > 3000
    assert [row for row in limited if not row.lower <= row.value <= row.upper] == []
    named = {indicator["series"] for indicator in catalogue.values() if indicator.get("series")}
    assert named - {row.series for row in rows} == set()


def test_flows_end_in_listed_places_outside_them_or_beyond_wales(areas):
    for flows in (read.flows_work(SHIPPED), read.flows_migration(SHIPPED)):
        ends = {end for row in flows for end in (row.origin, row.destination)}
        places = {end for end in ends if end in areas}
        assert {areas[code].kind for code in places} == {"place"}
        assert ends - places == {"none", "E02", "S02"}


def test_what_is_under_the_open_database_licence_stays_apart(observations, odbl):
    licences = {row.key: row.licence for row in read.sources(SHIPPED)}
    assert {licences[row.source] for row in odbl} == {"ODbL-1.0"}
    assert {licences[row.source] for row in read.stations(SHIPPED)} == {"ODbL-1.0"}
    assert {licences[row.source] for row in read.services(SHIPPED)} == {"MIT", "OGL-UK-3.0"}
    assert {licences[row.source] for row in observations} == {"MIT", "OGL-UK-3.0"}


def test_services_number_as_they_did_when_each_was_looked_at():
    kinds = Counter(row.kind for row in [*read.services(SHIPPED), *read.stations(SHIPPED)])
    assert kinds == {
        "gp_practice_2015": 446,
        "gp_practice_2022": 429,
        "library": 261,
        "nhs_hospital_site": 72,
        "school": 1394,
        "railway_station": 223,
    }


def test_no_service_of_another_country_is_counted():
    names = {row.name for row in read.services(SHIPPED)}
    assert (
        names & {"Countess of Chester Hospital", "Royal Shrewsbury Hospital", "Hereford County Hospital"}
        == set()
    )


def test_every_area_with_an_outline_is_drawn_once(areas):
    for layer, kind in (
        ("places", "place"),
        ("authorities", "authority"),
        ("health_boards", "health_board"),
        ("lsoas", "lsoa"),
    ):
        drawn = [code for code, _ in read.boundaries(SHIPPED, layer)]
        assert drawn == sorted(code for code, row in areas.items() if row.kind == kind)


def test_rings_are_closed_and_lie_in_wales():
    for layer in ("places", "authorities", "health_boards", "lsoas"):
        for code, geometry in read.boundaries(SHIPPED, layer):
            polygons = geometry["coordinates"]
            rings = (
                polygons
                if geometry["type"] == "Polygon"
                else [ring for polygon in polygons for ring in polygon]
            )
            assert rings, code
            assert all(len(ring) >= 4 and ring[0] == ring[-1] for ring in rings), code
            assert all(-6 < x < -2 and 51 < y < 54 for ring in rings for x, y in ring), code


def test_sources_say_where_our_copy_is_from():
    rows = {row.key: row for row in read.sources(SHIPPED)}
    cars = rows["census2021_ts045"]
    assert (cars.table, cars.repository) == ("TS045", "ONSvisual/dot-density-data")
    assert len(cars.commit) == 40
    assert [key for key, row in rows.items() if not row.repository] == ["edau_own"]


@pytest.fixture(scope="module")
def of_place():
    found = defaultdict(list)
    for row in read.neighbours(SHIPPED):
        found[row.place].append(row)
    return {code: sorted(rows, key=lambda row: row.rank) for code, rows in found.items()}


class TestNeighbours:
    def test_every_place_has_twenty_others_nearest_first(self, areas, of_place):
        assert set(of_place) == {code for code, row in areas.items() if row.kind == "place"}
        for code, rows in of_place.items():
            assert [row.rank for row in rows] == list(range(1, 21))
            assert [row.distance for row in rows] == sorted(row.distance for row in rows)
            assert code not in {row.neighbour for row in rows}

    def test_they_differ_and_agree_in_different_themes(self, of_place):
        for rows in of_place.values():
            for row in rows:
                alike, different = set(row.alike.split("|")), set(row.different.split("|"))
                assert (alike & different) - {""} == set()

    def test_no_more_than_ten_can_stay_among_the_ten_nearest(self, of_place):
        assert max(sum(row.stability for row in rows) for rows in of_place.values()) <= 10


def test_every_place_that_can_be_compared_throughout_has_a_type_and_a_next(areas):
    typed = list(read.types(SHIPPED))
    assert {row.place for row in typed} == {
        code for code, row in areas.items() if row.kind == "place" and row.population >= 2000
    }
    assert [row for row in typed if row.type == row.next_type] == []
    # The largest type comes first; five are stable.
    sizes = Counter(row.type for row in typed)
    assert sizes == {"A": 71, "B": 41, "C": 37, "D": 37, "E": 4}
