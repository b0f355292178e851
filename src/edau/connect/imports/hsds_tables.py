"""The tables of the Human Services Data Specification, as CSV files (RFC 4180, UTF-8) with headings: versions 1 to 3.

Only the tables and columns that an asset is made of are read; any others may be there. Each fault is told with its file and
line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from edau.connect.csv_lines import Fault

LARGEST = 20 * 1024 * 1024  # bytes of all files together
MOST_LINES = 100_000  # of one file
# What each table is called, in the versions of the specification and in singular or plural.
NAMES = {
    "organizations": ("organization",),
    "services": ("service",),
    "locations": ("location",),
    "services_at_location": ("service_at_location", "services_at_locations", "service_at_locations"),
    "schedules": ("schedule", "regular_schedules", "regular_schedule"),
    "languages": ("language",),
    "accessibility": ("accessibility_for_disabilities", "accessibilities"),
    "addresses": ("address", "physical_addresses", "physical_address"),
    "attributes": ("attribute",),
    "taxonomy_terms": ("taxonomy_term",),
    "kinds": (),  # ours: service_id and kind, for services whose kind of asset nothing else says
}
NEEDED = {
    "organizations": ("id", "name"),
    "services": ("id", "name"),
    "locations": ("id",),
    "services_at_location": ("id", "service_id", "location_id"),
    "kinds": ("service_id", "kind"),
}
MUST_BE = ("services", "locations", "services_at_location")
WITH_IDS = ("organizations", "services", "locations", "services_at_location")


@dataclass(frozen=True)
class Row:
    """A line of a table: the file it stands in, its number there, its cells by column."""

    file: str
    line: int
    cells: Mapping[str, str]

    def text(self, *columns: str) -> str:
        """The first of these columns that says something; empty where none does."""
        return next((text for column in columns if (text := self.cells.get(column, "").strip())), "")


@dataclass
class Tables:
    """The rows of each table, by our name for it, and what is wrong."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def of(self, table: str) -> list[Row]:
        return self.rows.get(table, [])

    def by_id(self, table: str) -> dict[str, Row]:
        return {row.text("id"): row for row in self.of(table)}

    def wrong(self, row: Row, code: str, column: str) -> None:
        """Notes a fault of a row."""
        self.faults.append(Fault(row.file, row.line, code, column, row.text(column)[:80]))


def table_of(file: str) -> str:
    """Our name for the table in a file of this name ("services.csv"); empty for one that is not read."""
    stem = file.rpartition("/")[2].lower().removesuffix(".csv")
    return next((name for name, others in NAMES.items() if stem in (name, *others)), "")


def read_tables(files: Mapping[str, bytes]) -> Tables:
    """The tables in these files, by file name. What cannot be read is among the faults; then nothing may be taken."""
    tables = Tables()
    if sum(map(len, files.values())) > LARGEST:
        tables.faults.append(Fault("", 0, "too_large"))
        return tables
    for file, content in sorted(files.items()):
        name = table_of(file)
        if not name:
            continue
        if name in tables.rows:
            tables.faults.append(Fault(file, 1, "table_twice", "", name))
            continue
        tables.rows[name] = list(_rows(file, name, content, tables))
    for name in MUST_BE:
        if name not in tables.rows:
            tables.faults.append(Fault(f"{name}.csv", 0, "missing_file"))
    for name in WITH_IDS:
        _insist_ids(tables, name)
    for column, where in (("service_id", "services"), ("location_id", "locations")):
        known = tables.by_id(where)
        for row in tables.of("services_at_location"):
            if where in tables.rows and row.text(column) not in known:
                tables.wrong(row, "unknown_id", column)
    return tables


def _insist_ids(tables: Tables, name: str) -> None:
    seen: set[str] = set()
    for row in tables.of(name):
        key = row.text("id")
        if not key:
            tables.wrong(row, "wrong_id", "id")
        elif key in seen:
            tables.wrong(row, "repeated_id", "id")
        seen.add(key)


def _rows(file: str, name: str, content: bytes, tables: Tables) -> Iterator[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        tables.faults.append(Fault(file, 1, "not_utf8"))
        return
    if "\0" in text:  # no database of text takes it
        tables.faults.append(Fault(file, 1, "not_csv"))
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    headings: list[str] | None = None
    for _count in range(MOST_LINES):
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            if headings is None:
                tables.faults.append(Fault(file, 1, "empty"))
            return
        except csv.Error:
            tables.faults.append(Fault(file, number, "not_csv"))
            return
        if not any(cell.strip() for cell in cells):
            continue
        if headings is None:
            headings = [cell.strip().lower() for cell in cells]
            missing = [one for one in NEEDED.get(name, ()) if one not in headings]
            tables.faults += [Fault(file, number, "missing_column", one) for one in missing]
            if missing:
                return
        elif len(cells) != len(headings):
            tables.faults.append(Fault(file, number, "wrong_width", "", str(len(cells))))
        else:
            yield Row(file, number, dict(zip(headings, cells, strict=True)))
    tables.faults.append(Fault(file, MOST_LINES, "too_many_lines"))
