"""For whom connectors act: people who agreed to it and have not taken that back."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Prefetch, QuerySet

from edau.connect.models import Asset, Capability, Need, Party
from edau.connect.queries.proposals import areas_of
from edau.core.visibility import visible
from edau.people.models import Role


def acted_for(roles: Collection[Role]) -> QuerySet[Party]:
    """The people for whom a connector with these roles may act, who agreed last first, each with what they offer, lend
    and need now. Five queries when read."""
    found = Party.objects.filter(
        gone=None, person__isnull=False, consent__isnull=False, consent__withdrawn=None
    )
    areas = areas_of(roles)
    if areas is not None:
        found = found.filter(area__in=areas)
    offers = (
        visible(Capability.objects.filter(withdrawn=None)).prefetch_related("skills").order_by("-made", "pk")
    )
    lent = visible(Asset.objects.filter(withdrawn=None)).order_by("-made", "pk")
    needs = visible(Need.objects.filter(withdrawn=None)).order_by("-made", "pk")
    return (
        found.select_related("person", "consent")
        .prefetch_related(
            Prefetch("capabilities", offers), Prefetch("assets", lent), Prefetch("needs", needs)
        )
        .order_by("-consent__given", "pk")
    )
