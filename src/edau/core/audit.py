"""The audit trail: append-only lines of ids, codes and hashes, each chained to the one before; never text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC

from django.db import transaction
from django.utils import timezone

from edau.core.locks import one_at_a_time
from edau.core.models import AuditLine

BEGINNING = "0" * 64


@transaction.atomic
def record(
    *,
    deed: str,
    by: str,
    label: str = "",
    object_id: str = "",
    codes: Mapping[str, str | int | bool] | None = None,
) -> AuditLine:
    """Appends one line. Call it inside the deed's own transaction, so that there is no deed without its line.

    Appends wait for one another until the deed before has ended; should two meet all the same, the unique `number`
    makes them collide instead of forking the chain.
    """
    one_at_a_time("audit")
    last = AuditLine.objects.order_by("-number").first()
    line = AuditLine(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        deed=deed,
        by=by,
        label=label,
        object_id=str(object_id),
        codes=dict(codes or {}),
        previous=last.digest if last else BEGINNING,
    )
    line.digest = digest(line)
    line.save(force_insert=True)
    return line


def digest(line: AuditLine) -> str:
    """The hash of a line's content and of the line before it."""
    content = [
        line.number,
        line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        line.deed,
        line.by,
        line.label,
        line.object_id,
        line.codes,
        line.previous,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def first_broken_line() -> int | None:
    """The number of the first line that was changed, removed or slipped in; None when the chain is whole."""
    previous, expected = BEGINNING, 1
    for line in AuditLine.objects.order_by("number").iterator():
        if line.number != expected or line.previous != previous or line.digest != digest(line):
            return expected
        previous, expected = line.digest, expected + 1
    return None
