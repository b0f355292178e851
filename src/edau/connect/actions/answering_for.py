"""A connector answers a suggestion for somebody, and writes down whose word that is: who said it, when and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db import transaction

from edau.accounts.models import User
from edau.connect.choices import Answered, How, Said, Side
from edau.connect.models import SpokenWord
from edau.connect.proposal_rules import party_of
from edau.connect.queries.proposals import one as one_proposal
from edau.core import audit, clock

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
    today = clock.today()
    if not today - HEARD_WITHIN <= word.on <= today:
        raise ValueError("It was said lately, and not in days to come.")
    found = one_proposal(proposal)
    done = deed()
    if found is None:
        raise ValueError("There is no such suggestion.")
    party = party_of(found, side)
    if word.said_by == Said.CARER and not party.at_risk:
        raise ValueError("They speak for themselves.")
    noted = SpokenWord.objects.create(
        party=party,
        proposal_id=proposal,
        answer=answer,
        said_by=word.said_by,
        how=word.how,
        on=word.on,
        taken_by=str(by),
        noted=clock.now(),
    )
    codes: audit.Codes = {
        "proposal": proposal,
        "side": str(side),
        "answer": str(answer),
        "said_by": str(word.said_by),
        "how": str(word.how),
        "on": word.on.isoformat(),
    }
    audit.record(deed="note_word", by=str(by), label=SPOKEN, object_id=str(noted.pk), codes=codes)
    return done
