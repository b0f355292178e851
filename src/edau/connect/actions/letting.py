"""A moderator looks at what came in a burst, and lets it be seen."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from edau.accounts.models import User
from edau.connect.models import Asset, Capability, Need
from edau.connect.queries.areas import around
from edau.connect.stamps import changed
from edau.core import audit
from edau.core.answers import insist
from edau.core.visibility import visible
from edau.people.rules import Deed, may


@transaction.atomic
def let_through_offers(*, keys: Collection[str], by: User) -> int:
    """Lets these offers and needs count and be read: all of them or none, each with a line. What no longer waits is left as
    it is. Returns how many; raises NotAllowed."""
    which = {"pk__in": list(keys), "waiting": True, "withdrawn": None}
    found: list[Capability | Asset | Need] = [
        *visible(Capability.objects.select_for_update(of=("self",)).select_related("party").filter(**which)),
        *visible(Asset.objects.select_for_update().filter(**which)),
        *visible(Need.objects.select_for_update().filter(**which)),
    ]
    for one in sorted(found, key=lambda each: (each.made, each.pk)):
        area = one.party.area if isinstance(one, Capability) else one.area
        insist(may(by, Deed.MODERATE, areas=around(area)))
        one.waiting = False
        one.save(update_fields=["waiting"])
        audit.record(deed="let_through", by=str(by), label=one._meta.label, object_id=one.pk)
    if found:
        changed()
    return len(found)
