"""Questions about season rounds: which there are, what they share out, who asked, who meets where, and how full that is."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from edau.connect.choices import HELPED, Season, Stage
from edau.connect.models import Asset, Party, Placing, Proposal, SeasonRequest, SeasonRound, SeasonSpace
from edau.connect.queries.areas import around
from edau.connect.queries.availability import is_bank_holiday
from edau.connect.queries.idle import times_between
from edau.connect.season_spaces import above, open_week
from edau.core import clock
from edau.core.models import AuditLine
from edau.core.seals import seal
from edau.core.visibility import held_ids, visible
from edau.people.models import Role
from edau.people.rules import Deed, may_with

SEASON, ASSET = "connect.SeasonRound", "connect.Asset"
PUBLISH = "publish_season"  # the deed in the audit trail
DAYS, HALF_HOUR = 7, 30


def seasons_shown() -> QuerySet[SeasonRound]:
    """Rounds that everyone may read: those that share out a space, and are not held; the next to begin first."""
    has_space = Exists(SeasonSpace.objects.filter(season=OuterRef("pk")))
    found = visible(SeasonRound.objects.filter(has_space))
    return found.select_related("organisation").order_by("-begins", "pk")


def shown_season(key: str) -> SeasonRound | None:
    """One of them; None where there is none of this key. One query, two where something is held."""
    return seasons_shown().filter(pk=key).first()


def ids_shown() -> Iterable[str]:
    """The ids of rounds that everyone may read."""
    return seasons_shown().values_list("pk", flat=True)


def rounds_of(roles: Sequence[Role]) -> list[SeasonRound]:
    """Rounds that whoever holds these roles may run, the newest first. One query and none for each."""
    every = SeasonRound.objects.select_related("organisation").order_by("-begins", "pk")
    return [
        one
        for one in every
        if may_with(roles, Deed.SHARE_OUT, organisations=[one.organisation_id], areas=around(one.area))
    ]


def takes_requests(season: SeasonRound, today: date | None = None) -> bool:
    """Whether anybody can ask for a room now."""
    return season.stage == Season.OPEN and (today or clock.today()) <= season.ask_by


def spaces_of(season: SeasonRound) -> list[Asset]:
    """What a round shares out, by name, with the weeks and what each is a part of. What was withdrawn since is among it, as
    withdrawn, for locks may be on it; so is what is held. One query, two where something is held."""
    found = Asset.objects.filter(pk__in=SeasonSpace.objects.filter(season=season).values("asset"))
    spaces = list(
        found.select_related("free", "part_of__part_of", "owner").order_by("name_en", "name_cy", "pk")
    )
    held = held_ids(ASSET)
    for space in spaces:
        if space.withdrawn is None and (space.pk in held or space.owner.gone is not None):
            space.withdrawn = clock.now()
    return spaces


def spaces_to_add(season: SeasonRound) -> list[Asset]:
    """What the organisation of a round could add to it: rooms whose times and size are known. One query or two."""
    found = Asset.objects.filter(
        owner__organisation=season.organisation_id,
        withdrawn=None,
        waiting=False,
        free__isnull=False,
        persons__gt=0,
    ).exclude(pk__in=SeasonSpace.objects.filter(season=season).values("asset"))
    return list(visible(found).order_by("name_en", "name_cy", "pk"))


def requests_of(season: SeasonRound) -> list[SeasonRequest]:
    """Requests that stand, in the order in which they came. One query."""
    found = SeasonRequest.objects.filter(season=season, withdrawn=None, party__gone=None)
    return list(found.select_related("party__organisation").order_by("made", "pk"))


def placings_of(season: SeasonRound) -> list[Placing]:
    """Who meets where each week, of requests that stand, in the order of the week. One query."""
    found = Placing.objects.filter(
        request__season=season, request__withdrawn=None, request__party__gone=None
    ).select_related("request__party__organisation")
    return list(found.order_by("weekday", "start", "asset", "pk"))


def requests_by(parties: Collection[Party]) -> list[SeasonRequest]:
    """What these parties asked for in any round, the newest first, with what they got. Two queries."""
    found = SeasonRequest.objects.filter(party__in=list(parties), withdrawn=None)
    return list(
        found.select_related("season", "party__organisation")
        .prefetch_related("placings__asset")
        .order_by("-made", "pk")
    )


def request_of(key: str) -> SeasonRequest | None:
    """One request, with its round and whose it is; None where there is none, or it was withdrawn. One query."""
    found = SeasonRequest.objects.filter(pk=key, withdrawn=None, party__gone=None)
    return found.select_related("season__organisation", "party__organisation", "party__person").first()


def related(spaces: Iterable[Asset], key: str) -> set[str]:
    """The ids of those spaces that nobody else can use while this one is used: itself, what it is a part of, its parts."""
    every = {space.pk: set(above(space)) for space in spaces}
    return {key, *every.get(key, ()), *(one for one, over in every.items() if key in over)}


def masks_of(places: Iterable[Placing]) -> list[int]:
    """The half hours of the week that these take, as seven masks."""
    days = [0] * DAYS
    for one in places:
        days[one.weekday] |= ((1 << (one.minutes // HALF_HOUR)) - 1) << (one.start // HALF_HOUR)
    return days


def free_of(space: Asset, spaces: Sequence[Asset], placings: Iterable[Placing]) -> list[int]:
    """The half hours of the week in which a space is open and nobody has it or what shares its walls. No query."""
    near = related(spaces, space.pk)
    taken = masks_of(one for one in placings if one.asset_id in near)
    return [mask & ~busy for mask, busy in zip(open_week(space), taken, strict=True)]


def days_shut(space: Asset, season: SeasonRound) -> list[date]:
    """Days of the season on which a space is not open after all, though it is on other such weekdays: those its owner left
    out, and bank holidays. No query."""
    week = space.free
    if week is None:
        return []
    open_on = {number for number, mask in enumerate(week.days) if mask}
    days = (season.begins + timedelta(days=n) for n in range((season.ends - season.begins).days + 1))
    return [
        day
        for day in days
        if day.weekday() in open_on
        and (day.isoformat() in week.off or (not week.bank_holidays and is_bank_holiday(day)))
    ]


@dataclass(frozen=True)
class Used:
    """Minutes over the season in the smallest parts of its spaces: open, given out in them, and agreed one by one before."""

    open: int
    used: int
    before: int


def use_of(season: SeasonRound, spaces: Sequence[Asset], placings: Sequence[Placing]) -> Used:
    """How full the spaces of a round are. Of a hall and its halves only the halves are counted. One query."""
    wholes = {key for space in spaces for key in above(space)}
    known = {space.pk: space for space in spaces}
    often = [times_between(day, season.begins, season.ends) for day in range(DAYS)]
    opened = used = 0
    for space in spaces:
        if space.pk in wholes:
            continue
        over = [space.pk, *(key for key in above(space) if key in known)]
        weeks = [open_week(known[key]) for key in over]
        masks = [_any(week[day] for week in weeks) for day in range(DAYS)]
        taken = masks_of(one for one in placings if one.asset_id in over)
        for day, times in enumerate(often):
            opened += masks[day].bit_count() * times
            used += (masks[day] & taken[day]).bit_count() * times
    return Used(opened * HALF_HOUR, used * HALF_HOUR, _agreed(season, list(known)))


def _any(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


def _agreed(season: SeasonRound, assets: list[str]) -> int:
    first = timezone.make_aware(datetime.combine(season.begins, time.min))
    last = timezone.make_aware(datetime.combine(season.ends + timedelta(days=1), time.min))
    found = Proposal.objects.filter(
        asset__in=assets, stage__in=(Stage.AGREED, *HELPED), when__gte=first, when__lt=last
    )
    return sum(minutes or long for minutes, long in found.values_list("minutes", "need__minutes"))


def plan_seal(season: SeasonRound) -> str:
    """The hash of who meets where, by ids alone, those who have withdrawn since among them. One query."""
    rows = Placing.objects.filter(request__season=season).order_by("request", "weekday")
    columns = ("request_id", "asset_id", "weekday", "start", "minutes", "locked")
    return seal(season.pk, {"plan": json.dumps([list(row) for row in rows.values_list(*columns)])})


@dataclass(frozen=True)
class Sealed:
    """The line of the audit trail that has the hash of a published plan, and whether the plan still has that hash."""

    line: int
    holds: bool


def sealed_as(season: SeasonRound) -> Sealed | None:
    """How a published plan stands to what was sealed; None before it is published. Two queries."""
    line = (
        AuditLine.objects.filter(deed=PUBLISH, label=SEASON, object_id=season.pk).order_by("number").first()
    )
    if line is None:
        return None
    return Sealed(line.number, line.codes.get("plan") == plan_seal(season))
