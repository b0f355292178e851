"""Deeds with season rounds: opening one, changing it, the spaces it shares out, and publishing who meets where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from edau.accounts.models import User
from edau.connect.actions.season_letters import tell_published
from edau.connect.analysis.seasons import lock_findings
from edau.connect.choices import Season
from edau.connect.models import Asset, Placing, SeasonRequest, SeasonRound, SeasonSpace
from edau.connect.queries.season_taken import Clash, clashes_of
from edau.connect.queries.seasons import (
    PUBLISH,
    SEASON,
    placings_of,
    plan_seal,
    related,
    requests_of,
    spaces_of,
)
from edau.connect.rules import may_share_out
from edau.connect.season_refusals import SeasonRefusal, SeasonRefused
from edau.connect.stamps import changed
from edau.core import audit, clock
from edau.core.answers import insist
from edau.core.locks import one_at_a_time
from edau.people.models import Organisation
from edau.places.queries import visible_area

LONGEST_NAME, LONGEST_SEASON = 160, 366  # letters, days


class SeasonClashes(SeasonRefused):
    """Rooms would be had twice: at which times somebody has agreed on them before."""

    def __init__(self, clashes: list[Clash]) -> None:
        super().__init__(SeasonRefusal.AGREED_BEFORE)
        self.clashes = tuple(clashes)


@dataclass(frozen=True)
class Weeks:
    """What a round is called, in either language or both; the last day to ask, and the first and last day of its weeks."""

    name_cy: str
    name_en: str
    ask_by: date
    begins: date
    ends: date


@transaction.atomic
def open_season(
    *, organisation: Organisation, area: str, weeks: Weeks, by: User, seed: int = 1, synthetic: bool = False
) -> SeasonRound:
    """Opens a round for an organisation's rooms in an area (its code). Nobody else sees it before it has a space. Raises
    SeasonRefused, NotAllowed."""
    insist(may_share_out(by, organisation, organisation.area))
    if visible_area(area) is None:
        raise SeasonRefused(SeasonRefusal.NO_SUCH_PLACE)
    _look_at(weeks)
    if weeks.ask_by < clock.today():
        raise SeasonRefused(SeasonRefusal.PAST)
    made = SeasonRound.objects.create(
        organisation=organisation,
        area=area,
        seed=seed,
        by=str(by),
        made=clock.now(),
        synthetic=synthetic,
        **_columns(weeks),
    )
    audit.record(deed="open_season", by=str(by), label=SEASON, object_id=made.id, codes={"area": area})
    changed()
    return made


@transaction.atomic
def change_season(*, season: SeasonRound, weeks: Weeks, by: User) -> SeasonRound:
    """Changes the name and the days of a round that is not published. Raises SeasonRefused, NotAllowed."""
    season = unpublished(season, by)
    _look_at(weeks)
    moved = (season.begins, season.ends) != (weeks.begins, weeks.ends)
    for name, value in _columns(weeks).items():
        setattr(season, name, value)
    if moved:
        for space in spaces_of(season):
            _insist_not_shared_out(season, space)
        season.planned = None
    if season.ask_by >= clock.today():
        season.stage = Season.OPEN
    season.save()
    audit.record(deed="change_season", by=str(by), label=SEASON, object_id=season.id, codes={"weeks": moved})
    changed()
    return season


@transaction.atomic
def add_space(*, season: SeasonRound, asset: Asset, by: User) -> None:
    """The round shares out this space, too; twice changes nothing. Raises SeasonRefused, NotAllowed."""
    season = unpublished(season, by)
    asset = Asset.objects.select_related("owner", "free", "part_of__part_of").get(pk=asset.pk)
    if asset.owner.organisation_id != season.organisation_id:
        raise SeasonRefused(SeasonRefusal.NOT_YOURS)
    if asset.withdrawn is not None or asset.free is None or not any(asset.free.days) or not asset.persons:
        raise SeasonRefused(SeasonRefusal.NO_TIMES)
    _insist_not_shared_out(season, asset)
    _made, new = SeasonSpace.objects.get_or_create(season=season, asset=asset)
    if new:
        _to_be_planned_anew(season)
        audit.record(
            deed="add_space", by=str(by), label=SEASON, object_id=season.id, codes={"asset": asset.pk}
        )
        changed()


@transaction.atomic
def remove_space(*, season: SeasonRound, asset: Asset, by: User) -> None:
    """The round shares it out no more; what was planned for it is gone. Raises SeasonRefused where a lock is on it, and
    NotAllowed."""
    season = unpublished(season, by)
    there = Placing.objects.filter(request__season=season, asset=asset)
    if there.filter(locked=True, request__withdrawn=None).exists():
        raise SeasonRefused(SeasonRefusal.HAS_LOCKS)
    there.delete()
    if SeasonSpace.objects.filter(season=season, asset=asset).delete()[0]:
        _to_be_planned_anew(season)
        codes: audit.Codes = {"asset": asset.pk}
        audit.record(deed="remove_space", by=str(by), label=SEASON, object_id=season.id, codes=codes)
        changed()


@transaction.atomic
def publish_season(*, season: SeasonRound, by: User) -> SeasonRound:
    """Shows everyone who meets where. A hash of it stands in the audit trail; from then on nothing of it is changed, and its
    times count as used. Raises SeasonRefused and NotAllowed; SeasonClashes where somebody has agreed on one of its rooms
    then: that stands, a lock does, too, and who of the two gives way is for people to say.

    It must be planned since the last change; where planning failed, what an officer has put together may be published.
    """
    one_at_a_time("agreed times")  # nobody agrees on a room between this look and the end of this deed
    season = unpublished(season, by)
    placings = placings_of(season)
    if not placings or (season.planned is None and not season.failed):
        raise SeasonRefused(SeasonRefusal.NOT_PLANNED)
    spaces = spaces_of(season)
    gone = {space.pk for space in spaces if space.withdrawn is not None}
    if any(one.asset_id in gone and not one.locked for one in placings):
        raise SeasonRefused(SeasonRefusal.NOT_PLANNED)
    if _overlapping(spaces, placings):
        raise SeasonRefused(SeasonRefusal.OVERLAP)
    if clashes := clashes_of(season, spaces, placings):
        raise SeasonClashes(clashes)
    season.stage, season.published = Season.PUBLISHED, clock.now()
    season.save()
    codes: audit.Codes = {
        "plan": plan_seal(season),
        "placings": len(placings),
        "doubtful": len(lock_findings(season, spaces, requests_of(season), placings)),
    }
    tell_published({one.party_id for one in requests_of(season)})
    audit.record(deed=PUBLISH, by=str(by), label=SEASON, object_id=season.id, codes=codes)
    changed()
    return season


def unpublished(season: SeasonRound, by: User) -> SeasonRound:
    """The round as it is now, locked until the deed ends, for whoever may run it. Raises NotAllowed, SeasonRefused."""
    season = SeasonRound.objects.select_for_update().get(pk=season.pk)
    insist(may_share_out(by, season.organisation_id, season.area))
    if season.stage == Season.PUBLISHED:
        raise SeasonRefused(SeasonRefusal.PUBLISHED)
    return season


def _to_be_planned_anew(season: SeasonRound) -> None:
    """What was planned stands, but something has changed since."""
    season.planned, season.failed = None, ""
    season.save(update_fields=["planned", "failed"])


def withdraw_requests(*, requests: list[SeasonRequest]) -> None:
    """Takes requests back inside a deed: the words are gone, and so are the places, unless these are published: then the
    rows stay for the seal, and nobody is shown there any more."""
    for one in requests:
        one.withdrawn, one.words, one.preferred, one.ranges = clock.now(), "", [], []
        one.refused, one.detail = "", {}
        one.save()
        if one.season.stage != Season.PUBLISHED:
            one.placings.all().delete()
            SeasonRound.objects.filter(pk=one.season_id).update(planned=None, failed="")


def _overlapping(spaces: list[Asset], placings: list[Placing]) -> bool:
    """Whether two placings want what cannot be used twice at one time."""
    near = {space.pk: related(spaces, space.pk) for space in spaces}
    taken: set[tuple[str, int, int]] = set()
    for one in placings:
        halves = range(one.start // 30, (one.start + one.minutes) // 30)
        keys = near.get(one.asset_id, {one.asset_id})
        if any((key, one.weekday, half) in taken for key in keys for half in halves):
            return True
        taken |= {(one.asset_id, one.weekday, half) for half in halves}
    return False


def _insist_not_shared_out(season: SeasonRound, asset: Asset) -> None:
    """Raises SeasonRefused where another round with a week in common shares it out, what it is a part of, or a part of it."""
    others = SeasonSpace.objects.filter(season__begins__lte=season.ends, season__ends__gte=season.begins)
    rows = others.exclude(season=season).select_related("asset__part_of__part_of")
    spaces = [row.asset for row in rows.filter(asset__owner=asset.owner_id)]
    near = related([asset, *spaces], asset.pk)
    if any(space.pk in near for space in spaces):
        raise SeasonRefused(SeasonRefusal.SHARED_OUT)


def _look_at(weeks: Weeks) -> None:
    if not (weeks.name_cy.strip() or weeks.name_en.strip()):
        raise SeasonRefused(SeasonRefusal.NO_NAME)
    if not weeks.ask_by < weeks.begins < weeks.ends:
        raise SeasonRefused(SeasonRefusal.BAD_DAYS)
    if (weeks.ends - weeks.begins).days >= LONGEST_SEASON:
        raise SeasonRefused(SeasonRefusal.TOO_LONG, most=LONGEST_SEASON)


def _columns(weeks: Weeks) -> dict[str, object]:
    return {
        "name_cy": weeks.name_cy.strip()[:LONGEST_NAME],
        "name_en": weeks.name_en.strip()[:LONGEST_NAME],
        "ask_by": weeks.ask_by,
        "begins": weeks.begins,
        "ends": weeks.ends,
    }
