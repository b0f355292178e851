"""Deeds with what is needed: saying it, changing it, and saying that it is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from edau.accounts.models import User
from edau.connect.actions.offers import Ability, checked, offer
from edau.connect.actions.parties import Somebody, Where, take_part
from edau.connect.actions.times import Times, keep_week
from edau.connect.choices import Language
from edau.connect.models import Capability, Need, Party
from edau.connect.queries.needs import required_checks
from edau.connect.refusals import Refusal, Refused
from edau.connect.rules import may_speak_for
from edau.connect.skills import asset_kinds, check_kinds, groups, may_ask, skills
from edau.connect.stamps import changed
from edau.connect.windows import LONGEST as LONGEST_TIME
from edau.connect.windows import SHORTEST
from edau.core import audit, clock
from edau.core.answers import insist
from edau.places.queries import visible_area
from edau.thread.actions import End, Issued, tie
from edau.thread.choices import Link

NEED, CAPABILITY = "connect.Need", "connect.Capability"
LONGEST, LONGEST_TITLE = 2_000, 120
MOST_UNITS, MOST_PERSONS = 50, 20_000
STAYS = timedelta(days=60)  # unless a day is named
LONGEST_STAY = timedelta(days=366)


@dataclass(frozen=True)
class Wanted:
    """What is needed: a skill of somebody, or a kind of asset. `where` only where it is not at the doorstep."""

    words: str
    language: str
    title: str = ""
    skill: str = ""
    asset_kind: str = ""
    units: int = 1
    minutes: int = 60
    persons: int | None = None
    languages: Sequence[str] = ()
    checks: Sequence[str] = ()
    remote: bool = False
    where: Where | None = None
    until: date | None = None
    open_to_all: bool = True


@dataclass(frozen=True)
class Needed:
    """A need that was taken in; what its party brings in return, where it said so; the secrets of a new receipt."""

    record: Need
    party: Party
    issued: Issued | None
    brought: Capability | None = None


@transaction.atomic
def need(
    *,
    wanted: Wanted,
    times: Times | None,
    who: Somebody,
    by: User | str,
    bring: Ability | None = None,
    waiting: bool = False,
    synthetic: bool = False,
) -> Needed:
    """Takes in what somebody needs, and what they could bring, tied to it. What a child or an adult at risk needs asks for
    the checks that may be asked for, whether or not they were ticked. For an organisation `by` is an account that may speak
    for it. Raises Refused, and NotAllowed."""
    if bring is not None:
        checked(bring)
    taking = take_part(who=who, by=by, synthetic=synthetic)
    made = Need(
        party=taking.party,
        receipt=taking.receipt,
        waiting=waiting,
        made=clock.now(),
        synthetic=synthetic,
        **_columns(wanted, taking.party),
    )
    made.free = keep_week(times)
    _insist_long_enough(made)
    made.save(force_insert=True)
    brought = None
    if bring is not None:
        again = Somebody(
            where=who.where,
            languages=taking.party.languages,
            account=who.account,
            receipt=taking.receipt,
            organisation=who.organisation,
        )
        brought = offer(
            ability=bring, times=None, who=again, by=by, waiting=waiting, synthetic=synthetic
        ).record
        tie(End(CAPABILITY, brought.id), Link.EXCHANGES, End(NEED, made.id), by=str(by))
    codes: audit.Codes = {
        "what": made.skill or made.asset_kind,
        "area": made.area,
        "minutes": made.minutes,
        "units": made.units,
        "checks": " ".join(made.checks),
        "waiting": waiting,
    }
    audit.record(deed="need", by=str(by), label=NEED, object_id=made.id, codes=codes)
    changed()
    return Needed(made, taking.party, taking.issued, brought)


@transaction.atomic
def change_need(
    *, need: Need, by: User | str, wanted: Wanted | None = None, times: Times | None = None
) -> Need:
    """Changes what is given: what is needed, the times, or both. Raises Refused, and NotAllowed."""
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.withdrawn is not None:
        raise Refused(Refusal.GONE)
    insist(may_speak_for(by, need.party.organisation))
    if wanted is not None:
        for name, value in _columns(wanted, need.party).items():
            setattr(need, name, value)
    if times is not None:
        need.free = keep_week(times, need.free if need.free_id else None)
    _insist_long_enough(need)
    need.save()
    codes: audit.Codes = {"words": wanted is not None, "times": times is not None}
    audit.record(deed="change_need", by=str(by), label=NEED, object_id=need.id, codes=codes)
    changed()
    return need


@transaction.atomic
def met(*, need: Need, by: User | str) -> bool:
    """Says that as many have helped as were needed. Returns whether that was new. Raises Refused (gone), and NotAllowed."""
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.withdrawn is not None:
        raise Refused(Refusal.GONE)
    insist(may_speak_for(by, need.party.organisation))
    if need.met is not None:
        return False
    need.met = clock.now()
    need.save(update_fields=["met"])
    audit.record(deed="need_met", by=str(by), label=NEED, object_id=need.id)
    changed()
    return True


def _columns(wanted: Wanted, party: Party) -> dict[str, object]:
    _look_at(wanted)
    group = groups()[skills()[wanted.skill].group] if wanted.skill else None
    where = wanted.where
    asked = set(wanted.checks) | (required_checks(group.key) if group and party.at_risk else set())
    return {
        "title": wanted.title.strip(),
        "words": wanted.words.strip(),
        "language": wanted.language,
        "skill": wanted.skill,
        "group": group.number if group is not None else None,
        "asset_kind": wanted.asset_kind,
        "units": wanted.units,
        "minutes": wanted.minutes,
        "persons": wanted.persons,
        "languages": list(dict.fromkeys(wanted.languages)) or party.languages,
        "checks": [code for code in check_kinds() if code in asked],
        "remote": wanted.remote,
        "latitude": where.latitude if where is not None else None,
        "longitude": where.longitude if where is not None else None,
        "area": where.area if where is not None else party.area,
        "until": wanted.until or clock.today() + STAYS,
        "open_to_all": wanted.open_to_all,
    }


def _look_at(wanted: Wanted) -> None:
    if not wanted.words.strip():
        raise Refused(Refusal.NOTHING_SAID)
    if len(wanted.words) > LONGEST or len(wanted.title) > LONGEST_TITLE:
        raise Refused(Refusal.TOO_LONG, most=LONGEST)
    if wanted.language not in ("cy", "en"):
        raise Refused(Refusal.NO_SUCH_LANGUAGE, language=wanted.language[:20])
    if bool(wanted.skill) == bool(wanted.asset_kind):
        raise Refused(Refusal.SKILL_OR_ASSET)
    if wanted.skill and wanted.skill not in skills():
        raise Refused(Refusal.NO_SUCH_SKILL, skill=wanted.skill[:40])
    if wanted.asset_kind and wanted.asset_kind not in asset_kinds():
        raise Refused(Refusal.NO_SUCH_KIND)
    if not 1 <= wanted.units <= MOST_UNITS:
        raise Refused(Refusal.BAD_UNITS, most=MOST_UNITS)
    if not SHORTEST <= wanted.minutes <= LONGEST_TIME:
        raise Refused(Refusal.BAD_MINUTES, least=SHORTEST, most=LONGEST_TIME)
    if wanted.persons is not None and not 1 <= wanted.persons <= MOST_PERSONS:
        raise Refused(Refusal.BAD_PERSONS, most=MOST_PERSONS)
    unknown = next((one for one in wanted.languages if one not in Language.values), None)
    if unknown is not None:
        raise Refused(Refusal.NO_SUCH_LANGUAGE, language=unknown[:20])
    _look_at_checks(wanted)
    where, today = wanted.where, clock.today()
    if where is not None and (
        visible_area(where.area) is None or (where.latitude is None) != (where.longitude is None)
    ):
        raise Refused(Refusal.NO_SUCH_PLACE)
    if wanted.until is not None and wanted.until < today:
        raise Refused(Refusal.PAST)
    if wanted.until is not None and wanted.until > today + LONGEST_STAY:
        raise Refused(Refusal.TOO_FAR_AHEAD, days=LONGEST_STAY.days)


def _look_at_checks(wanted: Wanted) -> None:
    for code in wanted.checks:
        if code not in check_kinds():
            raise Refused(Refusal.NO_SUCH_CHECK, check=code[:40])
        if not wanted.skill or not may_ask(skills()[wanted.skill].group, code):
            raise Refused(Refusal.NOT_ELIGIBLE, check=code)


def _insist_long_enough(need: Need) -> None:
    """A need whose longest free run is shorter than what it takes could never be met."""
    if need.free is not None and any(need.free.days) and need.free.longest * 30 < need.minutes:
        raise Refused(Refusal.TOO_SHORT_A_TIME, minutes=need.minutes, free=need.free.longest * 30)
