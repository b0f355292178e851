"""The search index on whichever database the suite runs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from edau.core import visibility
from edau.core.search import Document, SearchIndex, weight
from edau.core.search.documents import Match
from edau.core.search.index import MOST_HITS
from edau.language.normaliser import Normaliser

PLACES = [
    ("W1", "Caerdydd", "Cardiff", 349_388),
    ("W2", "Y Barri", "Barry", 54_000),
    ("W3", "Pontypridd", "Pontypridd", 30_000),
    ("W4", "Pont-y-pŵl", "Pontypool", 28_000),
    ("W5", "Pen-y-bont ar Ogwr", "Bridgend", 49_000),
    ("W6", "Bangor", "Bangor", 16_000),
    ("W7", "Bangor Is-coed", "Bangor-on-Dee", 1_100),
]


def place(code, welsh, english, population, **more):
    return Document(
        label="places.Area",
        object_id=code,
        kind="place",
        title={"cy": welsh, "en": english},
        weight=weight(3, population),
        area=code,
        payload={"population": population},
        **more,
    )


@pytest.fixture
def index(db):
    index = SearchIndex(Normaliser(name for _, *names, _ in PLACES for name in names))
    index.clear()
    index.index(place(*row) for row in PLACES)
    index.index(
        [
            Document(
                label="listen.Story",
                object_id="1",
                kind="story",
                title={"cy": "Y llyfrgell yn ein cymuned", "en": "The library in our community"},
                body={
                    "cy": "Gwirfoddolwyr sydd yn ei chynnal, ym Mhontypridd.",
                    "en": "Volunteers keep it going.",
                },
            ),
            Document(
                label="listen.Story",
                object_id="2",
                kind="story",
                title={"cy": "Bysiau'r cwm", "en": "Valley buses"},
                body={
                    "cy": "Mae angen mwy o fysiau i'r llyfrgelloedd.",
                    "en": "We need more buses to the libraries.",
                },
                weight=1,
            ),
        ]
    )
    return index


def found(hits):
    return [hit.object_id for hit in hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Caerdydd", "W1"),
        ("cardiff", "W1"),
        ("yng Nghaerdydd", "W1"),
        ("Gaerdydd", "W1"),
        ("Y Barri", "W2"),
        ("i'r Barri", "W2"),
        ("ym Mhontypridd", "W3"),
        ("pont y pwl", "W4"),
        ("Pontypool", "W4"),
        ("o Ben-y-bont ar Ogwr", "W5"),
        ("penyb", "W5"),
        ("Mangor", "W6"),
    ],
)
def test_a_place_is_found_in_either_language_and_mutated(index, text, first):
    assert found(index.search(text))[0] == first


def test_an_exact_name_comes_before_the_beginning_of_a_name_and_that_before_words(index):
    hits = index.search("Bangor")
    assert [(hit.object_id, hit.match) for hit in hits] == [("W6", Match.NAME), ("W7", Match.NAME_START)]
    hits = index.search("Pontypridd")
    assert [(hit.object_id, hit.match) for hit in hits] == [("W3", Match.NAME), ("1", Match.WORDS)]


def test_a_name_as_written_comes_before_a_name_that_a_mutation_would_explain(index):
    index.index([place("W8", "Mangor", "Mangor", 10)])
    assert found(index.search("Mangor")) == ["W8", "W6", "W7"]


def test_among_equal_matches_the_larger_place_comes_first(index):
    assert found(index.search("pont")) == ["W3", "W4", "W5"]
    assert [hit.match for hit in index.search("pont")] == [Match.NAME_START, Match.NAME_START, Match.WORDS]


def test_every_form_of_a_word_finds_the_story(index):
    for word in ("llyfrgell", "lyfrgell", "llyfrgelloedd", "lyfrgelloedd", "library", "libraries"):
        assert sorted(found(index.search(word))) == ["1", "2"]
    for word in ("gymunedau", "nghymuned", "communities", "wirfoddolwyr"):
        assert found(index.search(word)) == ["1"]


def test_all_words_of_a_query_must_be_found_whatever_the_language(index):
    assert found(index.search("llyfrgell bws")) == ["2"]
    assert found(index.search("library gwirfoddolwr")) == ["1"]
    assert found(index.search("llyfrgell trên")) == []


def test_a_hit_carries_what_a_list_of_results_shows(index):
    hit = index.search("Cardiff")[0]
    assert [hit.label, hit.kind, hit.title, hit.area, hit.payload] == [
        *("places.Area", "place", {"cy": "Caerdydd", "en": "Cardiff"}, "W1", {"population": 349_388})
    ]
    assert hit.weight == pytest.approx(3.554, abs=0.001)


def test_kinds_narrow_a_search(index):
    assert found(index.search("Pontypridd", kinds=["story"])) == ["1"]
    assert found(index.search("Pontypridd", kinds=["place"])) == ["W3"]
    assert index.search("Pontypridd", kinds=[]) == []
    assert index.search("Pontypridd", kinds=["no\0such"]) == []


def test_the_limit_holds_and_has_a_limit(index):
    index.index(place(f"X{n}", f"Bangor {n}", f"Bangor {n}", n) for n in range(MOST_HITS + 10))
    assert len(index.search("Bangor", limit=3)) == 3
    assert len(index.search("Bangor", limit=10_000)) == MOST_HITS
    assert index.search("Bangor", limit=0) == []


def test_what_is_held_is_absent_until_the_hold_is_lifted(index):
    visibility.hold(label="listen.Story", object_id="1", reason="report", by="tests")
    assert found(index.search("llyfrgell")) == ["2"]
    visibility.lift(label="listen.Story", object_id="1", by="tests")
    assert sorted(found(index.search("llyfrgell"))) == ["1", "2"]


def test_the_caller_may_leave_out_more(index):
    assert found(index.search("llyfrgell", exclude={("listen.Story", "2"), ("places.Area", "1")})) == ["1"]


def test_indexing_again_replaces_and_clearing_removes(index):
    index.index([place("W1", "Caer-dydd", "Kairdiff", 1)])
    assert [index.search("Cardiff"), found(index.search("Kairdiff"))] == [[], ["W1"]]
    assert [index.count("place"), index.count("story"), index.count()] == [7, 2, 9]
    index.clear("place")
    assert [index.count("place"), index.count("story"), found(index.search("Caerdydd"))] == [0, 2, []]


def test_the_last_of_two_documents_with_one_id_wins(index):
    assert index.index([place("W9", "Aber", "Aber", 1), place("W9", "Abertawe", "Swansea", 2)]) == 1
    assert [hit.title["en"] for hit in index.search("Abertawe")] == ["Swansea"]


ODD = [
    *(
        "",
        " ",
        "\0",
        "'",
        '"',
        "\\",
        "' OR 1=1 --",
        '"pont" OR *',
        "NEAR(a b)",
        "title_cy : x",
        "a:*",
        "^pont",
    ),
    *("pont & !y | (", "caer\0dydd", "%s %d {0} $1", "😀", "ﷺ" * 500, "a" * 5000, "-" * 300, "AND OR NOT"),
    *("{title_cy} : x", "\ud800", "١٢٣"),
]


@pytest.mark.parametrize("text", ODD)
def test_nothing_typed_can_break_a_query(index, text):
    assert isinstance(index.search(text), list)
    assert index.count() == 9


def test_a_key_is_quoted_even_if_a_normaliser_lets_everything_through(index):
    class Plain(Normaliser):
        def query(self, text):
            return ({"cy": (text,), "en": (text,)},)

        def name_queries(self, text):
            return (text,), ()

    plain = SearchIndex(Plain())
    for text in ("x' | 'y", 'x" OR "llyfrgell', "\\'", "llyfrgell' & 'cymuned", "", "\0"):
        assert plain.search(text) == []
    assert found(plain.search("llyfrgell")) == ["1", "2"]


def test_a_search_is_one_query_however_much_there_is(index):
    for text, queries in (("pont", 1), ("llyfrgell yn y gymuned", 1), ("", 0)):
        with CaptureQueriesContext(connection) as captured:
            index.search(text, kinds=["place", "story"], exclude=[("a", "b")])
        assert len(captured) == queries
    index.index(place(f"X{n}", f"Pont {n}", f"Pont {n}", n) for n in range(300))
    with CaptureQueriesContext(connection) as captured:
        index.search("pont")
    assert len(captured) == 1


def test_a_very_long_body_is_indexed_from_its_beginning(index):
    words = " ".join(f"gair{n}" for n in range(60_000))
    index.index(
        [
            Document(
                label="a.B",
                object_id="9",
                kind="story",
                title={"en": "Long"},
                body={"en": f"xylophone {words}"},
            )
        ]
    )
    assert found(index.search("xylophones")) == ["9"]


def test_a_large_load_is_found_as_a_small_one_is(index):
    assert index.index(place(f"X{n}", f"Lle {n}", f"Spot {n}", n) for n in range(1000)) == 1000
    assert found(index.search("Spot 999"))[0] == "X999"


def test_weight_puts_the_kind_before_the_population():
    assert weight(2, 10_000_000) < weight(3, 0) == 3
    assert weight(3, 100) < weight(3, 1000)
    assert weight(1, None) == 1
