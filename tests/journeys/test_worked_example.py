"""The pages of involvements in which much has happened, as the worked example fills them, in a real browser.

It is built into the demonstration after the other journeys, which ask of a site without it.
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.journeys.steps import DESK, TELEPHONE, clean, say, sign_in

WORDS = {
    "cy": {
        "listen": "gwrando/",
        "example": "(enghraifft)",
        "of": (
            "beth-ddigwyddodd/",
            "a-glywyd/",
            "egwyddorion/",
            "pwy-ddaeth-yn-ol/",
            "patrymau/",
            "atebion/",
        ),
        "patterns": "patrymau/",
        "stories": "straeon/",
        "audits": "archwiliad-cynnwys/",
    },
    "en": {
        "listen": "listen/",
        "example": "(example)",
        "of": ("what-happened/", "heard/", "principles/", "who-came-back/", "patterns/", "answers/"),
        "patterns": "patterns/",
        "stories": "stories/",
        "audits": "involvement-audit/",
    },
}
WIDTHS = [TELEPHONE, DESK]
# The example takes half a minute to build beside a server, and axe a second a page and more.
pytestmark = pytest.mark.slow


# Every drawn length in per cent, beside the length on the screen: a stylesheet can outweigh a picture's own.
OTHERWISE_THAN_SAID = """() => [...document.querySelectorAll("svg rect[width$='%']")]
  .map(one => [one.getAttribute("width"), one.getBBox().width, one.ownerSVGElement.getBoundingClientRect().width])
  .filter(([said, drawn, whole]) => Math.abs(parseFloat(said) / 100 * whole - drawn) > 1)"""


@pytest.fixture(scope="module")
def example(site, surroundings) -> str:
    """The address of the demonstration, once the worked example is in it."""
    command = [sys.executable, "-m", "edau.cli", "example"]
    subprocess.run(command, env=surroundings, check=True, capture_output=True, timeout=300)
    return site


def links(tab, selector: str) -> list[str]:
    """Where these links lead, each once, without what is asked there."""
    found = tab.eval_on_selector_all(
        selector, "all => all.map(one => one.getAttribute('href').split('?')[0])"
    )
    return list(dict.fromkeys(found))


def pages(tab, site: str, language: str) -> list[str]:
    """Found as a reader finds them: the involvement that is open, one that is overdue and the last stage of one that went on
    for months, with all that leads off them, the patterns, and the newest audit of each of two bodies."""
    words = WORDS[language]
    tab.goto(f"{site}/{language}/{words['listen']}")
    asked = links(tab, f".results li:has-text('{words['example']}') > a")[:3]
    found = [f"{one}{page}" for one in asked for page in ("", *words["of"])]
    for one in asked:
        tab.goto(f"{site}{one}{words['patterns']}")
        patterns = links(tab, f"main .results a[href^='{one}{words['patterns']}']")
        found += [*patterns, *(f"{pattern}{words['stories']}" for pattern in patterns[:1])]
    tab.goto(f"{site}/{language}/{words['audits']}")
    audits = links(tab, f"main li:has-text('{words['example']}') a[href*='/{words['audits']}']")
    return [*found, *audits[:2]]


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_any_page_of_an_involvement_in_which_much_has_happened(
    example, chromium, language, width
):
    tab = chromium.new_context().new_page()
    found = pages(tab, example, language)
    assert (
        len(found) == 31
    )  # seven of each involvement, seven patterns and the stories behind one, two audits
    for address in found:
        assert tab.goto(example + address).status == 200
        clean(tab, True, width)
        assert tab.evaluate(OTHERWISE_THAN_SAID) == [], address
    tab.context.close()


def of_connector(tab, site: str, language: str) -> list[str]:
    """What a connector looks after: the queue, a need of it, the list on paper, people off-line, checks, and hours."""
    tab.goto(f"{site}/{language}/{say(language, 'queue')}/")
    found = [*links(tab, "main .acts a"), *links(tab, "section[aria-labelledby=nobody] h3 a")[:1]]
    tab.goto(site + found[0])  # for people who are not on-line
    found += links(tab, "main .acts a")
    tab.goto(f"{site}/{language}/{say(language, 'hours')}/{say(language, 'put-right')}/")
    found += [*links(tab, "main .acts a"), *links(tab, "main .card a")[:1]]
    tab.goto(site + found[-1])
    return [*found, *links(tab, "main li a")[:1]]  # the limits of an account


def of_officer(tab, site: str, language: str) -> list[str]:
    """What an officer looks after: rounds, published and open, with their forms; what a body shares; hours; records."""
    rounds = f"/{language}/{say(language, 'seasons')}/{say(language, 'rounds')}/"
    tab.goto(site + rounds)
    found = [rounds, *links(tab, "main .acts a")]
    for one in links(tab, "main .results a"):
        tab.goto(site + one)
        tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found += [
            one,
            *links(tab, f"main a[href*='{one.split('/')[-3]}']"),
            *links(tab, "main details a")[:1],
        ]
    body = "enghraifft-hamdden"
    hours = f"/{language}/{say(language, 'hours')}/{say(language, 'body')}/{body}/"
    tab.goto(site + hours)
    found += [hours, *links(tab, "main .acts a")]
    shared = f"/{language}/{say(language, 'shared')}/{body}/"
    tab.goto(site + shared)
    found += [shared, *links(tab, "main .acts a")[:3]]
    tab.goto(f"{site}/{language}/{say(language, 'sharing')}/")
    return [*found, *links(tab, "main a[href*='/" + say(language, "sharing") + "/']")[:3]]


@pytest.mark.parametrize(
    ("who", "pages_of", "least"), [("broker", of_connector, 11), ("officer", of_officer, 13)]
)
@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_pages_of_connect_that_need_a_role(
    example, chromium, home, language, width, who, pages_of, least
):
    """Signed in with the accounts that the example has for each role."""
    tab = chromium.new_context().new_page()
    tab.goto(f"{example}/{language}/{say(language, 'queue' if who == 'broker' else 'seasons')}/")
    if who == "officer":
        tab.goto(f"{example}/{language}/{say(language, 'seasons')}/{say(language, 'rounds')}/")
    sign_in(tab, home, f"{who}@enghraifft.example")
    found = list(dict.fromkeys(pages_of(tab, example, language)))
    assert len(found) >= least, found
    for address in found:
        assert tab.goto(example + address).status == 200, address
        clean(tab, True, width)
    tab.context.close()


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_place_of_which_much_is_said_prints_on_two_sheets(example, chromium, language):
    tab = chromium.new_context().new_page()
    tab.goto(f"{example}/{language}/?q=Pontypridd")
    tab.goto(example + links(tab, "main a[href*='W38000081']")[0])
    assert tab.locator(".said li").count() == 3
    assert len(re.findall(rb"/Type\s*/Page[^s]", tab.pdf(prefer_css_page_size=True))) == 2
    tab.context.close()
