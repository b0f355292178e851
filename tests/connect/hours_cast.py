"""People and groups who help one another, for the tests of the hours ledger; rows only, no deeds."""

from __future__ import annotations

from datetime import timedelta

from edau.connect.choices import Stage
from edau.connect.models import Asset, Capability, Entry, FreeWeek, Need, Party, Proposal
from edau.core import clock
from edau.people.choices import Sector
from edau.people.models import Organisation, Person

HERE, ELSEWHERE = "W01001172", "W01000003"  # small areas of Rhondda Cynon Taf and of Ynys Môn
POT = "W06000016"


def member(area: str = HERE, **fields: object) -> Party:
    return Party.objects.create(person=Person.objects.create(), area=area, languages=["cy", "en"], **fields)


def group(key: str = "criw", sector: str = Sector.VOLUNTARY, area: str = HERE, **fields: object) -> Party:
    body, _new = Organisation.objects.get_or_create(
        key=key, defaults={"name_cy": f"Criw {key}", "name_en": f"{key.title()} group", "sector": sector}
    )
    return Party.objects.create(organisation=body, area=area, languages=["cy", "en"], **fields)


def need_of(party: Party, **fields: object) -> Need:
    given = {
        "title": "Help",
        "language": "en",
        "area": party.area,
        "until": clock.today() + timedelta(days=60),
    }
    return Need.objects.create(party=party, **{**given, **fields})


def helped(giver: Party, seeker: Party, stage: str = Stage.DONE, **fields: object) -> Proposal:
    """Help that somebody gave."""
    can = Capability.objects.create(
        party=giver, words="x", language="en", fresh_until=clock.today() + timedelta(days=90)
    )
    return Proposal.objects.create(
        need=need_of(seeker),
        capability=can,
        stage=stage,
        by="edau",
        answer_by=clock.today(),
        done=clock.now(),
        **fields,
    )


def space(owner: Party, kind: str = "hall", days: tuple[int, ...] = (0,) * 7, **fields: object) -> Asset:
    """A room that is open so; days are masks of half hours, Monday first."""
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    week = FreeWeek.objects.create(**dict(zip(names, days, strict=True)))
    given = {"area": owner.area, "latitude": 51.6, "longitude": -3.3, "name_en": "Hall", "name_cy": "Neuadd"}
    return Asset.objects.create(
        owner=owner,
        kind=kind,
        free=week,
        fresh_until=clock.today() + timedelta(days=90),
        **{**given, **fields},
    )


def lent(asset: Asset, seeker: Party, stage: str = Stage.DONE, **fields: object) -> Proposal:
    """A room that somebody used."""
    return Proposal.objects.create(
        need=need_of(seeker, asset_kind=asset.kind),
        asset=asset,
        stage=stage,
        by="edau",
        answer_by=clock.today(),
        **fields,
    )


def all_hours() -> int:
    """What all accounts come to."""
    return sum(Entry.objects.values_list("minutes", flat=True))
