"""What can be wrong with a raw file."""

from __future__ import annotations

from collections.abc import Mapping


class SourceError(Exception):
    """A raw file is not what its importer relies on.

    `file` is its path in the raw folder; `column` the publisher's name of the column at fault (empty: the
    whole file); `code` one of `missing_file`, `unreadable`, `missing_column`, `wrong_rows`, `missing_value`,
    `not_a_number`, `out_of_range`, `repeated`, `unknown_code`, `no_provenance`; `params` the numbers of a
    sentence about it.
    """

    def __init__(
        self, file: str, column: str, code: str, params: Mapping[str, str | int | float] | None = None
    ) -> None:
        self.file, self.column, self.code, self.params = file, column, code, dict(params or {})
        where = f"{file}, column {column!r}" if column else file
        super().__init__(f"{where}: {code} {self.params or ''}".rstrip())
