"""Write the tables of a release: the same rows give the same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from edau.understand.files.cells import text_of
from edau.understand.files.schema import Table


def write_table(folder: Path, table: Table, rows: Iterable[Mapping[str, object]]) -> Path:
    """Write `rows` (mappings from column to value) as the CSV file of `table` in `folder`, sorted by the
    table's key.

    Returns the path. Columns that a row does not name are empty.

    Raises
    ------
    ValueError
        If a row names a column that the table has not, or two rows share a key.
    """
    columns = table.columns
    lines = []
    for row in rows:
        unknown = set(row) - set(columns)
        if unknown:
            raise ValueError(f"{table.path}: no such column {sorted(unknown)}")
        lines.append([text_of(field, row.get(field.name)) for field in table.fields])
    at = [columns.index(name) for name in table.key]
    lines.sort(key=lambda line: [line[i] for i in at])
    for before, after in pairwise(lines):
        if [before[i] for i in at] == [after[i] for i in at]:
            raise ValueError(f"{table.path}: two rows for {[after[i] for i in at]}")
    return _write(folder / table.path, _csv([list(columns), *lines]))


def write_geojson(path: Path, features: Iterable[tuple[str, Mapping[str, object]]]) -> Path:
    """Write `(code, geometry)` pairs as a GeoJSON FeatureCollection, one feature a line, sorted by code."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": {"code": code}, "geometry": geometry},
            separators=(",", ":"),
            ensure_ascii=False,
        )
        for code, geometry in sorted(features, key=lambda feature: feature[0])
    ]
    body = ",\n".join(lines) + "\n" if lines else ""
    return _write(path, f'{{"type":"FeatureCollection","features":[\n{body}]}}\n')


def write_json(path: Path, value: object) -> Path:
    """Write `value` as indented JSON, keys in the order given."""
    return _write(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _csv(lines: Sequence[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue()


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path
