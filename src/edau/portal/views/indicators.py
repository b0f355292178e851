"""Indicators: what each means, why it matters, where every place stands. And the goals of the Act they speak to."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.places.queries import visible_areas
from edau.portal.api.citation import citation
from edau.portal.api.links import downloads_of_indicator, embed_code
from edau.portal.exports import tables as exports
from edau.portal.pages.indicator import AreaRow, goal_blocks, indicator_page, theme_lists
from edau.portal.queries.series import WALES
from edau.understand.analysis.cube import Cube, cube
from edau.understand.catalogue import Indicator, catalogue
from edau.understand.queries.sources import sources_by_key


@require_safe
@same_for_everyone
def every_indicator(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/indicators.html", {"themes": theme_lists(get_language() or "cy")})


@require_safe
@same_for_everyone
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """Definition, why it matters, the spread of all places, and a table that has every one of them."""
    chosen = _indicator(key)
    whole = cube()
    rows = _rows(key, whole, ("place",))
    page = indicator_page(chosen, rows, whole, sources_by_key(whole.release), get_language() or "cy")
    return render(request, "portal/indicator.html", {"page": page, **_taken_away(chosen, whole)})


@require_safe
@same_for_everyone
def indicator_csv(request: HttpRequest, key: str) -> HttpResponse:
    """Every area's figure of one indicator, as CSV."""
    kinds = ("place", "authority", "health_board", "board", "country")
    chosen, whole = _indicator(key), cube()
    rows = _rows(key, whole, kinds)
    table = exports.observations(rows, chosen, sources_by_key(whole.release), get_language() or "cy")
    return exports.csv_file(f"edau-{key}.csv", table)


@require_safe
@same_for_everyone
def goals(request: HttpRequest) -> HttpResponse:
    """The seven goals, five ways of working, 50 national indicators and 17 milestones, in their official words."""
    return render(request, "portal/goals.html", {"page": goal_blocks(get_language() or "cy")})


def _taken_away(chosen: Indicator, whole: Cube) -> dict[str, object]:
    """What a reader can take away: formats, a citation, and the chart of Wales for another site where there is one."""
    language, wales = get_language() or "cy", visible_areas().get(WALES)
    name, source = chosen.name.say(language), sources_by_key(whole.release).get(chosen.source)
    drawn = wales is not None and chosen.key in whole.wales and chosen.unit != "count"
    return {
        # One whose answer is a place and not a number has no figures to download.
        "downloads": downloads_of_indicator(chosen.key, name, language)
        if whole.of_indicator.get(chosen.key)
        else None,
        "citation": citation(name, (source.licence,) if source else (), language, indicator=chosen.key),
        "embed": embed_code(wales, chosen.key, name, language) if drawn and wales else None,
    }


def _rows(key: str, whole: Cube, kinds: Iterable[str]) -> list[AreaRow]:
    """The figures of one indicator with their areas, of these kinds of area."""
    areas = visible_areas()
    found = ((areas[row.area_id], row) for row in whole.of_indicator.get(key, ()))
    return [(area, row) for area, row in found if area.kind in kinds]


def _indicator(key: str) -> Indicator:
    chosen = catalogue().indicators.get(key)
    if chosen is None:
        raise Http404
    return chosen
