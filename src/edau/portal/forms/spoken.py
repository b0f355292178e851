"""What a connector fills in beside an answer that they give for somebody: whose word it is, how and when it was said."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from edau.connect.actions.answering_for import HEARD_WITHIN, Word
from edau.connect.choices import How, Said
from edau.core import clock
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import day_field

TOO_LONG_AGO = gettext_lazy("That is more than two months ago. Ask them again.")
NOT_YET = gettext_lazy("Choose today or a day that has been.")


class SpokenForm(forms.Form):
    """Whose word an answer is. Only for a child or an adult at risk can it be that of somebody else."""

    said_by = forms.ChoiceField(
        label=gettext_lazy("Who said it?"),
        choices=Said.choices,
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose who said it.")),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How did they say it?"),
        choices=How.choices,
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose how they said it.")),
    )
    on = day_field(gettext_lazy("On which day did they say it?"))

    def __init__(self, data: Any = None, *, at_risk: bool, prefix: str) -> None:
        super().__init__(data, prefix=prefix, initial={"on": clock.today()})
        if not at_risk:
            del self.fields["said_by"]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(NOT_YET)
        if on < clock.today() - HEARD_WITHIN:
            raise forms.ValidationError(TOO_LONG_AGO)
        return on

    def word(self) -> Word:
        """The word, once the form is right."""
        given = self.cleaned_data
        return Word(Said(given.get("said_by", Said.SELF)), How(given["how"]), given["on"])
