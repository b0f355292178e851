"""Workbooks: laid out as public statistics are, the same bytes every time, and nothing in them a formula."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from edau.understand.formats.xlsx import workbook


def opened(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet) -> list[list]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_it_has_a_cover_the_data_and_a_key(table):
    book = opened(workbook(table, "en"))

    assert book.sheetnames == ["About", "Data", "Key"]
    assert rows(book["About"]) == [
        ["No car", None],
        [None, None],
        ["Release", "2026.11 340fa3229305"],
        ["Address", "https://example.org/en/place/"],
        [
            "Licence",
            "OGL-UK-3.0 https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        ],
        ["Source", "Source: ONS."],
        ["Note", "This is an estimate."],
    ]
    assert rows(book["Key"]) == [
        ["Column", "Code", "Meaning"],
        ["status", "e", "estimate"],
        ["status", "u", "low reliability"],
    ]


def test_numbers_are_numbers_and_gaps_are_gaps(table):
    sheet = opened(workbook(table, "en"))["Data"]

    assert [row[4] for row in rows(sheet)] == ["value", 24.68, 12, None, 0, None]
    assert {row[4].data_type for row in sheet.iter_rows(min_row=2)} == {"n"}
    assert [table.ref for table in sheet.tables.values()] == ["A1:J6"]


def test_text_that_looks_like_a_formula_is_text(table):
    sheet = opened(workbook(table, "cy"))["Data"]

    assert (sheet["B4"].value, sheet["B4"].data_type) == ("=cmd|' /C calc'!A0", "s")
    with zipfile.ZipFile(io.BytesIO(workbook(table, "cy"))) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize("language", ["cy", "en"])
def test_the_same_table_gives_the_same_bytes(table, language):
    assert workbook(table, language) == workbook(table, language)


def test_a_table_without_rows_is_still_a_workbook(table):
    assert rows(opened(workbook(replace(table, rows=[]), "en"))["Data"]) == [table.headings("en")]


def test_letters_that_no_workbook_can_hold_are_left_out(table):
    odd = replace(table, rows=[("W\x00\x0b1￾", "no_car_pct", "2021", 1.0, "percent", None, None, "")])

    assert opened(workbook(odd, "en"))["Data"]["A2"].value == "W1"


def test_headings_that_are_alike_are_told_apart(table):
    twice = replace(
        table, columns=(*table.columns[:-1], replace(table.columns[-1], titles=table.columns[8].titles))
    )

    assert rows(opened(workbook(twice, "en"))["Data"])[0][-2:] == ["status", "status (2)"]
