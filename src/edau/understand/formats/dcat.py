"""What open data there are, for other catalogues to harvest: DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from edau.understand.catalogue import Bilingual
from edau.understand.formats.table import Licence, ReleaseLine

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
LANGUAGES = [
    {"@id": f"http://publications.europa.eu/resource/authority/language/{code}"} for code in ("CYM", "ENG")
]
WALES = {"@id": "http://statistics.data.gov.uk/id/statistical-geography/W92000004"}


@dataclass(frozen=True, slots=True)
class Distribution:
    """One way to take a dataset away; `conforms_to` is the address of a standard, or empty."""

    title: Bilingual
    address: str
    media_type: str
    conforms_to: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table that can be had. `publishers` are those of its sources; `page` is where people can read about it."""

    address: str
    identifier: str
    title: Bilingual
    description: Bilingual
    licences: tuple[Licence, ...]
    publishers: tuple[Bilingual, ...] = ()
    distributions: tuple[Distribution, ...] = ()
    page: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """The interface that serves the datasets, and where it is described."""

    address: str
    title: Bilingual
    description_address: str


def catalogue(
    *,
    address: str,
    title: Bilingual,
    description: Bilingual,
    release: ReleaseLine,
    service: Service,
    datasets: Sequence[Dataset],
) -> dict[str, Any]:
    """The catalogue of a release as JSON-LD; every text in both languages. Addresses are whole ones."""
    return {
        "@context": CONTEXT,
        "@id": address,
        "@type": "dcat:Catalog",
        "dcterms:title": _said(title),
        "dcterms:description": _said(description),
        "dcterms:publisher": _agent(Bilingual("Edau", "Edau")),
        "dcterms:language": LANGUAGES,
        "dcterms:spatial": WALES,
        "dcterms:identifier": release.id,
        "dcat:version": release.version,
        "dcterms:license": _licences({licence: None for one in datasets for licence in one.licences}),
        "dcat:service": {
            "@id": service.address,
            "@type": "dcat:DataService",
            "dcterms:title": _said(service.title),
            "dcat:endpointURL": {"@id": service.address},
            "dcat:endpointDescription": {"@id": service.description_address},
            "dcat:servesDataset": [{"@id": one.address} for one in datasets],
        },
        "dcat:dataset": [_dataset(one, release) for one in datasets],
    }


def _dataset(one: Dataset, release: ReleaseLine) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@id": one.address,
        "@type": "dcat:Dataset",
        "dcterms:identifier": one.identifier,
        "dcterms:title": _said(one.title),
        "dcterms:description": _said(one.description),
        "dcterms:license": _licences(one.licences),
        "dcterms:language": LANGUAGES,
        "dcterms:spatial": WALES,
        "dcat:version": release.version,
    }
    if one.publishers:
        made["dcterms:publisher"] = [_agent(name) for name in dict.fromkeys(one.publishers)]
    if one.page:
        made["dcat:landingPage"] = {"@id": one.page}
    if one.parts:
        made["dcterms:hasPart"] = [{"@id": part} for part in one.parts]
    if one.distributions:
        made["dcat:distribution"] = [_distribution(each, one.licences) for each in one.distributions]
    return made


def _distribution(one: Distribution, licences: Iterable[Licence]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@type": "dcat:Distribution",
        "dcterms:title": _said(one.title),
        "dcat:accessURL": {"@id": one.address},
        "dcat:downloadURL": {"@id": one.address},
        "dcat:mediaType": {"@id": MEDIA_TYPES + one.media_type},
        "dcterms:license": _licences(licences),
    }
    if one.conforms_to:
        made["dcterms:conformsTo"] = {"@id": one.conforms_to}
    return made


def _licences(licences: Iterable[Licence]) -> list[dict[str, str]]:
    return [{"@id": one.address} for one in licences if one.address]


def _agent(name: Bilingual) -> dict[str, Any]:
    return {"@type": "foaf:Agent", "foaf:name": _said(name)}


def _said(text: Bilingual) -> list[dict[str, str]]:
    return [{"@value": text.say(language), "@language": language} for language in ("cy", "en")]
