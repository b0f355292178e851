"""What there is to ask about: places, indicators and series as plain data, with the addresses of their pages and figures."""

from __future__ import annotations

from typing import Any

from edau.places.models import Area
from edau.portal.addresses import area_address, indicator_address
from edau.portal.api.links import data_address
from edau.portal.queries.evidence import WITH_FIGURES
from edau.ui.links import address_in
from edau.understand.catalogue import Bilingual, Indicator, Series, catalogue, official


def place(area: Area, language: str, origin: str) -> dict[str, Any]:
    """An area: names in both languages, what it lies in (visible areas only), how many live there, where it is."""
    within = {
        link: getattr(area, link).code
        for link in ("authority", "health_board", "board", "community", "ward", "place")
        if getattr(area, link) is not None and getattr(area, link).code != area.code
    }
    links = {
        "self": origin + address_in(language, "api:place", area.code),
        "page": origin + area_address(area, language),
    }
    if area.kind in WITH_FIGURES:
        links["data"] = origin + data_address(language, place=area.code)
    return {
        "code": area.code,
        "kind": area.kind,
        "name": area.name(language),
        "name_cy": area.name_cy,
        "name_en": area.name_en,
        "name_cy_source": area.name_cy_source,
        "name_cy_checked": area.name_cy_checked,
        "geography_year": area.vintage,
        "population": area.population,
        "households": area.households,
        "latitude": area.latitude,
        "longitude": area.longitude,
        "area_km2": area.area_km2,
        "within": within,
        "links": links,
    }


def indicator(one: Indicator, language: str, origin: str) -> dict[str, Any]:
    """An indicator: what it means, how it is counted and said, where it comes from."""
    known = catalogue()
    return {
        "key": one.key,
        "name": one.name.say(language),
        "name_cy": one.name.cy,
        "name_en": one.name.en,
        "definition": one.definition.say(language),
        "why": one.why.say(language),
        "theme": one.theme,
        "theme_name": known.themes[one.theme].name.say(language),
        "unit": one.unit,
        "unit_words": known.word("units", one.unit, language),
        "of": _optional(one.of, language),
        "kind": one.kind,
        "decimals": one.decimals,
        "shown_times": one.per,
        "period": one.period,
        "level": one.level,
        "interval": one.interval,
        "goals": [
            {"key": key, "title": official(known.goals[key].title, language).text} for key in one.goals
        ],
        "national_indicator": one.national_indicator,
        "near_national_indicators": list(one.near_national_indicators),
        "series": one.series,
        "source": one.source,
        "licence": one.licence,
        "notes": [known.word("caveats", code, language) for code in one.caveats],
        "review": one.review.isoformat(),
        "links": {
            "self": origin + address_in(language, "api:indicator", one.key),
            "page": origin + indicator_address(one.key, language),
            "data": origin + data_address(language, indicator=one.key),
        },
    }


def series(one: Series, language: str, origin: str) -> dict[str, Any]:
    """A series of the authorities and of Wales."""
    known = catalogue()
    return {
        "key": one.key,
        "name": one.name.say(language),
        "name_cy": one.name.cy,
        "name_en": one.name.en,
        "note": one.note.say(language),
        "theme": one.theme,
        "unit": one.unit,
        "unit_words": known.word("units", one.unit, language),
        "decimals": one.decimals,
        "interval": one.interval,
        "national_indicator": one.national_indicator,
        "source": one.source,
        "notes": [known.word("caveats", code, language) for code in one.caveats],
        "links": {"data": origin + data_address(language, series=one.key)},
    }


def _optional(text: Bilingual | None, language: str) -> str | None:
    return text.say(language) if text is not None else None
