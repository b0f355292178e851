"""Publishing who was heard. It is done once a day and never when somebody looks: what is on a page changes with no single
word that is said, and only where nobody can tell from the change who said it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from edau.core import audit, clock, stamps
from edau.core.locks import one_at_a_time
from edau.listen.actions.contributions import changed
from edau.listen.analysis.voices import (
    Published,
    as_stored,
    from_stored,
    may_follow,
    same,
    to_publish,
)
from edau.listen.characteristics import characteristics
from edau.listen.models import PublishedVoices
from edau.listen.queries.voices import (
    Scope,
    counted,
    days_of,
    homes_of_involvements,
    homes_spoken_of,
    involvements_to_publish,
    members,
    places_of,
    published_tables,
    quarter_of,
    quarters_of,
)
from edau.places.queries import visible_area

LABEL, STAMP = "listen.PublishedVoices", "voices"
# An involvement's table may change until a week after its answers were due. A place's is made once, after that week, and
# never changes: so whatever lies inside another was published before it.
SETTLE = 7
LATEST = 31  # days after a quarter or year within which its table is made

Homes = Mapping[str, tuple[str, date]]
Tables = Mapping[Scope, Sequence[Published]]


@transaction.atomic
def publish_voices() -> int:
    """Publishes every table that is due and may be shown. Returns how many; the second run of a day does nothing."""
    one_at_a_time(LABEL)
    today = clock.today()
    if stamps.stamp(STAMP) == today.isoformat():
        return 0
    done = sum(
        _publish(Scope(involvement=one.pk), (), {}, today) for one in involvements_to_publish(today, SETTLE)
    )
    for period in _ended(today):
        since, until = days_of(period)
        homes = homes_of_involvements(since, until)
        for place in _in_order(
            homes_spoken_of(since, until) | {home for home, _day in homes.values()}, period
        ):
            done += _publish(Scope(place=place, period=period), _inside(place, period, homes), homes, today)
    stamps.set_stamp(STAMP, today.isoformat())
    if done:
        audit.record(deed="publish_voices", by="edau", label=LABEL, codes={"tables": done})
        changed()
    return done


def _ended(today: date) -> list[str]:
    """The quarters, then the years, that ended long enough ago and not too long."""
    periods = []
    for back in (SETTLE + 1, LATEST):
        last = quarter_of(today - timedelta(days=back))
        since, _until = days_of(last)
        before = quarter_of(since - timedelta(days=1))
        periods += [before, before[:4]] if before.endswith("Q4") else [before]
    due = [
        period
        for period in dict.fromkeys(periods)
        if SETTLE < (today - days_of(period)[1]).days + 1 <= LATEST
    ]
    return sorted(due, key=lambda period: ("Q" not in period, period))


def _in_order(homes: Iterable[str], period: str) -> list[str]:
    """Places first, then (of a year) the authorities that hold them."""
    areas = [area for home in homes if (area := visible_area(home)) is not None]
    places = sorted(area.code for area in areas if area.kind == "place")
    if "Q" in period:
        return places
    above = {area.authority_id or "" if area.kind == "place" else area.code for area in areas}
    return [*places, *sorted(above - {""})]


@dataclass(frozen=True)
class Inside:
    """A scope that lies inside another, and those that lie inside it."""

    scope: Scope
    parts: tuple[Inside, ...] = ()

    def scopes(self) -> Iterator[Scope]:
        """It and everything inside it."""
        yield self.scope
        for part in self.parts:
            yield from part.scopes()

    def standing(self, tables: Tables) -> list[Published]:
        """The last table of it, or else those of its parts: nobody is in two of them."""
        if found := tables.get(self.scope):
            return [found[-1]]
        return [table for part in self.parts for table in part.standing(tables)]


def _inside(place: str, period: str, homes: Homes) -> tuple[Inside, ...]:
    """What lies inside a place and a period."""
    area = visible_area(place)
    if area is None:
        return ()
    if area.kind == "authority":
        return (
            *_due_inside(place, period, homes),
            *(
                Inside(Scope(place=one, period=period), _inside(one, period, homes))
                for one in places_of(place)
            ),
        )
    if "Q" in period:
        return _due_inside(place, period, homes)
    return tuple(
        Inside(Scope(place=place, period=quarter), _inside(place, quarter, homes))
        for quarter in quarters_of(period)
    )


def _due_inside(place: str, period: str, homes: Homes) -> tuple[Inside, ...]:
    since, until = days_of(period)
    return tuple(
        Inside(Scope(involvement=key))
        for key, (home, day) in sorted(homes.items())
        if home == place and since <= day < until
    )


def _publish(scope: Scope, inside: Sequence[Inside], homes: Homes, today: date) -> int:
    """Publishes the tables of one scope that may be shown. Returns how many."""
    kept = published_tables([scope, *(each for part in inside for each in part.scopes())])
    if scope.period and kept[scope]:
        return 0  # made once
    numbers = counted(members(scope, homes), as_before=_asked_before(kept.values()))
    done, known = 0, characteristics()
    for key, counts in numbers.bands.items():
        order = known[key].given_up(len(counts))
        table = to_publish(counts, numbers.heard, order) if sum(counts) else None
        tables = {
            each: [from_stored(row.counts) for row in rows if row.characteristic == key]
            for each, rows in kept.items()
        }
        own = tables[scope]
        every = [one for found in tables.values() for one in found]
        if table is None or any(len(one.counts) != len(table.counts) for one in every):
            continue  # of tables with other bands nobody can reckon what they tell together
        if own and same(table, own[-1]):
            continue
        together = [one for part in inside for one in part.standing(tables)]
        if not may_follow(table, every, together):
            continue
        PublishedVoices.objects.create(
            involvement=scope.involvement,
            place=scope.place,
            period=scope.period,
            characteristic=key,
            counts=as_stored(table),
            at=today,
            synthetic=numbers.synthetic,
        )
        done += 1
    return done


def _asked_before(kept: Iterable[Sequence[PublishedVoices]]) -> set[str]:
    """The characteristics of which a table was published in the bands that were asked before: they stay in them, also where
    whoever answered in them has taken it back since."""
    known = characteristics()
    return {
        row.characteristic
        for rows in kept
        for row in rows
        if (one := known.get(row.characteristic)) and one.with_bands(len(row.counts["bands"]) - 1) is not one
    }
