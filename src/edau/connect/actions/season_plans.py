"""Deeds of sharing out: an officer's locks, and the plan that is worked out around them."""

from __future__ import annotations

import logging

from django.db import transaction

from edau.accounts.models import User
from edau.connect.actions.seasons import unpublished
from edau.connect.analysis.seasons import Planned, plan_round
from edau.connect.choices import Season
from edau.connect.models import Asset, Placing, SeasonRequest, SeasonRound, SeasonSpace
from edau.connect.queries.season_taken import Busy, busy_of
from edau.connect.queries.seasons import SEASON, placings_of, related, requests_of, spaces_of
from edau.connect.rules import may_share_out
from edau.connect.season_refusals import SeasonRefusal, SeasonRefused
from edau.connect.stamps import changed
from edau.core import audit, clock
from edau.core.answers import insist

SECONDS = 20.0  # for a plan that somebody waits for; forty rooms and a thousand requests take a fifth of that
BROKE, MEANWHILE = "broke", "meanwhile"  # it failed; something was changed while it was worked out
DAY, HALF_HOUR, A_BATCH = 24 * 60, 30, 500

Read = tuple[list[Asset], list[SeasonRequest], list[Placing], Busy]
Snapshot = tuple[
    frozenset[tuple[object, ...]],
    tuple[str, ...],
    tuple[str, ...],
    tuple[tuple[str, tuple[int, ...]], ...],
]


@transaction.atomic
def lock(
    *, request: SeasonRequest, asset: Asset, weekday: int, start: int, minutes: int, by: User
) -> Placing:
    """Decides that a request meets here at this time (minutes after midnight, Monday 0); no plan moves it. What was planned
    for others then is gone; what is locked for others is never overwritten: SeasonRefused. Also NotAllowed."""
    request = SeasonRequest.objects.select_for_update().select_related("season").get(pk=request.pk)
    season = unpublished(request.season, by)
    if request.withdrawn is not None:
        raise SeasonRefused(SeasonRefusal.GONE)
    halves = start % HALF_HOUR == 0 and minutes % HALF_HOUR == 0
    if not (weekday in range(7) and halves and start >= 0 and minutes > 0 and start + minutes <= DAY):
        raise SeasonRefused(SeasonRefusal.BAD_LOCK)
    if not SeasonSpace.objects.filter(season=season, asset=asset).exists():
        raise SeasonRefused(SeasonRefusal.NO_SPACE)
    _insist_room_for_a_lock(request, weekday)
    near = related(spaces_of(season), asset.pk)
    others = [
        one
        for one in placings_of(season)
        if one.asset_id in near
        and one.weekday == weekday
        and one.request_id != request.pk
        and one.start < start + minutes
        and start < one.start + one.minutes
    ]
    if any(one.locked for one in others):
        raise SeasonRefused(SeasonRefusal.LOCKED)
    moved = {one.request_id for one in others}
    Placing.objects.filter(pk__in=[one.pk for one in others]).delete()
    request.placings.filter(weekday=weekday).delete()
    over = request.placings.count() + 1 - request.times
    if over > 0:  # a planned time gives way to the locked one
        spare = request.placings.filter(locked=False).order_by("-weekday").values_list("pk", flat=True)
        Placing.objects.filter(pk__in=list(spare[:over])).delete()
    made = Placing.objects.create(
        request=request,
        asset=asset,
        weekday=weekday,
        start=start,
        minutes=minutes,
        locked=True,
        locked_by=str(by),
    )
    _to_be_planned_anew(season)
    codes: audit.Codes = {
        "request": request.pk,
        "asset": asset.pk,
        "weekday": weekday,
        "start": start,
        "minutes": minutes,
        "moved": len(moved),
    }
    audit.record(deed="lock_place", by=str(by), label=SEASON, object_id=season.pk, codes=codes)
    return made


@transaction.atomic
def unlock(*, placing: Placing, by: User) -> None:
    """The next plan may move it. Not locked, nothing changes. Raises SeasonRefused, NotAllowed."""
    found = Placing.objects.select_for_update().select_related("request__season").get(pk=placing.pk)
    season = unpublished(found.request.season, by)
    if not found.locked:
        return
    found.locked, found.locked_by = False, ""
    found.save(update_fields=["locked", "locked_by"])
    _to_be_planned_anew(season)
    codes: audit.Codes = {"request": found.request_id, "weekday": found.weekday}
    audit.record(deed="unlock_place", by=str(by), label=SEASON, object_id=season.pk, codes=codes)


