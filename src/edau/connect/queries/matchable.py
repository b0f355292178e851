"""What may be matched now, as plain rows: offers, needs, and who must not be brought together.

A constant number of queries, whatever the numbers, and no model instances: all offers of a country are read in a second
or two, and those for one need in milliseconds, because the database itself leaves out what cannot fit.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from heapq import nsmallest
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    F,
    IntegerField,
    Q,
    QuerySet,
)

from edau.connect.models import Block, Check, Offered
from edau.connect.models.weeks import DAYS
from edau.connect.queries.areas import Point, areas_near, away_from, middles
from edau.connect.queries.earlier import Earlier, bad_times
from edau.connect.queries.guarded import guarded_groups
from edau.connect.queries.standing import assets_now, capabilities_now, needs_now, soon
from edau.connect.queries.week_masks import MASKS, Week, as_week
from edau.connect.skills import Nature, asset_kinds, check_kinds, groups, skills_of
from edau.core import clock
from edau.core.prepared import Given, Prepared
from edau.people.models import Organisation

LONG = 56  # days of waiting from which on it counts in full
ASSET_KM = 15.0  # as far as people go to use something; its owner sets no limit
THINGS_AT_ONCE = 1  # a thing is with one party at a time
OTHERS_AT_ONCE = 5  # a room or staff time has many hours
SYNTHETIC = 200  # what is made up is matched with what is made up: its groups have numbers of their own
NO_SKILL = 15  # the place in a group of a skill that nobody named: no skill of ours stands there
NEAR_KM = 20.0  # as far as most people go: those who go further are few, and are all measured
MOST_LOOKED_AT = (
    250  # of those in reach of one need, the nearest: nobody reads of more, and a page answers at once
)
SPARE_KM = 0.5  # what measuring on a plane may be wrong by, and more

Middle = Callable[[str], Point | None]

# What is said to the questions about one need, which are put together once: a page asks them all.
TODAY = Given("today", DateField())
NEED, KEYS, MADE_UP = Given("need", CharField()), Given("keys", CharField()), Given("made_up", BooleanField())


class OfferRow(NamedTuple):
    """A capability or an asset. `left`: how many more it can take now; `carried`: how many it has already."""

    key: str
    asset: bool
    party: str
    skills: tuple[tuple[int, int], ...]  # group and place in the group
    remote: bool
    km: float
    left: int
    carried: int
    languages: tuple[str, ...]
    checks: frozenset[int]
    point: tuple[float, float] | None
    week: Week
    persons: int | None
    sector: str
    area: str
    received_more: bool
    asked: datetime | None
    guarded: bool


class NeedRow(NamedTuple):
    """A need. `units`: how many helpers it still lacks; `guarded`: a connector has to introduce them."""

    key: str
    party: str
    group: int
    skill: int
    units: int
    minutes: int
    persons: int | None
    languages: tuple[str, ...]
    checks: frozenset[int]
    remote: bool
    point: tuple[float, float] | None
    week: Week
    waiting: float
    sector: str
    area: str
    guarded: bool
    helpers: int  # it has already, or has been proposed
    synthetic: bool


@dataclass
class Matchable:
    """All of it. Pairs are of a giver's party and a seeker's party, but for `declined`: a giver's party and a need; `helping`
    are those of them who help with it, or have been asked to. `cut`: of one need, there are more in reach than were looked
    at."""

    offers: list[OfferRow]
    needs: list[NeedRow]
    stopped: dict[str, str]  # needs that are not matched now, and why: broker, checks_first
    asks_left: dict[str, int]  # by party, of those that offer
    apart: set[tuple[str, str]] = field(default_factory=set)
    declined: set[tuple[str, str]] = field(default_factory=set)
    helping: set[tuple[str, str]] = field(default_factory=set)
    too_far: set[tuple[str, str]] = field(default_factory=set)
    tied: set[tuple[str, str]] = field(default_factory=set)
    bad_times: list[tuple[str, str, Week]] = field(default_factory=list)
    cut: bool = False


@cache
def places_of_skills() -> dict[str, tuple[int, int]]:
    """Each skill by its group's number and its place in the group."""
    found = {}
    for key, group in groups().items():
        for place, skill in enumerate(skills_of(key)):
            found[skill.key] = (group.number, place)
    return found


