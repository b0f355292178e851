"""Half hours of the days to come at which the rooms of organisations stand empty: open, and nothing agreed or placed there
(`connect.queries.taken`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from edau.connect.choices import TermTime
from edau.connect.models import Asset, FreeWeek
from edau.connect.queries.availability import HERE, authority_of, free_on, terms_of
from edau.connect.queries.offers import lent
from edau.connect.queries.taken import families, taken
from edau.connect.skills import Nature, asset_kinds
from edau.core import clock

DAYS = 14
HALF_HOUR = timedelta(minutes=30)


class Slot(NamedTuple):
    """Half an hour of a room that is open: `remaining` is 1 while nobody has it, and 0 then."""

    asset: str
    begins: datetime  # in UTC
    remaining: int


def spaces() -> list[str]:
    """The kinds of asset that are spaces."""
    return [key for key, kind in asset_kinds().items() if kind.nature == Nature.SPACE]


def rooms() -> QuerySet[Asset]:
    """The spaces that organisations share now, with their times, by their ids."""
    found = lent().filter(owner__organisation__isnull=False, kind__in=spaces())
    return found.select_related("owner__organisation", "free").order_by("pk")


def rooms_no_more() -> list[str]:
    """The ids of spaces of organisations that were shared and are not now: taken back, not confirmed, or out of sight."""
    gone = Asset.objects.filter(owner__organisation__isnull=False, kind__in=spaces(), waiting=False)
    return list(gone.exclude(pk__in=rooms().values("pk")).order_by("pk").values_list("pk", flat=True))


def slots_of(assets: Sequence[Asset], *, days: int = DAYS) -> dict[str, list[Slot]]:
    """The half hours of each of these rooms, from midnight to come on, in their order. A room that said nothing of times
    has none. Three queries, and one for each authority whose school terms count."""
    first = clock.today() + timedelta(days=1)
    begins, ends = _midnight(first), _midnight(first + timedelta(days=days))
    busy = taken(families(assets), begins, ends)
    terms: dict[str, list[tuple[date, date]]] = {}
    found: dict[str, list[Slot]] = {}
    for asset in assets:
        if asset.free is None:
            found[asset.pk] = []
            continue
        known: list[tuple[date, date]] = []
        if asset.free.terms != TermTime.ALWAYS:
            authority = authority_of(asset.area)
            if authority not in terms:
                terms[authority] = terms_of(authority)
            known = terms[authority]
        open_at = sorted(_half_hours(asset.free, first, days, known))
        spans = busy[asset.pk]
        found[asset.pk] = [
            Slot(asset.pk, one, int(not any(begin < one + HALF_HOUR and one < end for begin, end in spans)))
            for one in open_at
            if one < ends
        ]
    return found


def _half_hours(
    week: FreeWeek, first: date, days: int, terms: Sequence[tuple[date, date]]
) -> Iterable[datetime]:
    found = set()
    for after in range(days):
        day = first + timedelta(days=after)
        for minute, minutes in free_on(week, day, terms=terms):
            begin = (_midnight_local(day) + timedelta(minutes=minute)).replace(tzinfo=HERE).astimezone(UTC)
            found |= {begin + HALF_HOUR * number for number in range(minutes // 30)}
    return found


def _midnight_local(day: date) -> datetime:
    return datetime.combine(day, time())


def _midnight(day: date) -> datetime:
    return _midnight_local(day).replace(tzinfo=HERE).astimezone(UTC)
