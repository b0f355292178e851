"""Choosing a file of words, and deciding about it once it has been looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from edau.listen.imports.text import LARGEST, NotText, Text, Trouble, text_of
from edau.portal.pages.importing import DryRun, Looked

CHOOSE = gettext_lazy("Choose the file you want to bring in.")
NOT_READ = {
    Trouble.EMPTY: gettext_lazy("The file is empty. Choose one with words in it."),
    Trouble.TOO_LARGE: gettext_lazy(
        "The file is larger than 1 MB. Cut it in two, and send one after the other."
    ),
    Trouble.WORKBOOK: gettext_lazy(
        "This is a workbook. Open it in your spreadsheet and save it as “CSV UTF-8”, then choose that file."
    ),
    Trouble.UTF_16: gettext_lazy("This file is in UTF-16. Save it as “CSV UTF-8”, then choose that file."),
    Trouble.BINARY: gettext_lazy(
        "This is not a file of text: it has signs in it that no text has. Save your table as “CSV UTF-8”."
    ),
}
LEAVE, BRING = "leave", "bring"


def _file_field(label: Any, hint: Any, *, required: bool = True) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": CHOOSE,
            "missing": CHOOSE,
            "invalid": CHOOSE,
            "empty": NOT_READ[Trouble.EMPTY],
        },
    )


def read_file(file: UploadedFile) -> Text:
    """The text of a file that was sent. Raises ValidationError with what to do."""
    try:
        return text_of(file.read(LARGEST + 1))
    except NotText as no:
        raise forms.ValidationError(NOT_READ[no.trouble]) from no


class FileForm(forms.Form):
    """A file, to be looked at first."""

    use_required_attribute = False

    file = _file_field(
        gettext_lazy("Your file"),
        gettext_lazy("CSV, at most 1 MB and 2,000 rows, with the headings of the template."),
    )

    def clean_file(self) -> Text:
        return read_file(self.cleaned_data["file"])


class ConfirmForm(forms.Form):
    """What has to be decided before a file that was looked at comes in."""

    use_required_attribute = False

    token = forms.CharField(widget=forms.HiddenInput)
    file = _file_field(
        gettext_lazy("Choose the same file once more"),
        gettext_lazy("It is too large for this page to carry, and we have kept nothing of it."),
    )
    again = forms.ChoiceField(
        label=gettext_lazy("What is to happen with words that are in already?"),
        choices=[
            (LEAVE, gettext_lazy("Leave them out")),
            (BRING, gettext_lazy("Bring them in as well: somebody else said the same")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Choose what is to happen with them.")
        ),
    )
    looked = forms.BooleanField(
        label=gettext_lazy("I have looked: it is not about a person, or it may stand there"),
        error_messages={"required": gettext_lazy("Look at these places first, and tick this.")},
    )

    def __init__(self, *args: Any, dry: DryRun, looked: Looked | None = None, **kwargs: Any) -> None:
        """`looked` is what the token says, once the form is sent back."""
        kwargs["initial"] = {"token": dry.token}
        super().__init__(*args, **kwargs)
        carried = looked.text is not None if looked is not None else dry.carried
        for name, needed in (("file", not carried), ("again", dry.again), ("looked", dry.suspicions)):
            if not needed:
                del self.fields[name]

    @property
    def with_again(self) -> bool:
        """Whether words that are in already come in once more."""
        return self.cleaned_data.get("again") == BRING
