"""Fields that many forms have: a line or a text in one of the languages, and a day. A language may be left for later, so
neither must be filled in: the form says what it cannot do without."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy

from edau.portal.forms.errors import errors

NO_EMAIL = gettext_lazy("Type an e-mail address, such as enw@example.org.")
TYPE_A_DAY = gettext_lazy("Type a day as year-month-day, such as 2027-03-31.")
LAST_DAY = date(2999, 12, 31)  # a day after the last there is cannot be counted


def line_in_language(language: str, label: Any, most: int) -> forms.CharField:
    """One line in a language, of `most` letters."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        widget=forms.TextInput(attrs={"lang": language}),
        error_messages=errors(),
    )


class SelectInLanguages(forms.Select):
    """A list whose entries may be in another language than the page: `langs` has it by the value of the entry, empty where
    it is the page’s own."""

    def __init__(self, *args: Any, langs: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.langs = langs or {}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if lang := self.langs.get(str(option["value"])):
            option["attrs"]["lang"] = lang
        return option


def text_in_language(language: str, label: Any, most: int, *, rows: int, hint: Any = "") -> forms.CharField:
    """A text of `most` letters in a language; with "" in the one in which it happens to be written."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, **({"lang": language} if language else {})}),
        error_messages=errors(),
    )


def day_field(label: Any, hint: Any = "") -> forms.DateField:
    """A day, typed or chosen."""
    return forms.DateField(
        label=label,
        help_text=hint,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MaxValueValidator(LAST_DAY, TYPE_A_DAY)],
        error_messages={"required": TYPE_A_DAY, "invalid": TYPE_A_DAY},
    )


def line_field(label: Any, hint: Any = "", *, most: int = 120, **attrs: str) -> forms.CharField:
    """One line that may be left empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=most,
        widget=forms.TextInput(attrs=attrs),
        error_messages=errors(),
    )


def email_field() -> forms.EmailField:
    """An e-mail address, which may be left empty."""
    return forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={**errors(), "invalid": NO_EMAIL},
    )


def telephone_field() -> forms.CharField:
    """A telephone number, which may be left empty."""
    return line_field(gettext_lazy("Telephone number"), most=40, autocomplete="tel", inputmode="tel")


def second_word_field() -> forms.CharField:
    """The word with which the short code of a new receipt can be used."""
    return line_field(
        gettext_lazy("A second word for your receipt"),
        gettext_lazy(
            "You get a short code. With this word you can use it over the telephone or on another machine. Choose one"
            " that you will remember; not your name."
        ),
        most=60,
        autocomplete="off",
        spellcheck="false",
    )
