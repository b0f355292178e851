"""A table as JSON-stat 2.0 (https://json-stat.org/format/): a cube of place × what × when × which number.

The numbers of a row (value, lower and upper limit) are a dimension of their own, so that no figure loses its interval.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.understand.formats.table import Cell, Table

MEASURE = "measure"
ROLES = (("geo", "place"), ("time", "time"), ("metric", "metric"))
DENSE = 0.5  # of the cube; a thinner one is written as an object, which names only the cells that are there


def dataset(table: Table, language: str) -> dict[str, Any]:
    """The table as a JSON-stat dataset. ValueError for a table that has no key or no numbers.

    Cells without a row, or without a number, are null. Statuses are StatsWales codes; their words are in
    `extension.status`.
    """
    if not table.key or not table.measures:
        raise ValueError(f"{table.name} has no cube")
    axes = [_present(table, key) for key in table.key]
    size = [*(len(axis) for axis in axes), len(table.measures)]
    values, statuses = _cells(table, axes, size)
    with override(language):
        return {
            "version": "2.0",
            "class": "dataset",
            "label": table.title.say(language),
            "source": " ".join(dict.fromkeys(source.attribution.say(language) for source in table.sources)),
            "href": table.address.say(language),
            "id": [*table.key, MEASURE],
            "size": size,
            "role": {role: [getattr(table, name)] for role, name in ROLES if getattr(table, name)},
            "dimension": {
                **{
                    key: _dimension(table, key, axis, language)
                    for key, axis in zip(table.key, axes, strict=True)
                },
                MEASURE: _measures(table, language),
            },
            "value": _thinned(values, math.prod(size)),
            **({"status": {str(at): code for at, code in sorted(statuses.items())}} if statuses else {}),
            "note": [note.say(language) for note in table.notes],
            "extension": {
                "release": {"id": table.release.id, "version": table.release.version},
                "licence": [{"name": one.name, "url": one.address} for one in table.licences],
                **_statuses(table, statuses.values(), language),
            },
        }


def _present(table: Table, key: str) -> list[str]:
    """The codes that stand in a column of the key, in their order of appearance; periods in the order of time."""
    at = table.at(key)
    found = dict.fromkeys(str(row[at]) for row in table.rows)
    return sorted(found) if key == table.time else list(found)


def _cells(
    table: Table, axes: Sequence[Sequence[str]], size: Sequence[int]
) -> tuple[dict[int, float | int], dict[int, str]]:
    """The numbers and the statuses by their place in the cube, row-major (the last dimension turns fastest)."""
    positions = [{code: at for at, code in enumerate(axis)} for axis in axes]
    columns = [table.at(key) for key in table.key]
    measures = [table.at(key) for key in table.measures]
    status = table.at(table.status) if table.status else None
    values: dict[int, float | int] = {}
    statuses: dict[int, str] = {}
    for row in table.rows:
        start = 0
        for position, column, length in zip(positions, columns, size, strict=False):
            start = start * length + position[str(row[column])]
        start *= len(measures)
        for offset, measure in enumerate(measures):
            number = _number(row[measure])
            if number is not None:
                values[start + offset] = number
        if status is not None and row[status]:
            statuses[start] = str(row[status])
    return values, statuses


def _number(cell: Cell) -> float | int | None:
    if isinstance(cell, str) or cell is None or not math.isfinite(cell):
        return None
    return int(cell) if float(cell).is_integer() else cell


def _thinned(values: dict[int, float | int], cells: int) -> Any:
    if len(values) >= DENSE * cells:
        return [values.get(at) for at in range(cells)]
    return {str(at): value for at, value in sorted(values.items())}


def _dimension(table: Table, key: str, axis: Sequence[str], language: str) -> dict[str, Any]:
    column = table.column(key)
    category: dict[str, Any] = {
        "index": list(axis),
        "label": {code: column.codes[code].say(language) if code in column.codes else code for code in axis},
    }
    if key == table.metric and table.unit:
        category["unit"] = _units(table, language)
    return {"label": column.titles.say(language), "category": category}


def _units(table: Table, language: str) -> dict[str, dict[str, str]]:
    metric, unit, words = table.at(table.metric), table.at(table.unit), table.column(table.unit).codes
    found = {str(row[metric]): str(row[unit]) for row in table.rows}
    return {
        code: {"label": words[unit].say(language) if unit in words else unit} for code, unit in found.items()
    }


def _measures(table: Table, language: str) -> dict[str, Any]:
    labels = {key: table.column(key).titles.say(language) for key in table.measures}
    return {"label": _("measure"), "category": {"index": list(table.measures), "label": labels}}


def _statuses(table: Table, present: Any, language: str) -> dict[str, Any]:
    codes = sorted(set(present))
    if not codes:
        return {}
    words = table.column(table.status).codes
    return {"status": {"label": {code: words[code].say(language) for code in codes if code in words}}}
