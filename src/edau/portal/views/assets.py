"""What organisations share: a public page and a calendar of free times for each asset, and pages to keep them."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.connect.actions.leaving import withdraw
from edau.connect.actions.offers import change_asset, confirm_fresh, offer_asset
from edau.connect.actions.parties import Somebody, Where
from edau.connect.calendars import write_calendar
from edau.connect.models import Asset
from edau.connect.queries.offers import shared_asset
from edau.connect.queries.parties import party_of_organisation
from edau.connect.queries.taken import taken_ahead
from edau.connect.refusals import Refused
from edau.connect.rules import may_share
from edau.connect.windows import LOOK_AHEAD
from edau.core.abuse import AlreadySent
from edau.core.answers import NotAllowed
from edau.core.freshness import same_for_everyone
from edau.people.models import Organisation
from edau.people.queries import organisation as organisation_of
from edau.portal.forms.asking import READ_AND_SEND, status_of
from edau.portal.forms.asset import AssetForm
from edau.portal.pages.offering import asset_card, own_lines
from edau.portal.views.listening import refused as refused_page
from edau.portal.words.offering import refusal_words
from edau.ui.links import address_of


@require_safe
@same_for_everyone
def asset(request: HttpRequest, asset: str) -> HttpResponse:
    """Something that an organisation shares: what, where, when, on what conditions."""
    found = _shared(asset)
    card = asset_card(found, _language())
    return render(request, "portal/asset.html", {"asset": card, "record": found, "synthetic": card.synthetic})


@require_safe
@same_for_everyone
def calendar(request: HttpRequest, asset: str) -> HttpResponse:
    """Its free times as a calendar that programs can follow."""
    found = _shared(asset)
    if found.free is None:
        raise Http404
    address = request.build_absolute_uri(address_of("portal:asset", found.pk))
    name = found.said("name", _language())[0]
    if found.synthetic:
        name = f"{_('Made-up example')}: {name}"
    busy = taken_ahead(found, LOOK_AHEAD)
    content = write_calendar(found.free, name=name, key=f"asset-{found.pk}", address=address, busy=busy)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="edau-{found.pk}.ics"'
    return response


@never_cache
@require_safe
@login_required
def of_organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    """What an organisation shares, offers and needs, for those who keep it up to date."""
    body = _organisation(organisation)
    if not (answer := may_share(cast(User, request.user), body)):
        return refused_page(request, answer)
    party = party_of_organisation(body.pk)
    lines = own_lines(party, None, _language())
    context = {
        "synthetic": any(line.synthetic for line in lines),
        "body": body.name(_language()),
        "organisation": body.pk,
        "lines": [line for line in lines if line.sort == "asset"],
        "others": [line for line in lines if line.sort != "asset"],
        "settled": party is not None,
    }
    return render(request, "portal/shared_assets.html", context)


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def add(request: HttpRequest, organisation: str) -> HttpResponse:
    """Something more to share."""
    user, body = cast(User, request.user), _organisation(organisation)
    if not (answer := may_share(user, body)):
        return refused_page(request, answer)
    party = party_of_organisation(body.pk)
    form = AssetForm(*_sent(request), request=request, party=party)
    if request.method == "POST" and form.is_valid():
        thing = form.thing()
        who = Somebody(
            where=form.where() or Where(thing.area),
            languages=["cy", "en"],
            language=_language(),
            organisation=body,
        )
        try:
            with form.once():
                offer_asset(thing=thing, times=form.times(), who=who, by=user)
        except AlreadySent:
            return redirect(address_of("portal:shared_assets", body.pk))
        except Refused as refused:
            form.add_error(None, refusal_words(refused))
        else:
            messages.success(request, _("Thank you. It is in your list now."))
            return redirect(address_of("portal:shared_assets", body.pk))
    context = {"form": form, "changing": False, "body": body.name(_language())}
    return render(request, "portal/asset_form.html", context, status=status_of(request))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def change(request: HttpRequest, asset: str) -> HttpResponse:
    """Changes what is said of it, or when it is free."""
    user, kept = cast(User, request.user), _kept(asset)
    body = cast(Organisation, kept.owner.organisation)
    if not (answer := may_share(user, body)):
        return refused_page(request, answer)
    form = AssetForm(*_sent(request), request=request, asset=kept)
    if request.method == "POST" and form.is_valid():
        try:
            with form.once():
                change_asset(asset=kept, by=user, thing=form.thing(), times=form.times())
        except AlreadySent:
            return redirect(address_of("portal:shared_assets", body.pk))
        except Refused as refused:
            form.add_error(None, refusal_words(refused))
        else:
            messages.success(request, _("Changed."))
            return redirect(address_of("portal:shared_assets", body.pk))
    context = {"form": form, "changing": True, "body": body.name(_language())}
    return render(request, "portal/asset_form.html", context, status=status_of(request))


@never_cache
@require_http_methods(["POST"])
@login_required
def confirm(request: HttpRequest, asset: str) -> HttpResponse:
    """It is still so."""
    kept = _kept(asset)
    try:
        confirm_fresh(record=kept, by=cast(User, request.user))
    except NotAllowed as no:
        return refused_page(request, no.answer)
    messages.success(request, _("Thank you. We ask again in six months."))
    return redirect(address_of("portal:shared_assets", str(kept.owner.organisation_id)))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def take_back(request: HttpRequest, asset: str) -> HttpResponse:
    """It is no longer shared: the first step says what goes, the second does it."""
    user, kept = cast(User, request.user), _kept(asset)
    if not (answer := may_share(user, kept.owner.organisation)):
        return refused_page(request, answer)
    back = address_of("portal:shared_assets", str(kept.owner.organisation_id))
    if request.method == "POST":
        withdraw(record=kept, by=user)
        messages.success(request, _("Withdrawn. It is gone from everywhere."))
        return redirect(back)
    words = kept.said("name", _language())[0]
    return render(request, "portal/own_withdraw.html", {"words": words, "back": back})


def _shared(key: str) -> Asset:
    found = shared_asset(key)
    if found is None:
        raise Http404
    return found


def _kept(key: str) -> Asset:
    """An organisation's asset that is still there, whatever is held of it."""
    found = (
        Asset.objects.select_related("owner__organisation", "free")
        .filter(pk=key, withdrawn=None, owner__organisation__isnull=False)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _organisation(key: str) -> Organisation:
    found = organisation_of(key)
    if found is None:
        raise Http404
    return found


def _sent(request: HttpRequest) -> tuple[object, object]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _language() -> str:
    return get_language() or "cy"
