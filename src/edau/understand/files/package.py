"""Describe a release: a Frictionless data package and a CSV on the Web table group over the same tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from edau.understand.files.schema import FILES, NAME, TABLES, VERSION, Field, File, Table
from edau.understand.files.write import write_json

TITLE_EN = "Edau: open data on the places of Wales"
TITLE_CY = "Edau: data agored am leoedd Cymru"

LICENCES = {
    "OGL-UK-3.0": (
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "OPL-UK-3.0": (
        "Open Parliament Licence v3.0",
        "https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/",
    ),
    "ODbL-1.0": ("Open Database License v1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "MIT": ("MIT License", "https://opensource.org/license/mit"),
}


def write_package(folder: Path, sources: Iterable[Mapping[str, str]]) -> str:
    """Write `datapackage.json` and `csv-metadata.json` over the files in `folder`; return the id of the
    release.

    The id is a SHA-256 over the paths and hashes of all resources: the same data have the same id, whenever
    built. `sources` are the rows of the table of sources. A file that the format knows and the folder has not
    is left out.
    """
    resources = [
        _resource(folder, each)
        for each in (*TABLES, *FILES)
        if folder.joinpath(*each.path.split("/")).is_file()
    ]
    identity = identify(resources)
    write_json(
        folder / "datapackage.json",
        {
            "profile": "data-package",
            "name": NAME,
            "id": identity,
            "version": VERSION,
            "title": TITLE_EN,
            "title_cy": TITLE_CY,
            "licenses": [_licence(name) for name in LICENCES],
            "sources": [
                {"title": f"{row['publisher_en']}: {row['title_en']}", "path": row["licence_url"]}
                for row in sources
            ],
            "resources": resources,
        },
    )
    write_json(folder / "csv-metadata.json", _table_group(folder))
    return identity


def identify(resources: Iterable[Mapping[str, object]]) -> str:
    """Return the id of a set of resources: SHA-256 over their paths and hashes, in the order of the paths."""
    lines = sorted(f"{resource['path']} {resource['hash']}" for resource in resources)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _resource(folder: Path, each: Table | File) -> dict[str, object]:
    content = folder.joinpath(*each.path.split("/")).read_bytes()
    resource: dict[str, object] = {
        "name": each.name,
        "path": each.path,
        "title": each.title_en,
        "title_cy": each.title_cy,
        "mediatype": each.mediatype if isinstance(each, File) else "text/csv",
    }
    if isinstance(each, Table):
        resource |= {"profile": "tabular-data-resource", "format": "csv", "encoding": "utf-8"}
    resource |= {
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "licenses": [_licence(name) for name in each.licences],
    }
    if isinstance(each, Table):
        resource["schema"] = _table_schema(each)
    return resource


def _licence(name: str) -> dict[str, str]:
    title, path = LICENCES[name]
    return {"name": name, "title": title, "path": path}


def _table_schema(table: Table) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_frictionless(field) for field in table.fields],
        "missingValues": [""],
    }
    # Frictionless holds a key to be filled in; an empty place (outside every place) is a value of ours.
    if all(field.required for field in table.fields if field.name in table.key):
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {"fields": [each.field], "reference": {"resource": each.table, "fields": [each.key]}}
            for each in table.references
        ]
    return schema


def _frictionless(field: Field) -> dict[str, object]:
    column: dict[str, object] = {
        "name": field.name,
        "type": field.type,
        "title": field.title_en,
        "title_cy": field.title_cy,
    }
    if field.type == "boolean":
        column |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints: dict[str, object] = {}
    if field.required:
        constraints["required"] = True
    if field.unique:
        constraints["unique"] = True
    if field.enum:
        constraints["enum"] = list(field.enum)
    if field.pattern:
        constraints["pattern"] = field.pattern
    if field.minimum is not None:
        constraints["minimum"] = field.minimum
    if field.maximum is not None:
        constraints["maximum"] = field.maximum
    if constraints:
        column["constraints"] = constraints
    return column


def _table_group(folder: Path) -> dict[str, object]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": [{"@value": TITLE_EN, "@language": "en"}, {"@value": TITLE_CY, "@language": "cy"}],
        "tables": [
            {
                "url": table.path,
                "dc:title": [
                    {"@value": table.title_en, "@language": "en"},
                    {"@value": table.title_cy, "@language": "cy"},
                ],
                "dc:license": [{"@id": LICENCES[name][1]} for name in table.licences],
                "tableSchema": {
                    "columns": [_csvw(field) for field in table.fields],
                    "primaryKey": list(table.key),
                },
            }
            for table in TABLES
            if folder.joinpath(*table.path.split("/")).is_file()
        ],
    }


def _csvw(field: Field) -> dict[str, object]:
    column: dict[str, object] = {
        "name": field.name,
        "titles": {"en": [field.name, field.title_en], "cy": field.title_cy},
        "datatype": _csvw_type(field),
    }
    if field.required:
        column["required"] = True
    return column


def _csvw_type(field: Field) -> object:
    datatype: dict[str, object] = {"base": field.type}
    if field.type == "boolean":
        return {"base": "boolean", "format": "true|false"}
    if field.type == "string" and (field.pattern or field.enum):
        datatype["format"] = field.pattern or "|".join(field.enum)
    if field.minimum is not None:
        datatype["minimum"] = field.minimum
    if field.maximum is not None:
        datatype["maximum"] = field.maximum
    return datatype if len(datatype) > 1 else field.type
