"""The charts of links, of a look ahead and of raters by themselves: what their pages say, framed by any site."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.utils.translation import override

from edau.core.visibility import hold
from edau.places.queries import visible_area
from edau.portal.addresses import area_reference
from edau.portal.pages.ahead import LEAST_LINE
from edau.portal.pages.links import links_page
from edau.ui.links import address_in
from edau.understand.actions.signals import load_starters
from edau.understand.analysis.ahead import ahead_of
from edau.understand.analysis.cube import cube
from edau.understand.analysis.depend import dependence_of
from edau.understand.catalogue import catalogue
from tests.understand.cast import keeper, rated

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])
PONTYPRIDD, HAY, RCT = "W38000081", "K05000002", "W06000016"
SERIES, PRICES = "employment-rate-employment-rate", "house-prices"


def frame(client: Client, name: str, language: str, *args: str):
    codes = [area_reference(visible_area(arg), language) if visible_area(arg) else arg for arg in args]
    return client.get(address_in(language, f"portal:{name}", *codes))


def text_of(answer) -> str:
    body = re.sub(r"(?s)<svg.*?</svg>", " ", answer.content.decode())
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def copied_address(page: str, key: str) -> str:
    """The address of the frame in the lines that a page offers to copy."""
    lines = unescape(re.search(rf'<textarea[^>]* id="{key}"[^>]*>(.*?)</textarea>', page, re.DOTALL)[1])
    return re.search(r'src="http://testserver([^"]+)"', lines)[1]


@LANGUAGES
def test_the_map_of_links_says_what_the_page_says_with_the_caveat_of_the_lockdown(client: Client, language):
    area, whole = visible_area(PONTYPRIDD), cube()
    with override(language):
        page = links_page(area, dependence_of(PONTYPRIDD), whole.tag, whole.release, language)
    for block in page.work:
        answer = frame(client, "embed_links", language, PONTYPRIDD, block.key)
        text = text_of(answer)
        assert (block.sentence in text, block.table.caption in text) == (True, True)
        assert catalogue().word("caveats", "travel_lockdown", language) in text
        assert answer.content.decode().count("<svg") >= 1


@LANGUAGES
def test_a_series_says_what_the_page_says(client: Client, language):
    page = text_of(
        client.get(address_in(language, "portal:ahead", area_reference(visible_area(RCT), language)))
    )
    answer = frame(client, "embed_ahead", language, RCT, SERIES)
    (sentences,) = re.findall(r'<p class="mt2">(.+?)</p>', answer.content.decode())

    assert unescape(sentences) in page
    assert "<svg" in answer.content.decode()


def test_a_series_that_looks_ahead_says_that_it_is_no_promise_and_no_other_does(client: Client):
    said = {}
    for one in ahead_of(RCT):
        if len(one.points) >= LEAST_LINE:
            text = text_of(frame(client, "embed_ahead", "en", RCT, one.series.key.replace("/", "-")))
            said[one.series.key] = ("no plan and no promise" in text) == bool(one.steps)

    assert set(said.values()) == {True}
    assert {bool(one.steps) for one in ahead_of(RCT)} == {True, False}


def test_the_chart_of_a_town_is_that_of_its_authority(client: Client):
    answer = frame(client, "embed_ahead", "en", PONTYPRIDD, SERIES)

    assert (answer.status_code, answer.headers["Location"]) == (
        301,
        address_in("en", "portal:embed_ahead", area_reference(visible_area(RCT), "en"), SERIES),
    )


def test_raters_are_shown_over_their_range_once_there_are_any(client: Client):
    load_starters(by="tests")
    assert frame(client, "embed_signal", "en", PRICES).status_code == 404
    assert "embed-house-prices" not in client.get(address_in("en", "portal:signal", PRICES)).content.decode()
    for name, mark in (("alys", 2), ("bryn", 5), ("cerys", 4)):
        rated(PRICES, keeper(name), mark, 3)
    answer = frame(client, "embed_signal", "en", PRICES)
    page = client.get(address_in("en", "portal:signal", PRICES)).content.decode()

    assert "the middle of 3 marks is 4 (likely); the lowest is 2, the highest 5." in text_of(answer)
    assert answer.content.decode().count('class="pic') == 2
    assert client.get(copied_address(page, "embed-house-prices")).content == answer.content


@LANGUAGES
def test_the_lines_that_pages_offer_make_frames_that_work(client: Client, language):
    links = address_in(language, "portal:links", area_reference(visible_area(PONTYPRIDD), language))
    ahead = address_in(language, "portal:ahead", area_reference(visible_area(PONTYPRIDD), language))
    page, plain = client.get(links).content.decode(), client.get(ahead).content.decode()
    asked = re.search(rf'href="(\?chart={SERIES})#embed"', plain)[1]
    chosen = client.get(ahead + asked).content.decode()
    found = [
        copied_address(page, "embed-work-out"),
        copied_address(page, "embed-work-in"),
        copied_address(chosen, f"embed-{SERIES}"),
    ]

    assert [client.get(address).status_code for address in found] == [200, 200, 200]
    assert "<textarea" not in plain
    assert "<textarea" not in client.get(f"{ahead}?chart=nothing-like-it").content.decode()


def test_any_site_may_frame_them_and_no_cookie_is_set(client: Client):
    load_starters(by="tests")
    rated(PRICES, keeper("alys"), 2, 3)
    answers = [
        frame(client, "embed_links", "en", PONTYPRIDD, "work-in"),
        frame(client, "embed_ahead", "en", RCT, SERIES),
        frame(client, "embed_signal", "en", PRICES),
    ]
    client.cookies.clear()

    for answer in answers:
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
        assert ("X-Frame-Options" in answer.headers, len(answer.cookies)) == (False, 0)
        again = client.get(answer.wsgi_request.path, headers={"if-none-match": answer.headers["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("embed_links", (PONTYPRIDD, "work-sideways")),
        ("embed_links", (RCT, "work-out")),
        ("embed_ahead", (RCT, "no-such-series")),
        ("embed_signal", ("no-such-entry",)),
    ],
)
def test_there_is_no_chart_of_what_is_not_there(client: Client, name, args):
    assert frame(client, name, "en", *args).status_code == 404


def test_what_is_held_is_gone_from_frames_too(client: Client):
    address = address_in(
        "en", "portal:embed_links", area_reference(visible_area(PONTYPRIDD), "en"), "work-in"
    )
    hold(label="places.Area", object_id=PONTYPRIDD, reason="court", by="tests")

    assert client.get(address).status_code == 404
