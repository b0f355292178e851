"""What a connector fills in: whom to propose and why, and that somebody agreed to be acted for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from edau.connect.actions.proposals import LONGEST_REASON
from edau.portal.forms.errors import errors

SAY_WHY = gettext_lazy("Say why you propose this one, and not the first on the list.")


class ProposeForm(forms.Form):
    """One of those who could help. The first needs no reason."""

    offer = forms.ChoiceField(
        label=gettext_lazy("Whom do you propose?"),
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose one of them.")),
    )
    because = forms.CharField(
        label=gettext_lazy("Why this one?"),
        help_text=gettext_lazy("Only where it is not the first. It is kept, and can be looked at."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=errors(),
    )

    def __init__(self, data: Any = None, *, offers: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.first = offers[0][0] if offers else ""
        self.fields["offer"].choices = offers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        chosen = given.get("offer")
        if chosen and chosen != self.first and not str(given.get("because", "")).strip():
            self.add_error("because", SAY_WHY)
        return given


class ConsentForm(forms.Form):
    """That somebody agreed to be acted for."""

    language = forms.ChoiceField(
        label=gettext_lazy("In which language did they agree?"),
        choices=[("cy", gettext_lazy("Welsh")), ("en", gettext_lazy("English"))],
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose the language.")),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("I read the words above to them, and they said yes"),
        error_messages={"required": gettext_lazy("Nobody can act for them before they have said yes.")},
    )
