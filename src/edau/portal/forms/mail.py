"""What an administrator fills in to send a test letter."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from edau.accounts.forms import NOT_AN_ADDRESS


class TestForm(forms.Form):
    """Where the test letter goes."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("A letter goes there at once."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages=dict.fromkeys(("required", "invalid", "max_length"), NOT_AN_ADDRESS),
    )
