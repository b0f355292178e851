"""The pages of a way in: sign in, the code, sign out, my account. They alone read the session."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.forms import BaseConfirmCodeForm
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage
from allauth.account.views import AccountInactiveView, ConfirmLoginCodeView, LoginView, LogoutView
from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edau.accounts.codes import SignInCode
from edau.accounts.forms import AddressForm, CodeForm, LanguageForm
from edau.accounts.models import User


class SignIn(LoginView):
    """One field: an address. Coming back here forgets a code that was asked for and starts again."""

    template_name = "accounts/sign_in.html"
    form_class = AddressForm

    def get_form_class(self) -> type[AddressForm]:
        return AddressForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "passkeys_are_on": apps.is_installed("allauth.mfa")}

    def form_valid(self, form: AddressForm) -> HttpResponse:
        SignInCode.send_to(self.request, form.cleaned_data["email"])
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        clear_login(request)


class TypeCode(ConfirmLoginCodeView):
    """The code from the e-mail. The third wrong one ends the matter; a new code can be asked for."""

    template_name = "accounts/code.html"

    def get_form_class(self) -> type[BaseConfirmCodeForm]:
        return CodeForm

    def _verify_form_valid(self, form: CodeForm) -> HttpResponse:
        return SignInCode(self.stage).finish(self.get_next_url())


@method_decorator(never_cache, name="dispatch")
class SignOut(LogoutView):
    """Asks first: a link alone signs nobody out."""

    template_name = "accounts/sign_out.html"


@method_decorator(never_cache, name="dispatch")
class Inactive(AccountInactiveView):
    """For someone whose account has been closed."""

    template_name = "accounts/inactive.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    """What we hold about the reader, and the language they want us to write in."""
    user = cast(User, request.user)
    if request.method != "POST":
        return _account_page(request, LanguageForm(initial={"language": user.language}))
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return _account_page(request, form, status=422)
    user.language = form.cleaned_data["language"]
    user.save(update_fields=["language"])
    with override(user.language):  # the answer is in the language just chosen
        messages.success(request, gettext("Saved."))
        return redirect("my_account")


def _account_page(request: HttpRequest, form: LanguageForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "passkeys_are_on": apps.is_installed("allauth.mfa")}
    return render(request, "accounts/my_account.html", context, status=status)
