"""The code by e-mail: django-allauth's sign-in by code, in which the first code also makes the account."""

from __future__ import annotations

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from edau.accounts.actions import join, trust_address
from edau.accounts.printed import printed_code, spend


class SignInCode(LoginCodeVerificationProcess):
    """A code sent to an address, whether or not anybody has an account with it.

    allauth would write to an unknown address that there is no account, and ask for a second form and a second
    code. Here every address is sent a code. It waits in the session of the browser that asked; no user is
    made until the code comes back.
    """

    @classmethod
    def send_to(cls, request: HttpRequest, email: str) -> None:
        """Sends a code and remembers in the session that this browser waits for it."""
        users = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
        user = users[0] if users else None
        login = Login(user=user, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=user, email=email) | {"initiated_by_user": True})
        code = cls(stage)
        code.send()
        code.persist()
        # An address nobody answers from is not kept: its session is short, and those past are cleared away.
        request.session.set_expiry(app_settings.LOGIN_TIMEOUT)
        request.session.clear_expired()

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        if waiting := printed_code(email):  # an operator holds it in their hand
            self.state["code"] = waiting
            return
        letter = {"request": self.request, "code": self.generate_code()}
        get_adapter().send_mail("account/email/login_code", email, letter)

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """Signs in whoever typed the right code; makes their account first if they had none."""
        email = self.state["email"]
        self._user = self.user or join(email=email, language=get_language() or "cy")
        trust_address(user=self._user, email=email)
        spend(email)
        response: HttpResponse = super().finish(redirect_url)
        self.request.session.set_expiry(None)  # from here on as long as the settings say
        return response
