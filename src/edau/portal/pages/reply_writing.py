"""The page on which an answer is written: the words of each teller beside the field for those that are answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BoundField

from edau.answer.queries.words import languages_of
from edau.portal.forms.answering import ReplyForm
from edau.portal.words.answer import Voice, question_of, voice_of
from edau.portal.words.texts import AskedText


@dataclass(frozen=True)
class Answering:
    """One teller's words and the field beside them."""

    voice: Voice
    closed: bool
    quote: BoundField


@dataclass(frozen=True)
class Writing:
    """What stands beside the form. `first` and `second` are its languages, the one of the page first."""

    question: AskedText | None
    answering: tuple[Answering, ...]
    first: BoundField
    second: BoundField
    both_needed: bool


def writing(form: ReplyForm, language: str) -> Writing:
    """The page for a form. No query: the form's contributions have all that is needed."""
    other = "en" if language == "cy" else "cy"
    return Writing(
        question=question_of(form.contributions[0].involvement, language),
        answering=tuple(
            Answering(voice_of(one, language), one.audience == "answerers", form.quote(one.pk))
            for one in form.contributions
        ),
        first=form[f"words_{language}"],
        second=form[f"words_{other}"],
        both_needed=languages_of(form.contributions) == ["cy", "en"],
    )
