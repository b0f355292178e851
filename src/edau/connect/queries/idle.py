"""Shared spaces that are open while nobody uses them: by half hours of a week, by kind, and what was saved where they were
used.

A space is open as its free week says, less the days on which it is not; it is used where a time was agreed with somebody
or a published season placed somebody. Of a hall and its halves only the halves are counted, and they are in use while
the hall is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from edau.connect.choices import HELPED, Season, Stage, TermTime
from edau.connect.models import Asset, FreeWeek, Placing, Proposal, SchoolTerm
from edau.connect.queries.availability import authority_of, in_terms, is_bank_holiday
from edau.connect.queries.offers import lent
from edau.connect.skills import Nature, asset_kinds
from edau.core.visibility import visible
from edau.places.models import Area
from edau.places.queries import visible_areas

DAYS, DAY, HALF_HOUR = 7, 48, 30
YEAR = timedelta(days=365)

Counts = tuple[tuple[int, ...], ...]  # seven days of 48 half hours
Terms = Mapping[str, list[tuple[date, date]]]


@dataclass(frozen=True)
class KindIdle:
    """One kind of space: how many are counted, the minutes of the week in which they are open and in which nobody uses
    them, and the minutes of the last twelve months in which somebody did."""

    kind: str
    spaces: int
    open: int
    idle: int
    used: int


@dataclass(frozen=True)
class Idle:
    """A week in an area. `counts` are how many spaces are open and unused in each half hour. `used` are minutes of use in
    the last twelve months, `saved` the pence that it would have cost as far as a rent is known, `unknown` the minutes
    of use for which none is."""

    monday: date
    spaces: int
    counts: Counts
    kinds: tuple[KindIdle, ...]
    used: int
    saved: int
    unknown: int
    synthetic: bool

    @property
    def open(self) -> int:
        return sum(kind.open for kind in self.kinds)

    @property
    def idle(self) -> int:
        return sum(kind.idle for kind in self.kinds)


def inside(area: Area) -> frozenset[str]:
    """The codes of an area and of all areas that lie in it. No query."""
    if area.kind == "country":
        return frozenset(visible_areas())
    link = f"{area.kind}_id"
    found = (one.code for one in visible_areas().values() if getattr(one, link, None) == area.code)
    return frozenset([area.code, *found])


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def idle_hours(area: Area, monday: date, today: date) -> Idle:
    """The week that begins on this Monday in an area. Six queries, however many spaces there are.

    Only what organisations share, since what a person lends could say who lives where. ValueError for another weekday.
    """
    if monday.weekday():
        raise ValueError("a week begins on a Monday")
    every = _spaces(inside(area))
    shared = set(lent(today).filter(pk__in=list(every)).values_list("pk", flat=True))
    parents = {one.part_of_id for one in every.values() if one.pk in shared and one.part_of_id in shared}
    counted = [
        one for one in every.values() if one.pk in shared and one.pk not in parents and one.free is not None
    ]
    placings = _placings(every)
    proposals = _proposals(every, monday, today)
    taken = _taken(proposals, placings, monday)
    terms = _terms(counted)
    counts = [[0] * DAY for _day in range(DAYS)]
    of_kind: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for space in counted:
        totals = of_kind[space.kind]
        totals[0] += 1
        used = _used_of(space, every, taken)
        for number, mask in enumerate(_open(space, monday, terms)):
            free = mask & ~used[number]
            totals[1] += mask.bit_count() * HALF_HOUR
            totals[2] += free.bit_count() * HALF_HOUR
            while free:
                lowest = free & -free
                counts[number][lowest.bit_length() - 1] += 1
                free ^= lowest
    minutes = _minutes_used(proposals, placings, today)
    used_of_kind: dict[str, int] = defaultdict(int)
    for key, many in minutes.items():
        used_of_kind[every[key].kind] += many
    kinds = tuple(
        KindIdle(kind, spaces, opened, idle, used_of_kind.get(kind, 0))
        for kind in sorted({*of_kind, *(kind for kind, many in used_of_kind.items() if many)})
        for spaces, opened, idle in [of_kind.get(kind, [0, 0, 0])]
    )
    known = {key: every[key].rent_pence for key in minutes}
    return Idle(
        monday=monday,
        spaces=len(counted),
        counts=tuple(tuple(day) for day in counts),
        kinds=kinds,
        used=sum(minutes.values()),
        saved=sum(round(many * (known[key] or 0) / 60) for key, many in minutes.items()),
        unknown=sum(many for key, many in minutes.items() if known[key] is None),
        synthetic=any(one.synthetic for one in every.values()),
    )


def _spaces(codes: Collection[str]) -> dict[str, Asset]:
    """Every space of an organisation in these areas, also withdrawn ones, which were used once; not what is held."""
    kinds = [key for key, kind in asset_kinds().items() if kind.nature == Nature.SPACE]
    found = visible(Asset.objects.filter(kind__in=kinds, owner__organisation__isnull=False))
    return {one.pk: one for one in found.select_related("free").order_by("pk") if one.area in codes}


def _placings(spaces: Mapping[str, Asset]) -> list[Placing]:
    published = Placing.objects.filter(
        request__season__stage=Season.PUBLISHED, request__withdrawn=None, asset__in=list(spaces)
    )
    return list(published.select_related("request__season").order_by("pk"))


def _proposals(spaces: Mapping[str, Asset], monday: date, today: date) -> list[Proposal]:
    """Agreed and done times that touch the week, or lie in the last twelve months."""
    since = min(monday - timedelta(days=DAYS), today - YEAR)
    agreed = Proposal.objects.filter(
        asset__in=list(spaces), stage__in=(Stage.AGREED, *HELPED), when__gte=_midnight(since)
    )
    return list(agreed.select_related("need").order_by("pk"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _taken(proposals: Iterable[Proposal], placings: Iterable[Placing], monday: date) -> dict[str, list[int]]:
    """The half hours of the week in which each space is in use, as seven masks."""
    found: dict[str, list[int]] = defaultdict(lambda: [0] * DAYS)
    for one in proposals:
        if one.when is not None:
            local = timezone.localtime(one.when)
            start = (local.date() - monday).days * 24 * 60 + local.hour * 60 + local.minute
            _mark(found[str(one.asset_id)], start, one.minutes or one.need.minutes)
    for placing in placings:
        season = placing.request.season
        day = monday + timedelta(days=placing.weekday)
        if season.begins <= day <= season.ends:
            _mark(found[placing.asset_id], placing.weekday * 24 * 60 + placing.start, placing.minutes)
    return found


def _mark(days: list[int], start: int, minutes: int) -> None:
    """Marks the half hours that some minutes touch, counted from Monday 00:00; what lies outside the week is left out."""
    first, last = start // HALF_HOUR, -(-(start + minutes) // HALF_HOUR)
    for slot in range(max(first, 0), min(last, DAYS * DAY)):
        days[slot // DAY] |= 1 << (slot % DAY)


def _used_of(space: Asset, every: Mapping[str, Asset], taken: Mapping[str, list[int]]) -> list[int]:
    """A space is in use while it is, or what it is a part of."""
    used, seen = [0] * DAYS, set()
    one: Asset | None = space
    while one is not None and one.pk not in seen:
        seen.add(one.pk)
        if one.pk in taken:
            used = [mask | other for mask, other in zip(used, taken[one.pk], strict=True)]
        one = every.get(one.part_of_id or "")
    return used


def _terms(spaces: Iterable[Asset]) -> Terms:
    """The terms of the authorities whose spaces ask for them. One query, none where nobody asks."""
    asked = {
        authority_of(one.area) for one in spaces if one.free is not None and one.free.terms != TermTime.ALWAYS
    }
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    if asked:
        for row in SchoolTerm.objects.filter(authority__in=asked).order_by("begins"):
            found[row.authority].append((row.begins, row.ends))
    return found


def _open(space: Asset, monday: date, terms: Terms) -> Iterator[int]:
    """The seven masks of the week as it truly is: without the days on which it is not open, with what is besides."""
    week: FreeWeek = space.free  # type: ignore[assignment]
    known = [] if week.terms == TermTime.ALWAYS else terms.get(authority_of(space.area), [])
    days = [
        mask if _is_open(week, monday + timedelta(days=number), known) else 0
        for number, mask in enumerate(week.days)
    ]
    for text, minute, minutes in week.on:
        _mark(days, (date.fromisoformat(text) - monday).days * 24 * 60 + minute, minutes)
    yield from days


def _is_open(week: FreeWeek, day: date, terms: list[tuple[date, date]]) -> bool:
    if (week.begins and day < week.begins) or (week.ends and day > week.ends):
        return False
    if day.isoformat() in week.off or (not week.bank_holidays and is_bank_holiday(day)):
        return False
    return week.terms == TermTime.ALWAYS or in_terms(day, terms) is (week.terms == TermTime.TERM)


def _minutes_used(proposals: Iterable[Proposal], placings: Iterable[Placing], today: date) -> dict[str, int]:
    """Minutes of use by space in the twelve months up to today."""
    since = today - YEAR
    found: dict[str, int] = defaultdict(int)
    for one in proposals:
        if one.stage in HELPED and one.when and since < timezone.localtime(one.when).date() <= today:
            found[str(one.asset_id)] += one.minutes or one.need.minutes
    for placing in placings:
        season = placing.request.season
        first, last = max(season.begins, since + timedelta(days=1)), min(season.ends, today)
        found[placing.asset_id] += placing.minutes * times_between(placing.weekday, first, last)
    return dict(found)


def times_between(weekday: int, first: date, last: date) -> int:
    """How often a weekday (0 is Monday) comes from one day to another, both counted.

    >>> times_between(0, date(2026, 11, 2), date(2026, 11, 30)), times_between(6, date(2026, 11, 2), date(2026, 11, 7))
    (5, 0)
    """
    start = first + timedelta(days=(weekday - first.weekday()) % DAYS)
    return (last - start).days // DAYS + 1 if start <= last else 0
