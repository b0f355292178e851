"""The page of an area, put together: one function per kind of thing the reader sees, in the order they see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.language.alphabet import sort_names
from edau.language.numbers import number
from edau.places.choices import Kind
from edau.places.models import Area
from edau.portal.addresses import area_reference
from edau.portal.api.citation import Citation, citation
from edau.portal.api.links import Downloads, downloads_of_place
from edau.portal.pages.further import Way, ways_on
from edau.portal.pages.place_themes import themes_drawn
from edau.portal.pages.profile import (
    GapLine,
    Line,
    StrengthLine,
    ThemeBlock,
    facts_of,
    gap_lines,
    reader_of,
    strength_lines,
    theme_blocks,
)
from edau.portal.pictures.figures import locator
from edau.portal.pictures.silhouettes import Silhouette, silhouette_drawn
from edau.portal.pictures.trends import trends_drawn
from edau.portal.queries.evidence import Evidence
from edau.portal.words.naming import welsh_name_in_words
from edau.ui.links import address_in
from edau.understand.analysis.cube import Cube
from edau.understand.files.schema import WIMD_DOMAINS

SMALL_PLACE = 2_000
SMALL_AREAS = 1_917
MOST_INSIDE = 400


@dataclass(frozen=True)
class Link:
    reference: str
    name: str
    note: str = ""


@dataclass(frozen=True)
class RankLine:
    """Where a small area stands in an official index: published ranks, never averaged."""

    name: str
    rank: str


@dataclass
class AreaPage:
    """Everything the template of an area's page needs, in words of one language."""

    name: str
    other_name: str
    reference: str
    kind: str
    lead: str
    crumbs: list[Link]
    facts: list[Line]
    outline: Silhouette | None
    notes: list[str]
    strengths: list[StrengthLine]
    hill_words: str
    themes: list[ThemeBlock]
    themes_drawn: SafeString
    ranks: list[RankLine]
    inside_title: str
    inside: list[Link]
    trends_title: str
    trends_note: str
    trends: str
    locator: str
    where: list[Line]
    gaps: list[GapLine]
    ways: list[Way]
    downloads: Downloads | None
    citation: Citation


def area_page(area: Area, evidence: Evidence, language: str) -> AreaPage:
    """The page of an area in one language. Asks nothing more of the database."""
    reader = reader_of(area, language, evidence.sources)
    name, other_name = area.name(language), area.name("en" if language == "cy" else "cy")
    facts = facts_of(evidence.figures, reader, evidence.cube)
    # An authority's figure is no strength of a town.
    own = {
        key: figure
        for key, figure in evidence.figures.items()
        if figure.level != "LA" or area.kind in ("authority", "country")
    }
    authority = area if area.kind in ("authority", "country") else area.authority
    whole, reference = evidence.cube, area_reference(area, language)
    themes = theme_blocks(evidence.figures, facts, reader, whole)
    trends = (
        trends_drawn(whole.tag, whole.release, authority.code, language)
        if authority and evidence.trends
        else ""
    )
    return AreaPage(
        name=name,
        other_name="" if other_name == name else other_name,
        reference=reference,
        kind=str(Kind(area.kind).label),
        lead=_lead(area, language),
        crumbs=_crumbs(area, language),
        facts=_facts(area),
        outline=silhouette_drawn(whole.tag, area.code, language),
        notes=_notes(area, language),
        strengths=strength_lines(own, facts, reader) if area.kind != "country" else [],
        hill_words=hill_words(name, evidence.cube),
        themes=themes,
        themes_drawn=themes_drawn(themes, address_in(language, "portal:place_csv", reference), language),
        ranks=rank_lines(evidence),
        inside_title=_inside_title(area, evidence.inside),
        inside=[_inside_link(each, language) for each in evidence.inside[:MOST_INSIDE]],
        trends_title=_("Over time: %(name)s") % {"name": authority.name(language)}
        if trends and authority
        else "",
        trends_note=_trends_note(area, authority),
        trends=trends,
        locator=locator(area, language) if area.kind in ("place", "lsoa") else "",
        where=_villages(evidence, language) + _where(area, language),
        gaps=gap_lines(area, reader),
        ways=list(ways_on(area, language)),
        downloads=downloads_of_place(area, language) if evidence.figures else None,
        citation=citation(name, _licences(evidence), language, place=area.code),
    )


def _licences(evidence: Evidence) -> tuple[str, ...]:
    """The licences of the sources behind the figures of a page."""
    keys = {figure.source for figure in evidence.figures.values()}
    return tuple(sorted({evidence.sources[key].licence for key in keys if key in evidence.sources}))


