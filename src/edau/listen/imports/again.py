"""Finding words that are in already: the same words in the same involvement, or twice in one file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from edau.listen.imports.rows import Row
from edau.listen.models import Involvement


@dataclass(frozen=True)
class Again:
    """A row whose words are in already: on an earlier line of the same file, or (0) in the involvement."""

    line: int
    earlier: int


def found_again(rows: Sequence[Row], involvement: Involvement) -> list[Again]:
    """The rows that say what has been said before, apart from spaces. One query, whatever there is; what was taken back is
    not there to be found."""
    wanted = {_mark(row.words) for row in rows}
    said = involvement.contributions.filter(withdrawn=None).exclude(words="").values_list("words", flat=True)
    known = wanted & {_mark(words) for words in said.iterator(chunk_size=500)}
    found: list[Again] = []
    lines: dict[bytes, int] = {}
    for row in rows:
        mark = _mark(row.words)
        if mark in known or mark in lines:
            found.append(Again(row.line, 0 if mark in known else lines[mark]))
        lines.setdefault(mark, row.line)
    return found


def _mark(words: str) -> bytes:
    return hashlib.sha256(" ".join(words.split()).encode()).digest()
