"""Who has been heard, and who not yet: asked last, shown only as what may be published, with whom to go to next."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from edau.accounts.models import User
from edau.core.answers import NotAllowed
from edau.core.freshness import same_for_everyone
from edau.language.numbers import day, period
from edau.listen.actions import characteristics as deeds
from edau.listen.actions import reaching
from edau.listen.models import Reach
from edau.listen.queries.characteristics import kept_for, standing
from edau.listen.queries.voices import PERIOD, Scope, home_of, periods_of
from edau.listen.rules import may_change_reach, may_change_reach_with, may_note_reach
from edau.people.queries import roles_of
from edau.places.models import Area
from edau.places.queries import visible_area
from edau.portal.addresses import area_address, area_reference, code_of
from edau.portal.api.files import formats_of, table_file
from edau.portal.doors.receipts import held, private
from edau.portal.exports.voices import voices_table
from edau.portal.forms.asking import READ_AND_SEND, sent, status_of
from edau.portal.forms.characteristics import CharacteristicsForm
from edau.portal.forms.reach import ReachForm
from edau.portal.pages.involvements import text_of
from edau.portal.pages.voices import areas_of, reach_in_words, told_of, voices_page, who_says
from edau.portal.views.listening import involvement_or_404, refused
from edau.portal.words.texts import text_in
from edau.ui.links import address_in, address_of
from edau.understand.formats.table import both

TITLE = gettext_lazy("Who has been heard, and who not yet")


@sensitive_post_parameters()
@require_http_methods(READ_AND_SEND)
@private(forms=True)
def about_you(request: HttpRequest, receipt: str) -> HttpResponse:
    """What the holder of a receipt may say of themselves: last, optional, apart from their words; changed and deleted
    here."""
    mine = held(request, receipt)
    kept = kept_for(mine.receipt)
    if request.method == "POST" and "delete" in request.POST:
        deeds.forget_characteristics(receipt=mine.receipt, by=mine.by)
        messages.success(request, _("Deleted. Nothing about you is kept there now."))
        return redirect(address_of("portal:receipt_about_you", receipt))
    form = CharacteristicsForm(sent(request), kept=kept)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.note_characteristics(receipt=mine.receipt, given=form.bands())
        except deeds.NothingSaid:
            return redirect(address_of("portal:receipt_about_you", receipt))
        messages.success(request, _("Thank you. It is kept apart from your words."))
        return redirect(address_of("portal:receipt", receipt))
    context = {
        "key": receipt,
        "form": form,
        "kept": kept,
        "until": day(kept.delete_on, get_language() or "cy") if kept is not None else "",
        "asked": standing(mine.receipt).exists(),
        "synthetic": kept is not None and kept.synthetic,
    }
    return render(request, "portal/about_you.html", context, status=status_of(request))


@require_safe
@same_for_everyone
def of_involvement(request: HttpRequest, involvement: str) -> HttpResponse:
    """Who has been heard in an involvement, against those who live where it is about."""
    one, language = involvement_or_404(involvement), get_language() or "cy"
    areas = areas_of(one)
    page = voices_page(told_of(Scope(involvement=one.pk), areas), areas, language)
    address = address_of("portal:involvement_voices_csv", one.pk)
    context = {
        "page": page,
        "involvement": one.pk,
        "question": text_of(one, "question", language),
        "back": address_of("portal:involvement", one.pk),
        "downloads": formats_of(address, str(TITLE), language, cube=False),
        "synthetic": page.synthetic or one.synthetic,
    }
    return render(request, "portal/involvement_heard.html", context)


@require_safe
@same_for_everyone
def of_involvement_csv(request: HttpRequest, involvement: str) -> HttpResponse:
    """The same as CSV, or in another format."""
    one = involvement_or_404(involvement)
    told = told_of(Scope(involvement=one.pk), areas_of(one))
    return table_file(request, f"edau-{_('heard')}", voices_table(told, "heard", both(TITLE), one.pk))


@require_safe
@same_for_everyone
def of_place(request: HttpRequest, reference: str) -> HttpResponse:
    """Who has been heard of a place in a quarter or a year that has ended; the newest, unless another is asked for."""
    area, language = _area(reference), get_language() or "cy"
    if reference != area_reference(area, language):
        return redirect(
            address_in(language, "portal:place_voices", area_reference(area, language)), permanent=True
        )
    request.addresses = {  # type: ignore[attr-defined]
        each: address_in(each, "portal:place_voices", area_reference(area, each)) for each in ("cy", "en")
    }
    periods = periods_of(area.code)
    chosen = _chosen(request, periods)
    page = voices_page(told_of(Scope(place=area.code, period=chosen), [area]), [area], language)
    home = visible_area(home_of([area.code]))
    address = address_of("portal:place_voices_csv", area_reference(area, language))
    context = {
        "page": page,
        "area": area,
        "name": area.name(language),
        "period": _in_words(chosen, language),
        "periods": [(one, _in_words(one, language), one == chosen) for one in periods],
        "counted": home is not None and home.code == area.code,
        "home": (area_address(home, language), home.name(language)) if home is not None else None,
        "back": area_address(area, language),
        "downloads": formats_of(address, str(TITLE), language, cube=False),
        "synthetic": page.synthetic,
    }
    return render(request, "portal/place_heard.html", context)


@require_safe
@same_for_everyone
def of_place_csv(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as CSV, or in another format."""
    area = _area(reference)
    chosen = _chosen(request, periods_of(area.code))
    told = told_of(Scope(place=area.code, period=chosen), [area])
    name = f"edau-{area.slug(get_language() or 'cy')}-{_('heard')}"
    return table_file(request, name, voices_table(told, "heard", both(TITLE)))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def reach(request: HttpRequest) -> HttpResponse:
    """Notes whom an organisation reaches, for whoever plans the next step; and the list of what was noted."""
    account, language = cast(User, request.user), get_language() or "cy"
    if not (answer := may_note_reach(account)):
        return refused(request, answer)
    form = ReachForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            reaching.note_reach(reached=form.reached(), by=account)
        except NotAllowed as no:  # what was typed stays, to be said of another group or place
            form.add_error("organisation", str(no.answer.reason))
        else:
            messages.success(request, _("Saved. It stands where people of this group are missing."))
            return redirect(address_of("portal:reach"))
    known = Reach.objects.select_related("organisation", "noted_for").order_by("organisation", "pk")
    roles = roles_of(account)
    context = {
        "form": form,
        "rows": [
            (
                row.pk,
                row.organisation.name(language),
                *reach_in_words(row, language),
                who_says(row, language),
                bool(may_change_reach_with(roles, str(account), row)),
            )
            for row in known
        ],
        "synthetic": any(row.synthetic for row in known),
    }
    return render(request, "portal/reach.html", context, status=status_of(request))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def reach_take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Takes such a note back, after a look at it."""
    account, language = cast(User, request.user), get_language() or "cy"
    if not (answer := may_note_reach(account)):
        return refused(request, answer)
    row = get_object_or_404(Reach.objects.select_related("organisation", "noted_for"), pk=number)
    if not (answer := may_change_reach(account, row)):
        return refused(request, answer)
    if request.method == "POST":
        reaching.take_back_reach(reach=row, by=account)
        messages.success(request, _("Taken back."))
        return redirect(address_of("portal:reach"))
    group, where, seen = reach_in_words(row, language)
    how = text_in((row.how_cy, "cy") if row.how_cy else (row.how_en, "en"), language)
    context = {
        "organisation": row.organisation.name(language),
        "group": group,
        "where": where,
        "seen": f"{seen}. {who_says(row, language)}",
        "how": how,
        "synthetic": row.synthetic,
    }
    return render(request, "portal/reach_take_back.html", context)


def _area(reference: str) -> Area:
    area = visible_area(code_of(reference))
    if area is None:
        raise Http404
    return area


def _chosen(request: HttpRequest, periods: list[str]) -> str:
    asked = request.GET.get("period", "")
    if asked and (PERIOD.match(asked) is None or asked not in periods):
        raise Http404
    return asked or (periods[0] if periods else "")


def _in_words(text: str, language: str) -> str:
    """ "2026-Q3" → "July–September 2026"; a year is itself."""
    if "Q" not in text:
        return text
    year, quarter = text.split("-Q")
    return period(f"{year}-{3 * int(quarter) - 2:02d}/P3M", language)
