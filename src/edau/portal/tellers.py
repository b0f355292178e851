"""How the thread tells what a release holds: areas, and the figures that something rests on."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from edau.places.queries import LABEL as AREA
from edau.places.queries import areas_by_code
from edau.portal.addresses import area_address, indicator_address
from edau.thread.records import Reader, Told, register
from edau.understand.catalogue import catalogue

INDICATOR = "understand.Indicator"


def register_tellers() -> None:
    """Lets the thread tell areas and indicators."""
    register(AREA, tell_areas, cy="lle", en="place")
    register(INDICATOR, tell_indicators, cy="dangosydd", en="indicator")


def tell_areas(codes: Collection[str], language: str, reader: Reader) -> Mapping[str, Told]:
    """The visible areas of these codes. No query: a process knows them all."""
    return {
        code: Told(kind=str(_("place")), title=area.name(language), address=area_address(area, language))
        for code, area in areas_by_code(codes).items()
    }


def tell_indicators(keys: Collection[str], language: str, reader: Reader) -> Mapping[str, Told]:
    """The indicators of the catalogue by their keys. No query."""
    known = catalogue().indicators
    return {
        key: Told(
            kind=str(_("figure")),
            title=known[key].name.say(language),
            address=indicator_address(key, language),
        )
        for key in keys
        if key in known
    }
