"""The catalogue for other catalogues, read as linked data."""

from __future__ import annotations

import json
import warnings

import pytest

from edau.understand.catalogue import Bilingual
from edau.understand.formats import dcat
from edau.understand.formats.table import Licence, ReleaseLine

with warnings.catch_warnings():  # what a reader imports is not ours
    warnings.simplefilter("ignore")
    from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, URIRef

OGL = Licence("OGL-UK-3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")
HERE = "https://example.org/api/v1/"
NO_CAR = URIRef(f"{HERE}indicators/no_car_pct")


@pytest.fixture
def graph() -> Graph:
    """The catalogue of one dataset with one file."""
    made = dcat.catalogue(
        address=f"{HERE}catalogue.jsonld",
        title=Bilingual(cy="Data agored", en="Open data"),
        description=Bilingual(cy="Ffigurau", en="Figures"),
        release=ReleaseLine("340fa3229305", "2026.11"),
        service=dcat.Service(HERE, Bilingual(cy="Rhyngwyneb", en="Interface"), f"{HERE}openapi.json"),
        datasets=[
            dcat.Dataset(
                address=str(NO_CAR),
                identifier="no_car_pct",
                title=Bilingual(cy="Heb gar", en="No car"),
                description=Bilingual(cy="Aelwydydd heb gar", en="Households without a car"),
                licences=(OGL,),
                publishers=(Bilingual(cy="SYG", en="ONS"),),
                distributions=(
                    dcat.Distribution(Bilingual(cy="CSV", en="CSV"), f"{HERE}data?x=1", "text/csv"),
                ),
                page="https://example.org/en/indicator/no_car_pct/",
            )
        ],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Graph().parse(data=json.dumps(made), format="json-ld")


def test_it_is_a_catalogue_of_datasets_with_files(graph):
    catalogue = URIRef(f"{HERE}catalogue.jsonld")

    assert (catalogue, RDF.type, DCAT.Catalog) in graph
    assert list(graph.objects(catalogue, DCAT.dataset)) == [NO_CAR]
    (file,) = graph.objects(NO_CAR, DCAT.distribution)
    assert graph.value(file, DCAT.downloadURL) == URIRef(f"{HERE}data?x=1")
    assert graph.value(file, DCAT.mediaType) == URIRef(
        "https://www.iana.org/assignments/media-types/text/csv"
    )
    assert graph.value(file, DCTERMS.license) == URIRef(OGL.address)


def test_every_text_is_there_in_both_languages(graph):
    assert set(graph.objects(NO_CAR, DCTERMS.title)) == {
        Literal("Heb gar", lang="cy"),
        Literal("No car", lang="en"),
    }
    texts = [text for text in graph.objects() if isinstance(text, Literal) and text.language]
    assert sum(text.language == "cy" for text in texts) == sum(text.language == "en" for text in texts)


def test_the_service_says_what_it_serves_and_where_it_is_described(graph):
    service = URIRef(HERE)

    assert graph.value(service, DCAT.servesDataset) == NO_CAR
    assert graph.value(service, DCAT.endpointDescription) == URIRef(f"{HERE}openapi.json")
