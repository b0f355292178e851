"""Stories that a machine thinks say the same, and wait for a person."""

from __future__ import annotations

from dataclasses import dataclass

from edau.core.models import AuditLine
from edau.listen.models import Contribution, Involvement
from edau.listen.queries.themes import CONTRIBUTION, to_tie
from edau.thread.choices import Link
from edau.thread.models import Edge


@dataclass(frozen=True)
class Repeat:
    """Two stories, and the edge between them that nobody has accepted yet."""

    edge: Edge
    one: Contribution
    other: Contribution


def repeats_proposed(involvement: Involvement) -> list[Repeat]:
    """What waits in an involvement, the first said first; nothing that a facilitator may not read. Two queries."""
    said = {one.pk: one for one in to_tie(involvement)}
    waiting = Edge.objects.filter(
        kind=Link.REPEATS, from_label=CONTRIBUTION, to_label=CONTRIBUTION, from_id__in=said, accepted=None
    ).order_by("id")
    found = [Repeat(edge, said[edge.from_id], said[edge.to_id]) for edge in waiting if edge.to_id in said]
    return sorted(found, key=lambda each: (each.one.made, each.one.pk, each.other.pk))


def repeats_refused() -> set[tuple[str, str]]:
    """Pairs that a machine proposed and a person refused, as the trail has them."""
    lines = AuditLine.objects.filter(deed="untie", codes__machine=True, codes__kind=str(Link.REPEATS))
    pairs = lines.values_list("codes__from", "codes__to")
    return {(start.rpartition(" ")[2], end.rpartition(" ")[2]) for start, end in pairs}
