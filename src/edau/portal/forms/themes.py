"""What a facilitator fills in about themes: names, and which words belong to which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edau.listen.actions.themes import LONGEST_NAME, Name
from edau.listen.models import Theme
from edau.portal.forms.errors import errors


class NameForm(forms.Form):
    """The name of a theme. One language may be left for later."""

    name_cy = forms.CharField(
        label=gettext_lazy("Its name in Welsh"),
        max_length=LONGEST_NAME,
        required=False,
        error_messages=errors(),
    )
    name_en = forms.CharField(
        label=gettext_lazy("Its name in English"),
        max_length=LONGEST_NAME,
        required=False,
        error_messages=errors(),
    )
    checked = forms.BooleanField(
        label=gettext_lazy("Somebody qualified has read the Welsh"), required=False, initial=False
    )

    def __init__(self, *args: Any, theme: Theme | None = None, **kwargs: Any) -> None:
        if theme is not None:
            kwargs["initial"] = {
                "name_cy": theme.name_cy,
                "name_en": theme.name_en,
                "checked": theme.checked,
            }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned.get("name_cy") or cleaned.get("name_en")):
            raise forms.ValidationError(_("Give the theme a name, in Welsh, in English or in both."))
        return cleaned

    def name(self) -> Name:
        """What was typed."""
        given = self.cleaned_data
        return Name(cy=given["name_cy"], en=given["name_en"], checked=given["checked"])

    def say_taken(self) -> None:
        """The error that another theme is called so."""
        self.add_error(None, _("There is a theme of this name already. Choose another name."))


class TieForm(forms.Form):
    """Which of the words on the page are tied to which theme. The page draws the boxes itself, beside the words."""

    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"),
        error_messages=errors(gettext_lazy("Choose a theme.")),
    )
    words = forms.MultipleChoiceField(
        error_messages={
            "required": gettext_lazy("Tick the words that belong to the theme."),
            "invalid_choice": gettext_lazy(
                "Some of what you ticked is no longer here. Look at the list again."
            ),
        },
    )

    def __init__(
        self, *args: Any, themes: Iterable[Theme], words: Iterable[str], language: str, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        chosen = [(theme.pk, theme.said(language)[0]) for theme in themes]
        self.fields["theme"].choices = [("", _("Choose a theme")), *chosen]  # type: ignore[attr-defined]
        self.fields["words"].choices = [(key, key) for key in words]  # type: ignore[attr-defined]
