"""A question that cannot be answered is told why, as data, in the language of whoever asked; never a crash."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edau.places.queries import every_area
from edau.portal.api.problems import KINDS
from edau.portal.api.tables import _in_periods
from edau.portal.queries.open_data import how_many_points, points_of
from edau.understand.catalogue import catalogue

from .conftest import PONTYPRIDD, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "query", "status", "kind"),
    [
        ("data", {"indicators": "no_car_pct"}, 400, "unknown-parameter"),
        ("data", {"place": PONTYPRIDD, "format": "pdf"}, 400, "invalid-value"),
        ("data", {"place": PONTYPRIDD, "lang": "fr"}, 400, "invalid-value"),
        ("data", {"place": PONTYPRIDD, "lang": "cy,en"}, 400, "invalid-value"),
        ("data", {"place": ""}, 400, "invalid-value"),
        ("data", {"place": f"{PONTYPRIDD},"}, 400, "invalid-value"),
        ("data", {"kind": "lsoa", "indicator": "no_car_pct"}, 400, "invalid-value"),
        ("data", {"indicator": "no_car_pct", "series": "all"}, 400, "not-together"),
        ("data", {"place": "W99999999"}, 404, "unknown-place"),
        ("data", {"indicator": "nonsense"}, 404, "unknown-indicator"),
        ("data", {"series": "nonsense/of-mine"}, 404, "unknown-series"),
        ("data", {"indicator": "no_car_pct", "theme": "language"}, 404, "no-figures"),
        ("data", {"place": "W04000708", "indicator": "no_car_pct"}, 404, "no-figures"),
        ("data", {}, 413, "too-large"),
        ("data", {"series": "all"}, 413, "too-large"),
        ("places/W99999999", {}, 404, "unknown-place"),
        ("places", {"kind": "planet"}, 400, "invalid-value"),
        ("indicators/nonsense", {}, 404, "unknown-indicator"),
        ("indicators", {"theme": "nonsense"}, 400, "invalid-value"),
        ("citation", {"place": PONTYPRIDD, "format": "csv"}, 400, "invalid-value"),
        ("nothing", {}, 404, "not-found"),
        ("places/", {}, 404, "not-found"),
    ],
)
def test_each_problem_is_told_apart(ask, path, query, status, kind):
    answer = ask(path, **query)

    assert (answer.status_code, told(answer)["type"].rpartition("#")[2]) == (status, kind)
    assert "ETag" not in answer.headers
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_problem_is_told_in_the_language_asked_for(ask):
    assert "/en/" in told(ask("data", lang="en"))["type"]
    assert "/cy/" in told(ask("data", lang="cy", headers={"accept-language": "en"}))["type"]
    assert "/en/" in told(ask("data", headers={"accept-language": "en-GB,en;q=0.9"}))["type"]
    assert "/cy/" in told(ask("data"))["type"]


def test_a_kind_of_problem_leads_to_where_it_is_explained(client: Client):
    for language in ("cy", "en"):
        address = told(client.get(f"/api/v1/data?lang={language}"))["type"].partition("#")[0]
        html = client.get(address).content.decode()

        assert [kind for kind in KINDS if f'id="{kind}"' not in html] == []


def test_what_is_too_large_says_how_large_and_what_to_narrow(ask):
    problem = told(ask("data", lang="en"))

    assert (problem["areas"], problem["measures"], problem["cells"]) == (303, 80, 303 * 80)
    assert problem["detail"] == (
        "This asks for 24,240 figures: 303 areas and 80 indicators or series. One answer holds up to 5,000. Name fewer"
        " places, indicators or periods, or ask in several steps."
    )


def test_too_many_small_areas_at_once_are_refused(client: Client):
    codes = ",".join(area.code for area in every_area("lsoa")[:101])
    problem = told(client.get(f"/api/v1/data?place={codes}&indicator=no_car_pct&lang=en"))

    assert problem["detail"] == "101 small areas at once are too many; ask for up to 100."


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_the_interface_only_reads(method):
    answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/places")

    assert (answer.status_code, told(answer)["type"].rpartition("#")[2]) == (405, "method")
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("form", "accept", "status"),
    [
        ("json", "text/html", 406),
        ("json", "text/html,*/*;q=0.1", 200),
        ("csv", "text/csv", 200),
        ("csv", "application/json", 406),
        ("geojson", "application/json", 200),
        ("xlsx", "application/json", 406),
        ("json", "nonsense;;q=,", 406),
    ],
)
def test_what_is_not_acceptable_is_not_sent(ask, form, accept, status):
    answer = ask("data", place=PONTYPRIDD, indicator="no_car_pct", format=form, headers={"accept": accept})

    assert answer.status_code == status
    if status == 406:
        assert told(answer)["type"].endswith("#not-acceptable")


def test_too_many_parameters_are_refused(client: Client):
    query = "&".join(f"a{i}=" for i in range(201))

    assert told(client.get(f"/api/v1/data?{query}"))["type"].endswith("#too-many-parameters")


def test_what_was_asked_is_repeated_only_in_part(ask):
    problem = told(ask("data", place=",".join("x" * 100 for _ in range(1)), lang="en"))

    assert problem["unknown"] == ["x" * 60]


ODD = [
    "\x00",
    "W38000081\x00",
    "％００",
    "‮W38000081",
    "🧵" * 50,
    "'; DROP TABLE places_area; --",
    "../../etc/passwd",
    "{{7*7}}",
    "%(language)s %s %n",
    "W38000081-",
    "psb-",
    "-",
    ",,,",
    "1e309",
    "NaN",
    "\ufeff",
    "a" * 1_500,
]


PARAMETERS = ("place", "kind", "like", "indicator", "theme", "series", "period", "format", "lang", "odd")


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_are_answered_and_never_crash(client: Client, odd):
    for parameter in PARAMETERS:
        query = {"indicator": "no_car_pct", "place": PONTYPRIDD} | {parameter: odd}
        answer = client.get("/api/v1/data", query)

        assert answer.status_code in (200, 400, 404), parameter
        if answer.status_code != 200:
            assert told(answer)["title"]


@pytest.mark.parametrize("odd", [one for one in ODD if "/" not in one and one != "W38000081-"])
def test_odd_codes_and_keys_are_not_found(client: Client, odd):
    for path in ("places", "indicators"):
        answer = client.get(f"/api/v1/{path}/{quote(odd)}")

        assert (answer.status_code, told(answer)["status"]) == (404, 404)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.dictionaries(
        st.sampled_from(
            ["place", "kind", "like", "indicator", "theme", "series", "period", "format", "lang"]
        ),
        st.one_of(
            st.text(max_size=30), st.sampled_from(["all", "no_car_pct", PONTYPRIDD, "csv", "en", "2021"])
        ),
        max_size=4,
    )
)
def test_no_question_crashes(client: Client, query):
    answer = client.get("/api/v1/data", query | {"place": PONTYPRIDD} if "place" not in query else query)

    assert answer.status_code < 500
    if answer.status_code != 200:
        assert json.loads(answer.content)["status"] == answer.status_code


def test_a_fault_of_ours_is_told_as_a_problem_too(client: Client, monkeypatch):
    monkeypatch.setattr("edau.portal.views.api.table_for", lambda *_: 1 / 0)
    client.raise_request_exception = False

    answer = client.get(f"/api/v1/data?place={PONTYPRIDD}&lang=en")

    assert (answer.status_code, told(answer)["title"]) == (500, "Something went wrong on our side")
    assert "ZeroDivisionError" not in answer.content.decode()


def test_too_long_an_address_is_told_as_a_problem_too(client: Client):
    answer = client.get("/api/v1/data", {"place": "W38000081," * 300})

    assert (answer.status_code, told(answer)["type"].rpartition("#")[2]) == (414, "address-too-long")


def test_what_is_too_large_is_counted_and_not_read(ask, monkeypatch):
    def read(*_asked):
        raise AssertionError("points were read")

    monkeypatch.setattr("edau.portal.api.tables.points_of", read)
    body = told(ask("data", kind="authority", series="all", lang="en"))

    assert (body["status"], body["cells"] > body["most"]) == (413, True)


@pytest.mark.parametrize("periods", [(), ("2019",), ("2019", "2020-04")])
def test_the_count_is_that_of_the_points_themselves(periods):
    areas, series = ("W06000016", "W06000001"), tuple(sorted(catalogue().series))
    points = [point for point in points_of(areas, series) if _in_periods(point.period, periods)]

    assert how_many_points(areas, series, periods) == len(points) > 0
