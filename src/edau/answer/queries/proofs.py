"""What shows that something happened, beside the word of whoever noted it: those who were there, another body, or a record of
this site that fits.

A link to a document elsewhere is no proof: nobody here has read it. Nor is a theme: that people spoke of a thing does not
show that anything was done. A reply shows that people were told; and, where it took words up, that something changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from edau.answer.choices import Outcome
from edau.answer.models import Reply
from edau.answer.queries.replies import LABEL as REPLY
from edau.listen.choices import Event
from edau.listen.models import Happening
from edau.listen.queries.witnesses import NOBODY, Borne, borne

TOOK_UP = (Outcome.ADOPTED, Outcome.ADAPTED)


@dataclass(frozen=True)
class Proofs:
    """What shows things that were noted, by their ids: what others say of them, and which of them a record here fits."""

    others: Mapping[str, Borne]
    records: frozenset[str]

    def said(self, key: str) -> Borne:
        """What others say of one."""
        return self.others.get(key, NOBODY)

    @property
    def out(self) -> frozenset[str]:
        """Those that somebody else bears out."""
        return frozenset(key for key, others in self.others.items() if others.out)

    @property
    def proven(self) -> frozenset[str]:
        """Those that something shows beside the word of whoever noted them. Where most who were there say that it was not so,
        no record helps."""
        denied = {key for key, others in self.others.items() if not others.out}
        return (self.out | self.records) - denied


NO_PROOFS = Proofs({}, frozenset())


def proofs_of(happenings: Iterable[Happening]) -> Proofs:
    """What shows these. Two queries at most: one where nothing noted names a reply, none where nothing was noted."""
    noted = list(happenings)
    replies = {each.evidence_id for each in noted if each.evidence_label == REPLY}
    outcomes = {
        (pk, involvement): outcome
        for pk, involvement, outcome in (
            Reply.objects.filter(pk__in=replies).values_list("pk", "involvement", "outcome")
            if replies
            else ()
        )
    }
    return Proofs(
        others=borne({each.pk for each in noted}),
        records=frozenset(
            each.pk
            for each in noted
            if each.evidence_label == REPLY
            and _fits(each, outcomes.get((each.evidence_id, each.involvement_id), ""))
        ),
    )


def _fits(each: Happening, outcome: str) -> bool:
    if each.kind == Event.TOLD:
        return bool(outcome)
    return each.kind == Event.CHANGED and outcome in TOOK_UP
