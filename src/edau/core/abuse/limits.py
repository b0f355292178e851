"""Loose limits: how often something may be done within a while. Counts live in the database, so all processes agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from edau.core.models import DailySalt, SpentForm, Try

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BURST = 60  # words without a name, an hour and involvement, before new ones wait for somebody to look


@dataclass(frozen=True)
class Limit:
    """No more than `most` of `scope` by `key` within `period`. The key is a salted hash or an id, never an address."""

    scope: str
    key: str
    most: int
    period: timedelta = HOUR


def within(limits: Iterable[Limit]) -> bool:
    """Whether one more would stay within all of these limits. Counts nothing."""
    return all(_count(limit) < limit.most for limit in limits)


def note(limits: Iterable[Limit]) -> None:
    """Counts one more of each. What is older than a day goes with the same step."""
    now = timezone.now()
    Try.objects.filter(at__lt=now - DAY).delete()
    Try.objects.bulk_create(Try(scope=limit.scope, key=limit.key, at=now) for limit in limits)


def may_try(*limits: Limit) -> bool:
    """Counts one try, and says whether it may be made. Call it outside any transaction and before the try: of many at
    once none slips through, since each counts itself first. A try that is refused does not lengthen the wait."""
    now = timezone.now()
    Try.objects.filter(at__lt=now - DAY).delete()
    made = [Try.objects.create(scope=limit.scope, key=limit.key, at=now) for limit in limits]
    if all(_count(limit) <= limit.most for limit in limits):
        return True
    Try.objects.filter(pk__in=[one.pk for one in made]).delete()
    return False


def in_burst(scope: str, key: str = "", *, most: int = BURST) -> bool:
    """Notes one more of something that nobody answers for by name, and says whether too many came within the hour: then
    new ones wait out of sight until somebody has looked. `key` is the id of the page, such as an involvement."""
    limit = Limit(f"burst {scope}", key, most)
    note([limit])
    return _count(limit) > most


def purge() -> int:
    """Removes what is older than it may be: tries after a day, salts of other days, spent forms that are too old to be
    sent anyway. Returns how many rows went. Run it every hour."""
    now = timezone.now()
    rows = (
        Try.objects.filter(at__lt=now - DAY),
        DailySalt.objects.exclude(day=timezone.localdate()),
        SpentForm.objects.filter(until__lt=now),
    )
    return sum(each.delete()[0] for each in rows)


def _count(limit: Limit) -> int:
    since = timezone.now() - min(limit.period, DAY)
    return Try.objects.filter(scope=limit.scope, key=limit.key, at__gt=since).count()
