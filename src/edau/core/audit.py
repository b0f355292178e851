"""The audit trail: append-only lines of ids, codes and hashes, each chained to the one before; never text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from django.db import transaction
from django.utils import timezone

from edau.core.locks import one_at_a_time
from edau.core.models import AuditLine

BEGINNING = "0" * 64
Codes = Mapping[str, str | int | bool]  # what a line says besides: codes, ids and hashes, never text
A_BATCH = 80  # lines written at once: SQLite takes so many values in one statement and no more


@dataclass(frozen=True)
class Entry:
    """What a line of the trail is to say, before it has its place in the chain."""

    deed: str
    by: str
    label: str = ""
    object_id: str = ""
    codes: Codes = field(default_factory=dict)


@transaction.atomic
def record(
    *,
    deed: str,
    by: str,
    label: str = "",
    object_id: str = "",
    codes: Codes | None = None,
) -> AuditLine:
    """Appends one line. Call it inside the deed's own transaction, so that there is no deed without its line.

    Appends wait for one another until the deed before has ended; should two meet all the same, the unique `number`
    makes them collide instead of forking the chain.
    """
    (line,) = _next_lines([Entry(deed, by, label, str(object_id), codes or {})])
    line.save(force_insert=True)
    return line


@transaction.atomic
def record_all(entries: Sequence[Entry]) -> None:
    """Appends many lines of one deed, each chained to the one before, as if they had been recorded one after the other."""
    AuditLine.objects.bulk_create(_next_lines(entries), A_BATCH)


def _next_lines(entries: Sequence[Entry]) -> list[AuditLine]:
    """The next lines of the chain, not yet saved."""
    one_at_a_time("audit")
    last = AuditLine.objects.order_by("-number").first()
    first, previous = (last.number + 1, last.digest) if last else (1, BEGINNING)
    lines = []
    for number, entry in enumerate(entries, start=first):
        line = AuditLine(
            number=number,
            at=timezone.now(),
            deed=entry.deed,
            by=entry.by,
            label=entry.label,
            object_id=str(entry.object_id),
            codes=dict(entry.codes),
            previous=previous,
        )
        line.digest, line.parts = digest(line), parts(line)
        previous = line.digest
        lines.append(line)
    return lines


def digest(line: AuditLine) -> str:
    """The hash of a line's content and of the line before it."""
    return _hash([line.number, *_content(line).values(), line.previous])


def parts(line: AuditLine) -> str:
    """Eight signs of the hash of each column, with spaces between. The chain does not rest on them: where it breaks, they
    tell which column was touched."""
    return " ".join(_hash([name, value])[:8] for name, value in _content(line).items())


@dataclass(frozen=True)
class Break:
    """Where the chain breaks first: the number of the line, and the column that was touched."""

    number: int
    column: str


def first_break() -> Break | None:
    """The first line that was changed, removed or slipped in; None when the chain is whole.

    What cannot be seen is that the newest lines were cut off: keep the number and the digest of the last line elsewhere.
    """
    previous, expected = BEGINNING, 1
    for line in AuditLine.objects.order_by("number").iterator():
        if column := _touched(line, previous, expected):
            return Break(expected, column)
        previous, expected = line.digest, expected + 1
    return None


def first_broken_line() -> int | None:
    """The number of the first line that does not hold; None when the chain is whole."""
    broken = first_break()
    return broken.number if broken else None


def last_line() -> AuditLine | None:
    """The newest line; None where the trail is empty."""
    return AuditLine.objects.order_by("-number").first()


def _touched(line: AuditLine, previous: str, expected: int) -> str:
    """The column by which a line does not hold; empty for one that does."""
    if line.number != expected:
        return "number"
    if line.previous != previous:
        return "previous"
    if line.digest == digest(line):
        # A line from before there were parts has none.
        return "parts" if line.parts and line.parts != parts(line) else ""
    kept, now = line.parts.split(), parts(line).split()
    differing = [name for name, old, new in zip(_content(line), kept, now, strict=False) if old != new]
    return differing[0] if differing else "digest"


def _content(line: AuditLine) -> dict[str, Any]:
    return {
        "at": line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "deed": line.deed,
        "by": line.by,
        "label": line.label,
        "object_id": line.object_id,
        "codes": line.codes,
    }


def _hash(content: list[Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
