"""Tables that are no answer of the open interface (flows, a look ahead, a drawn place, the register), in the same formats."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, override

from edau.portal.api.answers import MEDIA_TYPES, geometries_of
from edau.portal.api.links import LABELS, Download, Downloads
from edau.portal.exports.tables import csv_file
from edau.portal.words.release import release_line
from edau.understand.catalogue import Bilingual
from edau.understand.formats import geojson
from edau.understand.formats.csvw import metadata
from edau.understand.formats.jsonstat import dataset
from edau.understand.formats.table import Column, Table
from edau.understand.formats.xlsx import workbook

Lines = Callable[[str], Iterator[list[Any]]]


def formats_of(
    address: str, what: str, language: str, *, cube: bool = True, on_a_map: bool = False
) -> Downloads:
    """The downloads of the table at an address; without JSON-stat where it has no numbers to make a cube of, with
    GeoJSON where its lines are about places."""
    with override(language):
        links = tuple(
            Download(form, str(label), f"{address}?format={form}" if form != "csv" else address)
            for form, label in LABELS.items()
            if {"jsonstat": cube, "geojson": on_a_map}.get(form, True)
        )
    return Downloads(what, links)


def table_file(request: HttpRequest, name: str, table: Table) -> HttpResponse:
    """A table in the format that `?format=` asks for; as CSV where it asks for none. Http404 for what it cannot be."""
    form, language = request.GET.get("format", "csv"), get_language() or "cy"
    if form == "csv":
        return csv_file(f"{name}.csv", table, language)
    if form == "csv-plain":  # the file that the description of the columns describes
        return csv_file(f"{name}.csv", table, language, for_programs=True)
    if form == "xlsx":
        response = HttpResponse(workbook(table, language), content_type=MEDIA_TYPES["xlsx"])
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        return response
    if form == "csvw":
        query = request.GET.copy()
        query["format"] = "csv-plain"
        described = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
        return _json(metadata(table, described, language), MEDIA_TYPES["csvw"])
    if form == "jsonstat" and table.measures:
        return _json(dataset(table, language), MEDIA_TYPES["jsonstat"])
    if form == "geojson" and table.place:
        return _json(geojson.collection(table, geometries_of(table), language), MEDIA_TYPES["geojson"])
    raise Http404


def table_of_lines(
    name: str,
    title: Bilingual,
    lines: Lines,
    columns: Sequence[str],
    *,
    key: tuple[str, ...],
    measures: tuple[str, ...],
    time: str = "",
) -> Table:
    """Lines that begin with their headings, as a table. `columns` are the names of the columns for programs, in their
    order; `measures` those that hold numbers. Cells are in the language that is active, headings in both."""
    language = get_language() or "cy"
    headings = {}
    for each in ("cy", "en"):
        with override(each):
            headings[each] = [str(text) for text in next(lines(each))]
    made = lines(language)
    next(made)
    return Table(
        name=name,
        title=title,
        columns=tuple(
            Column(column, Bilingual(cy=cy, en=en), "number" if column in measures else "string")
            for column, cy, en in zip(columns, headings["cy"], headings["en"], strict=True)
        ),
        rows=[tuple(row) for row in made],
        key=key,
        release=release_line(),
        measures=measures,
        time=time,
    )


def _json(body: Any, media_type: str) -> HttpResponse:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return HttpResponse(text, content_type=media_type)
