"""The three questions on effects on the Welsh language (standards 91 to 93) in the forms in which people say something."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language

from edau.listen.actions.contributions import LONGEST
from edau.listen.choices import WELSH
from edau.listen.models import Involvement
from edau.listen.rules import asks_welsh_effects
from edau.people.standards import standards
from edau.portal.forms.errors import errors


def add_welsh_questions(form: forms.Form, involvement: Involvement | None) -> None:
    """Puts the three questions at the end of a form, where the law has the involvement ask them. Nobody can leave them out
    of a form, and nobody need answer."""
    if involvement is None or not asks_welsh_effects(involvement):
        return
    questions, language = standards().questions, get_language() or "cy"
    asked = dict(zip(WELSH, (questions.effects, questions.better, questions.harms), strict=True))
    for name, question in asked.items():
        form.fields[name] = forms.CharField(
            label=question.say(language),
            help_text=questions.hint.say(language) if name == WELSH[0] else "",
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages=errors(),
        )


def welsh_questions_of(involvement: Involvement, language: str) -> list[str]:
    """The questions in words, for paper; none where they are not asked."""
    if not asks_welsh_effects(involvement):
        return []
    questions = standards().questions
    return [each.say(language) for each in (questions.effects, questions.better, questions.harms)]
