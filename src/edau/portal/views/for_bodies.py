"""An officer for their organisation: what it needs, and what its people can do for others."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from edau.accounts.models import User
from edau.connect.actions.for_bodies import need_of_body, offer_of_body
from edau.connect.actions.parties import Somebody
from edau.connect.rules import may_share
from edau.people.models import Organisation
from edau.people.queries import organisation as organisation_of
from edau.portal.doors.own_offers import owner_for
from edau.portal.forms.asking import READ_AND_SEND
from edau.portal.forms.body import NeedOfBody, OfferOfBody
from edau.portal.views.listening import refused
from edau.portal.views.offering import Making, making_page


@never_cache
@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@login_required
def offer_for(request: HttpRequest, organisation: str) -> HttpResponse:
    """What the people of an organisation can do for others."""
    return _said(request, organisation, OfferOfBody, "portal/body_offer.html", "portal/offer.html", _offer)


@never_cache
@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@login_required
def need_for(request: HttpRequest, organisation: str) -> HttpResponse:
    """What an organisation needs."""
    return _said(request, organisation, NeedOfBody, "portal/body_need.html", "portal/need_new.html", _need)


def _said(request: HttpRequest, key: str, form: type[Any], words: str, rest: str, deed: Any) -> HttpResponse:
    user, body = cast(User, request.user), organisation_of(key)
    if body is None:
        raise Http404
    if not (answer := may_share(user, body)):
        return refused(request, answer)
    return making_page(request, Making(form, words, rest, partial(deed, user, body)), owner_for(user, body))


def _offer(user: User, body: Organisation, form: OfferOfBody, who: Somebody, by: str, waiting: bool) -> Any:
    return offer_of_body(
        organisation=body,
        ability=form.ability(),
        times=form.times(),
        who=replace(who, contact=form.reached()),
        by=user,
        waiting=waiting,
    )


def _need(user: User, body: Organisation, form: NeedOfBody, who: Somebody, by: str, waiting: bool) -> Any:
    return need_of_body(
        organisation=body,
        wanted=form.wanted(),
        times=form.times(),
        who=replace(who, contact=form.reached()),
        by=user,
        waiting=waiting,
    )
