"""What holds of every page of the site, asked of its HTML."""

from __future__ import annotations

import re
from html import unescape

from django.db.models import F
from django.utils.html import escape

from edau.places.models import Area
from tests.test_translations import codes_left_over, english_left_over, welsh_left_over

OTHER = {"cy": "en", "en": "cy"}


def link_to_twin(html: str, language: str) -> str:
    """Where the switch of language leads; empty where a page says another language than its own, or has no switch."""
    other = OTHER[language]
    link = re.search(rf'<a class="lang" href="([^"]+)" lang="{other}" hreflang="{other}">', html)
    return link.group(1) if f'<html lang="{language}">' in html and link is not None else ""


def is_made_well(html: str) -> bool:
    """One heading, a title that says something, no style and no script of its own."""
    title = re.search(r"<title>[^<]{6,}</title>", html)
    return html.count("<h1") == 1 and title is not None and " style=" not in html and "<script>" not in html


def is_described(html: str) -> bool:
    """Every table has a caption and every picture a name. An inner frame of a picture (with a y of its own) is part of one
    that is named."""
    images = [tag for tag in re.findall(r"<svg[^>]*>", html) if " y=" not in tag]
    named = all("aria-hidden" in tag or 'role="img"' in tag for tag in images)
    return html.count("<table") == html.count("<caption") and named


def ids_twice(html: str) -> list[str]:
    """Ids that stand more than once."""
    ids = re.findall(r'\sid="([^"]+)"', html)
    return sorted({one for one in ids if ids.count(one) > 1})


def named_in_one_language() -> re.Pattern[str]:
    """The names of areas that have an English name only: they may stand on any page."""
    names = Area.objects.filter(name_cy=F("name_en")).values_list("name_en", flat=True)
    longest_first = sorted((name for name in names if " " in name), key=len, reverse=True)
    return re.compile("|".join(re.escape(escape(name)) for name in longest_first))


def left_over(html: str, language: str, names: re.Pattern[str]) -> list[str]:
    """Words of the other language that are not marked as such, but for names."""
    look = english_left_over if language == "cy" else welsh_left_over
    return look(names.sub("…", html))


def faults_of(html: str, language: str, twin: str, names: re.Pattern[str]) -> list[str]:
    """Everything that is wrong with a page whose twin has this address; empty where nothing is."""
    found = [f"{one} stands twice" for one in ids_twice(html)]
    if _in_order(unescape(link_to_twin(html, language))) != _in_order(twin):
        found.append(f"leads to {link_to_twin(html, language)}, not to {twin}")
    if not is_made_well(html):
        found.append("has not one heading and one title, or a style of its own")
    if not is_described(html):
        found.append("has a table without a caption, or a picture without a name")
    found += [f"says in another language {one}" for one in left_over(html, language, names)[:3]]
    return found + [f"shows the code {one}" for one in codes_left_over(html, language)[:3]]


def _in_order(address: str) -> tuple[str, list[str]]:
    """An address and what is asked there, in whichever order."""
    path, _mark, query = address.partition("?")
    return path, sorted(query.split("&"))
