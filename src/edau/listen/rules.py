"""Who may do what with involvements and words: ask, change, plan, name themes, note; hear a recording and type what it says;
write down what somebody else said; let through words that wait; note whom a body asks and whom it reaches."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from edau.accounts.models import User
from edau.core.answers import YES, Answer
from edau.core.visibility import held_ids
from edau.listen.models import Contribution, Involvement, OutsideAsk
from edau.listen.queries.concerned import Concerned, concerned, concerned_by
from edau.listen.queries.contributions import readable_contribution
from edau.moderation.rules import may_decide_about
from edau.people.models import Organisation, Role
from edau.people.rules import CLOSED, NOT_SIGNED_IN, Account, Deed, may, may_with
from edau.people.standards import under_standards
from edau.thread.models import Receipt

LABEL = "listen.Contribution"
GONE = Answer(False, _("This was taken back by the person who said it."))
OUT_OF_SIGHT = Answer(False, _("This is out of sight while a moderator looks at it."))


def may_write_for(account: Account, involvement: Involvement | None, place: str) -> Answer:
    """Whether an account may write down what somebody said to it, for this involvement or about this place."""
    return _may(account, Deed.WRITE_FOR, concerned(involvement, place))


def may_transcribe(account: Account, contribution: Contribution) -> Answer:
    """Whether an account may type what this recording says."""
    gone = _gone(contribution)
    return gone if gone is not None else _may(account, Deed.TRANSCRIBE, concerned_by(contribution))


def may_transcribe_with(roles: Collection[Role], contribution: Contribution) -> Answer:
    """The same of roles that have been fetched already, for a recording that is neither held nor taken back. No query where
    the areas of its involvement have been fetched with it."""
    whom = concerned_by(contribution)
    return may_with(roles, Deed.TRANSCRIBE, organisations=whom.organisations or {""}, areas=whom.areas)


def may_let_through(account: Account, contribution: Contribution) -> Answer:
    """Whether an account may let everyone read words that wait for somebody to look, or refuse them."""
    return _may(account, Deed.MODERATE, concerned_by(contribution))


def may_hear(account: Account, contribution: Contribution, receipt: Receipt | None = None) -> Answer:
    """Whether somebody may hear a recording: its teller always; everyone what everyone may read; those who answer what was
    meant for them; those who type it; and of what is held, only those who decide about it."""
    if contribution.withdrawn:
        return GONE
    if receipt is not None and receipt.pk == contribution.receipt_id:
        return YES
    if readable_contribution(contribution.pk) is not None:
        return YES
    whom = concerned_by(contribution)
    # Also those to whom its case has come: because of where it was said, or because nobody decided in time.
    moderates = _may(account, Deed.MODERATE, whom) or may_decide_about(account, LABEL, contribution.pk)
    if moderates or contribution.pk in held_ids(LABEL):
        return moderates or OUT_OF_SIGHT
    return _may(account, Deed.READ_CLOSED, whom) or _may(account, Deed.TRANSCRIBE, whom)


def _gone(contribution: Contribution) -> Answer | None:
    """No, for what was withdrawn or is held; else None."""
    if contribution.withdrawn:
        return GONE
    return OUT_OF_SIGHT if contribution.pk in held_ids(LABEL) else None


def _may(account: Account, deed: Deed, whom: Concerned) -> Answer:
    """What concerns no body and no area is for those alone whose role is for everywhere: no key is empty."""
    return may(account, deed, organisations=whom.organisations or {""}, areas=whom.areas)


def asks_welsh_effects(involvement: Involvement) -> bool:
    """Whether it must ask everyone what a decision on policy would do to the Welsh language: standards 91 to 93, where a
    body under the Welsh Language Standards asks or answers. Nobody can switch it off."""
    if not involvement.policy:
        return False
    return any(under_standards(body) is not None for body in (involvement.asked_by, involvement.answered_by))


def opened(account: Account, involvement: Involvement) -> bool:
    """Whether this account opened it, and is open itself."""
    return isinstance(account, User) and account.is_active and involvement.opened_by_id == account.pk


def may_ask(account: Account, asked_by: Organisation | None) -> Answer:
    """Anybody who is signed in may ask as a citizen; in the name of an organisation only who has a role there."""
    if asked_by is not None:
        return may(account, Deed.ASK, organisations=[asked_by.key])
    if not isinstance(account, User):
        return NOT_SIGNED_IN
    return YES if account.is_active else CLOSED


def may_change(account: Account, involvement: Involvement) -> Answer:
    """Whoever opened it may change and publish it, and so may those who ask in the name of its organisation."""
    if opened(account, involvement):
        return YES
    keys = [involvement.asked_by_id] if involvement.asked_by_id else [involvement.answered_by_id]
    return may(account, Deed.ASK, organisations=keys)


def may_plan(account: Account, involvement: Involvement) -> Answer:
    """Whether an account may plan and rate for the team of this involvement: it acts for who asks or who answers."""
    keys = [key for key in (involvement.asked_by_id, involvement.answered_by_id) if key]
    return may(account, Deed.NOTE, organisations=keys)


def may_set_scale(account: Account, organisation: Organisation) -> Answer:
    """Whether an account may write this organisation's scale."""
    return may(account, Deed.NOTE, organisations=[organisation.key])


def may_name(account: Account, involvement: Involvement) -> Answer:
    """Whether an account may name themes of this involvement and tie words to them."""
    whom = concerned(involvement)
    return may(account, Deed.NAME_THEMES, organisations=whom.organisations or {""}, areas=whom.areas)


def may_note_ask(account: Account) -> Answer:
    """Whoever asks people for any body may note what any body asks them: the calendar is one for all. Who noted it stands in
    the trail."""
    return may(account, Deed.NOTE_ASK)


def may_take_off(account: Account, ask: OutsideAsk) -> Answer:
    """Whoever noted it may take it off again, and so may those who ask in the name of the body it is about."""
    if isinstance(account, User) and account.is_active and ask.by == str(account):
        return YES
    return may(account, Deed.NOTE_ASK, organisations=[ask.organisation_id])


def may_note_reach(account: Account) -> Answer:
    """Whoever asks people in the name of a body may note whom organisations reach."""
    return may(account, Deed.NOTE_ASK)


def may_note(account: Account, involvement: Involvement) -> Answer:
    """Whether an account may note what happened: whoever opened the involvement, also as a citizen, and those who ask or
    answer in the name of its bodies."""
    return YES if opened(account, involvement) else _may(account, Deed.NOTE, concerned(involvement))
