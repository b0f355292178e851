"""Read a release: typed rows, one at a time, that stop at the first damaged line.

Every function takes the folder of the release, a `Path` or an `importlib.resources` traversable, and raises
`ReleaseError` with file, line and code: `missing_file`, `not_utf8`, `not_csv`, `wrong_columns`,
`wrong_width`, or one of the codes of a cell (`required`, `type`, `enum`, `pattern`, `minimum`, `maximum`).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from edau.understand.files import rows, schema
from edau.understand.files.cells import Value, fault, value_of
from edau.understand.files.errors import ReleaseError
from edau.understand.files.schema import Table

Folder = Path | Traversable
ID = re.compile(r"[0-9a-f]{64}")


def bytes_of(folder: Folder, path: str) -> bytes:
    """Return the bytes of a file of the release; `ReleaseError` `missing_file` if it is not there."""
    file = folder
    for part in path.split("/"):
        file = file.joinpath(part)
    try:
        return file.read_bytes()
    except OSError as error:
        raise ReleaseError(path, 0, "missing_file") from error


def text_of_file(folder: Folder, path: str) -> str:
    """Return the text of a file of the release; `not_utf8` names the line that is damaged."""
    content = bytes_of(folder, path)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReleaseError(path, content.count(b"\n", 0, error.start) + 1, "not_utf8") from error


def lines_of(folder: Folder, table: Table) -> Iterator[tuple[int, list[str]]]:
    """Yield `(line number, cells)` of a table after checking its header; the first row is line 2."""
    reader = csv.reader(io.StringIO(text_of_file(folder, table.path), newline=""), strict=True)
    try:
        header = next(reader, [])
        if tuple(header) != table.columns:
            raise ReleaseError(table.path, 1, "wrong_columns", _columns_differ(header, table))
        start = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(table.fields):
                params: dict[str, str | int] = {"expected": len(table.fields), "got": len(cells)}
                raise ReleaseError(table.path, start, "wrong_width", params)
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise ReleaseError(table.path, reader.line_num, "not_csv", {"text": str(error)}) from error


def _columns_differ(header: list[str], table: Table) -> dict[str, str | int]:
    missing = [name for name in table.columns if name not in header]
    unknown = [name for name in header if name not in table.columns]
    return {"missing": ", ".join(missing), "unknown": ", ".join(unknown)}


def values_of(folder: Folder, table: Table) -> Iterator[list[Value]]:
    """Yield the rows of a table as lists of typed values, in the order of the columns."""
    fields = table.fields
    for line, cells in lines_of(folder, table):
        for field, text in zip(fields, cells, strict=True):
            code = fault(field, text)
            if code:
                raise ReleaseError(table.path, line, code, {"column": field.name, "text": text})
        yield [value_of(field, text) for field, text in zip(fields, cells, strict=True)]


def _typed(folder: Folder, table: Table, row: Any) -> Iterator[Any]:
    return (row._make(values) for values in values_of(folder, table))


def areas(folder: Folder) -> Iterator[rows.AreaRow]:
    """Yield the areas."""
    return _typed(folder, schema.AREAS, rows.AreaRow)


def observations(folder: Folder) -> Iterator[rows.ObservationRow]:
    """Yield the observations under the Open Government Licence and its like."""
    return _typed(folder, schema.OBSERVATIONS, rows.ObservationRow)


def observations_odbl(folder: Folder) -> Iterator[rows.ObservationRow]:
    """Yield the observations under the Open Database Licence."""
    return _typed(folder, schema.OBSERVATIONS_ODBL, rows.ObservationRow)


def lsoa_counts(folder: Folder) -> Iterator[rows.LsoaCountsRow]:
    """Yield bases, numerators and ranks of each small area."""
    names = schema.LSOA_COUNTS.columns[1:]
    for code, *values in values_of(folder, schema.LSOA_COUNTS):
        yield rows.LsoaCountsRow(str(code), dict(zip(names, values, strict=True)))  # type: ignore[arg-type]


def lsoa_places(folder: Folder) -> Iterator[rows.LsoaPlaceRow]:
    """Yield how the residents of small areas split over the listed places."""
    return _typed(folder, schema.LSOA_PLACES, rows.LsoaPlaceRow)


def series(folder: Folder) -> Iterator[rows.SeriesRow]:
    """Yield the points of the authorities' series."""
    return _typed(folder, schema.SERIES, rows.SeriesRow)


