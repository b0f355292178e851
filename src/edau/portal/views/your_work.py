"""One calm page for whoever is signed in: what waits for them, and where everything that is theirs is."""

from __future__ import annotations

from typing import cast

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from edau.accounts.models import User
from edau.people.queries import roles_of
from edau.portal.pages import your_work as your_work_page


@never_cache
@require_safe
@login_required
def your_work(request: HttpRequest) -> HttpResponse:
    """What the reader looks after, by their roles."""
    account = cast(User, request.user)
    passkeys = apps.is_installed("allauth.mfa")
    page = your_work_page.your_work(account, roles_of(account), get_language() or "cy", passkeys=passkeys)
    return render(request, "portal/your_work.html", {"page": page, "synthetic": page.synthetic})
