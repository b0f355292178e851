"""The register of what is not known: whole, in both languages."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.html import escape

from edau.portal.pages.gaps import ANY_PLACE, ITS_AUTHORITY
from edau.ui.links import address_in
from edau.understand.catalogue import catalogue
from edau.understand.wording import gap

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["cy", "en"])
def test_every_gap_of_the_catalogue_stands_in_the_register_once(client: Client, language):
    html = client.get(address_in(language, "portal:about_the_data")).content.decode()
    known = catalogue().gaps.values()

    assert any(not one.on_page for one in known)
    for one in known:
        text, fill = gap(one, ANY_PLACE, language, ITS_AUTHORITY)
        assert html.count(f'{escape(text)} <span class="small quiet">{escape(fill)}</span>') == 1, one.code


@pytest.mark.parametrize("language", ["cy", "en"])
def test_each_gap_says_for_which_areas_it_is(client: Client, language):
    html = client.get(address_in(language, "portal:about_the_data")).content.decode()
    section = html.split('id="gaps"')[1].split("</section>")[0]
    last = re.findall(r'<span class="small quiet">[^<:]*: ([^<]*)\.</span></li>', section)

    assert len(last) == len(catalogue().gaps)
    assert all(last)
    assert sum("2,000" in areas for areas in last) == 1
