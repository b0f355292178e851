"""What stands in the way of a round's plan: times at which its spaces, or what shares their walls, were agreed on before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from edau.connect.models import Asset, Placing, SeasonRound
from edau.connect.queries.availability import HERE
from edau.connect.queries.taken import Span, families, is_taken, taken

DAYS, HALF_HOUR = 7, timedelta(minutes=30)

Busy = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Clash:
    """A time that the plan gives away and somebody has already: on which day, where, from when (minutes after midnight, by
    the clock) and for how long; whether an officer locked it."""

    asset: str
    day: date
    start: int
    minutes: int
    locked: bool


def spans_of(season: SeasonRound, spaces: Sequence[Asset]) -> dict[str, list[Span]]:
    """When each space is taken within the weeks of a round. Three queries."""
    return taken(families(spaces), _moment(season.begins), _moment(season.ends + timedelta(days=1)))


def busy_of(season: SeasonRound, spaces: Sequence[Asset]) -> dict[str, tuple[int, ...]]:
    """The half hours of the week at which a space is taken in any week of the round, as seven masks; only spaces that are.
    A group meets there every week, so one time is enough to take the half hour from the plan. Three queries."""
    found = {}
    for key, spans in spans_of(season, spaces).items():
        days = [0] * DAYS
        for begin, end in spans:
            for moment in _half_hours(begin, end):
                if season.begins <= moment.date() <= season.ends:
                    days[moment.weekday()] |= 1 << (moment.hour * 2 + moment.minute // 30)
        if any(days):
            found[key] = tuple(days)
    return found


def clashes_of(season: SeasonRound, spaces: Sequence[Asset], placings: Iterable[Placing]) -> list[Clash]:
    """Each day on which a placing meets what was agreed before, by day and time. Three queries."""
    spans = spans_of(season, spaces)
    found = [
        Clash(one.asset_id, day, one.start, one.minutes, one.locked)
        for one in placings
        if spans.get(one.asset_id)
        for day in _days(one.weekday, season)
        if is_taken(spans[one.asset_id], _moment(day, one.start), one.minutes)
    ]
    return sorted(found, key=lambda one: (one.day, one.start, one.asset))


def _half_hours(begin: datetime, end: datetime) -> Iterable[datetime]:
    moment = begin.astimezone(UTC)
    moment -= timedelta(minutes=moment.minute % 30, seconds=moment.second, microseconds=moment.microsecond)
    while moment < end:
        yield moment.astimezone(HERE)
        moment += HALF_HOUR


def _days(weekday: int, season: SeasonRound) -> Iterable[date]:
    day = season.begins + timedelta(days=(weekday - season.begins.weekday()) % DAYS)
    while day <= season.ends:
        yield day
        day += timedelta(days=DAYS)


def _moment(day: date, minutes: int = 0) -> datetime:
    by_the_clock = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return by_the_clock.replace(tzinfo=HERE).astimezone(UTC)
