"""What every public form carries. Whatever it refuses, nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from edau.core.abuse.addresses import address_key
from edau.core.abuse.limits import HOUR, Limit, note, within
from edau.core.abuse.tokens import LATEST, SOONEST, AlreadySent, age_of, is_spent, new_token, spend

PER_HOUR = 30  # from one address: enough for a library or a care home whose people share it

TOO_SOON = _("That was very quick. Wait a moment and send again: what you wrote is still here.")
TOO_OLD = _("This page has been open too long. What you wrote is still here: send it again.")
FILLED_IN = _(
    "Something filled in a field that has to stay empty, as programs do. We have emptied it: wait a moment and send again."
)
TOO_MANY = _(
    "Much has been sent from here within the last hour. What you wrote is still here: wait a while, then send it again."
)
TRAP, STAMP = "homepage", "stamp"


class _Trap(forms.TextInput):
    """A field out of sight, out of the tab order and out of what is read aloud; never shown filled in."""

    is_hidden = True  # type: ignore[assignment]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return format_html(
            '<div class="vh" aria-hidden="true"><label>{} <input type="text" name="{}" tabindex="-1" autocomplete="off">'
            "</label></div>",
            _("Leave this empty"),
            name,
        )


class _Stamp(forms.CharField):
    """The token. Sent back with an error it keeps its time, unless it can be used no more: then it is a new one."""

    def __init__(self, purpose: str) -> None:
        self.purpose = purpose
        super().__init__(
            required=False, max_length=200, widget=forms.HiddenInput(attrs={"autocomplete": "off"})
        )

    def prepare_value(self, value: Any) -> str:
        token = str(value or "")
        age = age_of(token, self.purpose)
        usable = age is not None and age <= LATEST and not is_spent(token)
        return token if usable else new_token(self.purpose)

    def clean(self, value: Any) -> str:
        return str(value or "")[:200]  # judged with the whole form: nobody can mend a hidden field


class Guard(forms.Form):
    """A form that anybody may send. `purpose` binds its token to one kind of form; `per_hour` is what one address may do.

    Give it `request=`. Let the deed happen inside `once()`. Further limits (of a receipt, of an e-mail address) are what
    `limits()` returns beside that of the address.
    """

    purpose: ClassVar[str] = "form"
    per_hour: ClassVar[int] = PER_HOUR

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)
        self.fields[TRAP] = forms.CharField(required=False, widget=_Trap)
        self.fields[STAMP] = _Stamp(self.purpose)

    def limits(self) -> list[Limit]:
        """What this form counts against. Called once the fields are clean."""
        most = getattr(settings, "GUARD_PER_HOUR", None) or self.per_hour
        return [Limit(self.purpose, address_key(self.request), most, HOUR)]

    def clean(self) -> dict[str, Any]:
        """One reason at a time, the one that can be mended first."""
        given = super().clean() or self.cleaned_data
        token = given.get(STAMP, "")
        age = age_of(token, self.purpose)
        if self.data.get(self.add_prefix(TRAP)):
            self.add_error(None, FILLED_IN)
        elif age is None or age > LATEST:
            self.add_error(None, TOO_OLD)
        elif is_spent(token):
            self.add_error(None, AlreadySent.words)
        elif age < SOONEST:
            self.add_error(None, TOO_SOON)
        elif not self.errors and not within(self.limits()):
            self.add_error(None, TOO_MANY)
        return given

    @contextmanager
    def once(self) -> Iterator[None]:
        """The transaction of the deed: with it this form is spent and counted. Raises AlreadySent where it had its effect
        before; where the deed fails, the form can be sent again."""
        with transaction.atomic():
            spend(self.cleaned_data[STAMP])
            note(self.limits())
            yield
