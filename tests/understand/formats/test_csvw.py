"""CSV on the Web metadata, held against its file by a reader that knows the standard."""

from __future__ import annotations

import json
import warnings

import pytest

from edau.understand.formats.csv_text import csv_text
from edau.understand.formats.csvw import metadata

with warnings.catch_warnings():  # what a reader imports is not ours
    warnings.simplefilter("ignore")
    import csvw


def read(table, language, folder, text=None):
    """The file and its metadata as the reader finds them."""
    file, described = folder / "table.csv", folder / "table.csv-metadata.json"
    file.write_bytes((text or csv_text(table, language, plain_headings=True)).encode())
    described.write_text(json.dumps(metadata(table, "table.csv", language)), encoding="utf-8")
    return csvw.CSVW(str(described), validate=True)


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_file_is_what_its_metadata_says(table, language, tmp_path):
    found = read(table, language, tmp_path)

    assert (found.is_valid, [str(one.message) for one in found.warnings]) == (True, [])
    rows = list(found.tables[0])
    assert [row["value"] for row in rows] == [24.68, 12, None, 0, None]
    assert rows[0]["place_name"] == {"cy": "Tŷ Ddewi", "en": "St Davids"}[language]


def test_a_file_that_is_something_else_is_found_out(table, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        found = read(
            table, "en", tmp_path, csv_text(table, "en", plain_headings=True).replace("24.68", "many")
        )

        assert not found.is_valid


def test_columns_keep_their_names_in_both_languages(table):
    cy, en = metadata(table, "x.csv", "cy"), metadata(table, "x.csv", "en")

    assert [c["name"] for c in cy["tableSchema"]["columns"]] == [column.key for column in table.columns]
    assert [c["titles"] for c in cy["tableSchema"]["columns"]] == [
        c["titles"] for c in en["tableSchema"]["columns"]
    ]
    assert cy["tableSchema"]["primaryKey"] == ["place", "indicator", "period"]


def test_codes_are_explained_in_both_languages(table):
    columns = {column["name"]: column for column in metadata(table, "x.csv", "en")["tableSchema"]["columns"]}

    assert columns["status"]["dc:description"] == [
        {"@value": "e: estimate; u: low reliability", "@language": "en"},
        {"@value": "e: amcangyfrif; u: dibynadwyedd isel", "@language": "cy"},
    ]
