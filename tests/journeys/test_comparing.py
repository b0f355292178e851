"""From a town to those like it, side by side, to one that could be asked, to a place of one's own: by keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

WORDS = {
    "cy": {
        "find": "Dod o hyd i le",
        "like": "Lleoedd tebyg i hwn",
        "alike": "Yn debyg o ran:",
        "different": "Mwyaf gwahanol o ran:",
        "compare": "Cymharu’r rhai sydd wedi’u ticio",
        "which": "Pa rai ohonyn nhw sy’n amlwg yn wahanol mewn rhywbeth?",
        "look": "Chwilio",
        "spots": "o’r 8 lle sy’n sicr o fod yn debyg i’r lle hwn",
        "higher": "uwch",
        "weigh": "Pwyso yn eich ffordd eich hun",
        "again": "Edrych eto",
        "draw": "llunio/",
        "see": "Gweld beth sydd ynddo",
        "csv": "CSV",
    },
    "en": {
        "find": "Find a place",
        "like": "Places like this one",
        "alike": "Alike:",
        "different": "Most different:",
        "compare": "Compare the ticked ones",
        "which": "Which of them differ clearly in something?",
        "look": "Look",
        "spots": "of the 8 places surely like Pontypridd",
        "higher": "higher",
        "weigh": "Weigh it your own way",
        "again": "Look again",
        "draw": "draw/",
        "see": "See what is in it",
        "csv": "CSV",
    },
}


def press(tab, role: str, name: str, *, first: bool = False) -> None:
    """Goes to a control and presses it, as somebody does who has no mouse, and waits for the page it leads to."""
    found = tab.get_by_role(role, name=name, exact=role == "button")
    (found.first if first else found).focus()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def clean(tab, script: bool) -> None:
    """No violation by axe, after what was done; axe itself needs script."""
    if script:
        found = Axe().run(tab)
        assert found.violations_count == 0, found.generate_report()


def test_find_like_mine_why_compare_bright_spot_draw_download(site, tab, language, script):
    words = WORDS[language]
    tab.goto(f"{site}/{language}/")
    tab.focus("#q")
    tab.keyboard.type("Pontypridd")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    tab.locator(".results a").first.focus()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    press(tab, "link", words["like"])

    first = tab.locator(".peers li").first
    name = first.locator("b").inner_text()
    assert words["alike"] in first.inner_text()
    assert words["different"] in first.inner_text()
    clean(tab, script)
    first.locator("input[type=checkbox]").focus()
    tab.keyboard.press("Space")
    press(tab, "button", words["compare"])

    assert tab.locator(".sides li").count() == 2
    assert name in tab.locator("h1").inner_text()
    verdicts = {one.strip() for one in tab.locator(".verdict").all_inner_texts()}
    assert words["higher"] in verdicts
    clean(tab, script)
    with tab.expect_download() as download:
        tab.get_by_role("link", name=words["csv"]).first.focus()
        tab.keyboard.press("Enter")
    assert len(download.value.path().read_text(encoding="utf-8-sig").splitlines()) > 60

    tab.go_back()
    press(tab, "link", words["which"])
    tab.locator("#indicator").select_option("no_car_pct")
    tab.locator("#way-lower").focus()
    tab.keyboard.press("Space")
    press(tab, "button", words["look"])

    assert words["spots"] in tab.locator("#found").inner_text()
    assert tab.locator("#found .results li").count() >= 1
    clean(tab, script)

    tab.goto(f"{site}/{language}/{words['draw']}")
    tab.focus("[name=round]")
    tab.keyboard.type("CF37 1TW")
    press(tab, "button", words["see"], first=True)
    assert "Pontypridd" in tab.locator("h1").inner_text()
    clean(tab, script)


def test_own_weights_give_other_neighbours_and_stay_when_the_language_is_switched(site, tab, language):
    words, other = WORDS[language], "en" if language == "cy" else "cy"
    address = {"cy": "cy/lle/W38000081-pontypridd/tebyg/", "en": "en/place/W38000081-pontypridd/like/"}
    tab.goto(f"{site}/{address[language]}")
    plain = tab.locator(".peers b").all_inner_texts()
    tab.get_by_text(words["weigh"]).click()
    tab.locator("#w_language").select_option("2")
    tab.locator("#w_people").select_option("0")
    tab.locator("#size").select_option("similar")
    tab.get_by_role("button", name=words["again"]).click()
    weighed = tab.locator(".peers li").count()
    assert tab.locator(".peers b").all_inner_texts() != plain

    tab.locator("a.lang").click()

    assert tab.url.startswith(f"{site}/{address[other]}?")
    assert tab.locator("#w_language").input_value() == "2"
    assert tab.locator("#size").input_value() == "similar"
    assert tab.locator(".peers li").count() == weighed


@pytest.mark.parametrize("width", [320, pytest.param(360, marks=pytest.mark.slow)])
def test_a_comparison_of_five_fits_a_telephone(site, chromium, language, width):
    codes = ["W38000081", "W37000076", "K05000002", "W37000100", "W06000016"]
    page = chromium.new_page(viewport={"width": width, "height": 740})
    page.goto(
        f"{site}/{language}/{ {'cy': 'cymharu', 'en': 'compare'}[language] }/?"
        + "&".join(f"place={c}" for c in codes)
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page).violations_count == 0
    page.close()
