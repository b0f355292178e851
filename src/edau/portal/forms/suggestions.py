"""What somebody answers to a suggestion: no with a reason, a time, that it is done, thanks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from edau.connect.actions.exchanges import LONGEST_THANKS, MOST_MINUTES
from edau.connect.choices import Why
from edau.core import clock
from edau.portal.forms.errors import errors
from edau.portal.forms.offering import language_field

PAST = gettext_lazy("Choose a time that is still to come.")
TYPE_A_TIME = gettext_lazy("Type a day and a time, such as 2027-03-31 14:30.")
HOW_LONG = gettext_lazy("Say how many minutes it took: from 1 to 10080, which is a week.")
TIMES = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")


class NoForm(forms.Form):
    """No, with a reason that one may leave unsaid."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why not this time?"),
        help_text=gettext_lazy("The reason helps us suggest better. The other side is not told it."),
        choices=Why.choices,
        widget=forms.RadioSelect,
        initial=Why.NO_REASON,
        error_messages=errors(gettext_lazy("Choose a reason, or that you would rather not say.")),
    )


class TimeForm(forms.Form):
    """One of the times that both have, or another that they agreed on."""

    time = forms.ChoiceField(
        label=gettext_lazy("Which time have you agreed?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages=errors(),
    )
    other = forms.DateTimeField(
        label=gettext_lazy("Or another time"),
        help_text=gettext_lazy("Day and time, such as 2027-03-31 14:30."),
        required=False,
        input_formats=TIMES,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": TYPE_A_TIME},
    )

    def __init__(self, data: Any = None, *, times: list[tuple[str, str]]) -> None:
        super().__init__(data)
        if times:
            self.fields["time"].choices = times  # type: ignore[attr-defined]
        else:
            del self.fields["time"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        when = given.get("other")
        if when is None and given.get("time"):
            when = datetime.fromisoformat(given["time"])
        if self.errors:
            return given
        if when is None:
            self.add_error("other", TYPE_A_TIME)
        elif when <= clock.now():
            self.add_error("other", PAST)
        given["when"] = when
        return given


class DoneForm(forms.Form):
    """How long it took."""

    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes did it take?"),
        help_text=gettext_lazy("An hour is 60. An hour of help is an hour, whoever gives it."),
        min_value=1,
        max_value=MOST_MINUTES,
        error_messages={
            "required": HOW_LONG,
            "invalid": HOW_LONG,
            "min_value": HOW_LONG,
            "max_value": HOW_LONG,
        },
    )


class ThanksForm(forms.Form):
    """Words of thanks; they may be left out."""

    words = forms.CharField(
        label=gettext_lazy("Your thanks, in your own words"),
        help_text=gettext_lazy("Only the one who helped reads them. You can leave this empty."),
        required=False,
        max_length=LONGEST_THANKS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=errors(),
    )
    language = language_field()