def plan_season(
    *, season: SeasonRound, by: User, steps: int | None = None, seconds: float = SECONDS
) -> SeasonRound:
    """Works out who meets where around the locks, and keeps it: the same round gives the same plan. There is always one.

    Whatever fails leaves the plan before it as it is, and says so in `failed`. Raises NotAllowed, and SeasonRefused for a
    round that is published or has no space.
    """
    insist(may_share_out(by, season.organisation_id, season.area))
    season = SeasonRound.objects.get(pk=season.pk)
    if season.stage == Season.PUBLISHED:
        raise SeasonRefused(SeasonRefusal.PUBLISHED)
    spaces, requests, locked, busy = _read(season)
    if not spaces:
        raise SeasonRefused(SeasonRefusal.NO_SPACE)
    try:
        plan = plan_round(season, spaces, requests, locked, busy=busy, steps=steps, seconds=seconds)
        return _keep(season, plan, _snapshot(spaces, requests, locked, busy), by)
    except SeasonRefused:
        raise
    except Exception:  # whatever it is, what stands must stand, and somebody must see it
        logging.getLogger("edau.connect").exception("the plan of season %s failed", season.pk)
        return _failed(season, BROKE, by)


def _read(season: SeasonRound) -> Read:
    spaces = spaces_of(season)
    locked = [one for one in placings_of(season) if one.locked]
    return spaces, requests_of(season), locked, busy_of(season, spaces)


def _snapshot(
    spaces: list[Asset], requests: list[SeasonRequest], locked: list[Placing], busy: Busy
) -> Snapshot:
    """What a plan rests on."""
    locks = frozenset((one.request_id, one.asset_id, one.weekday, one.start, one.minutes) for one in locked)
    there = tuple(one.pk for one in spaces if one.withdrawn is None)
    return locks, there, tuple(one.pk for one in requests), tuple(sorted(busy.items()))


@transaction.atomic
def _keep(season: SeasonRound, plan: Planned, rests_on: Snapshot, by: User) -> SeasonRound:
    """Puts the plan in the place of the one before, unless what it rests on has changed meanwhile."""
    season = unpublished(season, by)
    if _snapshot(*_read(season)) != rests_on:
        return _failed(season, MEANWHILE, by)
    Placing.objects.filter(request__season=season, locked=False).delete()
    Placing.objects.bulk_create(
        (
            Placing(
                request_id=one.request,
                asset_id=one.asset,
                weekday=one.weekday,
                start=one.start,
                minutes=one.minutes,
            )
            for one in plan.places
        ),
        batch_size=A_BATCH,
    )
    short = {one.request: one for one in plan.short}
    touched = []
    for request in SeasonRequest.objects.filter(season=season, withdrawn=None).order_by("pk"):
        one = short.get(request.pk)
        code, detail = (one.code, one.detail) if one is not None else ("", {})
        if (request.refused, request.detail) != (code, detail):
            request.refused, request.detail = code, detail
            touched.append(request)
    SeasonRequest.objects.bulk_update(touched, ["refused", "detail"], batch_size=A_BATCH)
    if season.ask_by < clock.today():
        season.stage = Season.PLANNED
    season.planned, season.failed = clock.now(), ""
    season.value, season.bound, season.first_come = plan.value, plan.bound, plan.first_come
    season.save()
    codes: audit.Codes = {"placed": len(plan.places), "short": len(plan.short), "value": int(plan.value)}
    audit.record(deed="plan_season", by=str(by), label=SEASON, object_id=season.pk, codes=codes)
    changed()
    return season


@transaction.atomic
def _failed(season: SeasonRound, code: str, by: User) -> SeasonRound:
    SeasonRound.objects.filter(pk=season.pk).update(failed=code)
    audit.record(deed="plan_season", by=str(by), label=SEASON, object_id=season.pk, codes={"failed": code})
    return SeasonRound.objects.get(pk=season.pk)


def _insist_room_for_a_lock(request: SeasonRequest, weekday: int) -> None:
    days = set(request.placings.filter(locked=True).values_list("weekday", flat=True))
    if weekday in days:
        raise SeasonRefused(SeasonRefusal.LOCKED_THAT_DAY)
    if len(days) >= request.times:
        raise SeasonRefused(SeasonRefusal.ENOUGH_LOCKS, most=request.times)


def _to_be_planned_anew(season: SeasonRound) -> None:
    SeasonRound.objects.filter(pk=season.pk).update(planned=None, failed="")
