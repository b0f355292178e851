"""What of Connect is open data: what organisations share, and when any of it last changed."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import QuerySet

from edau.connect.models import Asset
from edau.connect.queries.availability import HERE
from edau.connect.queries.offers import lent
from edau.core import clock
from edau.core.models import AuditLine


def published() -> QuerySet[Asset]:
    """What organisations share now, with their times, by id. What a person lends is not among it."""
    found = lent().filter(owner__organisation__isnull=False)
    return found.select_related("owner__organisation", "free").order_by("pk")


def changed_at() -> datetime:
    """When something of it last changed: the last deed with anything of Connect, or midnight, when another day comes into
    sight and what was not confirmed goes out of it. One query."""
    midnight = datetime.combine(clock.today(), time(), HERE)
    lines = AuditLine.objects.filter(label__startswith="connect.").order_by("-number")
    last = lines.values_list("at", flat=True).first()
    return max(midnight, last) if last is not None else midnight
