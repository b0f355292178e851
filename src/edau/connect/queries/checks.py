"""Questions about checks: who may see which, which soon need looking at again, and which a party could be asked for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from edau.connect.models import Capability, Check, Need, Offered, Party
from edau.connect.queries.areas import around, around_body
from edau.connect.skills import groups
from edau.core.visibility import visible
from edau.people.models import Organisation, Role
from edau.people.queries import organisations
from edau.people.rules import Deed, may_with
from edau.places.queries import visible_areas

SOON = timedelta(days=60)  # before the day to look again: time enough for a new certificate
LONG_PAST = timedelta(days=366)  # after it, nobody is reminded any more


def notes_for(roles: Collection[Role], organisation: Organisation) -> bool:
    """Whether these roles note checks for an organisation, as `rules.may_note_checks` says of an account. No query."""
    areas = around_body(organisation)
    return bool(may_with(roles, Deed.SEE_CHECKS, organisations={organisation.pk}, areas=areas))


def bodies_for(roles: Collection[Role]) -> dict[str, Organisation]:
    """The organisations for which these roles may note that a check was seen, by key. One query."""
    return {key: one for key, one in organisations().items() if notes_for(roles, one)}


def sees_every_check(roles: Collection[Role], party: Party) -> bool:
    """Whether these roles see all checks of a party: those for where it is, or for everywhere. Others see what was seen for
    their own organisations. No query."""
    return bool(may_with(roles, Deed.SEE_CHECKS, areas=around(party.area) or {""}))


def standing_checks(party: Party, roles: Collection[Role]) -> list[Check]:
    """What was noted of a party and not taken back, as far as these roles see it, the next to look at again first; also what
    has run out. One query."""
    found = (
        Check.objects.filter(party=party, withdrawn=None).select_related("seen_for").order_by("until", "pk")
    )
    everything = sees_every_check(roles, party)
    return [one for one in found if everything or notes_for(roles, one.seen_for)]


def to_look_at(roles: Collection[Role], today: date) -> QuerySet[Check]:
    """Checks that need looking at again within two months, or ran out within a year, and in whose place no later one has
    come; as far as these roles see them, the first to run out first."""
    later = Check.objects.filter(
        party=OuterRef("party"), kind=OuterRef("kind"), withdrawn=None, until__gt=OuterRef("until")
    )
    found = Check.objects.filter(
        ~Exists(later),
        withdrawn=None,
        party__gone=None,
        until__gte=today - LONG_PAST,
        until__lte=today + SOON,
    )
    return _seen_by(roles, found).select_related("seen_for", "party__organisation").order_by("until", "pk")


def eligible_kinds(party: Party) -> list[str]:
    """The codes of the checks that may be asked of whoever does what this party offers, by the catalogue. One query."""
    given = visible(Capability.objects.filter(party=party, withdrawn=None))
    numbers = set(Offered.objects.filter(capability__in=given).values_list("group", flat=True))
    found = [code for group in groups().values() if group.number in numbers for code in group.checks]
    return list(dict.fromkeys(found))


def said_of(party: Party) -> tuple[list[str], list[Need]]:
    """What a party offers to do (keys of skills) and what it needs now, for a connector to know who this is. Two queries."""
    given = visible(Capability.objects.filter(party=party, withdrawn=None))
    offered = Offered.objects.filter(capability__in=given).order_by("skill").values_list("skill", flat=True)
    needed = visible(Need.objects.filter(party=party, withdrawn=None, met=None)).order_by("made", "pk")
    return list(dict.fromkeys(offered)), list(needed)


def _seen_by(roles: Collection[Role], found: QuerySet[Check]) -> QuerySet[Check]:
    fitting = [role for role in roles if may_with([role], Deed.SEE_CHECKS)]
    if any(not role.area and not role.organisation_id for role in fitting):
        return found
    areas = {role.area for role in fitting if role.area}
    inside = {code for code in visible_areas() if areas & around(code)} | areas if areas else set()
    bodies = {role.organisation_id for role in fitting if role.organisation_id}
    return found.filter(Q(seen_for__in=bodies) | Q(party__area__in=inside))
