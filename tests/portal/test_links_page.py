"""The page of how a place and others rely on each other: three standings, both languages, no figure without its caveat."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.test import Client

from edau.places.queries import every_area, visible_area
from edau.portal.addresses import area_reference
from edau.ui.links import address_in
from edau.understand.catalogue import catalogue
from tests.test_plain_words import banned

PONTYPRIDD, LOUGHOR, KNIGHTON, RCT, GWENT = "W38000081", "W38000028", "K05000001", "W06000016", "psb-gwent"
pytestmark = pytest.mark.django_db


def address(code: str, language: str = "en", view: str = "links") -> str:
    return address_in(language, f"portal:{view}", area_reference(visible_area(code), language))


def text_of(html: str) -> str:
    html = re.sub(r"<svg.*?</svg>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def main_of(html: str) -> str:
    return html.split('<main id="main"')[1].split("</main>")[0]


def page(client: Client, code: str, language: str = "en") -> str:
    answer = client.get(address(code, language))
    assert answer.status_code == 200
    return answer.content.decode()


def numbers_of(html: str) -> list[str]:
    return sorted(re.findall(r"\d[\d,.]*\d|\d", text_of(main_of(html))))


def test_a_place_that_is_its_own_area_is_described_with_how_surely(client: Client):
    said = text_of(page(client, PONTYPRIDD))

    assert "This place stands mostly on its own." in said
    assert "against each other in 2,000 ways. About 8 in 10 of them say so." in said
    assert "93% live here" in said
    assert "For work it relies most on Cardiff: about 1,830 go there (23%)." in said


def test_where_the_fit_is_fair_the_area_around_is_described(client: Client):
    said = text_of(page(client, LOUGHOR))

    assert "The area around Loughor relies on other places." in said
    assert "This place relies" not in said
    assert "only 52% live in this place" in said


def test_where_the_fit_is_poor_there_are_services_and_the_reason(client: Client):
    html = page(client, KNIGHTON)

    assert "only 30% live in this place" in text_of(html)
    assert "Services are counted in the place itself." in text_of(html)
    assert [word for word in ("map-out", "work-out", "moves-in") if f'id="{word}' in html] == []


@pytest.mark.parametrize("code", [PONTYPRIDD, LOUGHOR])
def test_there_are_two_maps_and_four_tables_of_links_each_with_the_caveat_of_2021(client: Client, code):
    html = page(client, code)
    travel = catalogue().word("caveats", "travel_lockdown", "en")
    census = catalogue().word("caveats", "census_lockdown", "en")

    assert re.findall(r'<svg class="wales"[^>]*aria-labelledby="(map-\w+)-t', html) == ["map-out", "map-in"]
    assert re.findall(r'<caption id="(\w+-\w+)">', html) == ["work-out", "work-in", "moves-out", "moves-in"]
    assert (text_of(html).count(travel), text_of(html).count(census)) == (3, 3)


def test_five_links_are_named_each_way_with_who_stays_and_the_rest(client: Client):
    html = page(client, PONTYPRIDD)
    table = html.split('<caption id="work-out">')[1].split("</table>")[0]
    names = [text_of(cell) for cell in re.findall(r'<th scope="row">(.*?)</th>', table)]
    shares = [int(cell) for cell in re.findall(r'data-h="Share of all">(\d+)%', table)]

    assert names == [
        "Here",
        "Cardiff",
        "Llantrisant",
        "Church Village",
        "Caerphilly",
        "Taff's Well",
        "Elsewhere in Wales, outside the listed towns and villages",
        "All other places together",
        "All",
    ]
    assert sum(shares[:-1]) == pytest.approx(100, abs=3)
    assert shares[-1] == 100


def test_another_country_is_named_in_the_language_of_the_page(client: Client):
    (chepstow,) = [area.code for area in every_area("place") if area.name_en == "Chepstow"]
    english, welsh = page(client, chepstow), page(client, chepstow, "cy")

    assert "For work it relies most on England" in text_of(english)
    assert "Lloegr" in text_of(welsh)
    assert "E02" not in english + welsh


@pytest.mark.parametrize("code", [PONTYPRIDD, LOUGHOR, KNIGHTON])
def test_both_languages_carry_the_same_figures(client: Client, code):
    assert numbers_of(page(client, code, "cy")) == numbers_of(page(client, code, "en"))


@pytest.mark.parametrize("code", [PONTYPRIDD, LOUGHOR, KNIGHTON, RCT])
@pytest.mark.parametrize("language", ["cy", "en"])
def test_no_word_on_the_page_shuts_people_out(client: Client, code, language):
    assert banned(text_of(page(client, code, language))) == []


@pytest.mark.parametrize("code", [RCT, GWENT, "W92000004"])
def test_other_areas_lead_to_the_places_in_them(client: Client, code):
    html = main_of(page(client, code))

    assert "one by one" in text_of(html)
    links = re.findall(r'<li><a href="(/en/[^"]+)">', html)
    if code == "W92000004":
        assert 'class="btn"' in html
    else:
        assert len(links) >= 10
        assert client.get(links[0]).status_code == 200


@pytest.mark.parametrize("kind", ["health_board", "community", "ward", "lsoa"])
@pytest.mark.parametrize("view", ["links", "links_csv", "ahead", "ahead_csv"])
def test_every_kind_of_area_has_an_answer(client: Client, kind, view):
    area = every_area(kind)[0]

    assert client.get(address(area.code, view=view)).status_code == 200


def test_a_small_area_leads_to_the_town_that_it_is_part_of(client: Client):
    area = next(one for one in every_area("lsoa") if one.place and one.place.code == PONTYPRIDD)

    assert re.findall(r'<li><a href="([^"]+)">', main_of(page(client, area.code))) == [address(PONTYPRIDD)]


def test_an_old_name_in_the_address_leads_to_the_present_one(client: Client):
    right = address(PONTYPRIDD)

    answer = client.get(right.replace("pontypridd", "pont-y-ty-pridd"))

    assert (answer.status_code, answer.headers["Location"]) == (301, right)
    assert client.get(right.replace(PONTYPRIDD, "W38999999")).status_code == 404


def test_the_page_links_to_its_twin_and_its_file(client: Client):
    html = page(client, PONTYPRIDD)

    assert f'href="{address(PONTYPRIDD, "cy")}" lang="cy"' in html
    assert f'href="{address(PONTYPRIDD, view="links_csv")}"' in html


def test_the_file_has_every_row_of_the_tables_with_its_source(client: Client):
    answer = client.get(address(PONTYPRIDD, view="links_csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert len(rows) == 4 * 9
    first = rows[1]
    assert (first["other end"], first["code of the other end"], first["people (estimate)"]) == (
        "Cardiff",
        "W38000130",
        "1829.9",
    )
    assert {row["period"] for row in rows} == {"2021-03-21"}
    assert [row for row in rows if not (row["note"] and row["source"] and row["licence"])] == []


def test_an_area_without_links_has_a_file_with_a_heading_only(client: Client):
    answer = client.get(address(RCT, view="links_csv"))

    assert len(answer.content.decode("utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize("code", [PONTYPRIDD, LOUGHOR, KNIGHTON, RCT])
def test_every_page_costs_the_same_few_queries(code, client: Client, django_assert_max_num_queries):
    client.get(address(PONTYPRIDD))
    client.get(address(code))

    with django_assert_max_num_queries(3):
        client.get(address(code))


def test_it_is_a_public_page(client: Client):
    answer = client.get(address(PONTYPRIDD))
    again = client.get(address(PONTYPRIDD), headers={"If-None-Match": answer.headers["ETag"]})

    assert again.status_code == 304
    assert client.post(address(PONTYPRIDD)).status_code == 405
