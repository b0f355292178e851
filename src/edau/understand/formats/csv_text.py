"""A table as CSV (RFC 4180): a heading in the language, lines that end in CR LF, an empty cell for what is missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from edau.understand.formats.cells import plain
from edau.understand.formats.table import Cell, Table


def csv_text(table: Table, language: str, *, plain_headings: bool = False) -> str:
    """The table as text. Cells that a spreadsheet could take for a formula begin with an apostrophe.

    With `plain_headings` the heading has the columns' own names, the same in both languages: for programs.
    """
    heading = [column.key for column in table.columns] if plain_headings else table.headings(language)
    return lines_text([heading, *table.written(language)])


def lines_text(lines: Iterable[Sequence[Cell]]) -> str:
    """Lines of cells as text, as `csv_text` writes them: for what is no table of figures."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([plain(cell) for cell in line] for line in lines)
    return text.getvalue()
