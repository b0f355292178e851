"""Figures as data: the numbers of the page in every format, each with what makes it citable."""

from __future__ import annotations

import csv
import io
import json
import math
import warnings
from dataclasses import replace

import openpyxl
import pytest
from django.utils.translation import override

from edau.core.models import Stamp
from edau.core.visibility import hold
from edau.places.queries import visible_area
from edau.portal.pages.area import area_page
from edau.portal.queries.evidence import evidence_of
from edau.understand.catalogue import catalogue
from edau.understand.models import Neighbour
from edau.understand.wording import shown

from .conftest import AMLWCH_PORT, HAY, PONTYPRIDD, RCT, WALES, told

with warnings.catch_warnings():  # what a reader imports is not ours
    warnings.simplefilter("ignore")
    import csvw
    from pyjstat import pyjstat

pytestmark = pytest.mark.django_db
Key = tuple[str, str]


def of_csv(answer) -> dict[Key, float | None]:
    rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    return {(row["code"], row["indicator"]): float(row["value"]) if row["value"] else None for row in rows}


def of_plain_csv(answer) -> dict[Key, float | None]:
    rows = csv.DictReader(io.StringIO(answer.content.decode(), newline=""))
    return {(row["place"], row["indicator"]): float(row["value"]) if row["value"] else None for row in rows}


def of_json(answer) -> dict[Key, float | None]:
    return {(row["place"], row["indicator"]): row["value"] for row in answer.json()["figures"]}


def of_xlsx(answer) -> dict[Key, float | None]:
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Data"]
    heading, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    place, indicator, value = (heading.index(name) for name in ("code", "indicator", "value"))
    return {(row[place], row[indicator]): row[value] for row in rows}


def of_jsonstat(answer) -> dict[Key, float | None]:
    """By the library's own reader, which names labels; codes are looked up in the cube."""
    made = answer.json()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = pyjstat.Dataset.read(answer.content.decode()).write("dataframe", naming="id")
    rows = frame[frame["measure"] == "value"].dropna(subset=["value"])
    found = {(row.place, row.indicator): row.value for row in rows.itertuples()}
    withheld = {
        (place, indicator): None
        for place in made["dimension"]["place"]["category"]["index"]
        for indicator in made["dimension"]["indicator"]["category"]["index"]
    }
    return withheld | found


def of_geojson(answer) -> dict[Key, float | None]:
    known = catalogue().indicators
    return {
        (feature["id"], key): value
        for feature in answer.json()["features"]
        for key, value in feature["properties"].items()
        if key in known
    }


READERS = {
    "csv": of_csv,
    "csv-plain": of_plain_csv,
    "json": of_json,
    "xlsx": of_xlsx,
    "geojson": of_geojson,
}


def known_only(found: dict[Key, float | None]) -> dict[Key, float]:
    return {key: value for key, value in found.items() if value is not None}


@pytest.mark.parametrize("code", [PONTYPRIDD, HAY, AMLWCH_PORT, RCT, WALES, "psb-gwent"])
def test_every_format_has_the_numbers_of_the_page(code, ask):
    area = visible_area(code)
    with override("en"):
        page = area_page(area, evidence_of(area), "en")
    said = {line.key: line.value for theme in page.themes for line in theme.lines}

    for form, read in READERS.items():
        values = known_only(read(ask("data", place=code, format=form, lang="en")))
        for (_place, key), value in values.items():
            indicator = catalogue().indicators[key]
            as_named = replace(indicator, per=1)  # files say it in the unit of its name already
            assert said[key].startswith(shown(as_named, value)), (form, key)
        # And what the page does not say, no file says.
        assert {key for _place, key in values} == {key for key in said if any(map(str.isdigit, said[key]))}


def test_every_format_has_the_same_numbers(ask):
    question = {"indicator": "no_car_pct,age_65_plus_pct,n_school", "kind": "place", "lang": "en"}
    expected = known_only(of_json(ask("data", **question)))

    assert len(expected) == 303 + 303 + 190  # a share of residents is withheld where few live
    for form, read in (READERS | {"jsonstat": of_jsonstat}).items():
        assert known_only(read(ask("data", format=form, **question))) == expected, form


def test_the_described_csv_is_what_its_description_says(ask, tmp_path, client):
    question = {"place": f"{PONTYPRIDD},{HAY}", "lang": "cy"}
    described = ask("data", format="csvw", **question).json()
    address = described["url"].removeprefix("http://testserver")
    (tmp_path / "data.csv").write_bytes(client.get(address).content)
    (tmp_path / "data.json").write_text(json.dumps(described | {"url": "data.csv"}), encoding="utf-8")

    found = csvw.CSVW(str(tmp_path / "data.json"), validate=True)

    assert (found.is_valid, [str(one.message) for one in found.warnings]) == (True, [])
    read = {(row["place"], row["indicator"]): row["value"] for row in found.tables[0]}
    assert {key: value and float(value) for key, value in read.items()} == of_json(ask("data", **question))


