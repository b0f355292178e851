"""The menus are kept between pages, since they say the same on all of them: but for where the reader is."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.test.utils import override_script_prefix

pytestmark = pytest.mark.django_db
HERE = re.compile(r'<a href="([^"]+)" aria-current="page">')


def html_of(client: Client, address: str, **more: str) -> str:
    return client.get(address, **more).content.decode()


def test_each_page_marks_itself_in_the_menu_whichever_was_read_before(client: Client):
    for _ in range(2):
        assert HERE.findall(html_of(client, "/en/places/")) == ["/en/places/"]
        assert HERE.findall(html_of(client, "/en/goals/")) == ["/en/goals/"]
        assert HERE.findall(html_of(client, "/cy/lleoedd/")) == ["/cy/lleoedd/"]
        assert HERE.findall(html_of(client, "/en/")) == []


def test_the_menus_speak_the_language_of_the_page(client: Client):
    english, welsh = html_of(client, "/en/goals/"), html_of(client, "/cy/nodau/")

    assert ('aria-label="Main menu"' in english, 'aria-label="Footer menu"' in english) == (True, True)
    assert ('aria-label="Main menu"' in welsh, 'aria-label="Footer menu"' in welsh) == (False, False)
    assert re.findall(r'<a class="lang" href="([^"]+)"', english + welsh) == ["/cy/nodau/", "/en/goals/"]


def test_the_menus_lead_to_where_edau_is_mounted(client: Client):
    html_of(client, "/en/goals/")
    with override_script_prefix("/edau/"):
        mounted = html_of(client, "/en/goals/", SCRIPT_NAME="/edau")

    menus = re.findall(r"<nav aria-label=.*?</nav>", mounted, re.DOTALL)
    links = re.findall(r'href="([^"#]+)"', "".join(menus))
    assert len(links) == 29
    assert [link for link in links if not link.startswith("/edau/en/")] == []
