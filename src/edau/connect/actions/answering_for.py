"""A connector answers a suggestion for somebody, or confirms, changes or withdraws something of theirs, and writes down whose
word that is: who said it, when and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db import transaction

from edau.accounts.models import User
from edau.connect.actions.offers import whose
from edau.connect.choices import Answered, How, Said, Side
from edau.connect.models import Asset, Capability, Need, Party, SpokenWord
from edau.connect.proposal_rules import NO_CONSENT, acts_with_consent, party_of
from edau.connect.queries.proposals import one as one_proposal
from edau.connect.rules import may_act_for
from edau.core import audit, clock
from edau.core.answers import YES, insist

SPOKEN = "connect.SpokenWord"
HEARD_WITHIN = timedelta(days=60)  # what was said longer ago is asked again

Done = TypeVar("Done")


@dataclass(frozen=True)
class Word:
    """Who said it, how, and on which day."""

    said_by: Said
    how: How
    on: date


@transaction.atomic
def answer_for(
    *, deed: Callable[[], Done], proposal: str, side: Side, answer: Answered, word: Word, by: User
) -> Done:
    """Carries out `deed` (the answer, under its own rule who may give it), and notes the word that it rests on.

    Raises what the deed raises; ValueError for a day still to come or long past, and where another's word is given for
    somebody who answers for themselves. Then nothing is kept.
    """
    found = one_proposal(proposal)
    done = deed()
    if found is None:
        raise ValueError("There is no such suggestion.")
    codes: audit.Codes = {"proposal": proposal, "side": str(side)}
    _note(party_of(found, side), answer, word, str(by), codes, proposal_id=proposal)
    return done


@transaction.atomic
def do_for(
    *, deed: Callable[[], Done], record: Capability | Asset | Need, answer: Answered, word: Word, by: User
) -> Done:
    """Carries out `deed` with something that somebody offers, lends or needs, and notes the word that it rests on. The
    connector is one of where they are, and they agreed to be acted for.

    Raises NotAllowed, what the deed raises, and ValueError as `answer_for`. Then nothing is kept.
    """
    party = whose(record)
    insist(may_act_for(by, party))
    insist(YES if acts_with_consent(party) else NO_CONSENT)
    done = deed()
    about = {"label": record._meta.label, "object_id": record.pk}
    _note(party, answer, word, str(by), {"about": f"{record._meta.label} {record.pk}"}, **about)
    return done


def _note(party: Party, answer: Answered, word: Word, by: str, codes: audit.Codes, **about: str) -> None:
    today = clock.today()
    if not today - HEARD_WITHIN <= word.on <= today:
        raise ValueError("It was said lately, and not in days to come.")
    if word.said_by == Said.CARER and not party.at_risk:
        raise ValueError("They speak for themselves.")
    noted = SpokenWord.objects.create(
        party=party,
        answer=answer,
        said_by=word.said_by,
        how=word.how,
        on=word.on,
        taken_by=by,
        noted=clock.now(),
        **about,
    )
    said: audit.Codes = {
        "answer": str(answer),
        "said_by": str(word.said_by),
        "how": str(word.how),
        "on": word.on.isoformat(),
    }
    audit.record(deed="note_word", by=by, label=SPOKEN, object_id=str(noted.pk), codes={**codes, **said})