def test_a_csv_names_its_description(ask):
    link = ask("data", place=PONTYPRIDD, format="csv", lang="en").headers["Link"]

    assert link == (
        f'<http://testserver/api/v1/data?place={PONTYPRIDD}&format=csvw&lang=en>; rel="describedby";'
        ' type="application/csvm+json"'
    )


def test_every_figure_says_where_it_is_from_and_how_sure_it_is(ask):
    body = ask("data", place=PONTYPRIDD, indicator="no_car_pct", lang="en").json()

    (figure,) = body["figures"]
    assert (figure["value"], figure["unit"], figure["period"]) == (24.72, "percent", "2021-03-21")
    assert figure["lower"] < figure["value"] < figure["upper"]
    assert (figure["interval"], figure["status"], figure["level"]) == ("wilson", "e", "OA")
    assert (figure["relation"], figure["reliability"] in "ABC") == ("higher", True)
    assert body["sources"][figure["source"]]["publisher"] == "Office for National Statistics"
    assert [one["name"] for one in body["licences"]] == ["OGL-UK-3.0"]
    assert body["codes"]["interval"] == {"wilson": "Wilson’s interval (95%)"}
    assert body["title"] == "Households with no car or van: Pontypridd"
    assert body["address"] == f"http://testserver/en/place/{PONTYPRIDD}-pontypridd/"


def test_an_authority_s_figure_stands_under_the_authority_once(ask):
    figures = ask("data", place=f"{PONTYPRIDD},{AMLWCH_PORT},{RCT}", lang="en").json()["figures"]

    of_authority = [row["place"] for row in figures if row["indicator"] == "la_employment_rate"]
    assert of_authority == ["W06000016", "W06000001"]
    assert {row["place"] for row in figures if row["level"] == "LA"} == {"W06000016", "W06000001"}


def test_values_go_with_commas_or_by_repetition(client):
    with_commas = client.get("/api/v1/data?place=W38000081,K05000002&indicator=no_car_pct,n_school&lang=en")
    repeated = client.get(
        "/api/v1/data?place=W38000081&place=K05000002&indicator=no_car_pct&indicator=n_school&lang=en"
    )

    assert len(of_json(with_commas)) == 4
    assert of_json(with_commas) == of_json(repeated)


def test_a_code_may_be_the_last_part_of_a_page_s_address(ask):
    by_code = ask("data", place=PONTYPRIDD, indicator="no_car_pct")

    assert of_json(ask("data", place=f"{PONTYPRIDD}-pontypridd", indicator="no_car_pct")) == of_json(by_code)


def test_the_places_most_like_a_place_come_with_it_those_we_can_be_sure_of(ask):
    Neighbour.objects.filter(place=PONTYPRIDD).delete()
    for rank, (code, stability) in enumerate([(HAY, 0.9), ("W37000342", 0.49), ("W37000076", 0.5)], start=1):
        Neighbour.objects.create(
            place_id=PONTYPRIDD, neighbour_id=code, rank=rank, distance=rank, stability=stability
        )

    figures = ask("data", like=PONTYPRIDD, indicator="no_car_pct").json()["figures"]

    assert [row["place"] for row in figures] == [PONTYPRIDD, HAY, "W37000076"]


def test_a_place_that_is_like_no_other_has_nobody_beside_it(ask):
    Neighbour.objects.filter(place=PONTYPRIDD).delete()

    assert told(ask("data", like=PONTYPRIDD))["type"].endswith("#no-neighbours")


def test_a_theme_is_what_the_page_has_under_it(ask):
    figures = ask("data", place=PONTYPRIDD, theme="language", lang="en").json()["figures"]

    assert {catalogue().indicators[row["indicator"]].theme for row in figures} == {"language"}


def test_without_a_place_every_town_and_village_is_meant(ask):
    assert ask("data", indicator="no_car_pct").json()["count"] == 303


def test_periods_are_asked_for_whole_or_by_their_beginning(ask):
    def periods(asked):
        return {row["period"] for row in ask("data", place=PONTYPRIDD, period=asked).json()["figures"]}

    assert periods("2011") == {"2011-03-27"}
    assert periods("2022,2021-03-21") == {"2022", "2021-03-21"} | {
        period for period in periods("2022") if period.startswith("2022")
    }
    assert told(ask("data", place=PONTYPRIDD, period="201"))["type"].endswith("#no-figures")


