"""May I? Yes, or no with a reason that a page can read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """Yes, or no with the reason as a sentence. As a truth value it is the yes."""

    yes: bool
    reason: Any = ""

    def __bool__(self) -> bool:
        return self.yes


YES = Answer(True)


class NotAllowed(Exception):
    """The deed may not be done; `answer` has the reason in words."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        super().__init__(str(answer.reason))


def insist(answer: Answer) -> None:
    """For the beginning of a deed: raises NotAllowed with the reason, where the answer is no."""
    if not answer:
        raise NotAllowed(answer)
