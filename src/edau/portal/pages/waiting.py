"""Words that wait for a moderator to look, as the queue shows them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from edau.listen.queries.contributions import with_additions
from edau.listen.queries.waiting import waiting_words
from edau.people.models import Role
from edau.portal.words.answer import Voice, question_of, voice_of
from edau.portal.words.texts import AskedText

AT_ONCE = 20


@dataclass(frozen=True)
class WaitingWords:
    """What one person said. `recorded` tells that it was spoken: its recording can be heard."""

    voice: Voice
    question: AskedText | None
    recorded: bool


@dataclass(frozen=True)
class WaitingList:
    """The oldest that wait, at most twenty, and how many there are in all."""

    words: tuple[WaitingWords, ...]
    many: int
    synthetic: bool

    @property
    def more(self) -> int:
        """How many wait that are not shown."""
        return self.many - len(self.words)


def waiting_list(roles: Collection[Role], language: str) -> WaitingList:
    """What waits and these roles may read, the oldest first. A constant number of queries."""
    found = waiting_words(roles)
    shown = list(
        found.select_related("involvement", "recording").prefetch_related(with_additions())[:AT_ONCE]
    )
    return WaitingList(
        words=tuple(
            WaitingWords(
                voice_of(one, language),
                question_of(one.involvement, language),
                getattr(one, "recording", None) is not None,
            )
            for one in shown
        ),
        many=found.count() if len(shown) == AT_ONCE else len(shown),
        synthetic=any(one.synthetic for one in shown),
    )