def _lead(area: Area, language: str) -> str:
    """One sentence: what it is, how many live there, where it lies."""
    words = {"name": area.name(language), "people": number(area.population or 0)}
    if area.kind == "country":
        return _("%(people)s people live in Wales.") % words
    if area.population is None:
        return _("%(kind)s in Wales.") % {"kind": str(Kind(area.kind).label).capitalize()}
    within = area.authority
    if within and within.code != area.code:
        words["authority"] = within.name(language)
        if area.kind == "lsoa":
            return _("A small area of %(people)s people, in %(authority)s.") % words
        if area.kind == "community":
            return _("A community of %(people)s people, in %(authority)s.") % words
        if area.kind == "ward":
            return _("A ward of %(people)s people, in %(authority)s.") % words
        return _("A place of %(people)s people, in %(authority)s.") % words
    return _("An area of %(people)s people.") % words


def _crumbs(area: Area, language: str) -> list[Link]:
    above = [area.authority] + ([area.place] if area.kind == "lsoa" else [])
    return [
        Link(area_reference(one, language), one.name(language))
        for one in above
        if one and one.code != area.code
    ]


def _facts(area: Area) -> list[Line]:
    known = [
        (_("People"), area.population),
        (_("Households"), area.households),
        (_("Census areas"), area.small_areas if area.kind == "place" else None),
    ]
    return [Line(label, number(value)) for label, value in known if value is not None]


def _notes(area: Area, language: str) -> list[str]:
    """What a reader must know before the first figure."""
    if area.kind == "place" and (area.population or 0) < SMALL_PLACE:
        return [
            _(
                "Fewer than 2,000 people live in %(name)s. We show only what its own small areas support;"
                " figures made from larger areas say more about the neighbours, so they are left out."
            )
            % {"name": area.name(language)}
        ]
    if area.kind == "lsoa":
        return [
            _(
                "This is one of the %(count)s small areas that statistics are published for in Wales"
                " (about 1,600 people each)."
                " Its edges are not those of a village."
            )
            % {"count": number(SMALL_AREAS)}
        ]
    if area.kind in ("community", "ward"):
        return [
            _(
                "No figures are published here for this kind of area. The places and small areas in it have their own pages."
            )
        ]
    return []


def hill_words(name: str, cube: Cube) -> str:
    """How to read the hills of a page, with the name of its place."""
    words = {"count": number(len(cube.places)), "name": name}
    return (
        _(
            "Each hill is all %(count)s towns and villages in Wales: high where many are alike. The pin is %(name)s,"
            " its foot is the uncertainty, the dashed line is Wales. Where things are counted, each step is the places"
            " that have as many."
        )
        % words
    )


def rank_lines(evidence: Evidence) -> list[RankLine]:
    """The published ranks of a small area in the index of 2025; 1 is the most of 1,917."""
    found = ((domain, evidence.counts.get(f"wimd25_{domain}_rank")) for domain in WIMD_DOMAINS)
    return [RankLine(_domain(domain), number(rank)) for domain, rank in found if rank is not None]


def _domain(code: str) -> str:
    return {
        "overall": _("Overall"),
        "income": _("Income"),
        "employment": _("Employment"),
        "health": _("Health"),
        "education": _("Education"),
        "access": _("Access to services"),
        "housing": _("Housing"),
        "safety": _("Community safety"),
        "environment": _("Physical environment"),
    }[code]


def _inside_title(area: Area, inside: Sequence[Area]) -> str:
    if not inside:
        return ""
    count = len(inside)
    if area.kind in ("community", "ward"):
        return _("Places and small areas here")
    return ngettext(
        "%(count)s town or village of 1,000 people or more",
        "%(count)s towns and villages of 1,000 people or more",
        count,
    ) % {"count": number(count)}


def _inside_link(area: Area, language: str) -> Link:
    return Link(
        area_reference(area, language),
        area.name(language),
        number(area.population) if area.population else "",
    )


def _trends_note(area: Area, authority: Area | None) -> str:
    if authority is None or authority.code == area.code:
        return ""
    return _(
        "These are figures for the whole authority, not for the place."
        " The band is the published interval (95%), where there is one."
    )


def _villages(evidence: Evidence, language: str) -> list[Line]:
    """The villages of a small area by name: whoever looked for one must find it said on the page."""
    names = [(one.name_cy or one.name) if language == "cy" else one.name for one in evidence.villages]
    listed = ", ".join(sort_names(set(names), language=language))
    return [Line(_("Villages and parts of towns"), listed)] if names else []


def _where(area: Area, language: str) -> list[Line]:
    """What the area lies in, each with its own page."""
    above = [
        (_("Town or village"), area.place if area.kind in ("lsoa", "community", "ward") else None),
        # A town spreads over many wards and communities; a small area lies in one.
        (_("Community"), area.community if area.kind != "place" else None),
        (_("Ward"), area.ward if area.kind != "place" else None),
        (_("Local authority"), area.authority),
        (_("Health board"), area.health_board),
        (_("Public Services Board"), area.board),
    ]
    lines = [
        Line(label, one.name(language), area_reference(one, language))
        for label, one in above
        if one and one.code != area.code
    ]
    if area.travel_to_work:
        lines.append(Line(_("Travel to work area (2011)"), area.travel_to_work, lang="en"))
    if lines:
        lines.append(Line(_("Code"), area.code))
        lines.append(Line(_("Welsh name"), welsh_name_in_words(area, language)))
    return lines
