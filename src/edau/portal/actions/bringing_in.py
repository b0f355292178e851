"""A line of a good-life conversation becomes a need or a capability, tied to what was said."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from edau.connect.models import Capability, Need
from edau.listen.choices import Kind
from edau.listen.models import Contribution
from edau.portal.doors.own_offers import Owner
from edau.thread.actions import End, tie
from edau.thread.choices import Link

CONTRIBUTION = "listen.Contribution"
PARTS = ("words", "can_do", "others_can", "only_services")
LONGEST = 2_000


@dataclass(frozen=True)
class Origin:
    """The part of a conversation from which something is made, as its teller said it."""

    contribution: Contribution
    words: str
    language: str


def origin_of(request: HttpRequest, mine: Owner) -> Origin | None:
    """What the address names (`?from=` and `?part=`), of the receipt that is open; None where it names nothing. Raises
    Http404 for what was said with another receipt, and for what was taken back."""
    key, part = request.GET.get("from", ""), request.GET.get("part", "words")
    if not key:
        return None
    said = None
    if mine.receipt is not None and part in PARTS:
        said = Contribution.objects.filter(pk=key, receipt=mine.receipt, withdrawn=None).first()
    if said is None:
        raise Http404
    return Origin(said, getattr(said, part)[:LONGEST], said.language)


def can_be_brought_in(said: Contribution) -> bool:
    """Whether what somebody said has lines that could become an offer or a need: a conversation that was not taken back."""
    return said.kind == Kind.CONVERSATION and said.withdrawn is None


def tie_to(origin: Origin, made: Need | Capability, *, by: str) -> None:
    """What was said raises a need, and is evidence for what its teller can do."""
    kind = Link.RAISES if isinstance(made, Need) else Link.EVIDENCES
    tie(End(CONTRIBUTION, origin.contribution.pk), kind, End(made._meta.label, made.pk), by=by)
