"""The register of trends and signals: read by everyone, kept by those who hold the role.

The public pages are the same for everybody; what needs the role has pages of its own, which alone read the session.
"""

from __future__ import annotations

from datetime import datetime
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
from edau.core import stamps
from edau.core.answers import Answer, NotAllowed
from edau.core.freshness import same_for_everyone
from edau.portal.api.files import formats_of, table_file
from edau.portal.api.links import embed_code_of_signal
from edau.portal.exports.signal import register, series_of_entry
from edau.portal.forms.asking import CONFLICT, FORBIDDEN, READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.signal import FilterForm, PlaceForm, RatingForm, SignalForm
from edau.portal.pages.signals import Filters, register_drawn, signal_page
from edau.ui.links import address_of
from edau.understand import rules
from edau.understand.actions.signals import (
    ChangedMeanwhile,
    add_signal,
    change_signal,
    rate_signal,
)
from edau.understand.models import Signal
from edau.understand.queries.releases import live_release_id
from edau.understand.queries.signals import newest_rating, visible_signal, visible_signals
from edau.understand.queries.sources import sources_by_key


@require_safe
@same_for_everyone
def every_signal(request: HttpRequest) -> HttpResponse:
    """The register under the seven headings of STEEPLE, as far as a reader's filters let through."""
    language, filters = get_language() or "cy", Filters.asked(request.GET.dict())
    context = {
        "drawn": register_drawn(stamps.whole_tag(), filters, language),
        "form": FilterForm(filters, language),
        "downloads": formats_of(
            address_of("portal:signals_csv"), _("Trends and signals"), language, cube=False
        ),
    }
    return render(request, "portal/signals.html", context)


@require_safe
@same_for_everyone
def signals_csv(request: HttpRequest) -> HttpResponse:
    """The whole register, with the spread of its ratings, as CSV."""
    name = _("signals")
    return table_file(request, f"edau-{name}", register(visible_signals().values()))


@require_safe
@same_for_everyone
def one_signal(request: HttpRequest, signal: str) -> HttpResponse:
    """One entry: its series, its source, what it touches, what raters think of it now and thought before."""
    language, place = get_language() or "cy", Filters.asked(request.GET.dict()).place
    entry = _signal(signal)
    page = signal_page(entry, place, language)
    formats = formats_of(
        address_of("portal:signal_csv", entry.key), page.card.title.text, language, cube=bool(entry.series)
    )
    context: dict[str, object] = {"page": page, "form": PlaceForm(place, language), "downloads": formats}
    if page.card.opinion:
        context["embed"] = embed_code_of_signal(entry.key, page.card.title.text, language)
    return render(request, "portal/signal.html", context)


@require_safe
@same_for_everyone
def signal_csv(request: HttpRequest, signal: str) -> HttpResponse:
    """The series behind one entry, of Wales and of every authority, as CSV; its own row where it rests on none."""
    entry = _signal(signal)
    if not entry.series:
        return table_file(request, f"edau-{entry.key}", register([entry]))
    return table_file(request, f"edau-{entry.key}", series_of_entry(entry, sources_by_key(live_release_id())))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def add(request: HttpRequest) -> HttpResponse:
    """A new entry, for those who hold the role."""
    account = cast(User, request.user)
    if not (answer := rules.may_add(account)):
        return _refused(request, answer)
    if request.method != "POST":
        return _entry_page(request, SignalForm())
    form = SignalForm(request.POST)
    if not form.is_valid():
        return _entry_page(request, form, status=UNPROCESSABLE)
    try:
        signal = add_signal(entry=form.entry(), by=account)
    except NotAllowed as no:  # the role was taken back meanwhile
        return _refused(request, no.answer)
    messages.success(request, _("Added. Everyone can read it now."))
    return redirect(address_of("portal:signal_edit", signal.key))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def edit(request: HttpRequest, signal: str) -> HttpResponse:
    """An entry that was added here, to be changed by those who hold the role."""
    account, entry = cast(User, request.user), _signal(signal)
    if not (answer := rules.may_edit(account, entry)):
        return _refused(request, answer, entry)
    if request.method != "POST":
        return _entry_page(request, SignalForm(signal=entry), entry)
    form = SignalForm(request.POST, signal=entry)
    if not form.is_valid():
        return _entry_page(request, form, entry, status=UNPROCESSABLE)
    try:
        change_signal(key=entry.key, entry=form.entry(), seen=_moment(form.cleaned_data["seen"]), by=account)
    except NotAllowed as no:
        return _refused(request, no.answer, entry)
    except ChangedMeanwhile:
        return _entry_page(request, _overtaken(request, entry), entry, status=CONFLICT)
    messages.success(request, _("Saved. Everyone can read it now."))
    return redirect(address_of("portal:signal_edit", entry.key))


@never_cache
@require_http_methods(READ_AND_SEND)
@login_required
def rate(request: HttpRequest, signal: str) -> HttpResponse:
    """What one person thinks of an entry. It stands beside what others think, and beside what they thought before."""
    account, entry = cast(User, request.user), _signal(signal)
    if not (answer := rules.may_rate(account)):
        return _refused(request, answer, entry)
    if request.method != "POST":
        last = newest_rating(signal=entry.key, rater=account.pk)
        return _rating_page(request, RatingForm(last=last), entry)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _rating_page(request, form, entry, status=UNPROCESSABLE)
    likelihood, impact = form.marks()
    try:
        rate_signal(
            key=entry.key,
            likelihood=likelihood,
            impact=impact,
            note=form.cleaned_data["note"],
            note_language=get_language() or "cy",
            by=account,
        )
    except NotAllowed as no:
        return _refused(request, no.answer, entry)
    messages.success(request, _("Your marks are kept. They count beside those of others."))
    return redirect(address_of("portal:signal_rate", entry.key))


def _signal(key: str) -> Signal:
    found = visible_signal(key)
    if found is None:
        raise Http404
    return found


def _moment(text: str) -> datetime:
    """When the person opened the form; a time that cannot be read is one at which nothing was as it is now."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.min


def _overtaken(request: HttpRequest, entry: Signal) -> SignalForm:
    """The form with what was typed, as one that was opened only now: sent again it takes the place of what is there."""
    typed = request.POST.copy()
    typed["seen"] = (visible_signal(entry.key) or entry).updated.isoformat()
    form = SignalForm(typed, signal=entry)
    form.add_error(
        None,
        _(
            "Somebody else changed this entry while you were writing. What you wrote is below. Look at the entry as it is"
            " now, then send yours again if it should take its place."
        ),
    )
    return form


def _refused(request: HttpRequest, answer: Answer, entry: Signal | None = None) -> HttpResponse:
    context = {"reason": answer.reason, "entry": entry}
    return render(request, "portal/signal_refused.html", context, status=FORBIDDEN)


def _entry_page(
    request: HttpRequest, form: SignalForm, entry: Signal | None = None, status: int = 200
) -> HttpResponse:
    title, lang = entry.said("title", get_language() or "cy") if entry else ("", "")
    context = {"form": form, "entry": entry, "title": title, "lang": lang}
    return render(request, "portal/signal_form.html", context, status=status)


def _rating_page(request: HttpRequest, form: RatingForm, entry: Signal, status: int = 200) -> HttpResponse:
    language = get_language() or "cy"
    title, lang = entry.said("title", language)
    what, what_lang = entry.said("what", language)
    context = {
        "form": form,
        "entry": entry,
        "title": title,
        "lang": lang,
        "what": what,
        "what_lang": what_lang,
    }
    return render(request, "portal/signal_rating.html", context, status=status)
