"""What an organisation needs, and what its people can do for others: said by an account that may speak for it."""

from __future__ import annotations

from dataclasses import replace

from edau.accounts.models import User
from edau.connect.actions.needs import Needed, Wanted, need
from edau.connect.actions.offers import Ability, Made, offer
from edau.connect.actions.parties import Somebody
from edau.connect.actions.times import Times
from edau.connect.models import Capability
from edau.people.models import Organisation


def need_of_body(
    *,
    organisation: Organisation,
    wanted: Wanted,
    times: Times | None,
    who: Somebody,
    by: User,
    waiting: bool = False,
) -> Needed:
    """Takes in what an organisation needs; `who` says where it is and how to reach it. Raises NotAllowed and Refused."""
    return need(wanted=wanted, times=times, who=_as(organisation, who), by=by, waiting=waiting)


def offer_of_body(
    *,
    organisation: Organisation,
    ability: Ability,
    times: Times | None,
    who: Somebody,
    by: User,
    waiting: bool = False,
) -> Made[Capability]:
    """The same of what its people can do for others in working hours. Raises NotAllowed and Refused."""
    return offer(ability=ability, times=times, who=_as(organisation, who), by=by, waiting=waiting)


def _as(organisation: Organisation, who: Somebody) -> Somebody:
    """The organisation itself: never whoever fills in its form, and neither alone nor at risk."""
    return replace(who, account=None, receipt=None, organisation=organisation, alone=False, at_risk=False)
