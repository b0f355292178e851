"""Drawing a place: by a radius, from a list, on a map or as a shape on it, and a preview of what they make."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edau.core.freshness import same_for_everyone
from edau.language.numbers import number, shortest
from edau.places.drawn import MOST_SMALL_AREAS, packed, unpacked
from edau.places.queries import visible_area
from edau.portal.drawing.asked import chosen_of, too_many, way_of
from edau.portal.drawing.drawn import Preview, preview
from edau.portal.drawing.listed import choice_of, ticked
from edau.portal.drawing.mapped import map_words, outlines_of_authority, outlines_of_wales
from edau.portal.drawing.shape import shape_of
from edau.portal.forms.drawing import RoundForm
from edau.portal.queries.drawing import Spot, Spots, drawn_round, spot_at, spots_of
from edau.ui.links import address_of


@require_safe
@same_for_everyone
def draw(request: HttpRequest) -> HttpResponse:
    """The three ways; and what any of them has chosen, before it is kept."""
    asked = request.GET
    if asked.get("shape"):
        return _drawn_as_shape(request, asked)
    if asked.get("areas"):
        return _drawn_by_hand(request, asked)
    if asked.get("at"):
        spot = spot_at(asked["at"])
        if spot is not None:
            form = RoundForm(
                {"round": asked.get("round") or spot.names[_language()], "km": asked.get("km", "")}
            )
            return _drawn_round(request, form, spot) if form.is_valid() else _start(request, form)
    if "round" in asked:
        return _asked_by_name(request, RoundForm(asked))
    return _start(request, RoundForm())


def _asked_by_name(request: HttpRequest, form: RoundForm) -> HttpResponse:
    if not form.is_valid():
        return _start(request, form)
    spots = spots_of(form.cleaned_data["round"], _language())
    if not spots.spots:
        form.add_error("round", _not_found(spots))
        return _start(request, form, suggestions=spots.suggestions)
    if not spots.sure:
        return _start(request, form, spots=spots)
    return _drawn_round(request, form, spots.spots[0])


def _not_found(spots: Spots) -> str:
    if spots.trouble == "no_such_postcode":
        return _(
            "“%(asked)s” has the form of a postcode, but we know no postcode in Wales like it."
            " Check it, or try the name of the village."
        ) % {"asked": spots.asked}
    return _("We know no place in Wales called “%(asked)s”.") % {"asked": spots.asked}


def _drawn_round(request: HttpRequest, form: RoundForm, spot: Spot) -> HttpResponse:
    km = form.cleaned_data["km"]
    drawn = drawn_round(spot, km)
    if drawn.trouble:
        form.add_error("km", _too_many_round(drawn.most_km))
        return _start(request, form)
    return _preview(request, preview(drawn.small_areas, _language(), spot=spot, km=km), form)


def _too_many_round(most_km: float) -> str:
    return _(
        "That is more than %(most)s small areas: a part of Wales rather than a place. Round here, %(km)s km is the most."
    ) % {"most": number(MOST_SMALL_AREAS), "km": shortest(most_km, 1)}


def _drawn_by_hand(request: HttpRequest, asked: QueryDict) -> HttpResponse:
    codes, trouble = chosen_of(asked)
    if trouble:
        return _start(request, RoundForm(), trouble=trouble, chosen=codes)
    return _preview(request, preview(codes, _language(), **way_of(asked)))


def _drawn_as_shape(request: HttpRequest, asked: QueryDict) -> HttpResponse:
    """The small areas inside a shape, with those that were chosen already, as if each had been ticked."""
    before = chosen_of(asked)[0] if asked.get("areas") else ()
    shape = shape_of(asked.get("shape", ""))
    codes = tuple(sorted({*before, *shape.small_areas}))
    trouble = shape.trouble or (too_many(len(codes)) if len(codes) > MOST_SMALL_AREAS else "")
    if trouble:
        return _start(request, RoundForm(), trouble=trouble, chosen=before)
    # From here on it is a set like any other: it can be changed on the list and on the map.
    return _redirect("portal:draw", areas=packed(codes), way="map" if before else "shape")


def _start(
    request: HttpRequest,
    form: RoundForm,
    *,
    spots: Spots | None = None,
    suggestions: tuple[str, ...] = (),
    trouble: str = "",
    chosen: tuple[str, ...] = (),
) -> HttpResponse:
    language = _language()
    context = {
        "form": form,
        "spots": _offered(spots, form) if spots else [],
        "suggestions": suggestions,
        "km": form.data.get("km", "") if form.is_bound else "",
        "trouble": trouble,
        "choice": choice_of(chosen, "", "", 1, language),
        "map": map_words(chosen),
    }
    return render(request, "portal/draw.html", context)


def _offered(spots: Spots, form: RoundForm) -> list[dict[str, str]]:
    """Each spot that may be meant, with the address that draws round it."""
    language = _language()
    offered = []
    for spot in spots.spots:
        query = QueryDict(mutable=True)
        query.update({"at": spot.reference, "round": spots.asked, "km": form.data.get("km", "")})
        within = visible_area(spot.where) if spot.where else None
        offered.append(
            {
                "address": f"{address_of('portal:draw')}?{query.urlencode()}",
                "name": spot.names[language],
                "kind": spot.kind_label,
                "where": within.name(language) if within else "",
            }
        )
    return offered


def _preview(request: HttpRequest, shown: Preview, form: RoundForm | None = None) -> HttpResponse:
    codes = tuple(unpacked(shown.packed))
    context = {"preview": shown, "form": form, "map": map_words(codes)}
    return render(request, "portal/draw_preview.html", context)


@require_safe
@same_for_everyone
def draw_list(request: HttpRequest) -> HttpResponse:
    """Small areas to tick, of one authority, town or community at a time; what is ticked travels in the address."""
    asked, language = request.GET, _language()
    try:
        chosen = unpacked(asked.get("areas", ""))
    except ValueError:
        chosen = ()
    step = asked.get("go", "")
    if step:
        return _next_step(request, ticked(asked, chosen, language), step)
    choice = choice_of(
        chosen, asked.get("within", ""), asked.get("part", ""), _page(asked.get("page", "")), language
    )
    return render(request, "portal/draw_list.html", {"choice": choice, "trouble": ""})


def _next_step(request: HttpRequest, chosen: tuple[str, ...], step: str) -> HttpResponse:
    """Where a button of the list leads, with every tick kept."""
    asked = request.GET
    now = choice_of(
        chosen, asked.get("was", ""), asked.get("was_part", ""), _page(asked.get("was_page", "")), _language()
    )
    if step == "preview":
        trouble = _("Tick at least one small area.") if not chosen else ""
        if len(chosen) > MOST_SMALL_AREAS:
            trouble = too_many(len(chosen))
        if trouble:
            return render(request, "portal/draw_list.html", {"choice": now, "trouble": trouble})
        return _redirect("portal:draw", areas=now.packed, way="list")
    if step in ("next", "previous"):
        page = now.page + (1 if step == "next" else -1)
        return _redirect(
            "portal:draw_list", areas=now.packed, within=now.within, part=now.part, page=str(page)
        )
    # Another authority was chosen: a part of the one before does not lie in it.
    part = asked.get("part", "") if asked.get("within", "") == now.within else ""
    return _redirect("portal:draw_list", areas=now.packed, within=asked.get("within", ""), part=part)


def _redirect(view: str, **query: str) -> HttpResponseRedirect:
    asked = QueryDict(mutable=True)
    asked.update({key: value for key, value in query.items() if value})
    address = address_of(view)
    return redirect(f"{address}?{asked.urlencode()}" if asked else address)


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1


@require_safe
@same_for_everyone
def draw_outlines(request: HttpRequest) -> JsonResponse:
    """The outlines of the authorities, or of the small areas of one (`?within=`), for the map."""
    code = request.GET.get("within", "")
    if not code:
        return JsonResponse(outlines_of_wales(_language()))
    found = outlines_of_authority(code, _language())
    if found is None:
        raise Http404
    return JsonResponse(found)


def _language() -> str:
    return get_language() or "cy"
