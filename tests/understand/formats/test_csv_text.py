"""CSV: what a spreadsheet opens, and nothing that it would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from edau.understand.formats.cells import harmless, plain
from edau.understand.formats.csv_text import csv_text, lines_text


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_table_reads_back_as_it_was_written(table):
    heading, *rows = cells(csv_text(table, "en"))

    assert heading == [
        *("code", "area", "indicator", "period", "value", "unit"),
        *("lower limit", "upper limit", "status", "status in words"),
    ]
    assert rows[0] == [
        *("W1", "St Davids", "no_car_pct", "2021-03-21", "24.68", "%", "23.9", "25.5", "e", "estimate")
    ]
    assert rows[1][4:] == ["12", "number", "", "", "", ""]


def test_both_languages_have_the_same_codes_and_numbers_in_words_of_their_own(table):
    cy, en = cells(csv_text(table, "cy")), cells(csv_text(table, "en"))

    assert [row[:1] + row[2:5] for row in cy[1:]] == [row[:1] + row[2:5] for row in en[1:]]
    assert (cy[1][1], cy[1][9], cy[2][5]) == ("Tŷ Ddewi", "amcangyfrif", "nifer")


def test_what_is_missing_is_empty_and_what_is_nought_is_nought(table):
    rows = cells(csv_text(table, "en"))[1:]

    assert [row[4] for row in rows] == ["24.68", "12", "", "0", ""]


def test_a_table_without_rows_is_its_heading(table):
    empty = replace(table, rows=[], columns=tuple(replace(one, codes={}) for one in table.columns))

    assert cells(csv_text(empty, "en")) == [table.headings("en")]


def test_lines_end_as_the_standard_says(table):
    text = csv_text(table, "en")

    assert text.count("\r\n") == text.count("\n") == 6


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["", "  "])
def test_no_cell_begins_like_a_formula(sign, before):
    dangerous = f"{before}{sign}HYPERLINK(0)"

    assert harmless(dangerous) == f"'{dangerous}"
    assert cells(lines_text([[dangerous]])) == [[f"'{dangerous}"]]


def test_a_name_that_is_a_formula_is_made_harmless_in_the_file(table):
    rows = cells(csv_text(table, "cy"))

    assert rows[3][1] == "'=cmd|' /C calc'!A0"


def test_negative_numbers_stay_numbers():
    assert [plain(-3.0), plain(-3.25), plain(-4)] == [-3, -3.25, -4]