def flows_work(folder: Folder) -> Iterator[rows.FlowRow]:
    """Yield travel to work between places."""
    return _typed(folder, schema.FLOWS_WORK, rows.FlowRow)


def flows_migration(folder: Folder) -> Iterator[rows.FlowRow]:
    """Yield moves between places."""
    return _typed(folder, schema.FLOWS_MIGRATION, rows.FlowRow)


def services(folder: Folder) -> Iterator[rows.ServiceRow]:
    """Yield services as points (without railway stations)."""
    return _typed(folder, schema.SERVICE_POINTS, rows.ServiceRow)


def stations(folder: Folder) -> Iterator[rows.ServiceRow]:
    """Yield railway stations (Open Database Licence)."""
    return _typed(folder, schema.STATIONS, rows.ServiceRow)


def localities(folder: Folder) -> Iterator[rows.LocalityRow]:
    """Yield villages and parts of towns."""
    return _typed(folder, schema.LOCALITIES, rows.LocalityRow)


def outcodes(folder: Folder) -> Iterator[rows.OutcodeRow]:
    """Yield the first halves of postcodes."""
    return _typed(folder, schema.OUTCODES, rows.OutcodeRow)


def neighbours(folder: Folder) -> Iterator[rows.NeighbourRow]:
    """Yield the places like each place."""
    return _typed(folder, schema.NEIGHBOURS, rows.NeighbourRow)


def types(folder: Folder) -> Iterator[rows.TypeRow]:
    """Yield the types of places."""
    return _typed(folder, schema.TYPES, rows.TypeRow)


def sources(folder: Folder) -> Iterator[rows.SourceRow]:
    """Yield the sources."""
    return _typed(folder, schema.SOURCES, rows.SourceRow)


def boundaries(folder: Folder, layer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield `(code, GeoJSON geometry)` of a layer: `places`, `authorities`, `health_boards` or `lsoas`.

    Each feature stands on a line of its own, so damage is reported by line (`not_json`).
    """
    path = f"boundaries/{layer}.geojson"
    lines = text_of_file(folder, path).splitlines()
    if not lines or not lines[0].startswith('{"type":"FeatureCollection"') or lines[-1] != "]}":
        raise ReleaseError(path, max(len(lines), 1), "not_json")
    for number, line in enumerate(lines[1:-1], start=2):
        try:
            feature = json.loads(line.removesuffix(","))
            code, geometry = feature["properties"]["code"], feature["geometry"]
            if not (isinstance(code, str) and _is_drawable(geometry)):
                raise ReleaseError(path, number, "not_a_shape", {"text": str(code)[:80]})
            yield code, geometry
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ReleaseError(path, number, "not_json") from error


def _is_drawable(geometry: Any) -> bool:
    """Whether a geometry is one or more polygons of closed rings of at least four points on the globe."""
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return False
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = [ring for polygon in polygons for ring in polygon]
    return bool(rings) and all(len(ring) >= 4 and all(_is_on_the_globe(at) for at in ring) for ring in rings)


def _is_on_the_globe(at: Any) -> bool:
    east, north = at
    return abs(float(east)) <= 180 and abs(float(north)) <= 90


def description(folder: Folder) -> dict[str, Any]:
    """Return `datapackage.json`: what the release says of itself (`id`, `version`, resources with hashes)."""
    text = text_of_file(folder, "datapackage.json")
    try:
        package = json.loads(text)
        if isinstance(package, dict) and not ID.fullmatch(str(package.get("id"))):
            raise ReleaseError("datapackage.json", 1, "changed_id")
        if not (
            isinstance(package, dict)
            and isinstance(package["id"], str)
            and isinstance(package["resources"], list)
        ):
            raise ReleaseError("datapackage.json", 1, "not_json")
    except RecursionError as error:
        raise ReleaseError("datapackage.json", 1, "not_json") from error
    except json.JSONDecodeError as error:
        raise ReleaseError("datapackage.json", error.lineno, "not_json", {"text": error.msg}) from error
    except KeyError as error:
        raise ReleaseError("datapackage.json", 1, "not_json", {"text": str(error)}) from error
    return package


def release_id(folder: Folder) -> str:
    """Return the short name of the release: the first 12 digits of the hash over its resources."""
    return str(description(folder)["id"])[:12]
