"""Lines of a CSV file (RFC 4180, UTF-8) with headings, and every fault of them by its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Fault:
    """What is wrong: in which file (`spaces`, `needs`), on which line, in which column, and what stands there."""

    file: str
    line: int
    code: str
    column: str = ""
    value: str = ""


class Unreadable(Exception):
    """The files have faults, and nothing of them was taken."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.file} {fault.line}: {fault.code}" for fault in self.faults))


@dataclass
class Line:
    """The cells of a line, by column, and where its faults go."""

    file: str
    number: int
    cells: Mapping[str, str]
    faults: list[Fault]
    whole: bool = field(default=True)

    def wrong(self, code: str, column: str, value: str | None = None) -> None:
        self.whole = False
        shown = self.cells.get(column, "") if value is None else value
        self.faults.append(Fault(self.file, self.number, code, column, shown))

    def text(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def listed(self, column: str) -> list[str]:
        return [part.strip() for part in self.text(column).split(";") if part.strip()]

    def read(self, column: str, code: str, how: Callable[[str], Any], otherwise: Any = None) -> Any:
        """What `how` makes of a cell; where it cannot (ValueError), the fault is noted and `otherwise` comes back."""
        text = self.text(column)
        if not text and otherwise is not None:
            return otherwise
        try:
            return how(text)
        except ValueError:
            self.wrong(code, column)
            return otherwise


def read_lines(
    file: str, path: Path, columns: Sequence[str], needs: Sequence[str], faults: list[Fault]
) -> list[Line]:
    """The lines under the headings. Of a file whose form is wrong, none."""
    return lines_of(file, path.read_bytes(), columns, needs, faults)


def lines_of(
    file: str, content: bytes, columns: Sequence[str], needs: Sequence[str], faults: list[Fault]
) -> list[Line]:
    """The same of what a file has in it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        faults.append(Fault(file, 1, "not_utf8"))
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    headings: list[str] | None = None
    found: list[Line] = []
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            faults.append(Fault(file, number, "not_csv"))
            return []
        if not any(cell.strip() for cell in cells):
            continue
        if headings is None:
            headings = [cell.strip().lower() for cell in cells]
            if not _headings_hold(file, number, headings, columns, needs, faults):
                return []
        elif len(cells) != len(headings):
            faults.append(Fault(file, number, "wrong_width", "", str(len(cells))))
        else:
            found.append(Line(file, number, dict(zip(headings, cells, strict=True)), faults))
    if headings is None:
        faults.append(Fault(file, 1, "empty"))
    return found


def _headings_hold(
    file: str,
    number: int,
    headings: list[str],
    columns: Sequence[str],
    needs: Sequence[str],
    faults: list[Fault],
) -> bool:
    wrong = [Fault(file, number, "missing_column", name) for name in needs if name not in headings]
    wrong += [Fault(file, number, "unknown_column", name) for name in headings if name not in columns]
    twice = sorted({name for name in headings if headings.count(name) > 1})
    wrong += [Fault(file, number, "repeated_column", name) for name in twice]
    faults += wrong
    return not wrong


def identifier(line: Line, seen: dict[str, int]) -> str:
    name = line.text("id")
    if not name or ";" in name:
        line.wrong("wrong_id", "id")
    elif name in seen:
        line.wrong("repeated_id", "id")
    seen.setdefault(name, line.number)
    return name
