"""The pages of passkeys: the list of one's own, adding and removing one, and signing in with one."""

from __future__ import annotations

import time
from typing import cast

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import Login
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edau.accounts.actions import add_passkey, remove_passkey
from edau.accounts.models import User
from edau.accounts.passkey_forms import NewPasskeyForm, PasskeySignInForm
from edau.accounts.passkeys import NOT_ACCEPTED, passkeys_of
from edau.core.abuse import Limit, address_key, may_try

TRIES = 60  # an hour from one address
RECENT = 5 * 60  # seconds since signing in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_passkeys(request: HttpRequest) -> HttpResponse:
    """The passkeys of an account, and adding one: within five minutes of signing in, so that a device left open for a
    moment does not let somebody in for good."""
    user = cast(User, request.user)
    recent = _came_in_just_now(request, user)
    if request.method == "POST" and "remove" in request.POST:
        if remove_passkey(user=user, key=request.POST["remove"]):
            messages.success(request, gettext("Removed. Delete it on your device, too."))
        return redirect("my_passkeys")
    if request.method == "POST" and recent:
        form = NewPasskeyForm(request.POST)
        if form.is_valid():
            add_passkey(user=user, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"])
            messages.success(request, gettext("Added. Next time you can sign in with it."))
            return redirect("my_passkeys")
        return _page(request, user, form, recent, status=422)
    return _page(request, user, NewPasskeyForm() if recent else None, recent)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """GET: what the device is to sign. POST: what it signed, which is the way in."""
    if request.method != "POST":
        return JsonResponse(auth.begin_authentication(user=None))
    form = PasskeySignInForm(request.POST)
    if not may_try(Limit("passkey_sign_in", address_key(request), TRIES)) or not form.is_valid():
        messages.error(request, str(NOT_ACCEPTED))
        return redirect("account_login")
    passkey = form.cleaned_data["credential"]
    return flows.perform_passwordless_login(request, passkey, Login(user=passkey.user))


def _came_in_just_now(request: HttpRequest, user: User) -> bool:
    times = [record["at"] for record in get_authentication_records(request, user)]
    return bool(times) and time.time() - max(times) < RECENT


def _page(
    request: HttpRequest, user: User, form: NewPasskeyForm | None, recent: bool, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "passkeys": passkeys_of(user),
        "options": auth.begin_registration(user, True) if recent else None,
    }
    return render(request, "accounts/passkeys.html", context, status=status)
