"""A suggestion as a letter on paper, for somebody who is off-line: what is suggested, or how two who said yes meet."""

from __future__ import annotations

from dataclasses import dataclass

from edau.accounts.models import User
from edau.connect.choices import Side
from edau.connect.models import Party, Proposal
from edau.connect.wording import language_of
from edau.core import clock
from edau.language.numbers import day
from edau.portal.pages.suggestions import Suggestion, suggestion_page


@dataclass(frozen=True)
class Letter:
    """What stands in it. `own`: it is in the language in which they are written to."""

    party: Party
    suggestion: Suggestion
    connector: str
    today: str
    own: bool


def letter_page(made: Proposal, side: Side, party: Party, connector: User, language: str) -> Letter:
    """The letter of one suggestion for one side. How to reach the other stands in it only where both have said yes."""
    return Letter(
        party=party,
        suggestion=suggestion_page(made, side, language),
        connector=connector.email,
        today=day(clock.today(), language),
        own=language_of(party) == language,
    )