@cache
def numbers_of_kinds() -> dict[str, int]:
    """Each kind of asset by a number above those of the groups of skills."""
    return {key: len(groups()) + place for place, key in enumerate(asset_kinds())}


@cache
def held_with(check: str) -> frozenset[int]:
    """The numbers of what somebody holds with a check: its own, and those of the checks it covers."""
    kinds = check_kinds()
    kind = kinds.get(check)
    if kind is None:
        return frozenset()
    return frozenset([kind.number, *(kinds[code].number for code in kind.covers)])


def group_of(skill: str, group: int | None, kind: str, synthetic: bool) -> tuple[int, int]:
    """The number of what a need asks for, and its place there: a group of skills, or a kind of asset."""
    if kind:
        number, place = numbers_of_kinds().get(kind, SYNTHETIC - 1), 0
    else:
        number, place = places_of_skills().get(skill, (group or 0, NO_SKILL))
    return number + SYNTHETIC * synthetic, place


def _of(whose: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{whose}__{name}" for name in names)


_PARTY = ("languages", "area", "organisation_id")
_ASKS = ("last_asked", "asks_a_week", "at_risk")
_DOOR = ("doorstep__latitude", "doorstep__longitude")
_CAPABILITY = (
    *("pk", "party_id", "remote", "km", "capacity", "language", "synthetic"),
    *_of("party", _PARTY + _ASKS),
    *MASKS,
)
# With the door, which only the matching of everybody together needs: one table less to look into while somebody waits.
_AT_HOME = (*_CAPABILITY, *_of("party", _DOOR))
_ASSET = (
    *("pk", "owner_id", "kind", "persons", "area", "latitude", "longitude", "synthetic"),
    *_of("owner", _PARTY + _ASKS),
    *MASKS,
    *_of("owner", _DOOR),
)
_NEED = (
    *("pk", "party_id", "skill", "group", "asset_kind", "units", "minutes", "persons", "languages", "checks"),
    *("remote", "latitude", "longitude", "area", "language", "made", "synthetic"),
    *("party__alone", "party__at_risk", "party__broker_id"),
    *_of("party", _PARTY + _DOOR),
    *MASKS,
)


_SKILL = ("capability_id", "skill", "group")
_THIS_NEED = Prepared(lambda: needs_now(TODAY).filter(pk=NEED).values_list(*_NEED))
_SKILLS_OF = Prepared(lambda: Offered.objects.filter(capability__among=KEYS).values_list(*_SKILL))
_CHECKS_OF = Prepared(lambda: _valid(TODAY).filter(party__among=KEYS).values_list("party_id", "kind"))
_BLOCKS_OF = Prepared(lambda: _blocking(KEYS).values_list("party_id", "other_id"))
_SECTORS = Prepared(lambda: Organisation.objects.values_list("key", "sector"))


def matchable(need: str = "", *, nearby: bool = True) -> Matchable:
    """What may be matched now: everything, or one need and what could meet it. Eight queries, eleven for one need; up to
    three more where somebody said that a time does not suit.

    For one need the database itself leaves out offers of other groups and, unless `nearby` is False, those out of reach,
    those free at no half hour of the need's, and all but the nearest MOST_LOOKED_AT. Why nobody could help can only be told
    where nothing nearby was left out. Whoever
    offers is then taken to be in the middle of their small area, and so the answer of a page, which anybody may ask for as
    many needs as they like, never tells who is where within it. Everybody together is matched from door to door.
    """
    today, now, middle_of = clock.today(), clock.now(), middles()
    if need:
        needs = _THIS_NEED(need=need, today=today, soon=soon(today))
        row = dict(zip(_NEED, needs[0], strict=True)) if needs else {}
        offering, cut = _that_could(row, today, nearby, middle_of)
        lending = _of_kind(row, today, nearby)
    else:
        cut, needs = False, list(needs_now(today).order_by("made", "pk").values_list(*_NEED))
        offering = list(capabilities_now(today).values_list(*_AT_HOME))
        lending = list(assets_now(today).values_list(*_ASSET))
    givers = {row[1] for row in chain(offering, lending)} if need else None
    past = Earlier.read(need, {row[1] for row in needs}, givers, now)
    sorts = _skills({row[0] for row in offering} if need else None)
    checks, sectors = _checks(givers, today), _sectors()
    offers = [_offer(row, sorts, checks, past, middle_of, sectors, at_door=not need) for row in offering]
    offers += [_lent(row, checks, past, middle_of, sectors) for row in lending]
    offers.sort(key=lambda one: (one.asked.timestamp() if one.asked else 0.0, one.key))
    rows, stopped = _needs(needs, past, now, middle_of, sectors)
    found = Matchable(
        offers, rows, stopped, past.asks_left(chain(_wishes(offering, _CAPABILITY), _wishes(lending, _ASSET)))
    )
    found.apart = _blocks({row[1] for row in needs} if need else None) | past.not_them
    found.declined, found.too_far, found.tied = past.declined, past.too_far, past.tied
    found.helping = past.helping
    found.bad_times, found.cut = bad_times(past.no_time), cut
    return found


def _wishes(rows: Iterable[tuple[Any, ...]], columns: Sequence[str]) -> Iterable[tuple[str, int]]:
    """Each party that offers, with how often a week it wishes to be asked."""
    a_week = next(place for place, name in enumerate(columns) if name.endswith("__asks_a_week"))
    return ((row[1], row[a_week]) for row in rows)


def _that_could(
    row: dict[str, Any], today: date, nearby: bool, middle_of: Middle
) -> tuple[list[tuple[Any, ...]], bool]:
    """Capabilities that could meet a need, as far as the database can tell quickly, and whether more are in reach."""
    if not row or row["asset_kind"]:
        return [], False
    number, _place = group_of(row["skill"], row["group"], "", False)
    if not nearby:
        skilled = Offered.objects.filter(group=number).values("capability")
        found = capabilities_now(today).filter(synthetic=row["synthetic"], pk__in=skilled)
        return list(found.values_list(*_CAPABILITY)), False
    in_reach = _in_reach(number, _point_of(row, middle_of), row["remote"])
    nearest = nsmallest(MOST_LOOKED_AT, sorted(in_reach), key=in_reach.__getitem__)
    week = dict(zip(DAYS, as_week([row[name] for name in MASKS]), strict=True))
    fitting = _FITTING(keys=nearest, made_up=row["synthetic"], today=today, soon=soon(today), **week)
    return fitting, len(nearest) < len(in_reach)


def _in_reach(group: int, point: Point | None, remote: bool) -> dict[str, float]:
    """The capabilities of a group that go as far as a point, from the middle of their area, or may help from where they are
    where `remote` is wanted, too; with how many kilometres they are away. One query, of one index; the kernel measures
    exactly what is left."""
    if point is None:
        return dict.fromkeys((row[0] for row in _FROM_AFAR(group=group)), math.inf) if remote else {}
    away = away_from(point)
    asked = _NEAR_OR_FROM_AFAR if remote else _NEAR
    rows = asked(group=group, areas=areas_near(point, NEAR_KM + 2 * SPARE_KM))
    return {
        key: distance
        for key, area, km, from_afar in rows
        if (distance := away(area)) <= 1.05 * km + SPARE_KM or (remote and from_afar)
    }


def _skilled(where: Q) -> QuerySet[Offered, tuple[Any, ...]]:
    found = Offered.objects.filter(where, group=Given("group", IntegerField()))
    return found.values_list("capability_id", "area", "km", "remote")


_FAR = Q(km__gt=NEAR_KM)
_AROUND = Q(area__among=Given("areas", CharField())) | _FAR
_NEAR = Prepared(lambda: _skilled(_AROUND))
_NEAR_OR_FROM_AFAR = Prepared(lambda: _skilled(_AROUND | Q(remote=True)))
_FROM_AFAR = Prepared(lambda: _skilled(Q(remote=True)))
_FITTING = Prepared(
    lambda: _in_time(
        capabilities_now(TODAY).filter(synthetic=MADE_UP, pk__among=KEYS),
        {day: Given(day, BigIntegerField()) for day in DAYS},
    ).values_list(*_CAPABILITY)
)


def _point_of(row: dict[str, Any], middle_of: Middle) -> Point | None:
    """Where a need is: where it says, else at the doorstep, else in the middle of its area."""
    here = _point(row["latitude"], row["longitude"])
    home = _point(row["party__doorstep__latitude"], row["party__doorstep__longitude"])
    return here or home or middle_of(row["area"])


def _of_kind(row: dict[str, Any], today: date, nearby: bool) -> list[tuple[Any, ...]]:
    if not row or not row["asset_kind"]:
        return []
    found = assets_now(today).filter(kind=row["asset_kind"], synthetic=row["synthetic"])
    if nearby:
        week = as_week([row[name] for name in MASKS])
        found = _in_time(found, dict(zip(DAYS, week, strict=True)))
    return list(found.values_list(*_ASSET))


def _in_time(found: QuerySet[Any], week: Mapping[str, int | Given]) -> QuerySet[Any]:
    """Those that are free at one half hour of a week at least (a mask for each day), or said nothing of times."""
    common = {f"on_{day}": F(f"free__{day}").bitand(mask) for day, mask in week.items()}  # type: ignore[arg-type]
    some = Q(free=None)
    for name in common:
        some |= ~Q(**{name: 0}) & Q(**{f"{name}__isnull": False})
    return found.alias(**common).filter(some)


def _skills(capabilities: set[str] | None) -> dict[str, list[tuple[int, int]]]:
    """The skills of capabilities by group and place. One query."""
    known, found = places_of_skills(), defaultdict(list)
    every = Offered.objects.values_list(*_SKILL)
    for capability, skill, group in every if capabilities is None else _SKILLS_OF(keys=capabilities):
        found[capability].append(known.get(skill, (group, NO_SKILL)))
    return found


def _checks(parties: set[str] | None, today: date) -> dict[str, frozenset[int]]:
    """What each party holds in date, as numbers. One query."""
    every = _valid(today).values_list("party_id", "kind")
    found: dict[str, frozenset[int]] = {}
    for party, kind in every if parties is None else _CHECKS_OF(keys=parties, today=today):
        found[party] = found.get(party, frozenset()) | held_with(kind)
    return found


def _valid(today: date | Given) -> QuerySet[Check]:
    return Check.objects.filter(withdrawn=None, until__gte=today)


def _sectors() -> dict[str | None, str]:
    """The sector of each organisation. One query of a small table, for which those of thousands of parties need no join."""
    return dict(_SECTORS())


def _blocks(seekers: set[str] | None) -> set[tuple[str, str]]:
    """Pairs of parties one of which blocked the other, both ways round. One query."""
    every = Block.objects.values_list("party_id", "other_id")
    pairs = set(every if seekers is None else _BLOCKS_OF(keys=seekers))
    return pairs | {(other, party) for party, other in pairs}


def _blocking(parties: Given) -> QuerySet[Block]:
    return Block.objects.filter(Q(party__among=parties) | Q(other__among=parties))


def _offer(
    row: tuple[Any, ...],
    sorts: dict[str, list[tuple[int, int]]],
    checks: dict[str, frozenset[int]],
    past: Earlier,
    middle_of: Middle,
    sectors: dict[str | None, str],
    *,
    at_door: bool,
) -> OfferRow:
    key, party, remote, km, capacity, language, synthetic = row[:7]
    languages, area, organisation, last_asked, _a_week, at_risk = row[7:13]
    door = _point(*row[20:22]) if at_door else None
    carried = past.carried.get(key, 0)
    shift = SYNTHETIC * synthetic
    return OfferRow(
        key=key,
        asset=False,
        party=party,
        skills=tuple((group + shift, place) for group, place in sorts.get(key, ())),
        remote=remote,
        km=km,
        left=max(0, capacity - carried),
        carried=carried,
        languages=tuple(languages) or (language,),
        checks=checks.get(party, frozenset()),
        point=door or middle_of(area),
        week=as_week(row[13:20]),
        persons=None,
        sector=sectors.get(organisation, ""),
        area=area,
        received_more=past.balance.get(party, 0) > 0,
        asked=last_asked,
        guarded=at_risk,
    )


def _lent(
    row: tuple[Any, ...],
    checks: dict[str, frozenset[int]],
    past: Earlier,
    middle_of: Middle,
    sectors: dict[str | None, str],
) -> OfferRow:
    key, party, kind, persons, where, latitude, longitude, synthetic = row[:8]
    _languages, _area, organisation, last_asked, _a_week, at_risk = row[8:14]
    carried = past.carried.get(key, 0)
    nature = asset_kinds()[kind].nature if kind in asset_kinds() else Nature.THING
    at_once = THINGS_AT_ONCE if nature == Nature.THING else OTHERS_AT_ONCE
    return OfferRow(
        key=key,
        asset=True,
        party=party,
        skills=(group_of("", None, kind, synthetic),),
        remote=False,
        km=ASSET_KM,
        left=max(0, at_once - carried),
        carried=carried,
        languages=("any",),
        checks=checks.get(party, frozenset()),
        point=_point(latitude, longitude) or _point(*row[21:23]) or middle_of(where),
        week=as_week(row[14:21]),
        persons=persons,
        sector=sectors.get(organisation, ""),
        area=where,
        received_more=past.balance.get(party, 0) > 0,
        asked=last_asked,
        guarded=at_risk,
    )


def _needs(
    rows: Sequence[tuple[Any, ...]],
    past: Earlier,
    now: datetime,
    middle_of: Middle,
    sectors: dict[str | None, str],
) -> tuple[list[NeedRow], dict[str, str]]:
    """The needs that lack somebody, and those that wait for a connector or for a check to be named."""
    found, stopped = [], {}
    for values in rows:
        row = dict(zip(_NEED, values, strict=True))
        units = row["units"] - past.taken.get(row["pk"], 0)
        if units <= 0:
            continue
        if row["party__at_risk"] and (row["party__broker_id"] is None or not row["checks"]):
            stopped[row["pk"]] = "broker" if row["party__broker_id"] is None else "checks_first"
            continue
        sector = sectors.get(row["party__organisation_id"], "")
        found.append(_need(row, units, now, middle_of, sector))
    return found, stopped


def _need(row: dict[str, Any], units: int, now: datetime, middle_of: Middle, sector: str) -> NeedRow:
    group, place = group_of(row["skill"], row["group"], row["asset_kind"], row["synthetic"])
    kinds = check_kinds()
    return NeedRow(
        key=row["pk"],
        party=row["party_id"],
        group=group,
        skill=place,
        units=units,
        minutes=row["minutes"],
        persons=row["persons"],
        languages=tuple(row["languages"]) or tuple(row["party__languages"]) or (row["language"],),
        checks=frozenset(kinds[code].number for code in row["checks"] if code in kinds),
        remote=row["remote"],
        point=_point_of(row, middle_of),
        week=as_week([row[name] for name in MASKS]),
        waiting=1.0 if row["party__alone"] else min(1.0, max(0, (now - row["made"]).days) / LONG),
        sector=sector,
        area=row["area"],
        guarded=row["party__at_risk"] or row["group"] in guarded_groups(),
        helpers=row["units"] - units,
        synthetic=row["synthetic"],
    )


def _point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    return None if latitude is None or longitude is None else (latitude, longitude)
