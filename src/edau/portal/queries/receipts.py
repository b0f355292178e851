"""Everything that the page of a receipt tells its holder, in a number of queries that does not grow with what they said.

The holder reads their own words whatever is held: they are told that and why. What others wrote is read only where everyone
may read it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch

from edau.answer.models import Answered, Passage, Reply
from edau.core.models import Hold
from edau.core.visibility import visible
from edau.listen.actions.contributions import LABEL
from edau.listen.models import Addition, Contribution, Theme
from edau.listen.queries.contributions import readable
from edau.moderation.models import Case
from edau.thread.choices import Link
from edau.thread.models import Edge, Receipt

THEME = "listen.Theme"


@dataclass(frozen=True)
class Said:
    """One thing that was said with a receipt, and all that became of it."""

    contribution: Contribution
    additions: list[Addition]
    passages: list[Passage]
    answers: list[Answered]
    themes: list[Theme] = field(default_factory=list)
    hold: Hold | None = None
    case: Case | None = None  # the newest
    public: bool = False  # whether everyone may read it


def said_with(receipt: Receipt) -> list[Said]:
    """What was said with a receipt, the oldest first. At most ten queries."""
    found = list(contributions_of([receipt]))
    keys = [one.pk for one in found]
    holds = {
        hold.object_id: hold for hold in Hold.objects.filter(label=LABEL, object_id__in=keys, lifted=None)
    }
    cases = {
        case.object_id: case
        for case in Case.objects.filter(label=LABEL, object_id__in=keys)
        .select_related("appeal")
        .order_by("opened")
    }
    themes, public = _themes(keys), set(readable().filter(pk__in=keys).values_list("pk", flat=True))
    return [
        Said(
            contribution=one,
            additions=list(one.additions.all()),
            passages=list(one.passages.all()),
            answers=list(one.answers.all()),
            themes=themes.get(one.pk, []),
            hold=holds.get(one.pk),
            case=cases.get(one.pk),
            public=one.pk in public,
        )
        for one in found
    ]


def contributions_of(receipts: Iterable[Receipt]) -> list[Contribution]:
    """What was said with these receipts, with its involvement, additions, passages and answers, the oldest first."""
    answers = (
        Answered.objects.filter(reply__in=visible(Reply.objects.all()))
        .select_related("reply__organisation")
        .order_by("reply__made", "pk")
    )
    return list(
        Contribution.objects.filter(receipt__in=list(receipts))
        .select_related("involvement__answered_by", "recording", "felt")
        .prefetch_related(
            Prefetch("additions", Addition.objects.order_by("made")),
            Prefetch("passages", Passage.objects.order_by("at", "pk")),
            Prefetch("answers", answers),
        )
        .order_by("made", "pk")
    )


def _themes(keys: list[str]) -> dict[str, list[Theme]]:
    """The themes that a person tied these to, by the id of what was tied."""
    edges = Edge.objects.filter(
        from_label=LABEL, from_id__in=keys, kind=Link.ABOUT, to_label=THEME, accepted__isnull=False
    ).order_by("at")
    tied = [(edge.from_id, edge.to_id) for edge in edges]
    themes = {
        theme.pk: theme for theme in visible(Theme.objects.filter(pk__in={end for _start, end in tied}))
    }
    found: dict[str, list[Theme]] = defaultdict(list)
    for start, end in tied:
        if end in themes:
            found[start].append(themes[end])
    return found
