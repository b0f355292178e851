"""The look ahead: the last figure, which way it has gone, what may come and how far that was off; or why not."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.test import Client

from edau.places.queries import visible_area
from edau.portal.addresses import area_reference
from edau.ui.links import address_in
from edau.understand.analysis.ahead import ahead_of
from tests.test_plain_words import banned

PONTYPRIDD, RCT, WALES, GWENT, SMALL_AREA = "W38000081", "W06000016", "W92000004", "psb-gwent", "W01000003"
pytestmark = pytest.mark.django_db


def address(code: str, language: str = "en", view: str = "ahead") -> str:
    return address_in(language, f"portal:{view}", area_reference(visible_area(code), language))


def text_of(html: str) -> str:
    html = re.sub(r"<svg.*?</svg>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def page(client: Client, code: str, language: str = "en") -> str:
    answer = client.get(address(code, language))
    assert answer.status_code == 200
    return answer.content.decode()


def block(html: str, name: str) -> str:
    """One series of the page by its heading."""
    return html.split(f"<h3>{name}</h3>")[1].split("<h3>")[0]


def test_a_projection_says_its_range_and_how_often_such_ranges_held(client: Client):
    said = text_of(block(page(client, RCT), "Household income per head"))

    assert "The last figure is £18,100 (2023). It has been rising since 2014." in said
    assert "If it goes on as it has, 2028 will bring about £20,160; the range is £19,163 to £21,158" in said
    assert "meant to hold what comes 8 times in 10" in said
    assert "In the past such ranges held what came 73 times in 100 (1,725 tests)." in said


def test_a_projection_is_drawn_as_a_fan_and_stands_in_the_table_marked_as_such(client: Client):
    html = block(page(client, RCT), "Household income per head")

    assert [html.count(f'class="{name}"') for name in ("ref", "break", "own")] == [1, 1, 1]
    kinds = re.findall(r'data-h="Kind">([^<]+)<', html)
    assert kinds == ["look ahead"] * 5 + ["published"] * 12


def test_a_last_figure_with_limits_is_said_with_them(client: Client):
    said = text_of(block(page(client, RCT), "People aged 16 to 64 in work"))

    assert "The last figure is 69.1% (2023), somewhere from 64.5% to 73.7%." in said


def test_without_skill_there_is_no_fan_but_the_reason(client: Client):
    html = block(page(client, RCT), "People aged 16 to 64 in work")

    assert "no method did better than simply carrying on the last figure" in text_of(html)
    assert [html.count(f'class="{name}"') for name in ("ref", "break", "own")] == [0, 0, 1]


def test_a_range_that_missed_too_often_is_refused_with_its_record(client: Client):
    said = text_of(block(page(client, RCT), "Weekly pay"))

    assert (
        "too much of what came lay outside the range. In the past such ranges held what came 47 times" in said
    )


def test_every_series_is_on_the_page_and_each_says_what_lies_ahead_or_why_not(client: Client):
    html = page(client, RCT)
    series = ahead_of(RCT)
    drawn = [one for one in series if len(one.points) >= 3]

    assert html.count('<svg class="line"') == len(drawn)
    said = text_of(html)
    assert said.count("If it goes on as it has") == sum(one.outlook.code == "projected" for one in series)
    assert said.count("We do not look ahead") == sum(one.outlook.code == "refused" for one in drawn)
    short = html.split('<caption id="short">')[1].split("</table>")[0]
    assert short.count('<th scope="row">') == len(series) - len(drawn)


def test_a_place_shows_its_authority_s_series_and_says_so(client: Client):
    said = text_of(page(client, PONTYPRIDD))

    assert "These are the figures of its whole local authority: Rhondda Cynon Taf." in said
    assert "its whole local authority" not in text_of(page(client, RCT))


@pytest.mark.parametrize("code", [PONTYPRIDD, SMALL_AREA])
def test_all_areas_of_an_authority_show_the_same_series(client: Client, code):
    area = visible_area(code)
    own = page(client, code)
    authority = page(client, area.authority.code)

    def blocks(html):
        return re.findall(r"<h3>.*?</h3>", html)

    assert blocks(own) == blocks(authority)


def test_an_area_over_several_authorities_is_asked_which(client: Client):
    html = page(client, GWENT)

    assert "Choose a local authority" in text_of(html)
    links = re.findall(r'<li><a href="(/en/[^"]*/ahead/)">', html)
    assert len(links) == 23
    assert client.get(links[-1]).status_code == 200


@pytest.mark.parametrize("code", [RCT, WALES, PONTYPRIDD])
def test_both_languages_carry_the_same_figures(client: Client, code):
    def numbers(language):
        html = page(client, code, language).split('<main id="main"')[1].split("</main>")[0]
        return sorted(re.findall(r"\d[\d,.]*\d|\d", text_of(html)))

    assert numbers("cy") == numbers("en")


@pytest.mark.parametrize("language", ["cy", "en"])
def test_no_word_on_the_page_shuts_people_out(client: Client, language):
    assert banned(text_of(page(client, RCT, language))) == []


def test_the_file_marks_what_was_published_and_what_lies_ahead(client: Client):
    answer = client.get(address(RCT, view="ahead_csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    income = [row for row in rows if row["name"].startswith("Gross disposable household income")]

    assert [row["kind"] for row in income] == ["published"] * 27 + ["look ahead"] * 5
    assert {row["what the limits hold, per cent"] for row in income} == {"", "80"}
    last = income[-1]
    assert (last["period"], last["value"], last["lower limit"], last["upper limit"]) == (
        "2028-01-01/P1Y",
        "20160",
        "19160",
        "21160",
    )
    assert (last["direction"], last["method"], last["tests"]) == (
        "Rising",
        "the average change carried on",
        "1725",
    )
    assert [row for row in rows if not (row["source"] and row["licence"])] == []


def test_an_area_over_several_authorities_has_a_file_with_a_heading_only(client: Client):
    assert len(client.get(address(GWENT, view="ahead_csv")).content.decode("utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize("code", [PONTYPRIDD, RCT, WALES, GWENT, SMALL_AREA])
def test_every_page_costs_the_same_few_queries(code, client: Client, django_assert_max_num_queries):
    client.get(address(code))

    with django_assert_max_num_queries(3):
        client.get(address(code))


def test_an_old_name_in_the_address_leads_to_the_present_one(client: Client):
    right = address(RCT)

    answer = client.get(right.replace("rhondda-cynon-taf", "rct"))

    assert (answer.status_code, answer.headers["Location"]) == (301, right)
