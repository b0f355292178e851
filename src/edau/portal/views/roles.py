"""Who may do what: administrators give roles and take them back, by organisation or by area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from edau.accounts.models import User
from edau.core.answers import Answer, NotAllowed
from edau.language.numbers import day
from edau.people.actions.roles import Scope, give_role, may_give, take_role
from edau.people.choices import Part
from edau.people.models import Role
from edau.people.queries import roles_held
from edau.people.rules import Deed, may
from edau.portal.forms.asking import FORBIDDEN, READ_AND_SEND
from edau.portal.forms.role import RoleForm, where_of
from edau.ui.links import address_of


@dataclass(frozen=True)
class Held:
    """One role that somebody holds and the reader may take back."""

    pk: int
    email: str
    part: str
    where: str
    since: str


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def roles(request: HttpRequest) -> HttpResponse:
    """The roles that the reader may give and take back, who holds them, and a form to give one."""
    account = cast(User, request.user)
    if not (answer := may(account, Deed.GIVE_ROLES)):
        return refused(request, answer)
    if request.method != "POST":
        return _page(request, RoleForm())
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    try:
        new = give_role(
            user=form.user(), part=Part(form.cleaned_data["part"]), scope=form.scope(), by=account
        )
    except NotAllowed as no:
        form.add_error(None, str(no.answer.reason))
        return _page(request, form, 403)
    except LookupError as gone:
        raise Http404 from gone
    messages.success(request, _("The role has been given.") if new else _("They hold this role already."))
    return redirect(address_of("portal:roles"))


@never_cache
@require_http_methods(["POST"])
@login_required
def take(request: HttpRequest, role: int) -> HttpResponse:
    """Takes one role back."""
    held = Role.objects.select_related("user", "organisation").filter(pk=role).first()
    if held is None:
        raise Http404
    try:
        take_role(role=held, by=cast(User, request.user))
    except NotAllowed as no:
        return refused(request, no.answer)
    messages.success(request, _("The role has been taken back."))
    return redirect(address_of("portal:roles"))


def refused(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The page that says why not."""
    return render(request, "portal/people_refused.html", {"reason": answer.reason}, status=FORBIDDEN)


def _page(request: HttpRequest, form: RoleForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "held": _held(cast(User, request.user))}
    return render(request, "portal/roles.html", context, status=status)


def _held(account: User) -> list[Held]:
    """No others: whose address holds a role elsewhere is not for an administrator of one body to read."""
    language, held = get_language() or "cy", roles_held()
    mine = {scope: bool(may_give(account, scope)) for scope in {_scope(role) for role in held}}
    return [
        Held(
            pk=role.pk,
            email=role.user.email,
            part=str(Part(role.part).label),
            where=where_of(role, language),
            since=day(localdate(role.since), language),
        )
        for role in held
        if mine[_scope(role)]
    ]


def _scope(role: Role) -> Scope:
    return Scope(role.organisation, role.area)
