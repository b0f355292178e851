"""Who may do what with involvements and words: ask, change, plan, name themes, note; hear a recording and type what it says;
write down what somebody else said; let through words that wait; note whom a body asks and whom it reaches; bear out what
others noted."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _

from edau.accounts.models import User
from edau.core.answers import YES, Answer
from edau.core.visibility import held_ids
from edau.listen.choices import NotedAs
from edau.listen.models import Contribution, Involvement, OutsideAsk, Reach
from edau.listen.queries.concerned import Concerned, concerned, concerned_by
from edau.listen.queries.contributions import readable_contribution
from edau.moderation.rules import may_decide_about
from edau.people.models import Organisation, Role
from edau.people.queries import roles_of
from edau.people.rules import CLOSED, MAY, NOT_SIGNED_IN, Account, Deed, may, may_with, reaches
from edau.people.standards import under_standards
from edau.thread.models import Receipt

LABEL = "listen.Contribution"
PROMISED = ("promised", "cycle", "co")  # what every involvement says before it is published
POLICY = "policy"
GONE = Answer(False, _("This was taken back by the person who said it."))
NOTED_BY_ANOTHER = Answer(
    False, _("Another body noted this. It can change it, and so can the organisation that it is about.")
)
ASK_IN_ITS_NAME = Answer(
    False,
    _(
        "You ask people for a body that is to answer here, and it is under the Welsh Language Standards. Ask in its name, not"
        " as a citizen."
    ),
)
OWN_NOTES = Answer(
    False, _("You may note what happened here. Somebody else has to say whether what was noted was so.")
)
NO_OTHER_BODY = Answer(
    False,
    _(
        "This is for those who act for a body that neither asked nor answers here, and for those who took part."
    ),
)
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


def on_policy(involvement: Involvement) -> bool:
    """Whether it says that it consults on a decision about policy. A plan always is one."""
    return involvement.policy or involvement.plan


def says_no_policy(involvement: Involvement) -> bool:
    """Whether whoever asks has said in words why it is no decision about policy."""
    return not on_policy(involvement) and bool(involvement.no_policy_cy or involvement.no_policy_en)


def asks_welsh_effects(involvement: Involvement) -> bool:
    """Whether it must ask everyone what a decision on policy would do to the Welsh language (standards 91 to 93).

    A body under the Welsh Language Standards that asks always does, unless it has said in words why it decides nothing about
    policy. Nobody can switch it off, and silence is no way out. What a citizen or a group asks is not under the Standards,
    unless they say that it is about policy and a body under them answers.
    """
    if on_policy(involvement):
        bodies = (involvement.asked_by, involvement.answered_by)
        return any(under_standards(body) is not None for body in bodies)
    return under_standards(involvement.asked_by) is not None and not says_no_policy(involvement)


def unsaid(involvement: Involvement) -> tuple[str, ...]:
    """What it must still say before it can be published, as names of its fields: how much say, where in the work, what is
    done together; and of a body under the Standards whether it is about policy. No query where who asks has been fetched."""
    missing = [name for name in PROMISED if not getattr(involvement, name)]
    decided = on_policy(involvement) or says_no_policy(involvement)
    if not decided and under_standards(involvement.asked_by) is not None:
        missing.append(POLICY)
    return tuple(missing)


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


def may_ask_as_citizen(account: Account, bodies: Iterable[Organisation]) -> Answer:
    """Whether an account may ask as a citizen what these bodies are to answer, or to answer for in law: not where it asks
    people in the name of one of them and that is under the Standards. Else a body could leave out the questions on the Welsh
    language by having its officer ask "as a citizen". Of everybody else the trail keeps that they asked as one. One query."""
    asking = [role for role in roles_of(account) if role.part in MAY[Deed.ASK]]
    own = [body for body in bodies if any(reaches(role, {body.key}, ()) for role in asking)]
    return ASK_IN_ITS_NAME if any(under_standards(body) is not None for body in own) else YES


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
    """Whoever asks people in the name of a body may note whom any organisation reaches. For which body stands beside it."""
    return may(account, Deed.NOTE_ASK)


def may_change_reach(account: Account, reach: Reach) -> Answer:
    """Who may write such a note anew, or take it back: whoever noted it, those who ask in the name of the body for which it
    was noted, and those who ask in the name of the organisation it is about. Two queries."""
    answer = may_note_reach(account)
    return may_change_reach_with(roles_of(account), str(account), reach) if answer else answer


def may_change_reach_with(roles: Collection[Role], by: str, reach: Reach) -> Answer:
    """The same of roles that have been fetched already, and of the account as the trail names it: no query."""
    bodies = [key for key in (reach.organisation_id, reach.noted_for_id) if key]
    general = may_with(roles, Deed.NOTE_ASK)
    if not general:
        return general
    own = reach.by == by or may_with(roles, Deed.NOTE_ASK, organisations=bodies)
    return YES if own else NOTED_BY_ANOTHER


def asks_for(account: Account, about: str = "") -> str:
    """The key of the body for which an account asks people: `about` where it is one of several, else the one whose role it
    was given first; empty where its roles are for no one body. One query."""
    keys = [
        role.organisation_id
        for role in roles_of(account)
        if role.part in MAY[Deed.NOTE_ASK] and role.organisation_id
    ]
    return about if about in keys else next(iter(keys), "")


def may_note(account: Account, involvement: Involvement) -> Answer:
    """Whether an account may note what happened: whoever opened the involvement, also as a citizen, and those who ask or
    answer in the name of its bodies."""
    return YES if opened(account, involvement) else _may(account, Deed.NOTE, concerned(involvement))


def notes_as(account: Account, involvement: Involvement) -> tuple[str, str]:
    """As whom an account that may note does so, as a code of NotedAs, and the key of the body it does it for: by its role in
    who asks or answers; else by its role for the area or for everywhere, which is for no body; else as the one who opened the
    involvement. Two queries."""
    whom = concerned(involvement)
    fitting = [role for role in roles_of(account) if role.part in MAY[Deed.NOTE]]
    for role in fitting:
        if role.organisation_id in whom.organisations:
            return str(role.part), str(role.organisation_id)
    for role in fitting:
        if reaches(role, whom.organisations, whom.areas):
            return str(role.part), ""
    return NotedAs.OPENER.value, ""


def may_bear_out(account: Account, involvement: Involvement, organisation: str) -> Answer:
    """Whether an account may say, in the name of this body, whether what was noted was so: it acts for that body itself,
    which neither asks nor answers here, and may not note here. Three queries at most."""
    if not isinstance(account, User):
        return NOT_SIGNED_IN
    return (
        YES
        if organisation in bears_out_for(account, involvement)
        else _may_not_bear_out(account, involvement)
    )


def bears_out_for(account: Account, involvement: Involvement) -> list[str]:
    """The keys of the bodies in whose names an account may bear out what was noted here. Three queries at most."""
    if not isinstance(account, User) or not account.is_active or may_note(account, involvement):
        return []
    own = {involvement.asked_by_id, involvement.answered_by_id, None}
    keys = {role.organisation_id for role in roles_of(account) if role.part in MAY[Deed.NOTE]} - own
    return sorted(key for key in keys if key)


def _may_not_bear_out(account: User, involvement: Involvement) -> Answer:
    if not account.is_active:
        return CLOSED
    return OWN_NOTES if may_note(account, involvement) else NO_OTHER_BODY


def may_bear_out_with(receipt: Receipt, involvement: Involvement) -> Answer:
    """Whether somebody who took part may say with this receipt whether what was noted was so: unless it is in an account that
    may note here. Two queries at most."""
    account = receipt.person.user
    return OWN_NOTES if account is not None and may_note(account, involvement) else YES
