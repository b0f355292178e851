"""Drawn places in the open interface: asked for by their citation, with the figures and the outline of their page."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from edau.core.visibility import hold
from edau.places.actions import keep_drawn_place
from edau.places.models import DrawnPlace
from edau.places.queries import every_area
from edau.portal.api.tables import MOST_DRAWN
from edau.portal.pages.drawn import drawn_evidence
from edau.portal.queries.open_data import rings_of_each
from edau.ui.links import address_in

from .conftest import PONTYPRIDD, told
from .test_data import READERS, known_only, of_json, of_jsonstat

pytestmark = pytest.mark.django_db
TWO = ("W01000003", "W01000005")
MERTHYR, CAERPHILLY = "W06000024", "W06000018"


def keep(codes=TWO, name: str = "") -> DrawnPlace:
    return keep_drawn_place(small_areas=codes, how={"way": "list"}, name=name, by="tests")


def polygons(geometry) -> list:
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def test_every_format_has_the_figures_of_its_page(ask):
    place = keep()
    code, figures = f"d-{place.citation}", drawn_evidence(place).evidence.figures
    expected = {(code, key): figure.value for key, figure in figures.items() if figure.value is not None}

    for form, read in (READERS | {"jsonstat": of_jsonstat}).items():
        answer = ask("data", place=code, format=form, lang="en")
        values = known_only(read(answer))
        assert values.keys() == expected.keys(), form
        assert values[code, "no_car_pct"] == pytest.approx(expected[code, "no_car_pct"]), form


def test_the_citation_alone_and_the_code_of_an_answer_mean_the_same_place(ask):
    place = keep()

    assert of_json(ask("data", place=place.citation)) == of_json(ask("data", place=f"d-{place.citation}"))
    assert of_json(ask("data", place=f"{place.citation},d-{place.citation}")) == of_json(
        ask("data", place=place.citation)
    )


def test_it_stands_beside_other_places_and_its_page_is_the_address_of_its_table(ask):
    place = keep()
    both = ask("data", place=f"{PONTYPRIDD},{place.citation}", indicator="no_car_pct", lang="en").json()
    alone = ask("data", place=place.citation, lang="en").json()

    assert [row["place"] for row in both["figures"]] == [PONTYPRIDD, f"d-{place.citation}"]
    assert alone["address"] == f"http://testserver{address_in('en', 'portal:drawn', place.citation)}"


def test_the_name_that_a_visitor_gave_is_in_no_answer(ask):
    place = keep(name="Tri Chwm")

    for form in ("json", "csv", "geojson", "jsonstat", "csvw"):
        answer = ask("data", place=place.citation, format=form, lang="en")
        assert (answer.status_code, "Tri Chwm" in answer.content.decode()) == (200, False), form
    assert told(ask("data", place=place.key))["type"].endswith("#unknown-place")


def test_on_the_map_it_is_its_small_areas_side_by_side(ask):
    merthyr = [area.code for area in every_area("lsoa") if area.authority_id == MERTHYR]
    place = keep(merthyr)
    (whole,) = ask("data", place=place.citation, indicator="no_car_pct", format="geojson").json()["features"]
    each = ask("data", place=",".join(merthyr), indicator="no_car_pct", format="geojson").json()["features"]

    assert whole["id"] == f"d-{place.citation}"
    assert polygons(whole["geometry"]) == [
        polygon
        for feature in sorted(each, key=lambda one: one["id"])
        for polygon in polygons(feature["geometry"])
    ]


def test_its_own_download_is_on_the_map_too_with_its_name(client: Client):
    place = keep(name="Tri Chwm")
    address = address_in("en", "portal:drawn_csv", place.key)
    page = client.get(address_in("en", "portal:drawn", place.key)).content.decode()
    answer = client.get(f"{address}?format=geojson")
    (feature,) = json.loads(answer.content)["features"]
    lines = list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))

    assert f'href="{address}?format=geojson"' in page
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert (feature["properties"]["name"], feature["geometry"]["type"]) == ("Tri Chwm", "MultiPolygon")
    assert feature["properties"]["no_car_pct"] == next(
        float(line["value"]) for line in lines if line["indicator"] == "no_car_pct"
    )


def test_the_file_of_something_without_places_is_no_map(client: Client):
    assert client.get("/en/signals/data.csv?format=geojson").status_code == 404


def test_series_are_those_of_each_authority_it_lies_in(ask):
    over_the_border = [
        next(area.code for area in every_area("lsoa") if area.authority_id == authority)
        for authority in (MERTHYR, CAERPHILLY)
    ]
    place = keep(over_the_border)
    answer = ask("data", place=place.citation, series="employment-rate/employment-rate").json()

    assert {row["place"] for row in answer["figures"]} == {MERTHYR, CAERPHILLY}


def test_what_nobody_kept_is_told(ask):
    assert told(ask("data", place="d-0123456789ab")) | {"instance": ""} == {
        "type": "/cy/data-agored/#unknown-place",
        "title": "Nid oes lle â’r cod hwn",
        "status": 404,
        "detail": "Anhysbys: d-0123456789ab. Mae rhestr o’r holl godau yn /api/v1/places.",
        "instance": "",
        "unknown": ["d-0123456789ab"],
    }


def test_a_small_area_that_is_held_is_in_no_sum_and_no_outline(ask):
    place = keep()
    alone = of_json(ask("data", place=keep(TWO[:1]).citation, indicator="n_school,no_car_pct"))
    hold(label="places.Area", object_id=TWO[1], reason="court", by="tests")
    left = of_json(ask("data", place=place.citation, indicator="n_school,no_car_pct"))
    (feature,) = ask("data", place=place.citation, indicator="no_car_pct", format="geojson").json()[
        "features"
    ]

    assert list(left.values()) == list(alone.values())
    assert len(polygons(feature["geometry"])) == len(rings_of_each(TWO[:1])[TWO[0]])
    hold(label="places.Area", object_id=TWO[0], reason="court", by="tests")
    assert told(ask("data", place=place.citation))["status"] == 404


def test_too_many_drawn_places_at_once_are_refused(ask, django_assert_max_num_queries):
    codes = [area.code for area in every_area("lsoa")[: MOST_DRAWN + 1]]
    citations = [keep([code]).citation for code in codes]
    some = ask("data", place=",".join(citations[:3]), indicator="no_car_pct")
    assert some.status_code == 200
    with django_assert_max_num_queries(4):
        body = told(ask("data", place=",".join(citations), indicator="no_car_pct", lang="en"))

    assert (body["status"], body["most"]) == (413, MOST_DRAWN)
    assert body["detail"] == "21 drawn places at once are too many; ask for up to 20."


def test_the_description_speaks_of_drawn_places(ask):
    english = ask("openapi.json", lang="en").json()["components"]["parameters"]["place"]["description"]

    assert "drawn places" in english
