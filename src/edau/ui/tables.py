"""A table as plain data, for the partial `ui/table.html`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column's heading, already translated; columns of numbers are set to the right."""

    label: str
    number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells already written in words. `key` names its caption and must be unique on the page; the first cell
    of each row is its heading. With `fold`, rows become small lists on a telephone instead of a table to be scrolled."""

    key: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    fold: bool = False

    @property
    def lines(self) -> list[list[tuple[Column, Any]]]:
        """Each row as pairs of column and cell. Raises ValueError where a row has too many or too few cells."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]
