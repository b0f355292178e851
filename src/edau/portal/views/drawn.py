"""Keeping a drawn place under a link, and its page."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edau.core.freshness import same_for_everyone
from edau.places.actions import keep_drawn_place
from edau.places.drawn import citation_of_link, drawn_place
from edau.portal.api.files import formats_of, table_file
from edau.portal.drawing.asked import chosen_of, way_of
from edau.portal.drawing.drawn import Preview, how_of, preview
from edau.portal.exports import tables as exports
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.drawing import KeepForm
from edau.portal.pages.drawn import drawn_evidence, drawn_page
from edau.ui.links import address_in, address_of
from edau.understand.catalogue import catalogue

# How many drawings one address of the network may keep: enough for a class at school, too few to fill a disk.
LIMITS = {"keep_drawn_place": "30/10m/key,300/d/key"}


@never_cache
@require_http_methods(READ_AND_SEND)
def draw_keep(request: HttpRequest) -> HttpResponse:
    """Keeps what was drawn under a link, with a name if its drawer gives one."""
    asked = request.GET  # what was drawn stays in the address; only the name is typed here
    codes, trouble = chosen_of(asked)
    if trouble:
        return _keep_page(request, KeepForm(), None, trouble)
    way = way_of(asked)
    shown = preview(codes, _language(), **way)
    if request.method != "POST":
        return _keep_page(request, KeepForm(), shown)
    form = KeepForm(request.POST)
    if form.is_valid() and not _may_keep(request):
        form.add_error(
            None, _("Many drawings were kept from here just now. Wait ten minutes, then try again.")
        )
    if not form.is_valid():
        return _keep_page(request, form, shown, status=UNPROCESSABLE)
    kept = keep_drawn_place(
        small_areas=codes,
        how=how_of(way["spot"], way["km"], codes, way["way"]),
        name=form.cleaned_data["name"],
        by="visitor",
    )
    return redirect(address_of("portal:drawn", kept.key if kept.name else kept.citation))


def _may_keep(request: HttpRequest) -> bool:
    """Counts by a keyed hash of the network address: what is counted names nobody, and is gone within a day."""
    address = get_adapter().get_client_ip(request)
    key = salted_hmac("edau.portal.keep_drawn_place", address).hexdigest()
    return (
        ratelimit.consume(request, app="edau.portal", action="keep_drawn_place", config=LIMITS, key=key)
        is not None
    )


def _keep_page(
    request: HttpRequest, form: KeepForm, shown: Preview | None, trouble: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "preview": shown, "trouble": trouble}
    return render(request, "portal/draw_keep.html", context, status=status)


@require_safe
@same_for_everyone
def drawn(request: HttpRequest, drawn: str) -> HttpResponse:
    """The page of a drawn place, by its citation or by the key of a link."""
    place = drawn_place(drawn)
    if place is None:
        # A name that is out of sight takes only itself away: its link leads to the same small areas without it.
        citation = citation_of_link(drawn)
        if citation is None:
            raise Http404
        return redirect(address_of("portal:drawn", citation))
    language = _language()
    request.addresses = {code: address_in(code, "portal:drawn", drawn) for code in ("cy", "en")}  # type: ignore[attr-defined]
    page = drawn_page(drawn_evidence(place), drawn, language)
    cited_at = request.build_absolute_uri(address_of("portal:drawn", place.citation))
    formats = formats_of(address_of("portal:drawn_csv", drawn), page.name, language, on_a_map=True)
    return render(request, "portal/drawn.html", {"page": page, "cited_at": cited_at, "downloads": formats})


@require_safe
@same_for_everyone
def drawn_csv(request: HttpRequest, drawn: str) -> HttpResponse:
    """Every figure of a drawn place, or of one theme (`?theme=`), as CSV."""
    place = drawn_place(drawn)
    theme = request.GET.get("theme", "")
    if place is None or (theme and theme not in catalogue().themes):
        raise Http404
    found = drawn_evidence(place)
    name = "-".join(filter(None, [place.citation, theme]))
    table = exports.figures(found.area, found.evidence, _language(), theme)
    return table_file(request, f"edau-{name}", table)


def _language() -> str:
    return get_language() or "cy"
