"""What django-allauth asks of us: our own words, our own letters, and where to go next."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from edau.core.abuse import address_key


class Adapter(DefaultAccountAdapter):
    """Every text a person can meet is one of ours, so that it exists in both languages.

    Templates are looked for under `accounts/`, never under allauth's own `account/`: a message for which we
    have no text is not shown, and a letter for which we have none cannot be sent.
    """

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _(
            "That is not the code we sent. Check the e-mail and type the eight figures again."
        ),
        "too_many_login_attempts": _("That was one try too many. Wait a minute, then ask for a new code."),
        "rate_limited": _("That was one try too many. Wait a minute, then ask for a new code."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        minutes = app_settings.LOGIN_BY_CODE_TIMEOUT // 60
        super().send_mail(_ours(template_prefix), email, {**context, "minutes": minutes})

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        template = _ours(message_template) if message_template else None
        super().add_message(request, level, template, message_context, extra_tags, message)

    def format_email_subject(self, subject: str) -> str:
        """The subject as we wrote it: allauth would put the host's name before it."""
        return subject

    def generate_login_code(self) -> str:
        """Eight figures in two groups: easier than letters to read aloud and to type, in either language."""
        return "-".join(get_random_string(4, "0123456789") for _group in range(2))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("my_account")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The sign-in page, which reads the session anyway and so can say that signing out worked."""
        return reverse("account_login")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Not the address: the name under which it is counted today, as everywhere else. allauth writes it into the cache."""
        return address_key(request)

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: our pages are pages, and allauth's JSON answers would be another door to keep."""
        return False


def _ours(template: str) -> str:
    return f"accounts/{template.removeprefix('account/')}"
