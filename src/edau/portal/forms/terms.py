"""Choosing a table of school terms, and entering it once it has been looked at."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from edau.connect.terms_files import LARGEST

CHOOSE = gettext_lazy("Choose the file you want to enter.")
TOO_LARGE = gettext_lazy("The file is too large. Enter fewer years at a time.")


class TermsForm(forms.Form):
    """A CSV file. What it has in it is `cleaned_data["file"]`, as bytes."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Your file"),
        help_text=gettext_lazy("A CSV table in UTF-8, at most 100 KB."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages=dict.fromkeys(("required", "missing", "invalid", "empty"), CHOOSE),
    )

    def clean_file(self) -> bytes:
        content: bytes = self.cleaned_data["file"].read(LARGEST + 1)
        if len(content) > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        return content


class EnterForm(forms.Form):
    """What was looked at, signed."""

    token = forms.CharField(widget=forms.HiddenInput)
