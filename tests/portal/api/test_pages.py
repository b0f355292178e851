"""What people see of the open data: the page about it, the lines under tables, citations, and charts for other sites."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from django.utils.translation import override

from edau.core.visibility import hold
from edau.places.queries import visible_area
from edau.portal.api.citation import citation
from edau.portal.api.links import (
    data_address,
    downloads_of_indicator,
    downloads_of_place,
    downloads_of_series,
    embed_address,
    embed_code,
)
from edau.portal.pages.area import area_page
from edau.portal.queries.evidence import evidence_of
from edau.ui.links import address_in
from edau.understand.catalogue import catalogue
from edau.understand.queries.releases import live_release_id

from .conftest import PONTYPRIDD, RCT, WALES

pytestmark = pytest.mark.django_db
LANGUAGES = ("cy", "en")


def drawn(template: str, **context) -> str:
    request = RequestFactory().get("/en/")
    with override("en"):
        return engines["django"].from_string("{% load open_data %}" + template).render(context, request)


def links_of(html: str) -> list[str]:
    return [unescape(found) for found in re.findall(r'href="(/[^"]*)"', html)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_and_example_of_the_page_works(client: Client, language):
    html = client.get(address_in(language, "portal:api")).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    links = links_of(main)

    assert len(links) > 15
    for link in links:
        assert client.get(link).status_code == 200, link


def test_the_page_is_the_same_in_both_languages():
    from django.conf import settings

    folder = settings.PACKAGE / "portal" / "templates" / "portal" / "prose"
    cy, en = ((folder / f"open_data.{language}.html").read_text(encoding="utf-8") for language in LANGUAGES)

    def bones(text):
        return re.findall(r"<(h1|h2|h3|li|tr|dt|table|p)\b", text)

    assert bones(cy) == bones(en)


class TestDownloads:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_format_under_a_table_can_be_had(self, client: Client, language):
        area = visible_area(PONTYPRIDD)
        for made in (
            downloads_of_place(area, language, theme="language"),
            downloads_of_indicator("no_car_pct", "No car", language),
            downloads_of_series(area, ["employment-rate/employment-rate"], language),
        ):
            for link in made.links:
                assert client.get(link.address).status_code == 200, link.address

    def test_a_series_has_no_map(self):
        formats = [one.format for one in downloads_of_series(visible_area(RCT), ["x"], "en").links]

        assert formats == ["csv", "xlsx", "jsonstat", "csvw"]

    def test_the_line_names_its_table_for_those_who_hear_it(self):
        html = drawn("{% downloads line %}", line=downloads_of_place(visible_area(PONTYPRIDD), "en"))

        assert '<span class="vh"> (Pontypridd)</span>' in html
        assert re.findall(r">([A-Z][^<]*)</a>", html) == [
            "CSV",
            "XLSX",
            "JSON-stat",
            "GeoJSON",
            "CSVW (describes the CSV)",
        ]

    def test_an_address_is_the_same_whoever_asks(self):
        assert data_address("en", "csv", place="W38000081", indicator=("b", "a")) == (
            "/api/v1/data?place=W38000081&indicator=b,a&format=csv&lang=en"
        )


class TestCitation:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_names_title_release_licence_and_the_page(self, language):
        made = citation("Pontypridd", ("OGL-UK-3.0",), language, place=PONTYPRIDD)
        html = drawn("{% citation made %}", made=made, canonical="https://example.org/en/place/")

        assert "Pontypridd" in made.before
        assert f"2026.11 ({live_release_id()})" in made.before
        assert "https://example.org/en/place/." in html

    def test_reference_managers_get_the_same(self, ask):
        query = {"place": PONTYPRIDD, "indicator": "no_car_pct", "lang": "en"}
        text, bibtex, csl = (
            ask("citation", format=form, **query).content.decode() for form in ("text", "bibtex", "csl")
        )
        (item,) = json.loads(csl)
        release = f"2026.11 ({live_release_id()})"
        title, address = (
            "Households with no car or van: Pontypridd",
            f"http://testserver/en/place/{PONTYPRIDD}-pontypridd/",
        )

        assert text == (f"Edau (2026). {title}. Data release {release}. {address}. Licence: OGL-UK-3.0.")
        assert (item["title"], item["URL"], item["issued"]) == (title, address, {"date-parts": [[2026, 11]]})
        assert item["version"] == release
        assert f"title = {{{title}}}" in bibtex
        assert f"url = {{{address}}}" in bibtex

    def test_signs_of_bibtex_are_made_harmless(self, ask):
        text = ask("citation", place="W38000081", format="bibtex", series="gdhi/gdhi-per-head", lang="en")

        if text.status_code == 200:
            assert not re.search(
                r"(?<!\\)[&%#_]", text.content.decode().partition("url =")[0].partition("\n")[2]
            )

    def test_the_links_of_a_page_lead_to_them(self, client: Client):
        made = citation("x", (), "en", indicator="no_car_pct")

        for address in (made.bibtex, made.csl):
            assert client.get(address).status_code == 200


class TestEmbed:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(
        "key", ["no_car_pct", "n_school", "la_employment_rate", "welsh_speakers_2011_pct"]
    )
    @pytest.mark.parametrize("code", [PONTYPRIDD, RCT, WALES, "K05000002", "psb-gwent"])
    def test_it_says_what_the_page_says(self, client: Client, code, key, language):
        area = visible_area(code)
        evidence = evidence_of(area)
        answer = client.get(embed_address(area, key, language))
        if key not in evidence.figures:
            assert answer.status_code == 404
            return
        html = answer.content.decode()
        with override(language):
            page = area_page(area, evidence, language)
        assert answer.status_code == 200
        for line in (line for theme in page.themes for line in theme.lines if line.key == key):
            assert (line.verdict in html, line.source in html, line.interval in html) == (True, True, True)
        assert re.search(r"<h1[^>]*>[^<]+</h1>", html)
        assert ("<svg" in html) == (not evidence.figures[key].withheld)

    def test_only_this_page_may_be_put_into_a_frame(self, client: Client):
        area = visible_area(PONTYPRIDD)
        framed = client.get(embed_address(area, "no_car_pct", "en"))
        other = client.get(f"/en/place/{PONTYPRIDD}-pontypridd/")

        assert "frame-ancestors *;" in framed.headers["Content-Security-Policy"] + ";"
        assert "default-src 'none'" in framed.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in framed.headers
        assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
        assert other.headers["X-Frame-Options"] == "DENY"

    def test_it_sets_no_cookie_and_is_not_sent_again_while_nothing_changes(self, client: Client):
        address = embed_address(visible_area(PONTYPRIDD), "no_car_pct", "cy")
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first.headers["ETag"]})

        assert (len(first.cookies), again.status_code) == (0, 304)

    def test_it_leads_back_out_of_the_frame(self, client: Client):
        html = client.get(embed_address(visible_area(PONTYPRIDD), "no_car_pct", "en")).content.decode()

        assert f'<a href="/en/place/{PONTYPRIDD}-pontypridd/" target="_top">' in html

    def test_an_old_name_leads_to_the_right_one(self, client: Client):
        address = embed_address(visible_area(PONTYPRIDD), "no_car_pct", "en")
        answer = client.get(address.replace("-pontypridd", "-ponty"))

        assert (answer.status_code, answer.headers["Location"]) == (301, address)

    def test_what_is_held_is_gone_from_frames_too(self, client: Client):
        address = embed_address(visible_area(PONTYPRIDD), "no_car_pct", "en")
        hold(label="places.Area", object_id=PONTYPRIDD, reason="court", by="tests")

        assert client.get(address).status_code == 404

    def test_the_lines_to_copy_make_a_frame_that_works(self, client: Client):
        code = embed_code(visible_area(PONTYPRIDD), "no_car_pct", 'Cars & "vans"', "en")
        html = drawn("{% embed_code code %}", code=code)
        copied = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)[1])
        address = re.search(r'src="http://testserver([^"]+)"', copied)[1]

        assert client.get(address).status_code == 200
        assert 'title="Cars &amp; &quot;vans&quot;"' in copied

    def test_every_indicator_of_a_town_has_a_chart(self, client: Client):
        area = visible_area(PONTYPRIDD)
        keys = [key for key, figure in evidence_of(area).figures.items() if not figure.withheld]

        assert set(keys) <= set(catalogue().indicators)
        for key in keys[::7]:
            assert client.get(embed_address(area, key, "en")).status_code == 200
