"""The page of a drawn place: the figures of its small areas, the name of a visitor marked as such, and how to cite it."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client

from edau.core import visibility
from edau.places.actions import keep_drawn_place
from edau.places.drawn import LABEL, citation_of
from edau.places.models import DrawnPlace
from edau.places.queries import every_area, visible_area
from edau.portal.addresses import area_address, area_reference
from edau.portal.pages.drawn import drawn_evidence, drawn_page
from edau.portal.queries.drawing import drawn_round, spot_at
from edau.ui.links import address_in
from tests.portal.test_draw import text_of

pytestmark = pytest.mark.django_db
MERTHYR = "W37000363"
AMLWCH = ("W01000003", "W01000004")


def keep(codes=None, name: str = "", how=None) -> DrawnPlace:
    codes = codes or drawn_round(spot_at(MERTHYR), 3).small_areas
    how = how or {"way": "round", "round": MERTHYR, "spot": "place", "km": 3.0}
    return keep_drawn_place(small_areas=codes, how=how, name=name, by="visitor")


def html_of(client: Client, reference: str, language: str = "en") -> str:
    answer = client.get(address_in(language, "portal:drawn", reference))
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_what_it_is_how_many_live_there_and_how_close_together(client: Client):
    said = text_of(html_of(client, keep().citation))

    assert "21 small areas round Merthyr Tydfil" in said
    assert "33,290 people live here" in said
    assert "Small areas 21" in said
    assert "Square kilometres 16.4" in said
    assert "People per km² 2,025" in said
    assert "Dowlais 1 1,510" in said
    assert "Drawn round Merthyr Tydfil: every small area whose middle is within 3 km." in said


def test_strengths_come_first_then_the_same_themes_as_of_any_place(client: Client):
    said = text_of(html_of(client, keep().citation))
    parts = (
        "What is here already",
        "How things are",
        "In the official index",
        "What it is made of",
        "How to cite it",
    )

    assert [said.index(part) for part in parts] == sorted(said.index(part) for part in parts)


def test_both_languages_say_the_same_numbers():
    place = keep()
    pages = {
        language: drawn_page(drawn_evidence(place), place.citation, language) for language in ("cy", "en")
    }

    for mine, theirs in zip(pages["cy"].themes, pages["en"].themes, strict=True):
        assert [
            (a.key, a.value, a.wales, a.reliability) for a in mine.lines if a.key != "pharmacy_minutes"
        ] == [(b.key, b.value, b.wales, b.reliability) for b in theirs.lines if b.key != "pharmacy_minutes"]
        numbers = [re.findall(r"\d[\d.,]*%?", page.finding) for page in (mine, theirs)]
        assert sorted(numbers[0]) == sorted(numbers[1])


def test_a_visitor_s_name_is_marked_and_the_citation_does_not_carry_it(client: Client):
    place = keep(name="Cwm Ni")
    named, cited = text_of(html_of(client, place.key)), text_of(html_of(client, place.citation))

    assert "Cwm Ni Named by a visitor" in named
    assert "Cwm Ni" not in cited
    assert f"Drawn place {place.citation}" in named
    assert address_in("en", "portal:drawn", place.citation) in html_of(client, place.key)


def test_a_name_is_text_and_nothing_else(client: Client):
    place = keep(name="<b>Cwm</b> & “Ni” =1+1")
    markup = html_of(client, place.key)

    assert "<b>Cwm</b>" not in markup
    assert "&lt;b&gt;Cwm&lt;/b&gt; &amp; “Ni”" in markup


def test_a_held_name_is_gone_at_once_and_its_link_leads_to_the_place_without_it(client: Client):
    place = keep(name="Rhywbeth cas")
    address = address_in("en", "portal:drawn", place.key)
    tag = client.get(address).headers["ETag"]
    visibility.hold(label=LABEL, object_id=place.key, reason="rude", by="Cerys")

    answer = client.get(address, headers={"if-none-match": tag})
    download = client.get(address_in("en", "portal:drawn_csv", place.key))

    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        address_in("en", "portal:drawn", place.citation),
    )
    assert download.status_code == 404
    assert "Rhywbeth cas" not in html_of(client, place.citation)


def test_a_held_small_area_is_in_no_figure_and_the_page_says_so(client: Client):
    place = keep(AMLWCH, how={"way": "list"})
    visibility.hold(label="places.Area", object_id=AMLWCH[0], reason="test", by="Cerys")
    said = text_of(html_of(client, place.citation))

    assert "1 of its small areas is not shown at present." in said
    assert "1,256 people live here" in said
    assert "Amlwch Port" not in said


def test_with_every_small_area_out_of_sight_the_page_still_answers(client: Client):
    place = keep(AMLWCH, how={"way": "list"})
    for code in AMLWCH:
        visibility.hold(label="places.Area", object_id=code, reason="test", by="Cerys")

    assert "2 of its small areas are not shown at present." in text_of(html_of(client, place.citation))


def test_one_small_area_drawn_shows_its_ranks_and_the_figures_of_its_own_page(client: Client):
    place = keep(AMLWCH[:1], how={"way": "list"})
    own = client.get(area_address(visible_area(AMLWCH[0]), "en")).content.decode()
    markup = html_of(client, place.citation)

    def cells(html: str) -> list[str]:
        rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", html, re.DOTALL)
        kept = [row for row in rows if "/indicator/la_" not in row and "/indicator/" in row]
        return [re.sub(r' data-h="[^"]*"', "", row) for row in kept]

    assert len(cells(own)) > 30
    assert cells(markup) == cells(own)
    assert "Published ranks of 1 small area round" in text_of(markup)


def test_the_index_is_told_by_shares_of_residents_and_no_rank(client: Client):
    markup = html_of(client, keep().citation)

    assert [
        re.sub(r"<[^>]+>", " ", row).split()[:2]
        for row in re.findall(r"<tr>.*?</tr>", markup)
        if "First " in row
    ] == [["First", f"{percent}%"] for percent in (10, 20, 30, 50)]
    assert "Ranks cannot be averaged" in text_of(markup)


def test_the_codes_are_there_to_work_the_citation_out_again(client: Client):
    place = keep(AMLWCH, how={"way": "map"})
    said = text_of(html_of(client, place.citation))

    assert "2021, W01000003, W01000004" in said
    assert place.citation == citation_of(AMLWCH, 2021)


def test_the_download_carries_every_figure_of_the_page(client: Client):
    place = keep()
    answer = client.get(address_in("en", "portal:drawn_csv", place.citation))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    figures = drawn_evidence(place).evidence.figures

    found = [row for row in rows if row and row[0] == f"d-{place.citation}"]
    assert len(found) == len(figures)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="edau-{place.citation}.csv"'


def test_the_download_of_a_theme_has_only_its_figures(client: Client):
    address = address_in("en", "portal:drawn_csv", keep().citation)
    whole, part = client.get(address), client.get(address, {"theme": "homes"})

    assert 0 < len(part.content) < len(whole.content)
    assert client.get(address, {"theme": "nothing"}).status_code == 404


@pytest.mark.parametrize("reference", ["0" * 12, "b" * 14])
def test_what_was_never_kept_is_not_there(client: Client, reference):
    assert client.get(address_in("en", "portal:drawn", reference)).status_code == 404
    assert client.get(address_in("en", "portal:drawn_csv", reference)).status_code == 404


def test_it_costs_few_queries_however_many_small_areas(client: Client, django_assert_max_num_queries):
    few, many = keep(AMLWCH, how={"way": "list"}), keep([area.code for area in every_area("lsoa")][:500])
    for place in (few, many):
        html_of(client, place.citation)
    for place in (few, many):
        with django_assert_max_num_queries(9):
            html_of(client, place.citation)


def test_the_twin_in_the_other_language_is_the_same_place(client: Client):
    place = keep(name="Cwm Ni")

    assert f'href="{address_in("cy", "portal:drawn", place.key)}"' in html_of(client, place.key)
    assert 'lang="cy"' in html_of(client, place.key, "cy")


def test_a_browser_that_has_the_page_is_told_that_it_has_not_changed(client: Client):
    address = address_in("en", "portal:drawn", keep().citation)
    tag = client.get(address).headers["ETag"]

    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_addresses_on_a_long_list_are_those_that_django_gives(language):
    areas = [*every_area("lsoa")[::200], *every_area("board"), visible_area(MERTHYR)]

    assert [area_address(area, language) for area in areas] == [
        address_in(language, "portal:place", area_reference(area, language)) for area in areas
    ]
