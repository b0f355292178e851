"""Which offers and needs may be matched at all, whatever they are of and wherever."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Exists, Model, OuterRef, Q, QuerySet

from edau.connect.choices import Side, Why
from edau.connect.models import Asset, Capability, Need, Proposal
from edau.core import clock
from edau.core.models import Hold
from edau.core.prepared import Given
from edau.core.visibility import visible

PARTY = "connect.Party"
AHEAD = timedelta(days=14)  # what begins later than this is not proposed yet
SOON = Given("soon", DateField())


def soon(today: date) -> date:
    """The last day on which times may begin that are proposed today: what a prepared question is told as `soon`."""
    return today + AHEAD


def standing(records: QuerySet[Any], whose: str, today: date | Given) -> QuerySet[Any]:
    """Those of the records that are neither withdrawn, held, nor waiting, and whose party is here and not pausing."""
    free, party = "free__", f"{whose}__"
    last = SOON if isinstance(today, Given) else soon(today)
    return (
        visible(records)
        .filter(withdrawn=None, waiting=False, **{f"{party}gone": None})
        .filter(
            Q(**{f"{party}paused_until": None}) | Q(**{f"{party}paused_until__lte": today}),
            Q(**{f"{free}ends": None}) | Q(**{f"{free}ends__gte": today}),
            Q(**{f"{free}begins": None}) | Q(**{f"{free}begins__lte": last}),
        )
        .exclude(**{f"{whose}__in": Hold.objects.filter(label=PARTY, lifted=None).values("object_id")})
    )


def capabilities_now(today: date | Given) -> QuerySet[Capability]:
    """Capabilities that may be matched: fresh, and of a child or an adult at risk only with a connector."""
    found = standing(Capability.objects.all(), "party", today).filter(fresh_until__gte=today)
    return found.exclude(party__at_risk=True, party__broker=None)


def assets_now(today: date | Given) -> QuerySet[Asset]:
    """Assets that may be matched."""
    found = standing(Asset.objects.all(), "owner", today).filter(fresh_until__gte=today)
    return found.exclude(owner__at_risk=True, owner__broker=None)


def needs_now(today: date | Given) -> QuerySet[Need]:
    """Needs that may be matched: not met, still wanted, and not said to be solved."""
    solved = Proposal.objects.filter(need=OuterRef("pk"), declined_by=Side.SEEKER, why=Why.SOLVED)
    return standing(Need.objects.all(), "party", today).filter(~Exists(solved), met=None, until__gte=today)


def may_be_matched(record: Model) -> bool:
    """Whether a capability, an asset or a need may be matched now, by the same questions. One query."""
    asked = {Capability: capabilities_now, Asset: assets_now, Need: needs_now}[type(record)]
    return asked(clock.today()).filter(pk=record.pk).exists()
