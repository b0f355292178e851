"""The list as linked open data: read back by a reader of linked data, it says what the list says."""

from __future__ import annotations

import json

import pytest

from edau.connect.skills import asset_kinds, fields, groups, skills
from edau.connect.skos import skos

# The reader of JSON-LD still uses a class of its own that it warns of.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

BASE = "https://edau.example/en/skills#"


@pytest.fixture(scope="module")
def graph():
    rdflib = pytest.importorskip("rdflib")
    return rdflib.Graph().parse(data=json.dumps(skos(BASE), ensure_ascii=False), format="json-ld")


def test_every_concept_has_one_preferred_label_in_each_language(graph):
    from rdflib import SKOS, URIRef
    from rdflib.namespace import RDF

    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == len(fields()) + len(groups()) + len(skills()) + len(asset_kinds())
    for concept in concepts:
        assert sorted(label.language for label in graph.objects(concept, SKOS.prefLabel)) == ["cy", "en"]
    dog = URIRef(BASE + "walk-dog")
    assert {str(one) for one in graph.objects(dog, SKOS.altLabel) if one.language == "cy"} >= {"cerdded ci"}


def test_broad_and_narrow_answer_each_other_up_to_a_field(graph):
    from rdflib import SKOS, URIRef

    assert set(graph.subject_objects(SKOS.broader)) == {
        (low, high) for high, low in graph.subject_objects(SKOS.narrower)
    }
    for skill in skills():
        (group,) = graph.objects(URIRef(BASE + skill), SKOS.broader)
        (field,) = graph.objects(group, SKOS.broader)
        assert list(graph.objects(field, SKOS.topConceptOf))


def test_it_says_that_nobody_has_checked_the_welsh(graph):
    from rdflib import SKOS, URIRef

    notes = {one.language for one in graph.objects(URIRef(BASE + "walk-dog"), SKOS.editorialNote)}
    assert notes == {"cy", "en"}


def test_both_schemes_have_a_licence_and_all_their_top_concepts(graph):
    from rdflib import SKOS
    from rdflib.namespace import DCTERMS, RDF

    tops = {
        len(list(graph.objects(scheme, SKOS.hasTopConcept)))
        for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme)
    }
    assert tops == {len(fields()), len(asset_kinds())}
    assert all(
        list(graph.objects(scheme, DCTERMS.license))
        for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme)
    )
