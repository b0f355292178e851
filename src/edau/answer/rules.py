"""What may follow what on the way to an answer, and who may do it: yes, or no with a reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from edau.answer.choices import Sent
from edau.answer.models import Answered
from edau.answer.queries.owing import ower
from edau.core.answers import YES, Answer
from edau.listen.choices import State
from edau.listen.models import Contribution
from edau.people.models import Role
from edau.people.rules import Deed, may_with

OUTCOMES = (State.ADOPTED, State.ADAPTED, State.NOT_ADOPTED)

# From each state to those that may follow it. Whatever has been answered can be answered again: that is how a reply is
# put right. Nothing leads back to where no answer had been given.
NEXT: Mapping[State, tuple[State, ...]] = {
    State.RECEIVED: (State.HEARD,),
    State.HEARD: (State.WEIGHED,),
    State.WEIGHED: OUTCOMES,
    State.ADOPTED: (*OUTCOMES, State.DELIVERED),
    State.ADAPTED: (*OUTCOMES, State.DELIVERED),
    State.NOT_ADOPTED: OUTCOMES,
    State.DELIVERED: OUTCOMES,
}

WITHDRAWN = Answer(False, _("Its teller has taken it back. There is nothing left to answer."))
OUT_OF_SIGHT = Answer(
    False, _("It is out of sight until a moderator has decided about it. The answer stays owed.")
)
FIRST = {
    State.HEARD: _("It must have been received, and not heard yet."),
    State.WEIGHED: _("It must be heard first, and not have been weighed yet."),
    State.ADOPTED: _("It must be heard and weighed before it is answered."),
    State.DELIVERED: _("Only what was adopted, whole or in part, can be said to be done."),
}
NOTHING_PROMISED = Answer(False, FIRST[State.DELIVERED])
FIRST |= dict.fromkeys((State.ADAPTED, State.NOT_ADOPTED), FIRST[State.ADOPTED])


def may_follow(contribution: Contribution, state: State, *, hidden: bool = False) -> Answer:
    """Whether a contribution may come to this state now. `hidden`: it is held, or waits for somebody to look. No query."""
    if contribution.withdrawn is not None:
        return WITHDRAWN
    if hidden:
        return OUT_OF_SIGHT
    if state in NEXT[State(contribution.state)]:
        return YES
    return Answer(False, FIRST[state]) if state in FIRST else Answer(False)


def may_answer(
    roles: Collection[Role], deed: Deed, contribution: Contribution, bodies: Mapping[str, str]
) -> Answer:
    """Whether somebody with these roles may do this with a contribution: those of the body that answers it. No query."""
    owing = ower(contribution, bodies)
    # Where no body answers, and no place was given, it is for those who answer for all of Wales.
    return may_with(roles, deed, organisations=owing.organisations, areas=owing.areas)


def may_mark_done(roles: Collection[Role], answered: Answered) -> Answer:
    """Whether somebody may see how to reach a teller, and say that a letter is posted or a call made: who answers in the
    body's name, and for calls also who listens for it. No query where the reply's body has been fetched."""
    body = answered.reply.organisation
    answer = may_with(roles, Deed.REPLY, organisations=[body.key], areas=[body.area])
    if answer or answered.sent != Sent.CALL:
        return answer
    return may_with(roles, Deed.WRITE_FOR, organisations=[body.key], areas=[body.area])
