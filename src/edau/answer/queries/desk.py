"""The desk of those who answer: what their bodies owe, how far it is, and which of it they may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from edau.answer.queries.owing import owed_by
from edau.answer.queries.words import in_sight, with_teller
from edau.core.visibility import visible
from edau.listen.choices import State
from edau.listen.models import Contribution, Involvement, Theme
from edau.people.models import Role
from edau.thread.choices import Link
from edau.thread.models import Edge

TO_DO = (State.RECEIVED, State.HEARD, State.WEIGHED)


@dataclass(frozen=True)
class Asked:
    """What an officer wants to see: of one involvement ("-": of none), of one theme, in one state."""

    involvement: str = ""
    theme: str = ""
    state: str = ""


def narrowed(roles: Iterable[Role], asked: Asked) -> QuerySet[Contribution]:
    """What these roles may answer, of the involvement and theme asked for; withdrawn words are not among it."""
    found = owed_by(roles).filter(withdrawn=None)
    if asked.involvement:
        found = found.filter(involvement=None if asked.involvement == "-" else asked.involvement)
    if asked.theme:
        about = Edge.objects.filter(
            kind=Link.ABOUT,
            accepted__isnull=False,
            from_label="listen.Contribution",
            to_label="listen.Theme",
            to_id=asked.theme,
        )
        found = found.filter(pk__in=about.values("from_id"))
    return found


def counts_by_state(found: QuerySet[Contribution]) -> dict[str, int]:
    """How many are in each state. One query."""
    return dict(found.order_by().values_list("state").annotate(Count("pk")))


def in_order(found: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """The soonest due first, then the oldest, with what a desk needs to know of each."""
    return with_teller(found).order_by("due", "made", "pk")


def shown_ids(keys: Iterable[str]) -> set[str]:
    """Those of these whose words may be shown to who answers."""
    return set(in_sight(Contribution.objects.filter(pk__in=list(keys))).values_list("pk", flat=True))


def involvements_of(roles: Iterable[Role]) -> list[Involvement]:
    """The involvements in which these roles have something to answer, the newest first; never one that is held."""
    keys = owed_by(roles).filter(withdrawn=None, involvement__isnull=False).values("involvement")
    return list(visible(Involvement.objects.filter(pk__in=keys)).order_by("-published", "pk"))


def themes_of(involvements: Iterable[Involvement]) -> list[Theme]:
    """The themes named in these involvements; never one that is held."""
    return list(visible(Theme.objects.filter(involvement__in=list(involvements))).order_by("made", "pk"))
