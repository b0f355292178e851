"""A round's plan: its spaces, its requests and what officers have locked, as the kernel takes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from edau.connect.models import Asset, Placing, SeasonRequest, SeasonRound
from edau.connect.queries.season_taken import Busy
from edau.connect.season_spaces import above, open_week
from edau.kernels.findings import Finding
from edau.kernels.matching.hierarchy import Space, Week
from edau.kernels.matching.room_choices import ground_of
from edau.kernels.matching.room_locks import contradictions, locked_of
from edau.kernels.matching.room_round import Lock, Section, Weights
from edau.kernels.matching.room_season import season_of
from edau.kernels.matching.rooms import RoomPlan, plan_rooms

HALF_HOUR = 30
SPACE_GONE = "space_gone"  # every room that was asked for has left the round

Locks = dict[str, list[Placing]]


@dataclass(frozen=True)
class Place:
    """Where and when a request meets each week; minutes after midnight, Monday 0."""

    request: str
    asset: str
    weekday: int
    start: int
    minutes: int


@dataclass(frozen=True)
class Short:
    """A request with fewer times than it asked for: the code of the reason, and what belongs to it, for JSON."""

    request: str
    code: str
    detail: dict[str, Any]


@dataclass(frozen=True)
class Planned:
    """A plan: what it adds to the locks, who has too little, what it is worth, and what first come, first served gives
    (`placed` times, `value`, and hours `used` of those `open` over the season)."""

    places: tuple[Place, ...]
    short: tuple[Short, ...]
    value: float
    bound: float
    first_come: dict[str, float]


@dataclass(frozen=True)
class LockFinding:
    """What cannot be right about a lock (`kernels.matching.room_locks.contradictions`): the request it is of, a code, and
    its params."""

    request: str
    code: str
    params: dict[str, Any]


def plan_round(
    season: SeasonRound,
    spaces: Sequence[Asset],
    requests: Sequence[SeasonRequest],
    locked: Iterable[Placing],
    *,
    busy: Busy | None = None,
    steps: int | None = None,
    seconds: float | None = None,
) -> Planned:
    """The plan of a round. Neither reads nor writes the database; `spaces` have their free weeks and `requests` stand in the
    order in which they came. `steps` and `seconds` as `kernels.matching.rooms.plan_rooms`.

    A space that was withdrawn is passed, too, as one that is never open, so that a lock on it stands. `busy` are half hours
    at which a space was agreed on before: it is not given out then, though what is locked there stands. Raises ValueError.
    """
    locks = _by_request(locked)
    there = [space for space in spaces if space.withdrawn is None]
    known = {space.pk for space in there}
    lost = [one for one in requests if one.preferred and not known & set(one.preferred)]
    without = {one.pk for one in lost if not locks.get(one.pk)}
    asked = [one for one in requests if one.pk not in without]
    plan = plan_rooms(
        _spaces(spaces, busy or {}),
        [_section(season, one, locks.get(one.pk, []), known) for one in asked],
        seed=season.seed,
        steps=steps,
        seconds=seconds,
    )
    return Planned(
        places=tuple(
            Place(one.request, one.space, one.day, one.start * HALF_HOUR, one.length * HALF_HOUR)
            for one in plan.placings
            if not one.locked
        ),
        short=(*_short(plan), *(Short(key, SPACE_GONE, {"given": 0}) for key in sorted(without))),
        value=float(plan.value),
        bound=float(plan.bound),
        first_come={
            "placed": len(plan.first_come.placings),
            "value": plan.first_come.value,
            "used": round(plan.first_come.used, 1),
            "open": round(plan.open, 1),
        },
    )


def lock_findings(
    season: SeasonRound,
    spaces: Sequence[Asset],
    requests: Sequence[SeasonRequest],
    placings: Iterable[Placing],
) -> list[LockFinding]:
    """What cannot be right about the locks of a round. They stand all the same."""
    locks = _by_request(one for one in placings if one.locked)
    known = {space.pk for space in spaces if space.withdrawn is None}
    sections = [_section(season, one, locks[one.pk], known) for one in requests if one.pk in locks]
    if not sections:
        return []
    ground = ground_of(_spaces(spaces, {}), season_of(section.dates for section in sections))
    found = contradictions(ground, sections, locked_of(ground, sections, Weights()))
    return [LockFinding(str(one.params["request"]), one.code, _params(one)) for one in found]


def _by_request(locked: Iterable[Placing]) -> Locks:
    found: Locks = {}
    for one in locked:
        found.setdefault(one.request_id, []).append(one)
    return found


def _spaces(spaces: Sequence[Asset], busy: Busy) -> list[Space]:
    """A part is one of the nearest space above it that is in the round, too."""
    known = {space.pk: space for space in spaces}
    return [
        Space(
            space.pk,
            space.persons or 0,
            _left(space, busy),
            next((key for key in above(space) if key in known), None),
        )
        for space in spaces
    ]


def _left(space: Asset, busy: Busy) -> Week:
    week, taken = open_week(space), busy.get(space.pk)
    if taken is None:
        return week
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
        mask & ~gone for mask, gone in zip(week, taken, strict=True)
    )
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def _section(season: SeasonRound, one: SeasonRequest, locks: list[Placing], known: set[str]) -> Section:
    spaces = tuple(key for key in one.preferred if key in known)
    lost = bool(one.preferred) and not spaces  # then it has what is locked and no more
    return Section(
        one.pk,
        one.persons,
        one.least // HALF_HOUR,
        one.most // HALF_HOUR,
        times=len(locks) if lost else one.times,
        primary=_week(one, "primary"),
        secondary=_week(one, "secondary"),
        spaces=spaces,
        dates=(season.begins, season.ends),
        locks=tuple(
            Lock(lock.asset_id, lock.weekday, lock.start // HALF_HOUR, lock.minutes // HALF_HOUR)
            for lock in locks
        ),
    )


def _week(one: SeasonRequest, how: str) -> Week:
    days = [0] * 7
    for weekday, first, last, which in one.ranges:
        if which == how:
            begin, end = first // HALF_HOUR, last // HALF_HOUR
            days[weekday] |= ((1 << (end - begin)) - 1) << begin
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = days
    return monday, tuesday, wednesday, thursday, friday, saturday, sunday


def _short(plan: RoomPlan) -> Iterable[Short]:
    for one in plan.rejected:
        detail: dict[str, Any] = {"given": one.given, **_params(one.reason)}
        for code in ("taken_by", "would_fit"):
            under = [_params(reason) for reason in one.reason.reasons if reason.code == code]
            if under:
                detail[code] = under
        yield Short(one.request, one.reason.code, detail)


def _params(finding: Finding) -> dict[str, Any]:
    """Parameters in minutes, as JSON has them."""
    said: dict[str, Any] = dict(finding.params)
    if "start" in said:
        said["start"] = int(said["start"]) * HALF_HOUR
    return said
