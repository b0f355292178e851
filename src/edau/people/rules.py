"""Who may do what: yes, or no with a reason that a page can read aloud.

A deed is done by those who hold one of its roles for the organisation or the area it concerns, or everywhere. An auditor
reads everything and changes nothing. What anybody may do (read, say something, hold a receipt) is not in this list.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from edau.accounts.models import User
from edau.core.answers import YES, Answer
from edau.people.choices import Part
from edau.people.models import Role
from edau.people.queries import roles_of

Account = User | AnonymousUser


class Deed(StrEnum):
    """What the rules speak of."""

    ASK = (
        "ask"  # open an involvement in the name of an organisation, change it while it is a draft, publish it
    )
    TAKE_UP = "take_up"  # say that an organisation will answer
    WRITE_FOR = "write_for"  # enter what somebody said or wrote on paper, print packs, import a file
    TRANSCRIBE = "transcribe"  # type what a recording says
    NAME_THEMES = "name_themes"  # name themes, tie words to them, accept or refuse what a machine proposes
    READ_CLOSED = "read_closed"  # read what its teller meant only for those who answer
    WEIGH = "weigh"  # say that a contribution has been heard, and weighed
    REPLY = (
        "reply"  # answer with a reason; say that what was promised is done; mark letters and calls as done
    )
    NOTE = "note"  # note what happened in an involvement, plan and rate it by the ten principles
    NOTE_ASK = "note_ask"  # note what a body asks people elsewhere, and whom it reaches
    CONNECT = "connect"  # see what is not met yet, propose, act for people off-line with their consent
    SHARE = "share"  # say what an organisation would share, answer for it, and confirm what was shared
    SHARE_OUT = "share_out"  # run a season round: take requests, lock places, publish the plan
    SEE_CHECKS = "see_checks"  # note that a check was seen, and when to look again
    KEEP_HOURS = "keep_hours"  # correct the hours ledger, set limits
    KEEP_TERMS = "keep_terms"  # enter the school terms of an authority
    MODERATE = "moderate"  # see what is held and why, decide, and decide appeals
    READ_CASES = "read_cases"  # see reports, cases and decisions
    READ_TRAIL = "read_trail"  # read the audit trail
    GIVE_ROLES = "give_roles"  # give and take roles, add organisations
    RUN = "run"  # test outgoing mail, see the outbox


MAY: dict[Deed, tuple[Part, ...]] = {
    Deed.ASK: (Part.FACILITATOR, Part.OFFICER),
    Deed.TAKE_UP: (Part.OFFICER,),
    Deed.WRITE_FOR: (Part.LISTENER, Part.FACILITATOR, Part.OFFICER),
    Deed.TRANSCRIBE: (Part.LISTENER, Part.FACILITATOR),
    Deed.NAME_THEMES: (Part.FACILITATOR, Part.OFFICER),
    Deed.READ_CLOSED: (Part.FACILITATOR, Part.OFFICER, Part.MODERATOR, Part.AUDITOR),
    Deed.WEIGH: (Part.OFFICER,),
    Deed.REPLY: (Part.OFFICER,),
    Deed.NOTE: (Part.FACILITATOR, Part.OFFICER),
    Deed.NOTE_ASK: (Part.FACILITATOR, Part.OFFICER),
    Deed.CONNECT: (Part.BROKER, Part.FACILITATOR),
    Deed.SHARE: (Part.OFFICER, Part.FACILITATOR),
    Deed.SHARE_OUT: (Part.OFFICER,),
    Deed.SEE_CHECKS: (Part.BROKER, Part.OFFICER),
    Deed.KEEP_HOURS: (Part.BROKER, Part.FACILITATOR),
    Deed.KEEP_TERMS: (Part.OFFICER, Part.ADMINISTRATOR),
    Deed.MODERATE: (Part.MODERATOR,),
    Deed.READ_CASES: (Part.MODERATOR, Part.AUDITOR),
    Deed.READ_TRAIL: (Part.AUDITOR, Part.ADMINISTRATOR),
    Deed.GIVE_ROLES: (Part.ADMINISTRATOR,),
    Deed.RUN: (Part.ADMINISTRATOR,),
}

# What these show is of the whole site and cannot be parted by body or area: only a role for everywhere opens it.
OF_THE_WHOLE_SITE = (Deed.READ_TRAIL, Deed.RUN)

NOT_SIGNED_IN = Answer(False, _("Sign in first: what is done here must be answered for by somebody."))
CLOSED = Answer(False, _("This account has been closed."))
NO_ROLE = {
    Part.LISTENER: _("This is for listeners."),
    Part.FACILITATOR: _("This is for facilitators."),
    Part.BROKER: _("This is for connectors."),
    Part.MODERATOR: _("This is for moderators."),
    Part.OFFICER: _("This is for officers of the body that answers."),
    Part.AUDITOR: _("This is for auditors."),
    Part.ADMINISTRATOR: _("This is for administrators."),
}
ELSEWHERE = Answer(False, _("Your role is for another organisation or another area."))


def may(
    account: Account, deed: Deed, *, organisations: Collection[str] = (), areas: Collection[str] = ()
) -> Answer:
    """May this account do this, where it concerns these organisations (keys) and areas (codes)? One query.

    Concerning none of either, any holder of one of the deed's roles may: a list that shows each of them their own.
    """
    if not isinstance(account, User):
        return NOT_SIGNED_IN
    if not account.is_active:
        return CLOSED
    return may_with(roles_of(account), deed, organisations=organisations, areas=areas)


def may_with(
    roles: Collection[Role], deed: Deed, *, organisations: Collection[str] = (), areas: Collection[str] = ()
) -> Answer:
    """The same of roles that have been fetched already: no query."""
    parts = MAY[deed]
    fitting = [role for role in roles if role.part in parts]
    if not fitting:
        return Answer(False, NO_ROLE[parts[0]])
    if deed in OF_THE_WHOLE_SITE:
        return YES if any(reaches(role, (), ()) for role in fitting) else ELSEWHERE
    if not organisations and not areas:
        return YES
    return YES if any(reaches(role, organisations, areas) for role in fitting) else ELSEWHERE


def reaches(role: Role, organisations: Collection[str], areas: Collection[str]) -> bool:
    """Whether a role is for one of these organisations or areas; one for neither is for everywhere."""
    if not role.organisation_id and not role.area:
        return True
    return role.organisation_id in organisations or (bool(role.area) and role.area in areas)
