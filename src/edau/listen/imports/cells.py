"""From the text of a CSV file (RFC 4180; comma or semicolon) to lines of cells, each with the number of its first line."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from enum import StrEnum

from edau.listen.imports.columns import column_of

MOST_ROWS = 2_000
MOST_COLUMNS = 30
SEPARATORS = (",", ";", "\t")


class Fault(StrEnum):
    """Why the rest of a file cannot be read."""

    QUOTE = "quote"  # a quotation mark that is never closed, or has something behind it
    CELL = "cell"  # one cell with more in it than a cell can have
    COLUMNS = "columns"
    ROWS = "rows"


class Unreadable(Exception):
    """The file cannot be read from this line on."""

    def __init__(self, line: int, fault: Fault) -> None:
        self.line, self.fault = line, fault
        super().__init__(f"line {line}: {fault}")


@dataclass(frozen=True)
class Line:
    """The cells of one row, and the line of the file on which it begins."""

    number: int
    cells: tuple[str, ...]


def lines_of(text: str) -> list[Line]:
    """Every row that has something in it, the headings first. Raises Unreadable at the first place that makes no sense."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    found: list[Line] = []
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return found
        except csv.Error as error:
            fault = Fault.CELL if "field larger" in str(error) else Fault.QUOTE
            raise Unreadable(number, fault) from None
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(number, Fault.COLUMNS)
        if not any(cell.strip() for cell in cells):
            continue
        if len(found) > MOST_ROWS:
            raise Unreadable(number, Fault.ROWS)
        found.append(Line(number, tuple(cells)))


def separator_of(text: str) -> str:
    """What stands between the cells: that of those we know with which most headings of the first line are ours."""
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    if len(first) > 10_000:
        return SEPARATORS[0]

    def known(separator: str) -> int:
        return sum(bool(column_of(cell.strip().strip('"'))) for cell in first.split(separator))

    return max(SEPARATORS, key=known)  # the first of equals, which is the comma
