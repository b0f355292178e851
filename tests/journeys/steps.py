"""Steps that journeys of several people share: sign in, be given a role, take the time of a reader, look for faults."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from axe_playwright_python.sync_playwright import Axe

CODE = re.compile(r"^\d{4}-\d{4}\s*$", re.MULTILINE)
TELEPHONE, DESK = 360, 1280
# Where pages of Connect are, after the language.
ADDRESSES = {
    "cy": {
        "offer": "cysylltu/cynnig",
        "need": "cysylltu/dweud-angen",
        "suggestions": "cysylltu/awgrymiadau",
        "queue": "cysylltu/rhestr",
        "hours": "cysylltu/oriau",
        "seasons": "cysylltu/tymhorau",
        "rounds": "rowndiau",
        "put-right": "cywiro",
        "body": "sefydliad",
        "shared": "cysylltu/rhannu-gan",
        "sharing": "cysylltu/rhannu",
    },
    "en": {
        "offer": "connect/offer",
        "need": "connect/say-need",
        "suggestions": "connect/suggestions",
        "queue": "connect/queue",
        "hours": "connect/hours",
        "seasons": "connect/seasons",
        "rounds": "rounds",
        "put-right": "put-right",
        "body": "organisation",
        "shared": "connect/shared-by",
        "sharing": "connect/sharing",
    },
}
HERE = ZoneInfo("Europe/London")
READING = 3_200  # milliseconds: a form that comes back sooner was filled in by a program, and is refused


def clean(tab, script: bool, *widths: int) -> None:
    """No violation by axe after what was done, at each of these widths and unfolded; axe itself needs script. On a telephone
    nothing scrolls sideways either."""
    if not script:
        return
    for width in widths or (DESK,):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found = Axe().run(tab)
        assert found.violations_count == 0, f"{tab.url} at {width}: {found.generate_report()}"
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, (
            f"{tab.url} is wider than {width}"
        )
    tab.set_viewport_size({"width": DESK, "height": 900})


def sign_in(tab, home, address: str) -> None:
    """From the page that asks who one is, to the page that was wanted, by the code in the letter."""
    tab.fill("[name=email]", address)
    tab.locator("main form button").first.click()
    letters = sorted((home / "mail").iterdir(), key=lambda one: one.stat().st_mtime)
    letter = next(text for one in reversed(letters) if address in (text := one.read_text(encoding="utf-8")))
    tab.fill("[name=code]", CODE.findall(letter)[-1].strip())
    tab.locator("main form button").first.click()


def give_role(surroundings, *words: str) -> None:
    """As an operator does it at the machine: `edau role` with these words."""
    command = [sys.executable, "-m", "edau.cli", "role", *words]
    subprocess.run(command, env=surroundings, check=True, capture_output=True, timeout=120)


def read_first(tab) -> None:
    """What a reader of a form takes before they send it."""
    tab.wait_for_timeout(READING)


def say(language: str, what: str) -> str:
    """The address of a page of Connect in a language, as one would read it out."""
    return ADDRESSES[language][what]


def text_of(tab) -> str:
    """What the page says, without what is round it."""
    return " ".join(tab.locator("main").inner_text().split())


def errors_said(tab) -> int:
    """How many faults the form says it has."""
    return tab.locator(".govuk-error-summary li").count()


def press(tab, do: str) -> None:
    """The button of one of several forms of a page."""
    tab.locator(f"main form:has([name=do][value={do}]) button").first.click()


def later_today() -> str:
    """A time that is still to come, on a day that has come: as a field of day and time takes it."""
    return f"{datetime.now(HERE):%Y-%m-%d}T23:59"


def queue(tab, site: str, home, surroundings, language: str, address: str = "") -> None:
    """To the connector's queue; whoever comes for the first time (`address`) has no role, and is told so before."""
    way = f"{site}/{language}/{say(language, 'queue')}/"
    tab.goto(way)
    if address:
        sign_in(tab, home, address)
        assert tab.locator("main form").count() == 0
        give_role(surroundings, "give", "broker", address)
        tab.goto(way)
