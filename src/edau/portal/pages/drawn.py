"""The page of a drawn place, put together from the same parts as that of a listed one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from edau.language.numbers import number
from edau.language.numbers import period as date_in_words
from edau.places.drawn import Composition, composition_of, packed
from edau.places.models import Area, DrawnPlace
from edau.portal.drawing.drawn import (
    Group,
    facts_of_composition,
    groups_of,
    how_in_words,
    lead_of,
    outline_drawn,
    title_of,
    titles_of,
)
from edau.portal.pages.area import RankLine, hill_words, rank_lines
from edau.portal.pages.place_themes import themes_drawn
from edau.portal.pages.profile import (
    GapLine,
    Line,
    Reader,
    StrengthLine,
    ThemeBlock,
    facts_of,
    gap_lines,
    strength_lines,
    theme_blocks,
)
from edau.portal.pictures.figures import locator
from edau.portal.pictures.silhouettes import Silhouette
from edau.portal.queries.evidence import Evidence
from edau.ui.links import address_in
from edau.ui.rows import Heading
from edau.ui.tables import Table
from edau.understand.analysis.cube import cube
from edau.understand.analysis.drawn import figures_of_drawn, rank_bands
from edau.understand.queries.observations import counts_of
from edau.understand.queries.sources import sources_by_key
from edau.understand.wording import Names

PREFIX = "d-"  # in the address of a comparison: d-0123456789ab stands for the drawn place cited so


@dataclass(frozen=True)
class DrawnEvidence:
    """A drawn place with its figures. `area` is what it would be if it were listed: it is stored nowhere."""

    place: DrawnPlace
    composition: Composition
    area: Area
    evidence: Evidence


@dataclass
class DrawnPage:
    """Everything the template of a drawn place needs, in words of one language."""

    name: str
    named: bool
    reference: str
    citation: str
    lead: str
    how: str
    kept: str
    facts: list[Line]
    outline: Silhouette | None
    notes: list[str]
    strengths: list[StrengthLine]
    hill_words: str
    themes: list[ThemeBlock]
    themes_drawn: SafeString
    ranks: list[RankLine]
    bands: Table | None
    groups: list[Group]
    count: str
    packed: str
    codes: str  # the text whose hash is the citation
    locator: str
    gaps: list[GapLine]
    cite_as: str
    release: str


def drawn_evidence(place: DrawnPlace) -> DrawnEvidence:
    """The figures of a kept drawing, worked out from its small areas as they are in the live release."""
    composition, whole = composition_of(place.small_areas), cube()
    codes = [area.code for area in composition.areas]
    titles = titles_of(composition, place.how) if not place.name else {}
    area = Area(
        code=f"{PREFIX}{place.citation}",
        kind="lsoa",
        vintage=place.vintage,
        slug_cy=place.citation,
        slug_en=place.citation,
        name_cy=place.name or titles["cy"],
        name_en=place.name or titles["en"],
        population=composition.people,
        households=composition.households,
        area_km2=composition.km2,
        longitude=composition.longitude,
        latitude=composition.latitude,
    )
    if len(composition.authorities) == 1:
        area.authority = composition.authorities[0][0]
    evidence = Evidence(
        cube=whole,
        figures=figures_of_drawn(codes),
        trends=(),
        counts=counts_of(composition.areas[0]) if len(codes) == 1 else {},
        inside=composition.areas,
        villages=(),
        sources=sources_by_key(whole.release),
    )
    return DrawnEvidence(place, composition, area, evidence)


def drawn_page(drawn: DrawnEvidence, reference: str, language: str) -> DrawnPage:
    """The page of a drawn place in one language."""
    place, composition, evidence = drawn.place, drawn.composition, drawn.evidence
    reader = reader_of_drawn(drawn, language)
    name = drawn.area.name(language)
    facts = facts_of(evidence.figures, reader, evidence.cube)
    codes = tuple(area.code for area in composition.areas)
    themes = theme_blocks(evidence.figures, facts, reader, evidence.cube)
    return DrawnPage(
        name=name,
        named=bool(place.name),
        reference=reference,
        citation=place.citation,
        lead=lead_of(composition, language),
        how=how_in_words(place.how, language),
        kept=date_in_words(place.created.date().isoformat(), language),
        facts=facts_of_composition(composition),
        outline=outline_drawn(codes, name, language),
        notes=_notes(composition),
        strengths=strength_lines(evidence.figures, facts, reader),
        hill_words=hill_words(name, evidence.cube),
        themes=themes,
        themes_drawn=themes_drawn(themes, address_in(language, "portal:drawn_csv", reference), language),
        ranks=rank_lines(evidence),
        bands=_bands(codes, evidence) if len(codes) > 1 else None,
        groups=groups_of(composition.areas, language),
        count=number(len(codes)),
        packed=packed(codes),
        codes=", ".join([str(place.vintage), *place.small_areas]),
        locator=_where(composition, language),
        gaps=gap_lines(drawn.area, reader),
        cite_as=title_of(composition, place.how, language),
        release=evidence.cube.release,
    )


def reader_of_drawn(drawn: DrawnEvidence, language: str) -> Reader:
    """For whom the page is made. In sentences a drawn place is "this place": no name that a visitor gives, and no
    title with a number in it, has forms that fit into a sentence."""
    names, over = {}, {}
    for each in ("cy", "en"):
        with override(each):
            name = drawn.area.name(each)
            names[each] = Names(name, _("in this place"), _("of this place"))
            above = ", ".join(area.name(each) for area, _count in drawn.composition.authorities)
            over[each] = Names(above, _("in this place"), _("of this place"))
    return Reader(language, "drawn", names, over, drawn.evidence.sources)


def _where(composition: Composition, language: str) -> str:
    """Where in Wales it is; the label is that of the area it lies round, since a title is too long for a map."""
    if composition.round is None:
        return ""
    near = composition.round
    spot = Area(
        name_cy=near.name_cy,
        name_en=near.name_en,
        longitude=composition.longitude,
        latitude=composition.latitude,
    )
    return locator(spot, language)


def _notes(composition: Composition) -> list[str]:
    """What a reader must know before the first figure."""
    notes = []
    missing = len(composition.out_of_sight)
    if missing:
        notes.append(
            ngettext(
                "%(count)s of its small areas is not shown at present. The figures are for the others.",
                "%(count)s of its small areas are not shown at present. The figures are for the others.",
                missing,
            )
            % {"count": number(missing)}
        )
    return notes


def _bands(codes: tuple[str, ...], evidence: Evidence) -> Table:
    """How the small areas and their residents lie in the official order: shares, never a mean of ranks."""
    counted = rank_bands(codes)
    rows = []
    for percent, areas in counted.items():
        figure = evidence.figures[f"wimd25_overall_top{percent}_pct"]
        share = "" if figure.value is None else f"{number(figure.value, 1)}%"
        wales = "" if figure.wales is None else f"{number(figure.wales, 1)}%"
        rows.append((_("First %(percent)s%%") % {"percent": percent}, number(areas), share, wales))
    columns = (
        Heading(_("Of the 1,917 small areas in order")),
        Heading(_("Small areas here"), numeric=True),
        Heading(_("Share of residents here"), numeric=True),
        Heading(_("Wales"), numeric=True),
    )
    return Table("bands", _("Residents by the overall rank of their small area"), columns, rows)
