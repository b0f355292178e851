"""Bringing in what a body shares from what it publishes elsewhere: all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from edau.accounts.models import User
from edau.connect.actions.offers import Thing, change_asset, offer_asset
from edau.connect.actions.parties import Somebody, Where
from edau.connect.actions.times import Times
from edau.connect.imports.hsds_assets import Coming, Reading
from edau.connect.models import Asset
from edau.connect.queries.availability import authority_of
from edau.connect.rules import may_share
from edau.core import audit
from edau.core.answers import insist
from edau.people.models import Organisation
from edau.places.queries import visible_area

LABEL = "people.Organisation"


@dataclass(frozen=True)
class Brought:
    """How many assets are new, and how many were there and are as the file has them now."""

    new: int
    changed: int


def found_again(reading: Reading, organisation: Organisation) -> dict[str, Asset]:
    """What is there already of what would come in, by its source. One query."""
    there = Asset.objects.filter(owner__organisation=organisation, withdrawn=None).select_related("free")
    wanted = {one.source for one in reading.coming}
    return {asset.source: asset for asset in there.order_by("made", "pk") if asset.source in wanted}


@transaction.atomic
def bring_in(*, reading: Reading, organisation: Organisation, by: User, language: str = "en") -> Brought:
    """Brings in everything: what is there already, by its source, is changed and keeps its id. `language` is that of the
    names and conditions in the file. Raises NotAllowed; ValueError while there are faults, or nothing would come in;
    connect.refusals.Refused, by which nothing is kept."""
    insist(may_share(by, organisation))
    if reading.faults or not reading.coming:
        raise ValueError("Nothing of it may come in.")
    there: Mapping[str, Asset] = found_again(reading, organisation)
    who = _somebody(reading, organisation, language)
    changed = 0
    for one in reading.coming:
        asset, times = there.get(one.source), Times(one.windows) if one.windows else None
        if asset is None:
            offer_asset(
                thing=_thing(one, None, language),
                times=times,
                who=who,
                by=by,
                synthetic=organisation.synthetic,
            )
        else:
            change_asset(asset=asset, by=by, thing=_thing(one, asset, language), times=times or Times([]))
            changed += 1
    codes: audit.Codes = {"new": len(reading.coming) - changed, "changed": changed}
    audit.record(deed="import_assets", by=str(by), label=LABEL, object_id=organisation.pk, codes=codes)
    return Brought(len(reading.coming) - changed, changed)


def _somebody(reading: Reading, organisation: Organisation, language: str) -> Somebody:
    """The body itself, where nothing is known of it yet: where it works, in the languages that the file names."""
    area = organisation.area if visible_area(organisation.area) is not None else ""
    spoken = [code for one in reading.coming for code in one.languages] or [language]
    where = Where(area or authority_of(reading.coming[0].area) or reading.coming[0].area)
    return Somebody(where=where, languages=list(dict.fromkeys(spoken)), organisation=organisation)


def _thing(one: Coming, asset: Asset | None, language: str) -> Thing:
    """As the file has it. What the file cannot say (how many fit in, costs, words in the other language) stays."""
    other = "cy" if language == "en" else "en"
    texts = {
        f"name_{language}": one.name,
        f"conditions_{language}": one.conditions,
        f"name_{other}": getattr(asset, f"name_{other}", ""),
        f"conditions_{other}": getattr(asset, f"conditions_{other}", ""),
    }
    return Thing(
        kind=one.kind,
        area=one.area,
        latitude=one.latitude,
        longitude=one.longitude,
        access=one.access,
        source=one.source,
        persons=asset.persons if asset else None,
        pence_an_hour=asset.pence_an_hour if asset else None,
        rent_pence=asset.rent_pence if asset else None,
        part_of=asset.part_of if asset else None,
        steward=asset.steward if asset else None,
        **texts,
    )
