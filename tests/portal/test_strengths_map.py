"""The map of a place's strengths: by small area, in fives, the few hidden, with a table and a sentence beside it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from edau.connect.models import Asset, Capability, Party
from edau.connect.queries.inside import inside
from edau.people.models import Person
from edau.places.models import Area
from edau.places.queries import visible_area
from edau.portal.pictures.strengths_map import strengths_map
from edau.ui.charts import area_map
from edau.ui.links import address_in
from tests.connect.cast import capability

pytestmark = pytest.mark.django_db
PONTYPRIDD, RCT = "W38000081", "W06000016"


def small_areas() -> list[str]:
    """Those of Pontypridd that lie in it."""
    found = Area.objects.filter(kind="lsoa", place_id=PONTYPRIDD).order_by("code")
    return list(found.values_list("code", flat=True))


def offer_in(area: str, people: int) -> None:
    """So many people there who offer something, two things each."""
    for _each in range(people):
        one = Party.objects.create(person=Person.objects.create(), area=area, languages=["cy"])
        for _thing in range(2):
            capability(of=one)


def drawn(code: str = PONTYPRIDD, language: str = "en"):
    area = visible_area(code)
    return strengths_map(area, inside(code), Asset.objects.none(), language)


def test_each_person_counts_once_in_fives_and_fewer_than_five_look_like_none():
    first, second, third, *rest = small_areas()
    offer_in(first, 7)
    offer_in(second, 12)
    offer_in(third, 4)

    found = drawn()

    assert [list(row) for row in found.table.cells] == [
        [visible_area(second).name("en"), "10 or more"],
        [visible_area(first).name("en"), "5 or more"],
        [f"Any other area ({len(rest) + 1} in all)", "fewer than five"],
    ]
    assert "five people or more offer something in 2; most in" in found.sentence
    assert (found.svg.count('class="g0"'), found.svg.count('class="g1"')) == (len(rest) + 1, 1)
    assert found.svg.count('class="g2"') == 1
    assert re.findall(r">(\d+\+)</text>", found.svg) == ["10+", "5+"]


def test_the_map_of_four_people_is_that_of_nobody_in_their_small_area():
    first, second, *_rest = small_areas()
    offer_in(first, 5)
    before = drawn()
    offer_in(second, 4)

    assert drawn() == before


def test_there_is_no_map_where_nothing_is_to_be_shown_nor_of_a_single_small_area():
    first = small_areas()[0]
    offer_in(first, 4)
    assert drawn() is None
    offer_in(first, 1)
    assert drawn(first) is None


def test_a_larger_area_is_drawn_by_its_authorities():
    offer_in(small_areas()[0], 6)
    board = visible_area(visible_area(RCT).board_id)

    found = strengths_map(board, inside(board.code), Asset.objects.none(), "en")

    assert found.table.cells[0] == [visible_area(RCT).name("en"), "5 or more"]


def test_who_named_only_their_town_is_in_no_small_area():
    offer_in(PONTYPRIDD, 8)

    assert drawn() is None


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_page_has_the_picture_the_table_and_the_sentence(client: Client, language):
    offer_in(small_areas()[0], 6)
    reference = f"{PONTYPRIDD}-pontypridd"
    html = client.get(address_in(language, "portal:place_strengths", reference)).content.decode()

    assert html.count('role="img" aria-labelledby="where-t where-d"') == 1
    assert '<caption id="where-table' in html or "where-table" in html
    assert html.count(drawn(language=language).sentence) >= 1
    assert Capability.objects.count() == 12


SQUARES = [
    area_map.Place("a", [[(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)]], 0.5, 0.5),
    area_map.Place("b", [[(1, 0), (1, 1), (2, 1), (2, 0), (1, 0)]], 1.5, 0.5),
    area_map.Place("c", [], 9, 9),
]


def test_a_spot_beyond_the_map_and_a_label_over_another_are_left_out():
    ground = area_map.ground([*SQUARES, area_map.Place("d", SQUARES[1].rings, 1.5, 0.5)])
    labels = {"b": "15+", "d": "5+", "c": "9+", "a": "5 & more"}
    chart = area_map.AreaMap("m", "<Map>", "", {"a": 9}, labels, [(0.5, 0.5), (0.5, 0.5), (40, 40)])
    svg = area_map.draw(ground, chart)

    assert svg.count("<circle") == 1
    assert re.findall(r">([^<]+)</text>", svg) == ["15+", "5 &amp; more"]
    assert 'class="g4"' in svg
    assert '<title id="m-t">&lt;Map&gt;</title>' in svg


def test_without_any_outline_there_is_no_ground():
    assert area_map.ground([SQUARES[2]]) is None
