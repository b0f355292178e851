"""Verify a release: is every file there and unchanged, does every line hold what its column may hold?"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from edau.places.postcodes import PostcodeFile, PostcodeFileError
from edau.understand.files import read
from edau.understand.files.cells import fault
from edau.understand.files.errors import Problem, ReleaseError
from edau.understand.files.package import identify
from edau.understand.files.read import Folder
from edau.understand.files.schema import FILES, TABLES, Table

MOST = 20  # problems told of one file: a file shifted by one column would tell thousands


def verify(folder: Folder) -> list[Problem]:
    """Return everything wrong with the release in `folder`; an empty list if nothing is.

    Codes: `missing_file`, `changed_file` (not the bytes that the description has the hash of),
    `undescribed_file`, `changed_id`, `not_json`, `not_utf8`, `not_csv`, `wrong_columns`, `wrong_width`,
    `unsorted`, `repeated` (a key or a value that must be unique), `unknown_reference`, and the codes of a
    cell: `required`, `type`, `enum`, `pattern`, `minimum`, `maximum`. Problems of a file come in the order of
    its lines, `MOST` of them at most, the last then being `more`.
    """
    try:
        package = read.description(folder)
    except ReleaseError as error:
        return [_problem(error)]
    described = {
        str(resource.get("path")): resource for resource in package["resources"] if isinstance(resource, dict)
    }
    problems: list[Problem] = []
    if _identity(described) != package["id"]:
        problems.append(Problem("datapackage.json", 0, "changed_id"))
    for each in (*TABLES, *FILES):
        problems += _file_problems(folder, each.path, described)
    values: dict[str, dict[str, set[str]]] = {}
    for table in TABLES:
        found, values[table.name] = _table_problems(folder, table)
        problems += found
    for table in TABLES:
        problems += _few(_reference_problems(folder, table, values))
    for layer in ("places", "authorities", "health_boards", "lsoas"):
        problems += _boundary_problems(folder, layer, values["areas"]["code"])
    problems += _postcode_problems(folder)
    return _without_repeats(problems)


def _problem(error: ReleaseError) -> Problem:
    return Problem(error.file, error.line, error.code, error.params)


def _without_repeats(problems: list[Problem]) -> list[Problem]:
    """A missing or unreadable file is found anew by each look at it: tell it once."""
    seen: list[Problem] = []
    for problem in problems:
        if problem not in seen:
            seen.append(problem)
    return seen


def _identity(described: dict[str, dict[str, object]]) -> str:
    try:
        return identify(described.values())
    except (KeyError, UnicodeEncodeError):
        return "?"  # no id is like it


def _file_problems(folder: Folder, path: str, described: dict[str, dict[str, object]]) -> list[Problem]:
    try:
        content = read.bytes_of(folder, path)
    except ReleaseError as error:
        return [_problem(error)]
    if path not in described:
        return [Problem(path, 0, "undescribed_file")]
    if described[path].get("hash") != "sha256:" + hashlib.sha256(content).hexdigest():
        return [Problem(path, 0, "changed_file", {"bytes": len(content)})]
    return []


def _table_problems(folder: Folder, table: Table) -> tuple[list[Problem], dict[str, set[str]]]:
    """Return the problems of a table, and the values that other tables may refer to."""
    seen: dict[str, set[str]] = defaultdict(set)

    def each_problem() -> Iterator[Problem]:
        at = [table.columns.index(name) for name in table.key]
        also = [table.columns.index(name) for name in table.also_unique]
        met: set[tuple[str, ...]] = set()
        before: list[str] | None = None
        for line, cells in read.lines_of(folder, table):
            for field, text in zip(table.fields, cells, strict=True):
                code = fault(field, text)
                if code:
                    yield Problem(table.path, line, code, {"column": field.name, "text": text[:80]})
                if field.unique:
                    if text in seen[field.name]:
                        yield Problem(table.path, line, "repeated", {"column": field.name, "text": text[:80]})
                    seen[field.name].add(text)
            if also:
                second = tuple(cells[i] for i in also)
                if second in met:
                    columns = ", ".join(table.also_unique)
                    text = ", ".join(second)[:80]
                    yield Problem(table.path, line, "repeated", {"column": columns, "text": text})
                met.add(second)
            key = [cells[i] for i in at]
            if before is not None and key <= before:
                code = "repeated" if key == before else "unsorted"
                yield Problem(
                    table.path, line, code, {"column": ", ".join(table.key), "text": ", ".join(key)[:80]}
                )
            before = key

    return _few(each_problem()), seen


def _reference_problems(
    folder: Folder, table: Table, values: dict[str, dict[str, set[str]]]
) -> Iterator[Problem]:
    targets = [
        (table.columns.index(each.field), each.field, values[each.table][each.key])
        for each in table.references
        if values[each.table][each.key]
    ]
    if not targets:
        return
    for line, cells in read.lines_of(folder, table):
        for at, column, known in targets:
            if cells[at] and cells[at] not in known:
                yield Problem(
                    table.path, line, "unknown_reference", {"column": column, "text": cells[at][:80]}
                )


def _boundary_problems(folder: Folder, layer: str, codes: set[str]) -> list[Problem]:
    path, seen = f"boundaries/{layer}.geojson", set()

    def each_problem() -> Iterator[Problem]:
        for line, (code, _) in enumerate(read.boundaries(folder, layer), start=2):
            if codes and code not in codes:
                yield Problem(path, line, "unknown_reference", {"column": "code", "text": code[:80]})
            if code in seen:
                yield Problem(path, line, "repeated", {"column": "code", "text": code[:80]})
            seen.add(code)

    return _few(each_problem())


def _postcode_problems(folder: Folder) -> list[Problem]:
    try:
        PostcodeFile(read.bytes_of(folder, "postcodes.bin"), "postcodes.bin")
    except ReleaseError as error:
        return [_problem(error)]
    except PostcodeFileError as error:
        return [Problem("postcodes.bin", 0, "not_postcodes", {"text": str(error)[:80]})]
    return []


def _few(problems: Iterator[Problem]) -> list[Problem]:
    """Return the first problems; reading stops at damage that leaves no lines to look at."""
    found: list[Problem] = []
    try:
        for problem in problems:
            if len(found) == MOST:
                found.append(Problem(problem.file, problem.line, "more"))
                break
            found.append(problem)
    except ReleaseError as error:
        found.append(_problem(error))
    return found
