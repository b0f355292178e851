"""A table as plain JSON: one object a row, under the same names in both languages, with the words beside the codes."""

from __future__ import annotations

import math
from typing import Any

from edau.understand.formats.table import Cell, Column, Table


def records(table: Table, language: str) -> dict[str, Any]:
    """The table with everything that makes it citable. Codes stay codes; the words for them are under `codes`.

    Names of places, indicators and sources are given once, under `names` and `sources`, in both languages.
    """
    stored = table.stored
    named = [column for column in (table.place, table.metric) if column]
    return {
        "title": table.title.say(language),
        "release": {"id": table.release.id, "version": table.release.version},
        "address": table.address.say(language),
        "licences": [{"name": one.name, "url": one.address} for one in table.licences],
        "notes": [note.say(language) for note in table.notes],
        "sources": {
            source.key: {
                "title": source.title.say(language),
                "publisher": source.publisher.say(language),
                "table": source.table,
                "licence": source.licence.name,
                "attribution": source.attribution.say(language),
            }
            for source in table.sources
        },
        "names": {
            key: {
                code: {"name": text.say(language), "cy": text.cy, "en": text.en}
                for code, text in table.column(key).codes.items()
            }
            for key in named
        },
        "columns": [
            {"name": column.key, "title": column.titles.say(language), "datatype": column.datatype}
            for column in stored
        ],
        "codes": {column.key: _codes(table, column, language) for column in stored if column.listed},
        "count": len(table.rows),
        "figures": [
            {column.key: _finite(cell) for column, cell in zip(stored, row, strict=True)}
            for row in table.rows
        ],
    }


def _codes(table: Table, column: Column, language: str) -> dict[str, str]:
    """The codes that stand in a column, in words."""
    at = table.at(column.key)
    present = sorted({str(row[at]) for row in table.rows if row[at]})
    return {code: column.codes[code].say(language) for code in present if code in column.codes}


def _finite(cell: Cell) -> Cell:
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell
