"""Choosing tables of HSDS, and bringing them in once they have been looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from edau.portal.pages.hsds import LARGEST_SENT, DryRun, Looked, NotRead, Trouble, unpacked

CHOOSE = gettext_lazy("Choose the file you want to bring in.")
NOT_READ = {
    Trouble.NOT_ZIP: gettext_lazy("This is not a zip file that can be opened. Pack the CSV tables into one."),
    Trouble.TOO_LARGE: gettext_lazy("The file is too large. Bring in fewer services at a time."),
}
LANGUAGES = [("cy", gettext_lazy("Welsh")), ("en", gettext_lazy("English"))]


def file_field(label: Any, hint: Any) -> forms.FileField:
    """A field for a zip file."""
    return forms.FileField(
        label=label,
        help_text=hint,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages=dict.fromkeys(("required", "missing", "invalid", "empty"), CHOOSE),
    )


class TablesForm(forms.Form):
    """A zip file, whose tables it has, and in which language they are written."""

    use_required_attribute = False

    file = file_field(
        gettext_lazy("Your file"), gettext_lazy("A zip file with the CSV tables in it, at most 1 MB.")
    )
    body = forms.CharField(
        label=gettext_lazy("Id of your organisation in the file"),
        help_text=gettext_lazy("Only where the file has several organisations."),
        required=False,
        max_length=80,
    )
    words = forms.ChoiceField(
        label=gettext_lazy("The names in the file are in"),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose a language.")),
    )

    def clean_file(self) -> bytes:
        content: bytes = self.cleaned_data["file"].read(LARGEST_SENT + 1)
        if len(content) > LARGEST_SENT:
            raise forms.ValidationError(NOT_READ[Trouble.TOO_LARGE])
        try:
            unpacked(content)
        except NotRead as no:
            raise forms.ValidationError(NOT_READ[no.trouble]) from no
        return content


class BringForm(forms.Form):
    """The same tables, once they have been looked at."""

    use_required_attribute = False

    token = forms.CharField(widget=forms.HiddenInput)
    file = file_field(
        gettext_lazy("Choose the same file once more"),
        gettext_lazy("It is too large for this page to carry, and we have kept nothing of it."),
    )

    def __init__(self, *args: Any, dry: DryRun, looked: Looked | None = None, **kwargs: Any) -> None:
        """`looked` is what the token says, once the form is sent back."""
        kwargs["initial"] = {"token": dry.token}
        super().__init__(*args, **kwargs)
        if looked.content is not None if looked is not None else dry.carried:
            del self.fields["file"]
