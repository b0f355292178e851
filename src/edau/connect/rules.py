"""Who may share for an organisation, note a check, and act for somebody who is off-line."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from edau.connect.models import Party
from edau.connect.queries.areas import around
from edau.core.answers import Answer
from edau.people.models import Organisation
from edau.people.rules import Account, Deed, may

LEFT = Answer(False, _("They have left. Nothing more can be done for them."))


def may_share(account: Account, organisation: Organisation | None = None) -> Answer:
    """Whether an account may say what an organisation would share; without one, what any would. One query."""
    return may(account, Deed.SHARE, organisations={organisation.pk} if organisation is not None else ())


def may_note_checks(account: Account, organisation: Organisation) -> Answer:
    """Whether an account may note, for this organisation, that a check was seen. One query."""
    return may(account, Deed.SEE_CHECKS, organisations={organisation.pk})


def may_act_for(account: Account, party: Party) -> Answer:
    """Whether an account may act for somebody with their consent: a connector of where they are. One query."""
    if party.gone is not None:
        return LEFT
    return may(account, Deed.CONNECT, areas=around(party.area) or {""})


def may_share_out(account: Account, organisation: Organisation | str | None = None, area: str = "") -> Answer:
    """Whether an account may run season rounds for an organisation, or in an area; without either, any. One query."""
    key = organisation.pk if isinstance(organisation, Organisation) else organisation
    areas = around(area) if area else ()
    return may(account, Deed.SHARE_OUT, organisations={key} if key else (), areas=areas)
