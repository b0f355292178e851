"""Sharing records: the list, one of them and its file, for everybody; making, confirming and replacing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.connect.actions.sharing import NotStated, countersign, replace_sharing, state_sharing
from edau.connect.models import SharingRecord
from edau.connect.queries.sharing import record_of, records
from edau.core.answers import NotAllowed
from edau.core.freshness import same_for_everyone
from edau.people.models import Organisation
from edau.people.queries import organisations, roles_of
from edau.people.rules import Deed, may, may_with
from edau.portal.forms.asking import FORBIDDEN, READ_AND_SEND, sent, status_of
from edau.portal.forms.sharing import ForOrganisation, StateForm
from edau.portal.pages.sharing import days_of, record_file, record_page
from edau.ui.links import address_of

A_PAGE = 30
WHY = {
    "days": gettext_lazy("Choose days up to today, and no more than two years of them."),
    "nothing": gettext_lazy("Nothing was shared in these days, as far as is written down here."),
    "replaced": gettext_lazy("Another record has replaced this one already."),
    "own": gettext_lazy("An organisation cannot confirm its own record."),
    "stranger": gettext_lazy("Only an organisation that used something of it can confirm it."),
    "again": gettext_lazy("This record has been confirmed already."),
}


@require_safe
@same_for_everyone
def every_record(request: HttpRequest) -> HttpResponse:
    """All sharing records, the newest first."""
    language = get_language() or "cy"
    page = Paginator(records(), A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            address_of("portal:sharing_record", one.pk),
            one.organisation.name(language),
            days_of(one.begins, one.ends, language),
            one.countersigned is not None,
            getattr(one, "replaced_by", None) is not None,
        )
        for one in page
    ]
    context = {"rows": rows, "page": page, "synthetic": any(one.synthetic for one in page)}
    return render(request, "portal/sharing.html", context)


@require_safe
@same_for_everyone
def record(request: HttpRequest, shared: str) -> HttpResponse:
    """One record, verified as it is shown."""
    one = _record(shared)
    context = {"page": record_page(one), "key": one.pk, "synthetic": one.synthetic}
    return render(request, "portal/sharing_record.html", context)


@require_safe
@same_for_everyone
def record_json(request: HttpRequest, shared: str) -> HttpResponse:
    """The same as a file that anybody can verify."""
    one = _record(shared)
    answer = JsonResponse(record_file(one), json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = _("sharing-record")
    answer.headers["Content-Disposition"] = f'attachment; filename="edau-{name}-{one.pk}.json"'
    return answer


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def state(request: HttpRequest) -> HttpResponse:
    """Counts and seals what an organisation shared."""
    account, bodies = cast(User, request.user), _bodies(cast(User, request.user))
    if not (answer := may(account, Deed.SHARE)):
        return _refused(request, answer.reason)
    form = StateForm(sent(request), bodies=bodies)

    def deed() -> SharingRecord:
        given = form.cleaned_data
        body = bodies[given["organisation"]]
        return state_sharing(organisation=body, begins=given["begins"], ends=given["ends"], by=account)

    title = _("State what was shared")
    lead = _("Counted from what was agreed and done here, sealed, and open to everybody. No person is in it.")
    return _done(request, form, deed, title, lead, _("Make the record"), address_of("portal:sharing"))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def confirm(request: HttpRequest, shared: str) -> HttpResponse:
    """Confirms the record of another organisation."""
    account, one = cast(User, request.user), _record(shared)
    if not (answer := may(account, Deed.SHARE)):
        return _refused(request, answer.reason)
    bodies = {key: body for key, body in _bodies(account).items() if key != one.organisation_id}
    form = ForOrganisation(sent(request), bodies=bodies)

    def deed() -> SharingRecord:
        return countersign(record=one, organisation=bodies[form.cleaned_data["organisation"]], by=account)

    language = get_language() or "cy"
    title = _("Confirm a sharing record")
    words = {"name": one.organisation.name(language), "days": days_of(one.begins, one.ends, language)}
    lead = _("You confirm for your organisation that what %(name)s states %(days)s is so.") % words
    return _done(request, form, deed, title, lead, _("Confirm"), address_of("portal:sharing_record", one.pk))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def replace(request: HttpRequest, shared: str) -> HttpResponse:
    """Counts the same days again; the old record stays."""
    account, one = cast(User, request.user), _record(shared)
    if not (answer := may(account, Deed.SHARE, organisations=[one.organisation_id])):
        return _refused(request, answer.reason)
    bodies = {one.organisation_id: one.organisation}
    form = ForOrganisation(sent(request), bodies=bodies, initial={"organisation": one.organisation_id})

    def deed() -> SharingRecord:
        return replace_sharing(record=one, by=account)

    title = _("Replace a sharing record")
    lead = _("The same days are counted again. The old record stays, and says that it was replaced.")
    return _done(
        request, form, deed, title, lead, _("Replace it"), address_of("portal:sharing_record", one.pk)
    )


def _done(
    request: HttpRequest,
    form: Any,
    deed: Callable[[], SharingRecord],
    title: str,
    lead: str,
    button: str,
    back: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            made = deed()
        except NotStated as no:
            form.add_error(None, str(WHY[no.code]))
        except NotAllowed as no:
            return _refused(request, no.answer.reason)
        else:
            messages.success(request, _("Sealed."))
            return redirect(address_of("portal:sharing_record", made.pk))
    context = {"title": title, "lead": lead, "form": form, "button": button, "back": back}
    return render(request, "portal/hours_form.html", context, status=status_of(request))


def _bodies(account: User) -> dict[str, Organisation]:
    roles = roles_of(account)
    return {
        key: one for key, one in organisations().items() if may_with(roles, Deed.SHARE, organisations=[key])
    }


def _record(key: str) -> SharingRecord:
    found = record_of(key)
    if found is None:
        raise Http404
    return found


def _refused(request: HttpRequest, reason: Any) -> HttpResponse:
    return render(request, "portal/refused.html", {"reason": reason}, status=FORBIDDEN)
