"""What a device sends, and the name its owner gives a passkey."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from edau.accounts.passkeys import NOT_ACCEPTED

MALFORMED = {"required": NOT_ACCEPTED, "invalid": NOT_ACCEPTED, "null_characters_not_allowed": NOT_ACCEPTED}
# What a stranger sends in the shape of a credential may break the reading of it in any of these ways.
UNREADABLE = (TypeError, ValueError, KeyError, AttributeError)


class NewPasskeyForm(forms.Form):
    """A new passkey: what the device made, and a name to tell it from others."""

    name = forms.CharField(
        label=_("A name for it"),
        help_text=_("So that you can tell it from others later, such as “my telephone”."),
        max_length=60,
        error_messages={
            "required": _("Give the passkey a name."),
            "max_length": _("That is too long: 60 letters at most."),
            "null_characters_not_allowed": _("Give the passkey a name."),
        },
    )
    credential = forms.JSONField(widget=forms.HiddenInput, error_messages=MALFORMED)

    def clean_credential(self) -> Any:
        given = self.cleaned_data["credential"]
        try:
            auth.parse_registration_response(given)
            binding = auth.complete_registration(given)
        except UNREADABLE:
            raise ValidationError(NOT_ACCEPTED) from None
        if not binding.is_user_verified():
            raise ValidationError(NOT_ACCEPTED)
        return given


class PasskeySignInForm(LoginWebAuthnForm):
    """What a device signed for a sign-in."""

    credential = forms.JSONField(widget=forms.HiddenInput, error_messages=MALFORMED)

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except UNREADABLE:
            raise ValidationError(NOT_ACCEPTED) from None
