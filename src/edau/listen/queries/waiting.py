"""Words that came in a burst and wait for a moderator to look: out of everybody else's sight until then."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from edau.core.visibility import visible
from edau.listen.models import Contribution, Involvement
from edau.listen.queries.concerned import concerned
from edau.people.models import Role
from edau.people.rules import MAY, Deed, may_with


def waiting_words(roles: Collection[Role]) -> QuerySet[Contribution]:
    """What waits and these roles may read, the oldest first; nothing that was refused (it is held) or taken back. At most
    three queries more, however many words wait: it is asked once for each place and involvement."""
    found = visible(Contribution.objects.filter(waiting=True, withdrawn=None)).order_by("made", "pk")
    fitting = [role for role in roles if role.part in MAY[Deed.READ_CASES]]
    if not fitting:
        return found.none()
    if any(not role.organisation_id and not role.area for role in fitting):
        return found
    pairs = list(found.order_by().values_list("involvement", "place").distinct())
    asked = Involvement.objects.prefetch_related("areas").in_bulk({key for key, _place in pairs if key})
    reached = Q(pk__in=[])
    for key, place in pairs:
        whom = concerned(asked.get(key), place)
        if may_with(fitting, Deed.READ_CASES, organisations=whom.organisations or {""}, areas=whom.areas):
            reached |= Q(involvement=key, place=place)
    return found.filter(reached)
