"""What is held about somebody who is signed in: to read, to take away as a file, and to erase in two steps."""

from __future__ import annotations

import json
from typing import cast

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.core.answers import NotAllowed
from edau.portal.actions.erasing import erase_account, first_step, is_second_step, may_erase
from edau.portal.forms.asking import FORBIDDEN, READ_AND_SEND
from edau.portal.pages.my_data import my_data_page
from edau.portal.queries.held_data import everything_about


@never_cache
@require_safe
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything, section by section, in plain words."""
    account = cast(User, request.user)
    page = my_data_page(everything_about(account), account, get_language() or "cy")
    return render(request, "portal/my_data.html", {"page": page})


@never_cache
@require_safe
@login_required
def my_data_file(request: HttpRequest) -> HttpResponse:
    """The same, whole, as JSON: every column of every record."""
    content = json.dumps(everything_about(cast(User, request.user)).as_dict(), ensure_ascii=False, indent=2)
    answer = HttpResponse(content, content_type="application/json; charset=utf-8")
    name = _("my-data")
    answer.headers["Content-Disposition"] = f'attachment; filename="edau-{name}.json"'
    return answer


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def erase(request: HttpRequest) -> HttpResponse:
    """Erasing the account: the first step says what goes and what stays, the second does it."""
    account = cast(User, request.user)
    if not (answer := may_erase(account)):
        return _step(request, "refused", reason=answer.reason, status=FORBIDDEN)
    if request.method != "POST":
        return _step(request, "first")
    if not is_second_step(account, request.POST.get("step", "")):
        return _step(request, "second", token=first_step(account))
    try:
        withdrawn = erase_account(user=account)
    except NotAllowed as no:
        return _step(request, "refused", reason=no.answer.reason, status=FORBIDDEN)
    logout(request)
    return _step(request, "done", withdrawn=withdrawn)


def _step(request: HttpRequest, step: str, status: int = 200, **context: object) -> HttpResponse:
    return render(request, "portal/erase.html", {"step": step, **context}, status=status)
