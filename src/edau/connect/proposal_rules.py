"""Who may answer a proposal, and for which side; who may propose, and what no connector can override."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from edau.accounts.models import User
from edau.connect.choices import Side
from edau.connect.models import Need, Party, Proposal
from edau.connect.queries.areas import around
from edau.connect.queries.reaching import giver_of
from edau.connect.queries.speaking import Speaker
from edau.core.answers import YES, Answer
from edau.people.rules import Account, Deed, may

NOT_YOURS = Answer(False, _("This suggestion is not yours to answer."))
NOT_YET = Answer(False, _("A connector introduces you first. Nobody can answer before that."))
THROUGH_CONNECTOR = Answer(False, _("A connector answers for this person, always."))
NO_CONSENT = Answer(
    False, _("They have not said that somebody may act for them. Ask them, and note their yes first.")
)
BLOCKED = Answer(False, _("These two cannot be brought together."))
NO_CHECK = Answer(False, _("The checks that are asked for are not all held and in date."))
CHECKS_FIRST = Answer(False, _("For a child or an adult at risk, say first which checks are asked for."))
NOT_THERE = Answer(
    False, _("The offer or the need cannot be matched now: it was taken back, is held, or is pausing.")
)
ASKED_ENOUGH = Answer(False, _("They have been asked as often as they wish this week."))
FULL = Answer(False, _("There is no room for more this month, or the need has enough help already."))
OPEN_ALREADY = Answer(False, _("This has been suggested to them already."))
TOO_SOON = Answer(
    False, _("The day you agreed on has not come yet. It can be noted as done from that day on.")
)
TAKEN = Answer(False, _("Somebody has it at that time already. Choose another."))
ELSEWHERE_THEN = Answer(False, _("That time is not free any more. Choose another."))
SAID_NO = Answer(False, _("One of them has said no to this before."))


def party_of(proposal: Proposal, side: Side) -> Party:
    """The party on one side of a proposal."""
    return giver_of(proposal) if side == Side.GIVER else proposal.need.party


def may_connect(account: Account, party: Party) -> Answer:
    """Whether an account is a connector of where a party is. One query."""
    return may(account, Deed.CONNECT, areas=around(party.area) or {""})


def may_bring_together(account: Account, need: Need, giver: Party) -> Answer:
    """Whether an account may propose this giver for a need: a connector of where the need is; and of where the giver is, too,
    where that is a child or an adult at risk, whom nobody from elsewhere sends anywhere. A query or two."""
    answer = may_connect(account, need.party)
    if not answer or not giver.at_risk:
        return answer
    return may_connect(account, giver)


def may_answer(speaker: Speaker, proposal: Proposal, side: Side) -> Answer:
    """Whether somebody may speak for one side of a proposal.

    The person themselves; whoever may share in the name of an organisation; a connector with that person's consent. A child
    or an adult at risk is always answered for by a connector. Where a connector introduces people, nobody answers before.
    """
    party = party_of(proposal, side)
    own = is_own(speaker, party)
    connector = speaker.account is not None and may_connect(speaker.account, party)
    if party.at_risk:
        return YES if connector else (THROUGH_CONNECTOR if own else NOT_YOURS)
    if own:
        return YES if proposal.giver_asked is not None else NOT_YET
    if not connector:
        return NOT_YOURS
    if not acts_with_consent(party):
        return NO_CONSENT
    return YES if proposal.giver_asked is not None else NOT_YET


def may_keep_apart(speaker: Speaker, proposal: Proposal, side: Side) -> Answer:
    """Whether somebody may say that a side does not want to meet the other again: the person themselves, always, also a child
    or an adult at risk for whom a connector answers everything else; and whoever may answer for that side."""
    if is_own(speaker, party_of(proposal, side)):
        return YES
    return may_answer(speaker, proposal, side)


def is_own(speaker: Speaker, party: Party) -> bool:
    """Whether somebody is this party, or may share in its name. A query or two for who is signed in."""
    if party.gone is not None:
        return False
    if (receipt := speaker.bearer) is not None and party.person_id == receipt.person_id:
        return True
    if not isinstance(speaker.account, User) or not speaker.account.is_active:
        return False
    if party.organisation_id:
        return bool(may(speaker.account, Deed.SHARE, organisations=[party.organisation_id]))
    return party.person is not None and party.person.user_id == speaker.account.pk


def acts_with_consent(party: Party) -> bool:
    """Whether the party has agreed that somebody acts for it, and has not taken that back."""
    return party.consent is not None and party.consent.withdrawn is None
