"""What there is to ask about: places, indicators and series, each with the addresses of its page and its figures."""

from __future__ import annotations

import warnings

import pytest
from django.test import Client

from edau.places.queries import every_area, visible_area
from edau.understand.catalogue import catalogue
from edau.understand.models import Release

from .conftest import PONTYPRIDD, RCT

with warnings.catch_warnings():  # what a reader imports is not ours
    warnings.simplefilter("ignore")
    from rdflib import DCAT, DCTERMS, Graph, URIRef

pytestmark = pytest.mark.django_db


def test_the_index_leads_to_everything(ask, client: Client):
    links = ask("", lang="en").json()["links"]

    of_connect = ["connect", "facility_uses", "hsds", "skills", "slots"]
    of_places = ["catalogue", "citation", "data", "indicators", "openapi", "places", "series"]
    assert sorted(links) == sorted(of_places + of_connect)
    for name in ("catalogue", "indicators", "openapi", "places", "series", *of_connect):
        assert client.get(links[name]).status_code == 200


def test_towns_and_villages_are_listed_in_the_order_of_the_language(ask):
    cy = [one["name"] for one in ask("places", lang="cy").json()["places"]]
    en = [one["name"] for one in ask("places", lang="en").json()["places"]]

    assert len(cy) == len(en) == 303
    assert cy.index("Cwm-brân" if "Cwm-brân" in cy else "Cwmbrân") < cy.index("Y Barri")
    assert en == sorted(en, key=lambda name: en.index(name))
    assert en.index("Barry") < en.index("Mold")


@pytest.mark.parametrize(
    "kind", ["country", "authority", "health_board", "board", "community", "ward", "lsoa"]
)
def test_every_kind_of_area_is_listed(ask, kind):
    listed = ask("places", kind=kind).json()

    assert [one["kind"] for one in listed["places"]] == [kind] * len(every_area(kind))


def test_a_list_can_be_narrowed_to_what_lies_inside(ask):
    towns = ask("places", within=RCT).json()["places"]
    small = ask("places", within=RCT, kind="lsoa").json()["places"]

    assert PONTYPRIDD in [one["code"] for one in towns]
    assert {one["within"]["authority"] for one in (*towns, *small)} == {RCT}


def test_a_place_says_what_it_is_and_where_its_page_and_figures_are(ask, client: Client):
    place = ask(f"places/{PONTYPRIDD}", lang="en").json()

    assert (place["name"], place["population"], place["within"]["authority"]) == ("Pontypridd", 31_018, RCT)
    for address in place["links"].values():
        assert client.get(address).status_code == 200


def test_an_area_without_figures_offers_none(ask):
    community = every_area("community")[0]

    assert sorted(ask(f"places/{community.code}").json()["links"]) == ["page", "self"]


def test_indicators_are_those_of_the_catalogue_with_all_that_is_said_of_them(ask):
    listed = ask("indicators", lang="cy").json()["indicators"]

    assert {one["key"] for one in listed} == set(catalogue().indicators)
    no_car = next(one for one in listed if one["key"] == "no_car_pct")
    assert no_car["definition"] == catalogue().indicators["no_car_pct"].definition.cy
    assert no_car == ask("indicators/no_car_pct", lang="cy").json()


def test_series_are_those_of_the_catalogue_and_lead_to_their_points(ask, client: Client):
    listed = ask("series", lang="en").json()["series"]

    assert {one["key"] for one in listed} == set(catalogue().series)
    assert client.get(listed[0]["links"]["data"]).json()["count"] > 0


class TestCatalogueForOtherCatalogues:
    def graph(self, client: Client) -> Graph:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Graph().parse(data=client.get("/api/v1/catalogue.jsonld").content, format="json-ld")

    def test_it_has_the_release_its_tables_and_every_indicator(self, client: Client):
        graph = self.graph(client)
        here = "http://testserver/api/v1/"
        (catalogue_address,) = graph.subjects(DCAT.service)
        datasets = {str(one) for one in graph.objects(catalogue_address, DCAT.dataset)}
        indicators = {f"{here}indicators/{key}" for key in catalogue().indicators}
        tables = {one for one in datasets if "#table-" in one}

        assert len(tables) == len(Release.objects.get(is_live=True).description["resources"])
        of_connect = {
            f"{here}catalogue.jsonld#{name}" for name in ("services", "rooms", "skills", "connect-counts")
        }
        assert datasets - indicators - tables == {f"{here}catalogue.jsonld#release"} | of_connect

    def test_every_file_it_names_can_be_had(self, client: Client):
        graph = self.graph(client)
        no_car = URIRef("http://testserver/api/v1/indicators/no_car_pct")
        files = [
            (str(graph.value(file, DCAT.downloadURL)), str(graph.value(file, DCAT.mediaType)))
            for file in graph.objects(no_car, DCAT.distribution)
        ]

        assert len(files) == 5
        for address, media_type in files:
            answer = client.get(address.removeprefix("http://testserver"))
            assert answer.status_code == 200
            assert media_type.endswith(answer.headers["Content-Type"].partition(";")[0])

    def test_every_dataset_has_a_licence(self, client: Client):
        graph = self.graph(client)

        assert [
            one for one in set(graph.objects(None, DCAT.dataset)) if not graph.value(one, DCTERMS.license)
        ] == []


def test_no_page_of_a_place_is_named_that_is_not_there(ask, client: Client):
    for area in (*every_area("board"), *every_area("health_board")):
        assert client.get(ask(f"places/{area.code}").json()["links"]["page"]).status_code == 200
        assert visible_area(area.code) is not None
