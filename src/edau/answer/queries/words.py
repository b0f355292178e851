"""What those who answer may read: also what was meant for them alone, but nothing withdrawn, held or waiting."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from edau.core.models import Hold
from edau.core.visibility import visible
from edau.listen.choices import PARTS, WELSH
from edau.listen.models import Contribution
from edau.listen.queries.contributions import INVOLVEMENT, with_additions


def in_sight(contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Those whose words may be shown to who answers: not withdrawn, not held, not waiting for somebody to look."""
    held = Hold.objects.filter(label=INVOLVEMENT, lifted=None).values("object_id")
    return visible(contributions.filter(withdrawn=None, waiting=False)).exclude(
        Q(involvement__isnull=False) & Q(involvement__in=held)
    )


def with_teller(contributions: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """With everything that answering needs to know of each, in two queries; without additions that are held."""
    return contributions.select_related(
        "involvement__answered_by", "receipt__person", "recording"
    ).prefetch_related(with_additions())


def texts_of(contribution: Contribution) -> list[str]:
    """All that its teller said, as separate texts, in the order in which it is read."""
    own = (getattr(contribution, name) for name in ("title", *PARTS, *WELSH))
    later = (each.words for each in contribution.additions.all())
    return [text for text in (*own, *later) if text]


def is_theirs(quote: str, contribution: Contribution) -> bool:
    """Whether a quotation is the teller's own words, whatever the spaces and line breaks."""
    return bool(_one_line(quote)) and any(
        _one_line(quote) in _one_line(text) for text in texts_of(contribution)
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def language_of(contribution: Contribution) -> str:
    """The language in which its teller is answered."""
    return contribution.receipt.person.language


def languages_of(contributions: Iterable[Contribution]) -> list[str]:
    """The languages in which answers to these are owed: "cy" before "en"."""
    return sorted({language_of(one) for one in contributions})
