"""What time does to offers, needs and where people are: what nobody has confirmed or wanted for a year goes by itself.

UK GDPR, article 5(1)(e): no longer than is necessary. What organisations share is no personal data and stays.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from edau.connect.actions.leaving import withdraw
from edau.connect.actions.parties import PARTY
from edau.connect.choices import OPEN
from edau.connect.models import (
    Asset,
    Capability,
    Doorstep,
    Need,
    Party,
    Proposal,
    Reaching,
    SeasonRequest,
)
from edau.core import audit, clock

AFTER = timedelta(days=365)  # so long after the last day on which it counted
AT_ONCE = 200


def forget_old() -> dict[str, int]:
    """Withdraws what people offered and confirmed last a year before its last day, and what they needed until a year ago and
    nobody met; takes away where exactly needs were that were met; and forgets where people are, and how to reach them, who
    have had nothing standing for a year. At most 200 of a kind in one go; how many of each. What an open exchange rests on
    stays until it has ended."""
    last = clock.today() - AFTER
    old: list[Capability | Asset | Need] = [
        *_unused(Capability.objects.filter(fresh_until__lt=last, party__organisation=None), "capability"),
        *_unused(Asset.objects.filter(fresh_until__lt=last, owner__organisation=None), "asset"),
        *_unused(Need.objects.filter(until__lt=last, met=None, party__organisation=None), "need"),
    ]
    return {
        "offers_forgotten": sum(withdraw(record=each, by="edau") for each in old),
        "need_places_forgotten": _forget_places(last),
        "parties_forgotten": _forget_parties(last),
    }


def _unused(records: QuerySet[Any], name: str) -> QuerySet[Any]:
    going_on = Proposal.objects.filter(**{name: OuterRef("pk")}, stage__in=OPEN)
    return records.filter(~Exists(going_on), withdrawn=None).order_by("pk")[:AT_ONCE]


@transaction.atomic
def _forget_places(last: date) -> int:
    going_on = Proposal.objects.filter(need=OuterRef("pk"), stage__in=OPEN)
    met = Need.objects.filter(~Exists(going_on), met__date__lt=last, party__organisation=None)
    count = met.exclude(latitude=None, longitude=None).update(latitude=None, longitude=None)
    if count:
        audit.record(deed="forget", by="edau", label="connect.Need", codes={"places": count})
    return count


@transaction.atomic
def _forget_parties(last: date) -> int:
    """A row of a party stays, for its hours and what came of its exchanges; nothing in it leads to a door or a letterbox."""
    still = Q(withdrawn=None) | Q(withdrawn__date__gte=last)
    going_on = Proposal.objects.filter(
        Q(need__party=OuterRef("pk")) | Q(capability__party=OuterRef("pk")) | Q(asset__owner=OuterRef("pk")),
        stage__in=OPEN,
    )
    kept = [
        Capability.objects.filter(still, party=OuterRef("pk")),
        Asset.objects.filter(still, owner=OuterRef("pk")),
        Need.objects.filter(still, party=OuterRef("pk")),
        SeasonRequest.objects.filter(still, party=OuterRef("pk")),
        going_on,
    ]
    known = Q(Exists(Doorstep.objects.filter(party=OuterRef("pk")))) | Q(
        Exists(Reaching.objects.filter(party=OuterRef("pk")))
    )
    quiet = Party.objects.filter(known, organisation=None, since__date__lt=last)
    for each in kept:
        quiet = quiet.filter(~Exists(each))
    keys = list(quiet.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    for table in (Doorstep, Reaching):
        table._default_manager.filter(party__in=keys).delete()
    if keys:
        audit.record(deed="forget", by="edau", label=PARTY, codes={"parties": len(keys)})
    return len(keys)
