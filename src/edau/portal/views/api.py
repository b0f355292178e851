"""The open interface: places, indicators, figures, and the descriptions of it that programs read."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.language.alphabet import sort_names
from edau.language.numbers import number
from edau.places.choices import Kind
from edau.places.queries import LINKS, every_area
from edau.portal.api import asking, lists
from edau.portal.api.answers import accepted, json_answer, open_data, written
from edau.portal.api.citation import bibtex, citation_text, csl
from edau.portal.api.description import description
from edau.portal.api.harvest import dcat_catalogue, human_page
from edau.portal.api.links import data_address, downloads_of_indicator
from edau.portal.api.problems import KINDS, Problem
from edau.portal.api.tables import MOST_DRAWN, MOST_FIGURES, MOST_SMALL_AREAS, table_for
from edau.portal.words.release import every_source_line, release_line
from edau.understand.catalogue import catalogue as words

CITATIONS = {
    "text": ("text/plain; charset=utf-8", citation_text),
    "bibtex": ("application/x-bibtex; charset=utf-8", bibtex),
    "csl": ("application/vnd.citationstyles.csl+json", csl),
}
CONNECT = ("connect", "skills", "hsds", "facility_uses", "slots")
BREAKS = re.compile(r"(?<=[/?&,])")  # where a long address may go on in the next line
EXAMPLE_PLACE, EXAMPLE_INDICATOR = "W38000081", "no_car_pct"


@same_for_everyone
@open_data
def index(request: HttpRequest) -> HttpResponse:
    """What there is, and where."""
    language = asking.language(asking.parameters(request, ("lang",)))
    origin, release = _origin(request), release_line()
    names = ("places", "indicators", "series", "data", "citation", "openapi", "catalogue", *CONNECT)
    body = {
        "name": "Edau",
        "version": "1",
        "release": {"id": release.id, "version": release.version},
        "page": human_page(origin, language),
        "links": {name: origin + reverse(f"api:{name}") for name in names},
    }
    return json_answer(request, body, language)


@same_for_everyone
@open_data
def places(request: HttpRequest) -> HttpResponse:
    """The areas of one kind, by name; towns and villages where nothing is said; `within` an authority or a board."""
    given = asking.parameters(request, ("kind", "within", "lang"))
    language = asking.language(given)
    kind = asking.choice(given, "kind", tuple(dict.fromkeys(["place", *Kind.values])))
    within = {area.code for area in asking.areas(given.get("within", ()))}
    found = [
        area
        for area in every_area(kind)
        if not within or any(getattr(area, f"{link}_id") in within for link in LINKS)
    ]
    named = sort_names(found, language=language, name=lambda area: area.name(language))
    body = {
        "release": release_line().id,
        "count": len(named),
        "places": [lists.place(area, language, _origin(request)) for area in named],
    }
    return json_answer(request, body, language)


@same_for_everyone
@open_data
def place(request: HttpRequest, code: str) -> HttpResponse:
    language = asking.language(asking.parameters(request, ("lang",)))
    (area,) = asking.areas([code])
    return json_answer(request, lists.place(area, language, _origin(request)), language)


@same_for_everyone
@open_data
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator, theme by theme; of one theme where it is named."""
    given = asking.parameters(request, ("theme", "lang"))
    language, known = asking.language(given), words()
    themes = asking.chosen(given, "theme", known.themes) or tuple(known.themes)
    found = [one for theme in known.themes if theme in themes for one in known.of_theme(theme)]
    body = {
        "release": release_line().id,
        "count": len(found),
        "indicators": [lists.indicator(one, language, _origin(request)) for one in found],
    }
    return json_answer(request, body, language)


@same_for_everyone
@open_data
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    language = asking.language(asking.parameters(request, ("lang",)))
    asking.all_known([key], words().indicators, "unknown-indicator", reverse("api:indicators"))
    return json_answer(
        request, lists.indicator(words().indicators[key], language, _origin(request)), language
    )


@same_for_everyone
@open_data
def series(request: HttpRequest) -> HttpResponse:
    """Every series that is published for authorities."""
    language = asking.language(asking.parameters(request, ("lang",)))
    found = words().series.values()
    body = {
        "release": release_line().id,
        "count": len(found),
        "series": [lists.series(one, language, _origin(request)) for one in found],
    }
    return json_answer(request, body, language)


@same_for_everyone
@open_data
def data(request: HttpRequest) -> HttpResponse:
    """Figures of places, in the format asked for."""
    asked = asking.question(request)
    return written(request, table_for(asked, _origin(request)), asked)


@same_for_everyone
@open_data
def citation(request: HttpRequest) -> HttpResponse:
    """How to cite the figures that the same question to `data` gives."""
    asked = asking.question(request, tuple(CITATIONS))
    media_type, write = CITATIONS[asked.format]
    accepted(request, media_type)
    response = HttpResponse(
        write(table_for(asked, _origin(request)), asked.language), content_type=media_type
    )
    response.headers["Content-Language"] = asked.language
    return response


@same_for_everyone
@open_data
def openapi(request: HttpRequest) -> HttpResponse:
    """The interface described for programs (OpenAPI 3.1), in either language."""
    language = asking.language(asking.parameters(request, ("lang",)))
    return json_answer(request, description(language, _origin(request)), language)


@same_for_everyone
@open_data
def catalogue(request: HttpRequest) -> HttpResponse:
    """The open data listed for other catalogues (DCAT 3)."""
    language = asking.language(asking.parameters(request, ("lang",)))
    return json_answer(request, dcat_catalogue(_origin(request), language), language, "application/ld+json")


@same_for_everyone
@open_data
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every other address below /api/."""
    raise Problem("not-found")


@require_safe
@same_for_everyone
def page(request: HttpRequest) -> HttpResponse:
    """The open data explained for people, with examples that work."""
    language = get_language() or "cy"
    origin = _origin(request)
    examples = {
        "place": data_address(language, "csv", place=EXAMPLE_PLACE),
        "indicator": data_address(language, "jsonstat", indicator=EXAMPLE_INDICATOR),
        "like": data_address(language, "geojson", like=EXAMPLE_PLACE, indicator=EXAMPLE_INDICATOR),
        "series": data_address(language, "xlsx", place="W06000016", series="employment-rate/employment-rate"),
        "citation": data_address(language, "bibtex", indicator=EXAMPLE_INDICATOR).replace(
            "/data?", "/citation?"
        ),
    }
    context = {
        "origin": origin,
        "release": release_line(),
        "examples": {
            name: {"address": address, "parts": BREAKS.split(origin + address)}
            for name, address in examples.items()
        },
        "downloads": downloads_of_indicator(
            EXAMPLE_INDICATOR, words().indicators[EXAMPLE_INDICATOR].name.say(language), language
        ),
        "problems": [(kind, status, title) for kind, (status, title) in KINDS.items()],
        "licences": dict.fromkeys(source.licence for source in every_source_line()),
        "most": number(MOST_FIGURES),
        "most_small": MOST_SMALL_AREAS,
        "most_drawn": MOST_DRAWN,
    }
    return render(request, f"portal/prose/open_data.{language}.html", context)


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
