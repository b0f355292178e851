"""What a reader does, in a real browser: in both languages, with and without script, by keyboard, on a telephone."""

from __future__ import annotations

import re

import pytest

WORDS = {
    "cy": {
        "find": "Dod o hyd i le",
        "table": "Tabl a ffynhonnell",
        "download": "Lawrlwytho’r data",
        "switch": "English",
        "place": "lle",
        "town": "Abergavenny",
    },
    "en": {
        "find": "Find a place",
        "table": "Table and source",
        "download": "Download the data",
        "switch": "Cymraeg",
        "place": "place",
        "town": "Y Fenni",
    },
}


def test_from_the_front_door_to_a_town_and_its_figures(site, tab, language):
    words = WORDS[language]
    tab.goto(site)
    tab.locator(f'main a[href="/{language}/"]').click()
    # The name in the other language, as somebody from elsewhere would type it.
    tab.fill("#q", words["town"])
    tab.get_by_role("button", name=words["find"]).click()
    tab.locator(".results a").first.click()

    assert tab.locator("h1").inner_text() == {"cy": "Y Fenni", "en": "Abergavenny"}[language]
    tab.locator(".theme summary", has_text=words["table"]).first.click()
    assert tab.locator(".theme table").first.is_visible()
    with tab.expect_download() as download:
        tab.get_by_role("link", name=words["download"]).first.click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) > 60


def test_switching_the_language_keeps_the_page_and_what_was_asked(site, tab, language):
    other = "en" if language == "cy" else "cy"
    tab.goto(f"{site}/{language}/?q=pontyprid")
    tab.get_by_role("link", name=WORDS[language]["switch"], exact=True).click()

    assert tab.url == f"{site}/{other}/?q=pontyprid"
    assert tab.locator("#q").input_value() == "pontyprid"
    assert tab.locator("html").get_attribute("lang") == other


def test_a_near_miss_is_one_click_away(site, tab, language):
    tab.goto(f"{site}/{language}/?q=Aberystwith")
    tab.locator(".results a", has_text="Aberystwyth").click()
    tab.locator(".results a").first.click()

    assert tab.locator("h1").inner_text() == "Aberystwyth"


def test_everything_is_reached_by_keyboard(site, tab, language):
    tab.goto(f"{site}/{language}/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    tab.focus("#q")
    tab.keyboard.type("CF37 1TW")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**q=CF37**")
    tab.locator(".results a").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(rf"/{language}/{WORDS[language]['place']}/W38000081-pontypridd/"))

    assert tab.locator("h1").inner_text() == "Pontypridd"


def test_nothing_scrolls_sideways_on_a_telephone_also_with_everything_unfolded(site, tab, language):
    tab.set_viewport_size({"width": 360, "height": 740})
    wide = []
    for address in pages(language):
        tab.goto(site + address)
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        if tab.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(address)

    assert wide == []


def pages(language: str) -> list[str]:
    own = {
        "cy": [
            "lle/W38000081-pontypridd/",
            "lle/K05000002-y-gelli-gandryll/",
            "lle/W01000003-porth-amlwch/",
            "lle/W06000016-rhondda-cynon-taf/",
            "lle/psb-gwent/",
            "lleoedd/",
            "dangosyddion/",
            "dangosydd/no_car_pct/",
            "dangosydd/la_ghg/",
            "nodau/",
            "am-y-data/",
            "hygyrchedd/",
            "preifatrwydd/",
            "cwcis/",
            "cysylltu/",
            "lle/W38000081-pontypridd/tebyg/",
            "lle/W38000081-pontypridd/llygedynnau/?indicator=no_car_pct&way=lower",
            "lle/W38000081-pontypridd/cysylltiadau/",
            "lle/W06000016-rhondda-cynon-taf/ymlaen/",
            "cymharu/?place=W38000081&place=W37000076&ranks=1",
            "llunio/",
            "arwyddion/",
            "data-agored/",
            "sut-rydym-yn-cymharu/",
            "gwrando/",
            "gwrando/dweud/",
            "gwrando/dweud/bywyd-da/",
            "gwrando/dweud/sylw/",
            "straeon/",
            "atebion-dyledus/",
            "derbynneb/",
            "byrddau/",
            "adroddiadau/",
            "egwyddorion-cenedlaethol/",
            "gofyn/",
            "archwiliad-cynnwys/",
            "archwiliad-cynnwys/merthyr-tydfil-council/2026/",
            "patrymau/",
            "patrymau/services/",
            "patrymau/services/counted/",
            "lle/W38000081-pontypridd/a-glywyd/",
        ],
        "en": [
            "place/W38000081-pontypridd/",
            "place/K05000002-hay-on-wye/",
            "place/W01000003-amlwch-port/",
            "place/W06000016-rhondda-cynon-taf/",
            "place/psb-gwent/",
            "places/",
            "indicators/",
            "indicator/no_car_pct/",
            "indicator/la_ghg/",
            "goals/",
            "about-the-data/",
            "accessibility/",
            "privacy/",
            "cookies/",
            "contact/",
            "place/W38000081-pontypridd/like/",
            "place/W38000081-pontypridd/bright-spots/?indicator=no_car_pct&way=lower",
            "place/W38000081-pontypridd/links/",
            "place/W06000016-rhondda-cynon-taf/ahead/",
            "compare/?place=W38000081&place=W37000076&ranks=1",
            "draw/",
            "signals/",
            "open-data/",
            "how-we-compare/",
            "listen/",
            "listen/say/",
            "listen/say/good-life/",
            "listen/say/insight/",
            "stories/",
            "answers-owed/",
            "receipt/",
            "boards/",
            "reports/",
            "national-principles/",
            "asks/",
            "involvement-audit/",
            "involvement-audit/merthyr-tydfil-council/2026/",
            "patterns/",
            "patterns/services/",
            "patterns/services/counted/",
            "place/W38000081-pontypridd/heard/",
        ],
    }[language]
    return [
        f"/{language}/",
        f"/{language}/?q=Pontypridd",
        f"/{language}/?q=Aberystwith",
        *(f"/{language}/{each}" for each in own),
    ]


@pytest.mark.slow  # axe takes three seconds a page
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_page_also_with_everything_unfolded(site, chromium, language, width):
    from axe_playwright_python.sync_playwright import Axe

    context = chromium.new_context(viewport={"width": width, "height": 900})
    tab = context.new_page()
    violations = {}
    for address in [*pages(language), f"/{language}/nothing/", "/"]:
        tab.goto(site + address)
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = [v["id"] for v in Axe().run(tab).response["violations"]]
        if found:
            violations[address] = found
    context.close()

    assert violations == {}


def test_a_place_is_a_sheet_of_two_pages_on_paper(site, chromium, language):
    """Of the places whose sheets are the longest, and of one where many figures are withheld."""
    tab = chromium.new_page()
    long = {}
    for reference in ("W38000081-pontypridd", "W37000076-blaenau-ffestiniog", "K05000002-x", "W38000112-x"):
        word = {"cy": "lle", "en": "place"}[language]
        tab.goto(f"{site}/{language}/{word}/{reference}/")
        pages = len(re.findall(rb"/Type\s*/Page[^s]", tab.pdf(prefer_css_page_size=True)))
        if pages != 2:
            long[tab.url] = pages
    tab.close()

    assert long == {}
