"""Drawing a place in a real browser: by a radius, from a list, on a map; by keyboard alone; in both languages."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from edau.places.drawn import packed, unpacked

WORDS = {
    "cy": {
        "draw": "llunio/",
        "list": "llunio/rhestr/",
        "see": "Gweld beth sydd ynddo",
        "keep_link": "Ei gadw dan ddolen",
        "keep": "Ei gadw",
        "named": "Enw a roddwyd gan ymwelydd",
        "show": "Dangos y rhain",
        "download": "Lawrlwytho’r data",
        "areas": "o ardaloedd bach o amgylch",
        "town": "Merthyr Tudful",
        "mutated": "o Ferthyr Tudful",
        "no_script": "Mae angen sgript ar y map",
        "show_map": "Dangos y map",
        "chosen": "Ardaloedd bach a ddewiswyd: {}.",
        "kept_at": "lle-a-luniwyd",
    },
    "en": {
        "draw": "draw/",
        "list": "draw/list/",
        "see": "See what is in it",
        "keep_link": "Keep it under a link",
        "keep": "Keep it",
        "named": "Named by a visitor",
        "show": "Show these",
        "download": "Download the data",
        "areas": "small areas round",
        "town": "Merthyr Tydfil",
        "mutated": "Merthyr Tudful",
        "no_script": "The map needs script",
        "show_map": "Show the map",
        "chosen": "Small areas chosen: {}.",
        "kept_at": "drawn-place",
    },
}
MERTHYR, CAERPHILLY = "W06000024", "W06000018"


def heading(tab) -> str:
    return tab.locator("h1").inner_text()


def press_tab_until(tab, selector: str) -> None:
    """Walks by keyboard to the first control that fits; a page of so few controls needs no more than 80 steps."""
    for _step in range(80):
        tab.keyboard.press("Tab")
        if tab.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"{selector} was not reached by keyboard")


def test_from_a_radius_to_a_named_link_and_its_figures(site, tab, language):
    words = WORDS[language]
    tab.goto(f"{site}/{language}/{words['draw']}")
    tab.fill("[name=round]", words["mutated"])
    tab.fill("[name=km]", "3")
    tab.get_by_role("button", name=words["see"]).first.click()
    assert heading(tab) == f"21 {words['areas']} {words['town']}"

    tab.get_by_role("link", name=words["keep_link"]).click()
    tab.fill("[name=name]", "Cwm Ni")
    tab.get_by_role("button", name=words["keep"], exact=True).click()

    tab.wait_for_url(re.compile(rf"/{language}/{words['kept_at']}/[a-z0-9]{{14}}/"))
    assert heading(tab) == "Cwm Ni"
    assert tab.get_by_text(words["named"]).is_visible()
    with tab.expect_download() as download:
        tab.get_by_role("link", name=words["download"]).first.click()
    assert len(download.value.path().read_text(encoding="utf-8-sig").splitlines()) > 50


def test_ticks_of_two_authorities_come_together(site, tab, language):
    words = WORDS[language]
    tab.goto(f"{site}/{language}/{words['list']}")
    tab.select_option("#within", MERTHYR)
    tab.get_by_role("button", name=words["show"]).click()
    tab.wait_for_url(re.compile(rf"within={MERTHYR}"))
    tab.get_by_label("Treharris 1").check()
    tab.get_by_label("Treharris 2").check()
    tab.select_option("#within", CAERPHILLY)
    tab.get_by_role("button", name=words["show"]).click()
    tab.wait_for_url(re.compile(rf"within={CAERPHILLY}"))
    tab.get_by_label("Nelson 1").check()
    tab.get_by_role("button", name=words["see"]).click()
    tab.wait_for_load_state()

    assert heading(tab).startswith(f"3 {words['areas']}")
    assert tab.locator("main h3 a").count() == 2
    tab.go_back()
    assert tab.locator("[name=areas]").input_value() != ""


def test_a_near_miss_loses_nothing_and_is_one_click_from_right(site, tab, language):
    words = WORDS[language]
    tab.goto(f"{site}/{language}/{words['draw']}?round=Aberystwith&km=2.5")
    assert tab.locator("[name=round]").input_value() == "Aberystwith"
    assert tab.locator("[name=km]").input_value() == "2.5"
    tab.locator("main").get_by_role("link", name="Aberystwyth").first.click()
    tab.wait_for_load_state()

    assert heading(tab).endswith("Aberystwyth")


def test_a_place_is_drawn_and_kept_by_keyboard_alone(site, tab, language):
    words = WORDS[language]
    tab.goto(f"{site}/{language}/{words['draw']}")
    press_tab_until(tab, "[name=round]")
    tab.keyboard.type("CF47 8AN")
    press_tab_until(tab, "[name=km]")
    tab.keyboard.press("ControlOrMeta+a")
    tab.keyboard.type("1")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile("round=CF47"))
    press_tab_until(tab, "main a.btn")
    tab.keyboard.press("Enter")
    tab.wait_for_load_state()
    press_tab_until(tab, "[name=name]")
    press_tab_until(tab, "form[method=post] button")
    tab.keyboard.press("Enter")

    tab.wait_for_url(re.compile(rf"/{words['kept_at']}/[0-9a-f]{{12}}/"))
    assert words["town"] in heading(tab)


def test_the_map_is_walked_by_keyboard_and_without_script_the_list_has_the_same(site, tab, language, script):
    words = WORDS[language]
    tab.goto(f"{site}/{language}/{words['draw']}")
    if not script:
        assert tab.get_by_text(words["no_script"]).is_visible()
        assert not tab.get_by_role("button", name=words["show_map"]).is_visible()
        return
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    parts = [tab.locator(".drawmap").get_attribute(f"data-{part}") for part in ("module", "outlines")]
    press_tab_until(tab, ".show")
    assert [url for url in asked if url.endswith(tuple(parts))] == []  # it comes when it is asked for
    tab.keyboard.press("Enter")
    tab.locator("#map-within:focus").wait_for()
    assert [url for url in asked if url.endswith(tuple(parts))] == [site + part for part in parts]
    tab.select_option("#map-within", MERTHYR)
    tab.locator(".piece").first.wait_for(state="attached")
    press_tab_until(tab, ".piece")
    tab.keyboard.press(" ")
    walked = {tab.locator(".piece:focus").get_attribute("aria-label")}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight"):
        tab.keyboard.press(key)
        walked.add(tab.locator(".piece:focus").get_attribute("aria-label"))
        if tab.locator(".piece:focus").get_attribute("aria-checked") == "false":
            break
    assert len(walked) > 1
    tab.keyboard.press(" ")

    assert words["chosen"].format(2) in tab.locator(".said").inner_text()
    assert tab.locator('.piece[aria-checked="true"]').count() == 2
    tab.locator(".drawmap .done button").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile("way=map"))
    assert heading(tab).startswith("2 ")
    assert {url.split("/")[2] for url in asked} == {site.split("/")[2]}  # nobody else's server is asked


@pytest.mark.parametrize("script", [True], ids=["with script"])
def test_the_map_is_drawn_with_a_pointer_and_begins_with_what_is_chosen(site, tab, language):
    words = WORDS[language]
    tab.goto(f"{site}/{language}/{words['draw']}?areas={packed(['W01001297', 'W01001298'])}&way=map")
    tab.locator(".show").click()
    tab.locator('.piece[aria-checked="true"]').first.wait_for()
    assert words["chosen"].format(2) in tab.locator(".said").inner_text()
    tab.locator('.piece[aria-checked="true"]').first.click()
    assert words["chosen"].format(1) in tab.locator(".said").inner_text()
    box = tab.locator(".drawmap svg").bounding_box()
    before = tab.locator(".drawmap svg").get_attribute("viewBox")
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] / 2 + 60, box["y"] + 90, steps=4)
    tab.mouse.up()

    assert tab.locator(".drawmap svg").get_attribute("viewBox") != before
    assert words["chosen"].format(1) in tab.locator(".said").inner_text()  # a drag chooses nothing


@pytest.mark.parametrize("script", [True], ids=["with script"])
def test_a_shape_on_the_map_takes_the_small_areas_with_their_middle_inside(site, tab, language):
    from axe_playwright_python.sync_playwright import Axe

    words = WORDS[language]
    tab.goto(f"{site}/{language}/{words['draw']}")
    tab.locator(".show").click()
    tab.locator("#map-within:focus").wait_for()
    tab.select_option("#map-within", MERTHYR)
    tab.locator(".piece").first.wait_for(state="attached")
    start, finish, undo, stop = tab.locator(".shaping button").all()
    assert [one.is_visible() for one in (start, finish, undo, stop)] == [True, False, False, False]
    start.focus()
    tab.keyboard.press("Enter")
    assert tab.locator(".shaping button:focus").inner_text() == stop.inner_text()

    # The western half of what is seen, and one corner too many, which is taken back.
    sheet = tab.locator(".drawmap svg")
    box = sheet.bounding_box()
    middle, edge = box["width"] / 2, 12
    corners = [(edge, edge), (middle, edge), (middle, box["height"] - edge), (edge, box["height"] - edge)]
    for x, y in [*corners, (middle, box["height"] / 2)]:
        sheet.click(position={"x": x, "y": y})
    assert "5" in tab.locator(".said").inner_text()
    undo.click()
    assert "4" in tab.locator(".said").inner_text()
    assert tab.locator('.piece[aria-checked="true"]').count() == 0  # a corner chooses nothing by itself
    assert Axe().run(tab).violations_count == 0
    left, top, width, height = map(float, sheet.get_attribute("viewBox").split())
    outlines = tab.locator(".drawmap").get_attribute("data-outlines")
    merthyr = tab.request.get(f"{site}{outlines}?within={MERTHYR}").json()["areas"]
    finish.click()
    tab.wait_for_url(re.compile("way=shape"))

    taken = unpacked(parse_qs(urlsplit(tab.url).query)["areas"][0])
    unit = width / box["width"]
    inside = {
        area["code"]
        for area in merthyr
        if left + edge * unit < area["x"] < left + middle * unit
        and top + edge * unit < area["y"] < top + height - edge * unit
    }
    assert inside == {area["code"] for area in merthyr} & set(taken) != {area["code"] for area in merthyr}
    assert heading(tab).startswith(f"{len(taken)} ")


@pytest.mark.parametrize("script", [True], ids=["with script"])
def test_a_shape_that_is_given_up_leaves_the_map_as_it_was(site, tab, language):
    words = WORDS[language]
    tab.goto(f"{site}/{language}/{words['draw']}?areas={packed(['W01001297', 'W01001298'])}&way=map")
    tab.locator(".show").click()
    tab.locator('.piece[aria-checked="true"]').first.wait_for()
    start, finish, _undo, stop = tab.locator(".shaping button").all()
    start.click()
    tab.locator(".drawmap svg").click(position={"x": 60, "y": 60})
    assert finish.is_disabled()
    stop.click()

    assert tab.locator(".lasso").get_attribute("points") == ""
    assert words["chosen"].format(2) in tab.locator(".said").inner_text()
    tab.locator('.piece[aria-checked="true"]').first.click()
    assert words["chosen"].format(1) in tab.locator(".said").inner_text()


@pytest.mark.parametrize("script", [True], ids=["with script"])
def test_the_map_packs_small_areas_as_the_server_does(site, tab):
    tab.goto(f"{site}/en/draw/")
    module = tab.locator("form.drawmap").get_attribute("data-module")
    sets = [[], ["W01000003"], ["W01000003", "W01000010", "W01000011"], ["W01000003", "W01002042"]]
    sets.append([f"W01{number:06d}" for number in range(700, 1300)])

    there = tab.evaluate(
        "([module, sets]) => import(module).then((map) =>"
        " sets.map((codes) => [map.pack(codes), map.unpack(map.pack(codes))]))",
        [module, sets],
    )

    assert there == [[packed(codes), codes] for codes in sets]


@pytest.mark.slow  # axe takes a second a page and more
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_also_after_drawing_and_nothing_scrolls_sideways(site, chromium, language, width):
    from axe_playwright_python.sync_playwright import Axe

    words = WORDS[language]
    context = chromium.new_context(viewport={"width": width, "height": 900})
    tab = context.new_page()
    violations, wide = {}, []

    def look(what: str) -> None:
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = [v["id"] for v in Axe().run(tab).response["violations"]]
        if found:
            violations[what] = found
        if tab.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(what)

    tab.goto(f"{site}/{language}/{words['draw']}")
    look("start")
    tab.locator(".show").click()
    tab.locator(".drawmap svg").wait_for()
    tab.select_option("#map-within", MERTHYR)
    tab.locator(".piece").first.wait_for(state="attached")
    tab.locator(".piece").nth(5).focus()
    tab.keyboard.press(" ")
    look("map with one chosen")
    tab.goto(f"{site}/{language}/{words['draw']}?round=Aberystwith&km=99")
    look("errors")
    tab.goto(f"{site}/{language}/{words['draw']}?round=Llanfair&km=2")
    look("which one")
    tab.goto(f"{site}/{language}/{words['list']}?within={MERTHYR}")
    tab.get_by_label("Treharris 1").check()
    look("ticks")
    tab.goto(f"{site}/{language}/{words['draw']}?round=Treharris&km=4")
    look("preview")
    tab.get_by_role("link", name=words["keep_link"]).click()
    look("keep")
    tab.fill("[name=name]", "12345")
    tab.get_by_role("button", name=words["keep"], exact=True).click()
    tab.locator(".govuk-error-summary:focus").wait_for()
    look("a name that is none")
    tab.fill("[name=name]", "Tri Chwm: Taf, Bargod, Cynon")
    tab.get_by_role("button", name=words["keep"], exact=True).click()
    tab.wait_for_url(re.compile(words["kept_at"]))
    look("drawn place")
    context.close()

    assert (violations, wide) == ({}, [])
