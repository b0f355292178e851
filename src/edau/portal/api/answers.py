"""Answers of the open interface: in the format and language asked for, readable from every site."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from edau.places.drawn import cited, composition_of
from edau.places.models import Area
from edau.places.queries import visible_areas
from edau.portal.api.asking import DRAWN, Question
from edau.portal.api.problems import Problem, told
from edau.portal.exports.tables import CSV, csv_file
from edau.portal.queries.drawing import outlines_of_small_areas
from edau.portal.queries.open_data import rings_of_each
from edau.understand.formats import geojson
from edau.understand.formats.csvw import metadata
from edau.understand.formats.jsonstat import dataset
from edau.understand.formats.records import records
from edau.understand.formats.table import Table
from edau.understand.formats.xlsx import workbook

JSON = "application/json"
MEDIA_TYPES = {
    "json": JSON,
    "csv": CSV,
    "csv-plain": CSV,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonstat": JSON,
    "geojson": "application/geo+json",
    "csvw": "application/csvm+json",
}

View = Callable[..., HttpResponse]


def open_data(view: View) -> View:
    """What every address of the interface does: it only reads, answers pages of every site, and tells problems as data."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            if request.method not in ("GET", "HEAD"):
                raise Problem("method")
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = told(request, problem)
            if problem.kind == "method":
                response.headers["Allow"] = "GET, HEAD"
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Content-Disposition, ETag, Link"
        return response

    return answer


def json_answer(request: HttpRequest, body: Any, language: str, media_type: str = JSON) -> HttpResponse:
    """Plain data as JSON. Raises Problem where whoever asked accepts none of it."""
    accepted(request, media_type)
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    response = HttpResponse(text, content_type=media_type)
    response.headers["Content-Language"] = language
    return response


def accepted(request: HttpRequest, media_type: str) -> None:
    """Raises Problem where the Accept header names nothing that this answer is."""
    plain = media_type.partition(";")[0]
    # A program that accepts JSON reads what is JSON under a narrower name, too.
    names = (plain, JSON) if plain.endswith("+json") else (plain,)
    if not any(request.accepts(name) for name in names):
        raise Problem("not-acceptable", available=[plain])


def written(request: HttpRequest, table: Table, asked: Question) -> HttpResponse:
    """A table in the format asked for."""
    accepted(request, MEDIA_TYPES[asked.format])
    response = _WRITERS[asked.format](request, table, asked)
    response.headers["Content-Language"] = asked.language
    return response


def _csv(request: HttpRequest, table: Table, asked: Question) -> HttpResponse:
    for_programs = asked.format == "csv-plain"
    response = csv_file(f"edau-{table.name}.csv", table, asked.language, for_programs=for_programs)
    # The address of what its columns mean, as CSV on the Web asks of a server.
    response.headers["Link"] = f'<{_same(request, "csvw")}>; rel="describedby"; type="{MEDIA_TYPES["csvw"]}"'
    return response


def _xlsx(request: HttpRequest, table: Table, asked: Question) -> HttpResponse:
    response = HttpResponse(workbook(table, asked.language), content_type=MEDIA_TYPES["xlsx"])
    response.headers["Content-Disposition"] = f'attachment; filename="edau-{table.name}.xlsx"'
    return response


def _json(request: HttpRequest, table: Table, asked: Question) -> HttpResponse:
    body = records(table, asked.language)
    body["links"] = {one: _same(request, one) for one in MEDIA_TYPES}
    return json_answer(request, body, asked.language)


def _jsonstat(request: HttpRequest, table: Table, asked: Question) -> HttpResponse:
    return json_answer(request, dataset(table, asked.language), asked.language)


def _geojson(request: HttpRequest, table: Table, asked: Question) -> HttpResponse:
    body = geojson.collection(table, geometries_of(table), asked.language)
    return json_answer(request, body, asked.language, MEDIA_TYPES["geojson"])


def _csvw(request: HttpRequest, table: Table, asked: Question) -> HttpResponse:
    body = metadata(table, _same(request, "csv-plain"), asked.language)
    return json_answer(request, body, asked.language, MEDIA_TYPES["csvw"])


_WRITERS: dict[str, Callable[[HttpRequest, Table, Question], HttpResponse]] = {
    "json": _json,
    "csv": _csv,
    "csv-plain": _csv,
    "xlsx": _xlsx,
    "jsonstat": _jsonstat,
    "geojson": _geojson,
    "csvw": _csvw,
}


def geometries_of(table: Table) -> dict[str, geojson.Geometry | None]:
    """The outline of each area of a table, of a drawn place those of its small areas; where none is known, its spot."""
    known, asked = visible_areas(), {str(row[table.at(table.place)]) for row in table.rows}
    codes = asked & known.keys()
    rings = rings_of_each(codes)
    return {code: _geometry(known[code], rings.get(code, [])) for code in codes} | _of_drawn(asked - codes)


def _of_drawn(codes: Collection[str]) -> dict[str, geojson.Geometry | None]:
    """Drawn places as their small areas side by side. Each area's outline is simplified by itself, so that the line round
    all of them would cross itself in places."""
    citations = {found[1]: code for code in codes if (found := DRAWN.fullmatch(code))}
    known, geometries = outlines_of_small_areas(), {}
    for citation, place in (cited(citations) if citations else {}).items():
        whole = composition_of(place.small_areas)
        parts = [geojson.outline(known.get(area.code, ())) for area in whole.areas]
        geometries[citations[citation]] = geojson.together(parts) or geojson.point(
            whole.longitude, whole.latitude
        )
    return geometries


def _geometry(area: Area, rings: Collection[Any]) -> geojson.Geometry | None:
    return geojson.outline(list(rings)) or geojson.point(area.longitude, area.latitude)


def _same(request: HttpRequest, form: str) -> str:
    """The same question in another format, as a whole address."""
    query = QueryDict(mutable=True)
    query.update(request.GET)
    query["format"] = form
    return request.build_absolute_uri(f"{request.path}?{query.urlencode(safe=',/')}")
