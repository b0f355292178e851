"""What is visible. A hold takes an item out of every read path on the next request, and changes every page's ETag."""

from __future__ import annotations

import uuid
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone

from edau.core import audit, stamps
from edau.core.models import Hold

Record = TypeVar("Record", bound=models.Model)


def held_ids(label: str) -> set[str]:
    """The ids of the items of this model that are out of sight now."""
    return set(Hold.objects.filter(label=label, lifted=None).values_list("object_id", flat=True))


def visible(records: models.QuerySet[Record]) -> models.QuerySet[Record]:
    """Those of the records that are not held, left out by the database itself. For models whose key is a text."""
    held = Hold.objects.filter(label=records.model._meta.label, lifted=None)
    return records.exclude(pk__in=held.values("object_id"))


@transaction.atomic
def hold(*, label: str, object_id: str, reason: str, by: str) -> Hold:
    """Takes an item out of sight. Holding what is held already changes nothing and returns the hold in force."""
    existing = Hold.objects.filter(label=label, object_id=object_id, lifted=None).first()
    if existing:
        return existing
    held = Hold.objects.create(label=label, object_id=object_id, reason=reason)
    _changed()
    audit.record(deed="hold", by=by, label=label, object_id=object_id, codes={"reason": reason})
    return held


@transaction.atomic
def lift(*, label: str, object_id: str, by: str) -> bool:
    """Brings a held item back. Returns whether there was a hold to lift."""
    lifted = Hold.objects.filter(label=label, object_id=object_id, lifted=None).update(lifted=timezone.now())
    if not lifted:
        return False
    _changed()
    audit.record(deed="lift", by=by, label=label, object_id=object_id)
    return True


def _changed() -> None:
    stamps.set_stamp(stamps.VISIBILITY, uuid.uuid4().hex)
