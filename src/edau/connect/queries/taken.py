"""When an asset is taken, by what was agreed and by what a season gave, and when somebody has agreed to be elsewhere.

A room and the parts it is divided into take each other up: who has the hall has both halves, who has one half leaves the
other, and nobody has the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from edau.connect.choices import Season, Stage
from edau.connect.models import Asset, Placing, Proposal
from edau.connect.queries.availability import HERE
from edau.core import clock

LONGEST = timedelta(days=7)  # of anything that was agreed

Span = tuple[datetime, datetime]  # in UTC, the end not with it


def families(assets: Sequence[Asset]) -> dict[str, set[str]]:
    """Of each asset itself, all it is part of, and all its parts, by their ids. One query."""
    above = dict(
        Asset.objects.filter(owner__in={asset.owner_id for asset in assets}).values_list("pk", "part_of")
    )
    lines = {key: _line(key, above) for key in above}
    return {
        asset.pk: lines[asset.pk] | {key for key, line in lines.items() if asset.pk in line}
        for asset in assets
    }


def taken(
    families: Mapping[str, Collection[str]], begins: datetime, ends: datetime, *, but: str = ""
) -> dict[str, list[Span]]:
    """When each asset of these families is taken between two moments, of those that touch them; `but` is the id of a proposal
    that does not count. Two queries."""
    wanted: Collection[str] = set().union(*families.values()) if families else set()
    spans: dict[str, list[Span]] = defaultdict(list)
    agreed = Proposal.objects.filter(
        stage=Stage.AGREED, asset__in=wanted, when__lt=ends, when__gt=begins - LONGEST
    ).exclude(pk=but)
    for asset, when, minutes in agreed.values_list("asset_id", "when", "need__minutes"):
        if when is not None and asset is not None:
            spans[asset].append((when, when + timedelta(minutes=minutes)))
    placed = Placing.objects.filter(
        asset__in=wanted, request__withdrawn=None, request__season__stage=Season.PUBLISHED
    )
    columns = ("asset_id", "weekday", "start", "minutes", "request__season__begins", "request__season__ends")
    for asset, weekday, start, minutes, season_begins, season_ends in placed.values_list(*columns):
        for day in _days_of(weekday, begins, ends, season_begins, season_ends):
            begin = (_midnight(day) + timedelta(minutes=start)).replace(tzinfo=HERE).astimezone(UTC)
            spans[asset].append((begin, begin + timedelta(minutes=minutes)))
    return {key: [span for one in family for span in spans[one]] for key, family in families.items()}


def taken_for(proposal: Proposal, begins: datetime, ends: datetime) -> list[Span]:
    """When what a proposal is about is taken by others: its asset, with what that is a part of and its parts; or the person
    who would help, at times they have agreed on with somebody else. An organisation has more than one pair of hands: it is
    never taken. The proposal's own time does not count. Three queries at most."""
    if proposal.asset is not None:
        return taken(families([proposal.asset]), begins, ends, but=proposal.pk)[proposal.asset.pk]
    if proposal.capability is None or not proposal.capability.party.person_id:
        return []
    theirs = Proposal.objects.filter(
        stage=Stage.AGREED,
        capability__party=proposal.capability.party_id,
        when__lt=ends,
        when__gt=begins - LONGEST,
    ).exclude(pk=proposal.pk)
    return [
        (when, when + timedelta(minutes=minutes))
        for when, minutes in theirs.values_list("when", "need__minutes")
        if when is not None
    ]


def taken_ahead(asset: Asset, ahead: timedelta) -> list[Span]:
    """When an asset is taken from today's midnight on. Three queries."""
    begins = _midnight(clock.today()).replace(tzinfo=HERE).astimezone(UTC)
    return taken(families([asset]), begins, begins + ahead)[asset.pk]


def is_taken(spans: Iterable[Span], when: datetime, minutes: int) -> bool:
    """Whether so many minutes from a moment on touch any of these. What ends as another begins does not."""
    until = when + timedelta(minutes=minutes)
    return any(begin < until and when < end for begin, end in spans)


def without(runs: Iterable[tuple[int, int]], day: date, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The runs of a day (first minute after midnight by the clock, minutes that pass) less these spans."""
    if not spans:
        return list(runs)
    found = []
    for minute, minutes in runs:
        begin = (_midnight(day) + timedelta(minutes=minute)).replace(tzinfo=HERE).astimezone(UTC)
        end = begin + timedelta(minutes=minutes)
        for busy_from, busy_until in sorted(spans):
            if busy_from >= end or busy_until <= begin:
                continue
            if busy_from > begin:
                found.append(_run(day, begin, busy_from))
            begin = max(begin, busy_until)
        if begin < end:
            found.append(_run(day, begin, end))
    return found


def _run(day: date, begin: datetime, end: datetime) -> tuple[int, int]:
    by_the_clock = begin.astimezone(HERE).replace(tzinfo=None) - _midnight(day)
    return int(by_the_clock.total_seconds()) // 60, int((end - begin).total_seconds()) // 60


def _line(key: str, above: Mapping[str, str | None]) -> set[str]:
    found: set[str] = set()
    step: str | None = key
    while step is not None and step not in found:
        found.add(step)
        step = above.get(step)
    return found


def _days_of(weekday: int, begins: datetime, ends: datetime, first: date, last: date) -> Iterable[date]:
    # A day before as well: what was placed on it may go on past midnight.
    day, until = begins.astimezone(HERE).date() - timedelta(days=1), ends.astimezone(HERE).date()
    while day <= until:
        if day.weekday() == weekday and first <= day <= last:
            yield day
        day += timedelta(days=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
