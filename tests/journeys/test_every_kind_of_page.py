"""Every kind of page in a real browser, at the widths of a telephone and of a desk, in both languages: nothing that axe finds
fault with, nothing wider than a telephone, and no error in the console.

A page that is added is asked by itself: one address of each name, and those of members by whom they are for. The real views
answer; the browser gets what they said, and every style, script and font that it asks for, without a server between.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from edau.listen.models import Recording
from edau.ui.links import address_in
from tests import test_every_page as public
from tests.cast import PONTYPRIDD
from tests.journeys.steps import DESK, TELEPHONE, clean
from tests.test_every_page import scene  # noqa: F401
from tests.within import client_of, prepare, visits

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SITE = "http://localhost"  # which a browser trusts as it does https: it then heeds every header
FEWEST = 220  # pages in each language: should the walk find fewer, it has lost some


def of_everybody(language: str) -> Iterator[tuple[str, HttpResponse]]:
    """One page of each name that anybody may open, with its address: that of the town and of the question of which most is
    said, where a name has several."""
    rich = (PONTYPRIDD, public.HELD["involvement"])
    named = sorted((name, address) for address, name in public.addresses(language).items())
    for _name, group in groupby(named, key=lambda one: one[0]):
        found = [address for _name, address in group]
        address = min(found, key=lambda one: not any(key in one for key in rich))
        yield address, Client().get(address)


def of_members(language: str) -> Iterator[tuple[str, HttpResponse]]:
    """The fullest page of each name that somebody has to be somebody for."""
    browsers: dict[str, Client] = {}
    walk = sorted(visits(prepare()), key=lambda one: one.name)
    for _name, group in groupby(walk, key=lambda one: one.name):
        found = []
        for visit in group:
            browser = browsers.setdefault(visit.who, client_of(visit.who))
            with override(language):
                address = reverse(visit.name, args=visit.args) + visit.query
            found.append((address, browser.get(address)))
        yield max(found, key=lambda one: len(one[1].content))
    for spoken in Recording.objects.all():  # a player asks for the sound
        address = address_in(language, "portal:recording", spoken.contribution_id)
        yield address, browsers["listener"].get(address)


def is_page(answer: HttpResponse) -> bool:
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


@pytest.fixture
def tab(chromium):
    """A tab to which nothing comes but what was fetched (`tab.pages`, by address) and the static files."""
    context = chromium.new_context()
    tab = context.new_page()
    tab.pages, tab.complaints = {}, []
    tab.on("console", lambda said: tab.complaints.append(said.text) if said.type == "error" else None)

    def hand_over(route) -> None:
        asked = urlsplit(route.request.url)
        if asked.path.startswith("/static/"):
            file = finders.find(asked.path.removeprefix("/static/"))
            kind = mimetypes.guess_type(asked.path)[0] or "application/octet-stream"
            route.fulfill(body=Path(file).read_bytes(), content_type=kind)
        else:
            body, headers = tab.pages[route.request.url.removeprefix(SITE)]
            route.fulfill(body=body, headers=headers)

    context.route("**/*", hand_over)
    yield tab
    context.close()


@pytest.mark.parametrize("language", ["cy", "en"])
def test_axe_finds_nothing_on_any_kind_of_page_and_none_is_wider_than_a_telephone(tab, language):
    answers = [*of_everybody(language), *of_members(language)]
    for address, answer in answers:
        tab.pages[address] = (
            b"".join(answer) if answer.streaming else answer.content,
            dict(answer.headers),
        )
    found = [(address, answer) for address, answer in answers if is_page(answer)]
    assert len(found) >= FEWEST
    faults = []
    for address, answer in found:
        tab.pages[address] = (answer.content, dict(answer.headers))
        tab.goto(SITE + address)
        try:
            clean(tab, True, TELEPHONE, DESK)
        except AssertionError as no:
            faults.append(str(no))
    assert faults == []
    assert tab.complaints == []
