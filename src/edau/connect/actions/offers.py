"""Deeds with what people and organisations offer: offering, changing, and saying that it still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from django.db import transaction

from edau.accounts.models import User
from edau.connect.actions.parties import Somebody, take_part
from edau.connect.actions.times import Times, keep_week
from edau.connect.choices import Sort
from edau.connect.models import Asset, Capability, FreeWeek, Need, Offered, Party
from edau.connect.refusals import Refusal, Refused
from edau.connect.rules import may_speak_for
from edau.connect.skills import asset_kinds, groups, lendable_kinds, skills
from edau.connect.stamps import changed
from edau.core import audit, clock
from edau.core.answers import insist
from edau.places.queries import visible_area
from edau.thread.actions import Issued

CAPABILITY, ASSET = "connect.Capability", "connect.Asset"
FRESH_FOR = timedelta(days=180)  # then it is asked whether it still holds
LONGEST = 2_000  # characters of a text
LONGEST_NAME = 160
MOST_SKILLS = 12
FARTHEST = 200.0  # kilometres: further than across Wales
MOST_A_MONTH = 60
MOST_PERSONS = 20_000
MOST_PENCE = 10_000_00
ACCESS = ("step_free", "toilet", "loop", "parking", "quiet")

Kept = TypeVar("Kept", Capability, Asset, Need)


@dataclass(frozen=True)
class Ability:
    """What somebody can give. `skills` are the keys that they confirmed."""

    words: str
    language: str
    skills: Sequence[str]
    sort: str = Sort.DO
    remote: bool = False
    km: float = 5
    capacity: int = 1  # how often a month


@dataclass(frozen=True)
class Thing:
    """What somebody would share. A place is told only where everyone may know it: never that of a home."""

    kind: str
    area: str
    name_cy: str = ""
    name_en: str = ""
    conditions_cy: str = ""
    conditions_en: str = ""
    latitude: float | None = None
    longitude: float | None = None
    persons: int | None = None
    access: Sequence[str] = ()
    pence_an_hour: int | None = None
    rent_pence: int | None = None
    part_of: Asset | None = None
    steward: User | None = None
    source: str = ""


@dataclass(frozen=True)
class Made(Generic[Kept]):
    """What was made, whose it is, and the secrets of a receipt where that is new, which are shown once."""

    record: Kept
    party: Party
    issued: Issued | None


@transaction.atomic
def offer(
    *,
    ability: Ability,
    times: Times | None,
    who: Somebody,
    by: User | str,
    waiting: bool = False,
    synthetic: bool = False,
) -> Made[Capability]:
    """Takes in what somebody offers. `waiting` keeps it out of sight until somebody has looked. For an
    organisation `by` is an account that may speak for it. Raises Refused, and NotAllowed."""
    checked(ability)
    taking = take_part(who=who, by=by, synthetic=synthetic)
    made = Capability(
        party=taking.party,
        receipt=taking.receipt,
        free=keep_week(times),
        waiting=waiting,
        made=clock.now(),
        fresh_until=clock.today() + FRESH_FOR,
        synthetic=synthetic,
        **_columns(ability),
    )
    made.save(force_insert=True)
    _keep_skills(made, ability)
    codes: audit.Codes = {
        "sort": str(made.sort),
        "skills": " ".join(sorted(ability.skills)),
        "area": taking.party.area,
        "waiting": waiting,
    }
    audit.record(deed="offer", by=str(by), label=CAPABILITY, object_id=made.id, codes=codes)
    changed()
    return Made(made, taking.party, taking.issued)


@transaction.atomic
def offer_asset(
    *,
    thing: Thing,
    times: Times | None,
    who: Somebody,
    by: User | str,
    waiting: bool = False,
    synthetic: bool = False,
) -> Made[Asset]:
    """Takes in what somebody would share. For an organisation `by` is an account that may speak for it. Raises Refused, and
    NotAllowed."""
    insist(may_speak_for(by, who.organisation))
    if who.organisation is None:
        _insist_lendable(thing)
    _look_at(thing)
    taking = take_part(who=who, by=by, synthetic=synthetic)
    if thing.part_of is not None and thing.part_of.owner_id != taking.party.pk:
        raise Refused(Refusal.NO_SUCH_KIND)
    made = Asset(
        owner=taking.party,
        receipt=taking.receipt,
        free=keep_week(times),
        waiting=waiting,
        made=clock.now(),
        fresh_until=clock.today() + FRESH_FOR,
        synthetic=synthetic,
        **_asset_columns(thing),
    )
    made.save(force_insert=True)
    codes: audit.Codes = {"kind": made.kind, "area": made.area, "waiting": waiting}
    audit.record(deed="offer_asset", by=str(by), label=ASSET, object_id=made.id, codes=codes)
    changed()
    return Made(made, taking.party, taking.issued)


@transaction.atomic
def change_offer(
    *, capability: Capability, by: User | str, ability: Ability | None = None, times: Times | None = None
) -> Capability:
    """Changes what is given: the words and skills, the times, or both. It then holds for as long again. Raises Refused,
    and NotAllowed."""
    capability = Capability.objects.select_for_update().get(pk=capability.pk)
    _insist_there(capability)
    insist(may_speak_for(by, capability.party.organisation))
    if ability is not None:
        checked(ability)
        for name, value in _columns(ability).items():
            setattr(capability, name, value)
        capability.skills.all().delete()
        _keep_skills(capability, ability)
    if times is not None:
        capability.free = keep_week(times, _week_of(capability))
    capability.fresh_until, capability.reminded = clock.today() + FRESH_FOR, None
    capability.save()
    codes: audit.Codes = {"words": ability is not None, "times": times is not None}
    audit.record(deed="change_offer", by=str(by), label=CAPABILITY, object_id=capability.id, codes=codes)
    changed()
    return capability


@transaction.atomic
def change_asset(
    *, asset: Asset, by: User | str, thing: Thing | None = None, times: Times | None = None
) -> Asset:
    """The same of what is shared. Raises Refused, and NotAllowed."""
    asset = Asset.objects.select_for_update().get(pk=asset.pk)
    _insist_there(asset)
    insist(may_speak_for(by, asset.owner.organisation))
    if thing is not None:
        if asset.owner.organisation_id is None:
            _insist_lendable(thing)
        _look_at(thing)
        if thing.part_of is not None and (
            thing.part_of.owner_id != asset.owner_id or thing.part_of.pk == asset.pk
        ):
            raise Refused(Refusal.NO_SUCH_KIND)
        for name, value in _asset_columns(thing).items():
            setattr(asset, name, value)
    if times is not None:
        asset.free = keep_week(times, _week_of(asset))
    asset.fresh_until, asset.reminded = clock.today() + FRESH_FOR, None
    asset.save()
    codes: audit.Codes = {"words": thing is not None, "times": times is not None}
    audit.record(deed="change_asset", by=str(by), label=ASSET, object_id=asset.id, codes=codes)
    changed()
    return asset


@transaction.atomic
def confirm_fresh(*, record: Capability | Asset, by: User | str) -> None:
    """Says that an offer still holds: for as long again from today. Raises Refused (gone), and NotAllowed."""
    kept = type(record)._default_manager.select_for_update().get(pk=record.pk)
    _insist_there(kept)
    insist(may_speak_for(by, whose(kept).organisation))
    kept.fresh_until, kept.reminded = clock.today() + FRESH_FOR, None
    kept.save(update_fields=["fresh_until", "reminded"])
    audit.record(deed="confirm_fresh", by=str(by), label=kept._meta.label, object_id=kept.pk)
    changed()


def checked(ability: Ability) -> None:
    """Raises Refused for what cannot be offered so."""
    if not ability.words.strip():
        raise Refused(Refusal.NOTHING_SAID)
    if len(ability.words) > LONGEST:
        raise Refused(Refusal.TOO_LONG, most=LONGEST)
    if ability.language not in ("cy", "en"):
        raise Refused(Refusal.NO_SUCH_LANGUAGE, language=ability.language[:20])
    if not ability.skills:
        raise Refused(Refusal.NO_SKILL)
    if len(set(ability.skills)) > MOST_SKILLS:
        raise Refused(Refusal.TOO_MANY_SKILLS, most=MOST_SKILLS)
    unknown = next((key for key in ability.skills if key not in skills()), None)
    if unknown is not None:
        raise Refused(Refusal.NO_SUCH_SKILL, skill=unknown[:40])
    if ability.sort not in Sort.values:
        raise Refused(Refusal.NO_SUCH_KIND)
    if not 0 <= ability.km <= FARTHEST:
        raise Refused(Refusal.BAD_DISTANCE, most=int(FARTHEST))
    if not 1 <= ability.capacity <= MOST_A_MONTH:
        raise Refused(Refusal.BAD_CAPACITY, most=MOST_A_MONTH)


def whose(record: Capability | Asset | Need) -> Party:
    """Who offers or needs it."""
    return record.owner if isinstance(record, Asset) else record.party


def _week_of(record: Capability | Asset | Need) -> FreeWeek | None:
    return record.free if record.free_id else None


def _insist_there(record: Capability | Asset) -> None:
    if record.withdrawn is not None:
        raise Refused(Refusal.GONE)


def _columns(ability: Ability) -> dict[str, object]:
    return {
        "sort": ability.sort,
        "words": ability.words.strip(),
        "language": ability.language,
        "remote": ability.remote,
        "km": float(ability.km),
        "capacity": ability.capacity,
    }


def _keep_skills(capability: Capability, ability: Ability) -> None:
    known, numbers = skills(), groups()
    Offered.objects.bulk_create(
        Offered(
            capability=capability,
            skill=key,
            group=numbers[known[key].group].number,
            area=capability.party.area,
            km=capability.km,
            remote=capability.remote,
        )
        for key in dict.fromkeys(ability.skills)
    )


def _insist_lendable(thing: Thing) -> None:
    """What a person lends is a thing or a space, and is where they are: it never says where that is."""
    if thing.kind not in lendable_kinds():
        raise Refused(Refusal.NO_SUCH_KIND)
    if thing.latitude is not None or thing.longitude is not None:
        raise Refused(Refusal.NO_SUCH_PLACE)


def _look_at(thing: Thing) -> None:
    if thing.kind not in asset_kinds():
        raise Refused(Refusal.NO_SUCH_KIND)
    if not (thing.name_cy.strip() or thing.name_en.strip()):
        raise Refused(Refusal.NO_NAME)
    if max(len(thing.name_cy), len(thing.name_en)) > LONGEST_NAME:
        raise Refused(Refusal.TOO_LONG, most=LONGEST_NAME)
    if max(len(thing.conditions_cy), len(thing.conditions_en)) > LONGEST:
        raise Refused(Refusal.TOO_LONG, most=LONGEST)
    if visible_area(thing.area) is None or (thing.latitude is None) != (thing.longitude is None):
        raise Refused(Refusal.NO_SUCH_PLACE)
    if thing.persons is not None and not 1 <= thing.persons <= MOST_PERSONS:
        raise Refused(Refusal.BAD_PERSONS, most=MOST_PERSONS)
    if set(thing.access) - set(ACCESS):
        raise Refused(Refusal.NO_SUCH_ACCESS)
    if any(
        pence is not None and not 0 <= pence <= MOST_PENCE
        for pence in (thing.pence_an_hour, thing.rent_pence)
    ):
        raise Refused(Refusal.BAD_MONEY, most=MOST_PENCE)


def _asset_columns(thing: Thing) -> dict[str, object]:
    plain = ("kind", "area", "latitude", "longitude", "persons", "pence_an_hour", "rent_pence", "part_of")
    texts = ("name_cy", "name_en", "conditions_cy", "conditions_en", "source")
    return {
        **{name: getattr(thing, name) for name in (*plain, "steward")},
        **{name: getattr(thing, name).strip() for name in texts},
        "access": [code for code in ACCESS if code in thing.access],
    }
