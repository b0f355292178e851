"""Charts of whole subjects by themselves, for a frame in another site: links to work, a look ahead, what raters think."""

from __future__ import annotations

from django.utils.translation import gettext as _

from edau.core import stamps
from edau.places.models import Area
from edau.portal.addresses import area_reference
from edau.portal.pages.ahead import ahead_block, authority_of
from edau.portal.pages.embedded import Embedded, Part
from edau.portal.pages.links import links_page
from edau.portal.pages.signals import card_of
from edau.ui.links import address_in
from edau.understand.analysis.cube import cube
from edau.understand.analysis.depend import dependence_of
from edau.understand.models import Signal


def embedded_links(area: Area, direction: str, language: str) -> Embedded | None:
    """The map of a place's links to work in one direction (``work-out``, ``work-in``); None where none is drawn."""
    whole = cube()
    page = links_page(area, dependence_of(area.code), whole.tag, whole.release, language)
    block = next((one for one in page.work if one.key == direction and one.map), None)
    if block is None:
        return None
    *notes, source = block.notes
    return Embedded(
        title=block.table.caption,
        verdict="",
        sentence=block.sentence,
        interval="",
        picture=block.map,
        source=source.removesuffix("."),
        address=address_in(language, "portal:links", area_reference(area, language)),
        notes=tuple(notes),
    )


def embedded_ahead(area: Area, key: str, language: str) -> Embedded | None:
    """One series of an authority with its look ahead, or with why there is none; None where it has no such series."""
    authority = authority_of(area)
    block = ahead_block(authority.code, key, cube().release, language) if authority else None
    if authority is None or block is None:
        return None
    no_promise = _(
        "A look ahead is no plan and no promise: it says what would come if things went on as they have."
    )
    return Embedded(
        title=f"{block.name}: {authority.name(language)}",
        verdict="",
        sentence=" ".join(block.sentences),
        interval="",
        picture=block.picture,
        source=block.source,
        address=address_in(language, "portal:ahead", area_reference(authority, language)),
        notes=(block.note, *((no_promise,) if block.looks_ahead else ())),
    )


def embedded_ratings(signal: Signal, language: str) -> Embedded | None:
    """What raters think of an entry of the register, over its raters; None where nobody has rated it."""
    card = card_of(signal, "", stamps.whole_tag(), language)
    if card.opinion is None:
        return None
    likelihood, impact = card.opinion.likelihood, card.opinion.impact
    source = card.source
    return Embedded(
        title=card.title.text,
        title_language=card.title.lang,
        verdict=card.kind,
        sentence=likelihood.sentence,
        interval="",
        picture=likelihood.picture,
        source=", ".join([source.title.text, source.publisher.text, source.date]),
        address=address_in(language, "portal:signal", signal.key),
        more=(Part(impact.picture, impact.sentence),),
    )
