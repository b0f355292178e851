"""The ways by which words and replies come into sight through answering: see `core.readpaths`."""

from __future__ import annotations

from collections.abc import Iterable

from edau.answer.models import Answered
from edau.answer.queries.replies import published
from edau.answer.queries.words import in_sight
from edau.core import readpaths
from edau.core.readpaths import ReadPath
from edau.listen.models import Contribution
from edau.listen.queries.contributions import readable

CONTRIBUTION, REPLY = "listen.Contribution", "answer.Reply"


def register() -> None:
    """Registers them all."""
    readpaths.register(
        ReadPath("the words a reply answers", CONTRIBUTION, _quoted),
        ReadPath("the desk of those who answer", CONTRIBUTION, _on_the_desk),
        ReadPath("replies: pages, lists and feed", REPLY, _replies),
    )


def _quoted() -> Iterable[str]:
    return Answered.objects.filter(reply__in=published(), contribution__in=readable()).values_list(
        "contribution", flat=True
    )


def _on_the_desk() -> Iterable[str]:
    return in_sight(Contribution.objects.all()).values_list("pk", flat=True)


def _replies() -> Iterable[str]:
    return published().values_list("pk", flat=True)
