"""The declared format agrees with itself, and with what others say of such formats."""

import json
import typing

import pytest

from edau.understand.files import read, rows, schema

TYPES = {"string": str, "integer": int, "number": float, "boolean": bool}
READERS = {
    "areas": (rows.AreaRow, read.areas),
    "observations": (rows.ObservationRow, read.observations),
    "lsoa-places": (rows.LsoaPlaceRow, read.lsoa_places),
    "series": (rows.SeriesRow, read.series),
    "flows-work": (rows.FlowRow, read.flows_work),
    "flows-migration": (rows.FlowRow, read.flows_migration),
    "services": (rows.ServiceRow, read.services),
    "localities": (rows.LocalityRow, read.localities),
    "outcodes": (rows.OutcodeRow, read.outcodes),
    "neighbours": (rows.NeighbourRow, read.neighbours),
    "types": (rows.TypeRow, read.types),
    "sources": (rows.SourceRow, read.sources),
    "odbl-observations": (rows.ObservationRow, read.observations_odbl),
    "odbl-stations": (rows.ServiceRow, read.stations),
}


@pytest.mark.parametrize("name", READERS)
def test_typed_rows_have_the_columns_of_their_table_with_their_types(name):
    declared = {
        field.name: TYPES[field.type] | None
        if field.type in ("integer", "number") and not field.required
        else TYPES[field.type]
        for field in schema.table(name).fields
    }
    assert typing.get_type_hints(READERS[name][0]) == declared


def test_every_table_has_a_reader():
    assert {table.name for table in schema.TABLES} == {*READERS, "lsoa-counts"}


def test_keys_and_references_name_columns_that_are_there():
    for table in schema.TABLES:
        assert set(table.key) <= set(table.columns)
        assert set(table.also_unique) <= set(table.columns)
        for reference in table.references:
            assert reference.field in table.columns
            target = next(f for f in schema.table(reference.table).fields if f.name == reference.key)
            assert target.unique


def test_every_column_says_what_it_is_in_both_languages():
    for table in schema.TABLES:
        assert [field.name for field in table.fields if not (field.title_en and field.title_cy)] == []


def test_a_release_is_a_valid_frictionless_data_package(release):
    frictionless = pytest.importorskip(
        "frictionless", reason="frictionless is in the group of checking tools"
    )
    report = frictionless.validate(str(release / "datapackage.json"))
    assert report.flatten(["name", "rowNumber", "fieldName", "type"]) == []


def test_the_csvw_description_names_the_columns_in_their_order(release):
    group = json.loads((release / "csv-metadata.json").read_text(encoding="utf-8"))
    described = {
        table["url"]: tuple(column["name"] for column in table["tableSchema"]["columns"])
        for table in group["tables"]
    }
    assert described == {table.path: table.columns for table in schema.TABLES}
