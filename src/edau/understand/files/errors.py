"""What can be wrong with a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class ReleaseError(Exception):
    """A release is damaged: `file` and `line` say where (line 0: the file as a whole), `code` says how.

    `params` holds what a sentence about it needs: `column`, `text`, `expected` …
    """

    def __init__(
        self, file: str, line: int, code: str, params: Mapping[str, str | int] | None = None
    ) -> None:
        self.file, self.line, self.code, self.params = file, line, code, dict(params or {})
        super().__init__(f"{file}:{line}: {code} {self.params}".rstrip(" {}"))

    def __reduce__(self) -> tuple[type[ReleaseError], tuple[str, int, str, dict[str, str | int]]]:
        return type(self), (self.file, self.line, self.code, self.params)


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a release, found by verifying it. Line 0 is the file as a whole; the header is
    line 1."""

    file: str
    line: int
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """Return the problem as plain values, for JSON."""
        return {"file": self.file, "line": self.line, "code": self.code, "params": dict(self.params)}
