"""A table as plain data, for the partial `ui/table.html`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from edau.ui import rows
from edau.ui.rows import Heading


@dataclass(frozen=True)
class Table:
    """Rows of cells already written in words. `key` names its caption and must be unique on the page; the
    first cell of each row is its heading, and links to its address where `addresses` has one. With
    `fold`, rows become small lists on a telephone instead of a table to be scrolled."""

    key: str
    caption: str
    columns: Sequence[Heading]
    cells: Sequence[Sequence[str]]
    addresses: Sequence[str] = ()
    fold: bool = False

    @property
    def head(self) -> SafeString:
        """The row of headings."""
        return rows.head(self.columns)

    @property
    def body(self) -> SafeString:
        """The rows. Raises ValueError where a row has not as many cells as there are columns."""
        return rows.body(self.columns, self.cells, self.addresses)
