"""What a person fills in. Every error is a sentence of ours; none of Django's or allauth's own can be met."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm
from allauth.core import ratelimit
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from edau.accounts.models import User

NOT_AN_ADDRESS = _("Type an e-mail address, such as enw@example.org.")
TYPE_THE_CODE = _("Type the eight figures from the e-mail.")
CHOOSE_A_LANGUAGE = _("Choose Cymraeg or English.")


class AddressForm(forms.Form):
    """One address. Asking too often for the same address is an error here, whoever asks."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": NOT_AN_ADDRESS,
            "invalid": NOT_AN_ADDRESS,
            "max_length": NOT_AN_ADDRESS,
            "null_characters_not_allowed": NOT_AN_ADDRESS,
        },
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        name, _at, domain = str(self.cleaned_data["email"]).lower().rpartition("@")
        try:  # a domain may have any letters; what is kept and compared is its ASCII form
            email = f"{name}@{domain.encode('idna').decode('ascii')}"
        except UnicodeError:
            email = ""
        if not email.isascii() or not email:
            raise forms.ValidationError(NOT_AN_ADDRESS)
        if not ratelimit.consume(self.request, action="request_login_code", key=email):
            raise get_adapter().validation_error("too_many_login_attempts")
        return email


class CodeForm(ConfirmLoginCodeForm):
    """The code from the e-mail; spaces and dashes do not matter."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
        error_messages={
            "required": TYPE_THE_CODE,
            "max_length": TYPE_THE_CODE,
            "null_characters_not_allowed": TYPE_THE_CODE,
        },
    )


class LanguageNames(forms.RadioSelect):
    """Languages by their own names, each marked as the language it is, so that it is read aloud rightly."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["lang"] = str(value)
        return option


class LanguageForm(forms.Form):
    """The language its owner wants Edau to write to them in."""

    language = forms.ChoiceField(
        label=_("Your language"),
        help_text=_("Edau writes to you in this language. Every page is there in both."),
        choices=User.LANGUAGES,
        widget=LanguageNames,
        error_messages={"required": CHOOSE_A_LANGUAGE, "invalid_choice": CHOOSE_A_LANGUAGE},
    )
