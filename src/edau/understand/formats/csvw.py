"""What the columns of a CSV file mean, for programs: CSV on the Web metadata (https://www.w3.org/TR/tabular-metadata/)."""

from __future__ import annotations

from typing import Any

from edau.understand.catalogue import Bilingual
from edau.understand.formats.table import Column, Table


def metadata(table: Table, csv_address: str, language: str) -> dict[str, Any]:
    """The metadata of the CSV file of this table at `csv_address`, written in `language` under plain headings.

    Titles, notes and words for codes are in both languages; `language` is that of the words in the cells.
    """
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "url": csv_address,
        "lang": language,
        "dc:title": _said(table.title),
        "dc:identifier": f"{table.name} {table.release.id}",
        "dc:license": [{"@id": one.address} for one in table.licences if one.address],
        "dc:source": [text for source in table.sources for text in _said(source.attribution)],
        "rdfs:comment": [text for note in table.notes for text in _said(note)],
        "schema:version": table.release.version,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "columns": [_column(column, column.key in table.key, language) for column in table.columns],
            "primaryKey": list(table.key),
        },
    }


def _column(column: Column, required: bool, language: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": column.key,
        "titles": {code: column.titles.say(code) for code in _first(language)},
        "datatype": column.datatype,
        "required": required,
    }
    if column.listed:
        made["dc:description"] = [
            {
                "@value": "; ".join(f"{code}: {text.say(code_of)}" for code, text in column.codes.items()),
                "@language": code_of,
            }
            for code_of in _first(language)
        ]
    return made


def _said(text: Bilingual) -> list[dict[str, str]]:
    return [
        {"@value": text.say(language), "@language": language}
        for language in ("cy", "en")
        if text.say(language)
    ]


def _first(language: str) -> tuple[str, str]:
    return ("cy", "en") if language == "cy" else ("en", "cy")
