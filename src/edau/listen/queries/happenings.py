"""Questions about what happened in involvements: the list, the day on which people could first speak, and which decisions
were taken before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.utils.timezone import localdate

from edau.core import clock, stamps
from edau.core.models import AuditLine
from edau.listen.choices import Event, Stage
from edau.listen.models import Happening, Involvement
from edau.listen.queries.contributions import INVOLVEMENT, published


def happenings_of(involvement: Involvement) -> list[Happening]:
    """All that was noted, also what has been replaced since; by the day it happened, then as it was noted. One query."""
    noted = Happening.objects.filter(involvement=involvement).select_related("noted_for")
    return list(noted.order_by("on", "noted", "pk"))


def standing(happenings: Iterable[Happening]) -> list[Happening]:
    """Those that nothing has replaced."""
    return [each for each in happenings if each.replaced_by_id is None]


def opening_days(involvements: Iterable[Involvement]) -> dict[str, date]:
    """The first day on which people could speak, by involvement: the day it names, but never before the day on which the
    audit trail has it published. Its lines carry the time at which they were truly written, so an opening cannot be put
    back to before a decision. A draft opens today at the earliest. Records that are marked as made up tell of weeks past:
    of them the day counts that they name. One query, none where all are made up or drafts."""
    every = list(involvements)
    real = [one.pk for one in every if one.stage == Stage.PUBLISHED and not one.synthetic]
    lines = AuditLine.objects.filter(deed="publish_involvement", label=INVOLVEMENT, object_id__in=real)
    sealed = {key: localdate(at) for key, at in lines.values_list("object_id", "at")} if real else {}
    found = {}
    for one in every:
        if one.stage != Stage.PUBLISHED:
            found[one.pk] = max(one.opens, clock.today())
        elif one.synthetic:
            found[one.pk] = max(one.opens, localdate(one.published)) if one.published else one.opens
        else:
            found[one.pk] = max(one.opens, sealed.get(one.pk, one.opens))
    return found


def consulted_after() -> frozenset[str]:
    """The ids of all published involvements whose decision was taken before people could speak. Three queries at most, kept
    until a stamp changes or the day does."""
    return _consulted_after(stamps.whole_tag(), clock.today().isoformat())


@lru_cache(maxsize=2)
def _consulted_after(tag: str, today: str) -> frozenset[str]:
    decisions = Happening.objects.filter(kind=Event.DECIDED, replaced_by=None)
    some = published().filter(pk__in=decisions.values("involvement")).order_by("pk")
    return frozenset(decided_before(some))


def decided_before(involvements: Iterable[Involvement]) -> set[str]:
    """The ids of those whose decision was taken before people could speak. One query; two where any decision stands."""
    every = {one.pk: one for one in involvements}
    decisions = Happening.objects.filter(involvement__in=every, kind=Event.DECIDED, replaced_by=None)
    days = list(decisions.values_list("involvement", "on")) if every else []
    opened = opening_days(every[key] for key in {key for key, _day in days})
    return {key for key, day in days if day < opened[key]}
