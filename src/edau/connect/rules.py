"""Who may share for an organisation, note a check, and act for somebody who is off-line."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from edau.accounts.models import User
from edau.connect.models import Party
from edau.connect.queries.areas import around, around_body
from edau.core.answers import YES, Answer
from edau.people.choices import Sector
from edau.people.models import Organisation, Role
from edau.people.rules import NOT_SIGNED_IN, Account, Deed, may, may_with

LEFT = Answer(False, _("They have left. Nothing more can be done for them."))


def may_share(account: Account, organisation: Organisation | None = None) -> Answer:
    """Whether an account may say what an organisation would share; without one, what any would. One query."""
    return may(account, Deed.SHARE, organisations={organisation.pk} if organisation is not None else ())


def may_speak_for(by: User | str, organisation: Organisation | None) -> Answer:
    """Whether whoever does a deed may do it in the name of this organisation: only an account that may share for it. Where
    there is none, it is a person's own, and this rule has nothing to say. One query at most."""
    if organisation is None:
        return YES
    return may_share(by, organisation) if isinstance(by, User) else NOT_SIGNED_IN


def may_note_checks(account: Account, organisation: Organisation) -> Answer:
    """Whether an account may note, for this organisation, that a check was seen: by a role for it, or for where it works. One
    query."""
    return may(account, Deed.SEE_CHECKS, organisations={organisation.pk}, areas=around_body(organisation))


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


def may_keep_terms_with(roles: Collection[Role], authority: str) -> Answer:
    """Whether these roles may enter the school terms of an authority, by its code: those for everywhere, for its area or one
    that it lies in, and those for the council of that area itself. No query."""
    areas = around(authority)
    councils = {
        role.organisation_id
        for role in roles
        if role.organisation is not None
        and (role.organisation.sector, role.organisation.area) == (Sector.AUTHORITY, authority)
    }
    return may_with(roles, Deed.KEEP_TERMS, organisations={one for one in councils if one}, areas=areas)
