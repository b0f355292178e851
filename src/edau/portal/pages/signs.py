"""What a receipt says of placing its stories."""

from __future__ import annotations

from dataclasses import dataclass

from edau.core import clock
from edau.listen.queries.signs import takes_signs, to_place
from edau.portal.pages.receipt import beginning
from edau.thread.models import Receipt


@dataclass(frozen=True)
class StoryLine:
    """A story that can be placed, and whether any of it has been."""

    key: str
    words: str
    lang: str
    placed: bool


def story_lines(receipt: Receipt) -> list[StoryLine]:
    """Those of a receipt that can be placed now, the first said first. One query."""
    today = clock.today()
    return [
        StoryLine(one.pk, beginning(one), one.language, one.placed > 0)  # type: ignore[attr-defined]
        for one in to_place([receipt.pk])
        if takes_signs(one, today)
    ]
