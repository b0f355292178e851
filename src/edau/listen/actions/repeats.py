"""Deeds with stories that say the same: a machine proposes which do, a person decides. Nothing is merged or taken away:
each of them is somebody's own, and each is owed an answer."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from edau.accounts.models import User
from edau.core import audit
from edau.core.answers import insist
from edau.listen.actions.contributions import INVOLVEMENT, LABEL, changed
from edau.listen.analysis.repeats import repeats
from edau.listen.models import Involvement
from edau.listen.queries.contributions import with_additions
from edau.listen.queries.repeats import repeats_refused
from edau.listen.queries.themes import to_tie
from edau.listen.rules import may_name
from edau.thread.actions import End, accept, tie, untie
from edau.thread.choices import Link
from edau.thread.models import Edge


@transaction.atomic
def look_for_repeats(*, involvement: Involvement, by: User) -> int:
    """Has a machine look which stories of an involvement say nearly the same. Each find waits for a person; what somebody
    refused is not proposed again. Returns how many are new. Raises NotAllowed."""
    insist(may_name(by, involvement))
    said = list(to_tie(involvement).prefetch_related(with_additions()))
    places = {one.pk: place for place, one in enumerate(said)}  # the later one repeats the earlier
    known = repeats_refused() | _tied(places)
    new = 0
    for near in repeats(said):
        earlier, later = sorted((near.one, near.other), key=places.__getitem__)
        if (later, earlier) in known:
            continue
        tie(End(LABEL, later), Link.REPEATS, End(LABEL, earlier), by="edau likeness", by_machine=True)
        new += 1
    codes = {"proposed": new}
    audit.record(
        deed="look_for_repeats", by=str(by), label=INVOLVEMENT, object_id=involvement.id, codes=codes
    )
    if new:
        changed()
    return new


@transaction.atomic
def decide_repeats(*, involvement: Involvement, edges: Collection[str], accepted: bool, by: User) -> int:
    """Accepts or refuses such proposals, by the ids of their edges; those that somebody has decided already, or that are of
    another involvement, are left out. Returns how many were decided. Raises NotAllowed."""
    insist(may_name(by, involvement))
    said = list(to_tie(involvement).values_list("pk", flat=True))
    waiting = Edge.objects.select_for_update().filter(
        pk__in=edges, kind=Link.REPEATS, from_label=LABEL, from_id__in=said, to_id__in=said, accepted=None
    )
    decided = list(waiting)
    for edge in decided:
        if accepted:
            accept(edge, by=str(by))
        else:
            untie(edge, by=str(by))
    if decided:
        changed()
    return len(decided)


def _tied(keys: Collection[str]) -> set[tuple[str, str]]:
    edges = Edge.objects.filter(kind=Link.REPEATS, from_label=LABEL, from_id__in=keys)
    return set(edges.values_list("from_id", "to_id"))