def test_series_come_with_their_limits_and_with_wales(ask):
    body = ask("data", place=PONTYPRIDD, series="employment-rate/employment-rate", lang="en").json()

    assert {row["place"] for row in body["figures"]} == {RCT}
    periods = [row["period"] for row in body["figures"]]
    assert periods == sorted(periods)
    assert all(row["wales"] is not None for row in body["figures"])


def test_a_series_is_the_one_on_the_page(ask):
    area = visible_area(RCT)
    (trend,) = [
        one for one in evidence_of(area).trends if one.series.key == "employment-rate/employment-rate"
    ]
    figures = ask("data", place=RCT, series=trend.series.key).json()["figures"]

    assert [(row["period"], row["value"], row["lower"], row["upper"], row["wales"]) for row in figures] == [
        (point.period, point.value, point.lower, point.upper, point.wales) for point in trend.points
    ]


def test_names_are_in_the_language_asked_for_and_figures_are_the_same(ask):
    cy, en = (ask("data", place="W37000342", indicator="no_car_pct", lang=lang) for lang in ("cy", "en"))

    assert cy.json()["figures"] == en.json()["figures"]
    assert (cy.headers["Content-Language"], en.headers["Content-Language"]) == ("cy", "en")
    assert cy.json()["names"]["place"]["W37000342"]["name"] == visible_area("W37000342").name_cy


def test_nothing_that_is_held_is_in_any_answer(ask):
    hold(label="places.Area", object_id=PONTYPRIDD, reason="court", by="tests")

    assert told(ask("data", place=PONTYPRIDD))["type"].endswith("#unknown-place")
    assert told(ask(f"places/{PONTYPRIDD}"))["type"].endswith("#unknown-place")
    assert PONTYPRIDD not in ask("places").content.decode()
    for form in ("json", "csv", "geojson", "jsonstat"):
        assert PONTYPRIDD not in ask("data", indicator="no_car_pct", format=form).content.decode()


def test_an_unchanged_answer_is_not_sent_again(ask):
    for path, query in (
        ("data", {"place": PONTYPRIDD, "format": "csv", "lang": "en"}),
        ("places", {}),
        ("openapi.json", {"lang": "cy"}),
        ("catalogue.jsonld", {}),
    ):
        first = ask(path, **query)
        again = ask(path, headers={"if-none-match": first.headers["ETag"]}, **query)

        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_a_changed_release_is_sent(ask):
    tag = ask("places").headers["ETag"]
    Stamp.objects.update_or_create(name="release", defaults={"value": "another"})

    assert ask("places", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("method", ["get", "head"])
def test_pages_of_every_site_may_read(client, method):
    answer = getattr(client, method)("/api/v1/data?indicator=no_car_pct&place=W38000081")

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies


@pytest.mark.parametrize(
    "query",
    [
        {"place": PONTYPRIDD},
        {"indicator": "no_car_pct"},
        {"place": "W01000003,W01000004,W01000005,W01000006,W01000007,W01000008"},
        {"indicator": "la_employment_rate", "kind": "authority"},
        {"place": RCT, "series": "all", "period": "2022"},
        {"indicator": "no_car_pct", "format": "geojson"},
    ],
)
def test_a_question_costs_the_same_few_queries_whatever_it_asks(query, ask, django_assert_max_num_queries):
    ask("data", **query)

    with django_assert_max_num_queries(4):
        assert ask("data", **query).status_code == 200


def test_outlines_on_the_map_are_those_of_the_release(ask):
    features = ask("data", indicator="no_car_pct", format="geojson").json()["features"]

    assert len(features) == 303
    assert {feature["geometry"]["type"] for feature in features} <= {"Polygon", "MultiPolygon", "Point"}
    for feature in features:
        area = visible_area(feature["id"])
        points = [point for ring in _rings(feature["geometry"]) for point in ring]
        longitude = sum(point[0] for point in points) / len(points)
        latitude = sum(point[1] for point in points) / len(points)
        assert math.hypot(longitude - area.longitude, latitude - area.latitude) < 0.2


def _rings(geometry):
    if geometry["type"] == "Point":
        return [[geometry["coordinates"]]]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def test_a_figure_is_in_the_unit_that_its_name_speaks_of(client):
    """Stored as 1.29 people who come in for each who goes out; named, and said on pages, for every 100."""
    question = (
        f"/api/v1/data?place={PONTYPRIDD}&indicator=jobs_in_out_ratio,msoa_purity&format=csv-plain&lang=en"
    )
    rows = list(csv.DictReader(io.StringIO(client.get(question).content.decode())))

    values = {row["indicator"]: round(float(row["value"])) for row in rows}

    assert values == {"jobs_in_out_ratio": 129, "msoa_purity": 93}
