"""Nobody in Wales gets "not found"."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.translation import override

from edau.portal.queries.search import find, suggest_in_both_languages

pytestmark = pytest.mark.django_db


def first(asked: str, language: str = "cy"):
    found = find(asked, language).found
    return (found[0].kind, found[0].name) if found else None


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Pontypridd", "Pontypridd"),
        ("ym Mhontypridd", "Pontypridd"),
        ("i Bontypridd", "Pontypridd"),
        ("o Bontypridd", "Pontypridd"),
        ("Gaerdydd", "Caerdydd"),
        ("yng Nghaerdydd", "Caerdydd"),
        ("Cardiff", "Caerdydd"),
        ("CAERDYDD", "Caerdydd"),
        ("y barri", "Y Barri"),
        ("Barry", "Y Barri"),
        ("i'r Barri", "Y Barri"),
        ("Yr Wyddgrug", "Yr Wyddgrug"),
        ("Mold", "Yr Wyddgrug"),
        ("cwmbran", "Cwmbrân"),
        ("Merthyr Tyd", "Merthyr Tudful"),
    ],
)
def test_a_town_is_found_in_either_language_and_any_form(asked, name):
    assert first(asked) == ("place", name)


@pytest.mark.parametrize(
    ("asked", "kind", "name"),
    [
        ("Rhondda Cynon Taf", "authority", "Rhondda Cynon Taf"),
        ("Sir Benfro", "authority", "Sir Benfro"),
        ("Ceredigion", "authority", "Ceredigion"),
        ("Cymru", "country", "Cymru"),
        ("Cribyn", "locality", "Cribyn"),
        ("Aberffraw", "locality", "Aberffraw"),
    ],
)
def test_authorities_villages_and_the_whole_country_are_found(asked, kind, name):
    assert (kind, name) in [(one.kind, one.name) for one in find(asked, "cy").found]


def test_a_postcode_opens_its_town_and_its_small_area(client: Client):
    found = find("cf37 1tw", "en").found

    assert [one.kind for one in found] == ["place", "lsoa"]
    assert found[0].name == "Pontypridd"
    assert client.get(f"/en/place/{found[1].reference}/").status_code == 200


def test_a_village_outside_every_town_opens_its_small_area_with_community_ward_and_authority(client: Client):
    (village,) = [one for one in find("Cribyn", "en").found if one.kind == "locality"]

    html = client.get(f"/en/place/{village.reference}/").content.decode()

    for label in ("Community", "Ward", "Local authority"):
        assert f"<dt>{label}</dt>" in html
    assert "Ceredigion" in html


def test_results_link_without_a_detour(client: Client):
    for language in ("cy", "en"):
        for one in find("Pontypridd", language).found:
            from edau.places.models import Area
            from edau.portal.addresses import area_address

            assert client.get(area_address(Area.objects.get(code=one.code), language)).status_code == 200


@pytest.mark.parametrize(
    ("asked", "pair"),
    [("Y Bari", "Y Barri / Barry"), ("Pontyprid", "Pontypridd"), ("Aberystwith", "Aberystwyth")],
)
def test_a_near_miss_is_answered_with_a_suggestion(asked, pair):
    assert suggest_in_both_languages(asked)[0] == pair


def test_an_unknown_postcode_is_told_apart_from_an_unknown_name():
    assert find("CF99 9ZZ", "en").trouble == "no_such_postcode"
    assert find("Xyzzyx", "en").trouble == "nothing"


@pytest.mark.parametrize(
    "odd",
    [
        '"',
        "'",
        "*",
        "AND OR NOT",
        "NEAR(a b)",
        "a:b",
        "%",
        "\\",
        "<script>",
        "'; DROP TABLE places_area; --",
        "\0",
        "ŵ" * 200,
        "-",
        "(",
        "^pont",
    ],
)
def test_nothing_that_is_typed_breaks_the_search(client: Client, odd):
    answer = client.get("/en/", {"q": odd})

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_a_search_costs_the_same_few_queries_whatever_it_finds(client: Client, django_assert_max_num_queries):
    client.get("/en/", {"q": "Pontypridd"})
    for asked in ("Pontypridd", "Llan", "CF37 1TW", "Xyzzyx", "a"):
        with django_assert_max_num_queries(7):
            client.get("/en/", {"q": asked})


def test_each_result_says_what_kind_of_area_it_is_and_where():
    with override("en"):
        said = {(one.kind, one.kind_label, one.where) for one in find("Trefforest", "en").found}

    assert said == {("locality", "town or village", "Pontypridd"), ("ward", "ward", "Rhondda Cynon Taf")}


def test_every_result_says_what_it_is(client: Client):
    html = client.get("/en/?q=Cardiff").content.decode()

    said = [
        " ".join(line.split())
        for line in re.findall(r'<span class="small quiet">(.*?)</span></li>', html, flags=re.S)
    ]

    assert said[:3] == ["Town or village: Cardiff", "Local authority", "Public Services Board area"]


def test_a_village_is_named_on_the_page_it_opens(client: Client):
    (village,) = [one for one in find("Cribyn", "en").found if one.kind == "locality"]

    assert "Cribyn" in client.get(f"/en/place/{village.reference}/").content.decode()
