"""Whether replies are still what was published: each beside its seal in the audit trail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from edau.answer.models import Reply
from edau.core.models import AuditLine
from edau.core.seals import seal

LABEL = "answer.Reply"
SEALING = ("reply", "complete_reply", "deliver")
TEXTS = ("outcome", "words_cy", "words_en", "delivered_cy", "delivered_en")
UNSEALED = "unsealed"


def seal_of(reply: Reply) -> str:
    """The seal of what a reply says as it stands now: whose it is, its words, and what is said to have been done, each in
    both languages and with its day. ValueError for one without a salt."""
    texts = {name: getattr(reply, name) for name in TEXTS}
    whose = {"organisation": reply.organisation_id, "involvement": reply.involvement_id or ""}
    days = {"made": _moment(reply.made), "done": _moment(reply.delivered)}
    return seal(reply.salt, {**texts, **whose, **days})


def _moment(value: datetime | None) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if value else ""


def verdicts() -> Iterator[tuple[str, str]]:
    """Every reply that is there, or that the trail knows of, by its id, with what is wrong with it: `words`, `missing`;
    nothing for one that holds, and UNSEALED for one that was published before replies were sealed. Two queries.
    """
    kept: dict[str, str] = {}
    lines = AuditLine.objects.filter(deed__in=SEALING, label=LABEL).order_by("number")
    for key, codes in lines.values_list("object_id", "codes").iterator():
        kept[key] = str(codes.get("seal", "")) or kept.get(key, "")
    for reply in Reply.objects.order_by("pk").iterator():
        yield reply.pk, _verdict(reply, kept.pop(reply.pk, None))
    for key in kept:
        yield key, "missing"


def _verdict(reply: Reply, kept: str | None) -> str:
    """`kept` is the newest seal: empty where no line has one, None where the trail has no line of it at all."""
    if kept == "":
        return UNSEALED
    return "" if reply.salt and seal_of(reply) == kept else "words"
