"""Questions about replies: those that everyone may read, which words they answer, and what came of an involvement."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from edau.answer.choices import Mattered
from edau.answer.models import Answered, Felt, Reply
from edau.core.models import Hold
from edau.core.visibility import held_ids, visible
from edau.listen.choices import State
from edau.listen.models import Contribution, Involvement
from edau.listen.queries.contributions import INVOLVEMENT, readable
from edau.thread.choices import Link
from edau.thread.models import Edge

LABEL, CONTRIBUTION, THEME = "answer.Reply", "listen.Contribution", "listen.Theme"
FEWEST = 5  # below this many, what people felt is not broken down


def published() -> QuerySet[Reply]:
    """The replies that everyone may read: none that is held, none of an involvement that is."""
    held = Hold.objects.filter(label=INVOLVEMENT, lifted=None).values("object_id")
    return visible(Reply.objects.exclude(Q(involvement__isnull=False) & Q(involvement__in=held)))


def published_reply(key: str) -> Reply | None:
    """One of them with its body and involvement; None for one that is not there."""
    return published().select_related("organisation", "involvement").filter(pk=key).first()


def replies_to(involvement: Involvement) -> QuerySet[Reply]:
    """The replies in an involvement, the newest first, each with how many contributions it answers (`many`): also those
    whose words are not for everyone, but none that was withdrawn."""
    still = Q(answered__contribution__withdrawn=None)
    found = published().filter(involvement=involvement).select_related("organisation")
    return found.annotate(many=Count("answered", filter=still)).order_by("-made", "pk")


def readable_answered(reply: Reply) -> QuerySet[Answered]:
    """Whose words a reply answers, as far as everyone may read them."""
    return (
        Answered.objects.filter(reply=reply, contribution__in=readable())
        .select_related("contribution")
        .order_by("contribution__made", "pk")
    )


def how_many_answered(reply: Reply) -> int:
    """How many contributions a reply answers, readable or not; withdrawn ones no longer count."""
    return Answered.objects.filter(reply=reply, contribution__withdrawn=None).count()


def newest_after(reply: Reply) -> Reply | None:
    """The newest reply given to the same words after this one, which may put it right; None where there is none."""
    words = Answered.objects.filter(reply=reply).values("contribution")
    later = published().filter(answered__contribution__in=words, made__gt=reply.made)
    return later.order_by("-made", "pk").first()


def answers_to(contributions: Collection[str]) -> dict[str, list[Answered]]:
    """Every answer to these contributions, the newest last, each with its reply and body: for whoever holds the receipt.
    A reply that is held is left out; the reply to a held involvement is not, since it is the teller's own. One query."""
    found: dict[str, list[Answered]] = {key: [] for key in contributions}
    held = Hold.objects.filter(label=LABEL, lifted=None).values("object_id")
    answers = Answered.objects.filter(contribution__in=list(contributions)).exclude(reply__in=held)
    for one in answers.select_related("reply__organisation", "reply__involvement").order_by(
        "reply__made", "pk"
    ):
        found[one.contribution_id].append(one)
    return found


@dataclass(frozen=True)
class Tally:
    """How many tellers said whether it mattered. With fewer than five, `by` is None: they could be told apart."""

    total: int
    by: dict[str, int] | None


@dataclass(frozen=True)
class Traced:
    """What can be followed forwards from what was said: how many contributions are tied to a theme, are answered, and came
    to each outcome."""

    said: int
    themed: int
    answered: int
    outcomes: dict[str, int]


def felt_in(involvement: Involvement) -> Tally:
    """Whether it mattered, as the tellers of an involvement feel it; nothing that is held, nor of words that are."""
    told = Felt.objects.filter(contribution__in=_told_in(involvement)).exclude(pk__in=_held_feelings())
    counts = dict(told.order_by().values_list("mattered").annotate(Count("pk")))
    total = sum(counts.values())
    if total < FEWEST:
        return Tally(total, None)
    return Tally(total, {str(code): counts.get(code, 0) for code in Mattered.values})


def traced_in(involvement: Involvement) -> Traced:
    """What came of what was said in an involvement, by the edges of its thread. Only edges that a person made or
    accepted count, and nothing that is held. One query."""
    told = _told_in(involvement)
    edges = Edge.objects.filter(accepted__isnull=False)
    to_theme = edges.filter(from_label=CONTRIBUTION, from_id=OuterRef("pk"), kind=Link.ABOUT, to_label=THEME)
    from_reply = edges.filter(
        to_label=CONTRIBUTION, to_id=OuterRef("pk"), kind=Link.ANSWERS, from_label=LABEL
    )
    came = (State.ADOPTED, State.ADAPTED, State.NOT_ADOPTED, State.DELIVERED)
    counts = told.annotate(is_themed=Exists(to_theme), is_answered=Exists(from_reply)).aggregate(
        said=Count("pk"),
        themed=Count("pk", filter=Q(is_themed=True)),
        answered=Count("pk", filter=Q(is_answered=True)),
        **{f"came_{state}": Count("pk", filter=Q(state=state)) for state in came},
    )
    return Traced(
        said=counts["said"],
        themed=counts["themed"],
        answered=counts["answered"],
        outcomes={str(state): counts[f"came_{state}"] for state in came},
    )


def _told_in(involvement: Involvement) -> QuerySet[Contribution]:
    """What counts of what was said in an involvement, whoever may read it."""
    return visible(Contribution.objects.filter(involvement=involvement, withdrawn=None))


def _held_feelings() -> list[int]:
    return [int(key) for key in held_ids("answer.Felt")]


def felt_by(contribution: Contribution) -> Felt | None:
    """What its teller thinks of it now; None while they have not said."""
    return Felt.objects.filter(contribution=contribution).first()


def felt_of(reply: Reply) -> QuerySet[Felt]:
    """What tellers wrote about a reply, the newest first: for those who answer. No name, and not whose words it was."""
    felt = Felt.objects.filter(contribution__answers__reply=reply).exclude(words="")
    return felt.exclude(pk__in=_held_feelings()).order_by("-at")


def newest_replies(limit: int) -> Iterable[Reply]:
    """The newest replies that everyone may read."""
    return published().select_related("organisation", "involvement").order_by("-made", "pk")[:limit]
