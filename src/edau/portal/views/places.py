"""The page of an area: fetch, ask, render. And the list of all places."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.language.alphabet import sort_names
from edau.places.models import Area
from edau.places.queries import every_area, visible_area
from edau.portal.addresses import area_address, area_reference, code_of
from edau.portal.exports import tables as exports
from edau.portal.pages.area import area_page
from edau.portal.pages.heard import heard_in
from edau.portal.pages.strengths import strengths_here
from edau.portal.queries.evidence import evidence_of
from edau.understand.catalogue import catalogue


@require_safe
@same_for_everyone
def place(request: HttpRequest, reference: str) -> HttpResponse:
    """Strengths first, themes, trends of the authority, where it is, what is not known."""
    area, language = _area(reference), get_language() or "cy"
    if reference != area_reference(area, language):
        return redirect(area_address(area, language), permanent=True)
    request.addresses = {code: area_address(area, code) for code in ("cy", "en")}  # type: ignore[attr-defined]
    page = area_page(area, evidence_of(area), language)
    heard = heard_in(area, language)
    strengths = strengths_here(area, reference, language)
    context = {
        "page": page,
        "heard": heard,
        "strengths": strengths,
        "synthetic": heard.synthetic or (strengths is not None and strengths.synthetic),
    }
    return render(request, "portal/place.html", context)


@require_safe
@same_for_everyone
def place_csv(request: HttpRequest, reference: str) -> HttpResponse:
    """Every figure of an area, or of one theme (`?theme=`), as CSV."""
    area, language = _area(reference), get_language() or "cy"
    theme = request.GET.get("theme", "")
    if theme and theme not in catalogue().themes:
        raise Http404
    name = "-".join(filter(None, [area.slug(language), theme]))
    return exports.csv_file(f"edau-{name}.csv", exports.figures(area, evidence_of(area), language, theme))


@require_safe
@same_for_everyone
def trends_csv(request: HttpRequest, reference: str) -> HttpResponse:
    """The series of an area's authority, and of Wales, as CSV."""
    area, language = _area(reference), get_language() or "cy"
    name = _("trends")
    return exports.csv_file(
        f"edau-{area.slug(language)}-{name}.csv", exports.trends(area, evidence_of(area), language)
    )


@require_safe
@same_for_everyone
def every_place(request: HttpRequest) -> HttpResponse:
    """All listed places in the alphabetical order of the language, under their authorities; then the larger areas."""
    language = get_language() or "cy"
    places = every_area("place")
    groups: dict[str, list[Area]] = {}
    for each in places:
        groups.setdefault(each.authority_id or "", []).append(each)
    authorities = _in_order([a for a in every_area("authority") if a.code in groups], language)
    context = {
        "count": len(places),
        "groups": [
            {
                "area": _link(authority, language),
                "name": authority.name(language),
                "places": [_link(p, language) for p in _in_order(groups[authority.code], language)],
            }
            for authority in authorities
        ]
        + _without_authority(groups.get("", []), language),
        "larger": [
            {
                "title": title,
                "areas": [_link(each, language) for each in _in_order(every_area(kind), language)],
            }
            for kind, title in (
                ("board", _("Public Services Boards’ areas")),
                ("health_board", _("Health boards")),
                ("country", _("The whole country")),
            )
        ],
    }
    return render(request, "portal/places.html", context)


def _without_authority(places: list[Area], language: str) -> list[dict[str, Any]]:
    """Places whose authority is out of sight: they are counted, so they are listed."""
    if not places:
        return []
    links = [_link(place, language) for place in _in_order(places, language)]
    return [{"area": None, "name": _("Authority not shown"), "places": links}]


def _area(reference: str) -> Area:
    area = visible_area(code_of(reference))
    if area is None:
        raise Http404
    return area


def _in_order(areas: list[Area], language: str) -> list[Area]:
    return sort_names(areas, language=language, name=lambda area: area.name(language))


def _link(area: Area, language: str) -> dict[str, Any]:
    return {"reference": area_reference(area, language), "name": area.name(language), "code": area.code}
