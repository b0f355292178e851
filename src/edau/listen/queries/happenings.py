"""Questions about what happened in involvements: the list, the day on which people could first speak, and which decisions
were taken before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

from django.utils.timezone import localdate

from edau.core import clock, stamps
from edau.core.models import AuditLine
from edau.listen.choices import Event, Stage
from edau.listen.models import Happening, Involvement
from edau.listen.queries.contributions import INVOLVEMENT, published
from edau.listen.queries.witnesses import borne

DECISIONS = (Event.DECIDED, Event.CHOSE)  # as `kernels.deliberation.ladder.DECIDING`


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
    """The ids of all published involvements whose decision was taken before people could speak. Five queries at most, kept
    until a stamp changes or the day does."""
    return _consulted_after(stamps.whole_tag(), clock.today().isoformat())


@lru_cache(maxsize=2)
def _consulted_after(tag: str, today: str) -> frozenset[str]:
    decisions = Happening.objects.filter(kind__in=DECISIONS)
    some = published().filter(pk__in=decisions.values("involvement")).order_by("pk")
    return frozenset(decided_before(some))


def decided_before(involvements: Iterable[Involvement]) -> set[str]:
    """The ids of those whose decision was taken before people could speak, as far as a note of it counts (`shutting`). One
    query; four at most where any decision was noted."""
    every = {one.pk: one for one in involvements}
    decided = Happening.objects.filter(involvement__in=every, kind__in=DECISIONS).values("involvement")
    noted: dict[str, list[Happening]] = {}
    rows = Happening.objects.filter(involvement__in=decided).order_by("on", "noted", "pk")
    for each in rows if every else ():
        noted.setdefault(each.involvement_id, []).append(each)
    opened = opening_days(every[key] for key in noted)
    out = borne_out(each for chain in noted.values() for each in chain)
    return {
        key
        for key, happenings in noted.items()
        if any(each.kind in DECISIONS and each.on < opened[key] for each in shutting(happenings, out))
    }


def borne_out(happenings: Iterable[Happening]) -> frozenset[str]:
    """The ids of the notes that put another right and that somebody else bears out. One query, none where nothing was put
    right."""
    newer = {each.replaced_by_id for each in happenings if each.replaced_by_id}
    return frozenset(key for key, others in borne(newer).items() if others.out)


def shutting(happenings: Iterable[Happening], out: Collection[str]) -> list[Happening]:
    """The notes that a thing was decided, or a choice closed, which count. Of each thing that is the earliest decision that
    was ever noted of it, and the earliest closed choice before that, until somebody else bears out what stands there now
    (`out`, ids); then that alone. Else whoever noted that it was decided before people could speak could take that back by
    themselves. No query."""
    every = list(happenings)
    earlier = earlier_notes(every)
    found = []
    for each in standing(every):
        counted = [each] if each.pk in out else [each, *earlier[each.pk]]
        decided = _first(one for one in counted if one.kind in DECISIONS)
        closed = _first(one for one in counted if one.kind == Event.NARROWED)
        found += [decided] if decided else []
        found += [closed] if closed and (decided is None or closed.on < decided.on) else []
    return found


def _first(notes: Iterable[Happening]) -> Happening | None:
    return min(notes, key=lambda one: one.on, default=None)


def earlier_notes(happenings: Iterable[Happening]) -> dict[str, list[Happening]]:
    """What stood in the place of each note that stands, by its id, the newest first. No query."""
    every = list(happenings)
    replaced = {each.replaced_by_id: each for each in every if each.replaced_by_id}
    found: dict[str, list[Happening]] = {}
    for each in standing(every):
        chain, back = [], replaced.get(each.pk)
        while back is not None:
            chain.append(back)
            back = replaced.get(back.pk)
        found[each.pk] = chain
    return found
