"""Cells as text: numbers without float noise, and no text that a spreadsheet would run."""

from __future__ import annotations

import math

from edau.understand.formats.table import Cell

# What spreadsheets take for the beginning of a formula, with the full-width forms that some fold to the plain ones.
FORMULA = tuple("=+-@＝＋－＠\t\r\n")
SPACES = " \u00a0\u3000"  # dropped by some programs on import


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet could take it for a formula.

    >>> harmless("=1+1"), harmless(" ＝1+1"), harmless("Rhyl")
    ("'=1+1", "' ＝1+1", 'Rhyl')
    """
    return f"'{text}" if text.lstrip(SPACES).startswith(FORMULA) else text


def plain(cell: Cell) -> str | int | float | None:
    """A cell for a text format: whole numbers without ".0", nothing for what is missing or no number, no formulas.

    >>> plain(12.0), plain(12.5), plain(float("nan")), plain("@me")
    (12, 12.5, None, "'@me")
    """
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return None
        return int(cell) if cell.is_integer() else cell
    return harmless(cell) if isinstance(cell, str) else cell
