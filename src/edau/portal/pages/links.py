"""How a place depends on others, as a page: what is said of it, its three axes, its links with their maps and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from edau.language.numbers import number, percent
from edau.places.models import Area
from edau.places.queries import areas_inside, visible_area
from edau.portal.addresses import area_address, area_reference
from edau.portal.api.links import EmbedCode, embed_code_of_links
from edau.portal.pages.profile import Line, Reader, reader_of
from edau.portal.pictures.links_map import map_drawn
from edau.portal.words import links as links_words
from edau.ui.rows import Heading
from edau.ui.tables import Table
from edau.understand.analysis.depend import MOVES_SOURCE, PERIOD, WORK_SOURCE, Dependence, Direction
from edau.understand.catalogue import catalogue
from edau.understand.dependence import dependence_model
from edau.understand.queries.sources import sources_by_key

CAVEATS = {
    "work": ("travel_lockdown", "modelled", "wider_area"),
    "moves": ("census_lockdown", "modelled", "wider_area"),
}


@dataclass(frozen=True)
class AxisBlock:
    """One axis: its name, what a place would be called by it alone, its figures in words, where they are from."""

    name: str
    says: str
    sentences: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class FlowBlock:
    """The links of one direction: heading, sentence, map (for travel to work), table, what to bear in mind; and the map for
    another site."""

    key: str
    title: str
    sentence: str
    map: SafeString | str
    table: Table
    notes: tuple[str, ...]
    embed: EmbedCode | None = None


@dataclass(frozen=True)
class LinksPage:
    """Everything the template needs, in words of one language. Without `standing` (an area that is no listed place) only
    `choices` is filled."""

    name: str
    reference: str
    crumbs: tuple[Line, ...]
    title: str
    standing: str
    lead: str
    how_sure: tuple[str, ...]
    notes: tuple[str, ...]
    axes: tuple[AxisBlock, ...]
    services: Table | None
    work: tuple[FlowBlock, ...]
    moves: tuple[FlowBlock, ...]
    choices: tuple[Line, ...]
    draws: str
    compared: str
    version: int


def links_page(area: Area, found: Dependence | None, tag: str, release: str, language: str) -> LinksPage:
    """The page of an area in one language; `found` is None for an area that is no listed place."""
    model = dependence_model()
    reader = reader_of(area, language, sources_by_key(release))
    name = area.name(language)
    above = [one for one in (area.authority, area) if one is not None]
    works = found is not None and found.standing != "services"
    return LinksPage(
        name=name,
        reference=area_reference(area, language),
        crumbs=tuple(
            Line(one.name(language), "", area_reference(one, language)) for one in dict.fromkeys(above)
        ),
        title=_("%(name)s: links with other places") % {"name": name},
        standing=found.standing if found else "",
        lead=links_words.lead(area, found, language) if found else links_words.no_place(),
        how_sure=tuple(links_words.how_sure(found)) if found and works else (),
        notes=tuple(links_words.notes(area, found, language)) if found else (),
        axes=tuple(_axes(found, reader, language)) if found and works else (),
        services=_services_table(found, reader) if found else None,
        work=tuple(_work_blocks(area, found, tag, reader)) if found and works else (),
        moves=tuple(_move_blocks(area, found, reader)) if found and works else (),
        choices=() if found else tuple(_choices(area, language)),
        draws=number(model.draws),
        compared=number(found.compared) if found else "",
        version=model.version,
    )


def _axes(found: Dependence, reader: Reader, language: str) -> Iterator[AxisBlock]:
    model = dependence_model()
    for axis, known in zip(model.axes, found.axes, strict=True):
        words = {
            "axis": axis.name.say(language).lower(),
            "says": model.says(model.label_at(known.rank)).say(language),
        }
        alone = (
            _("By %(axis)s alone, this place %(says)s.")
            if found.standing == "own"
            else _("By %(axis)s alone, this area %(says)s.")
        )
        yield AxisBlock(
            name=axis.name.say(language),
            says=alone % words,
            sentences=tuple(links_words.axis_sentences(known, found, language)),
            source="" if axis.key == "services" else reader.says_source(WORK_SOURCE, PERIOD),
        )


def _services_table(found: Dependence, reader: Reader) -> Table | None:
    """Services by kind, here and in Wales, each with its date and source."""
    if not found.services:
        return None
    known = catalogue().indicators
    columns = (
        Heading(_("Service")),
        Heading(_("Here"), numeric=True),
        Heading(_("For every 1,000 residents"), numeric=True),
        Heading(_("Wales"), numeric=True),
        Heading(_("Source")),
    )
    cells = [
        (
            known[one.indicator].name.say(reader.language),
            number(one.count),
            number(one.rate, 2),
            number(one.wales_rate, 2) if one.wales_rate is not None else "–",
            reader.says_source(one.source, one.period),
        )
        for one in found.services
    ]
    return Table(
        "services", _("Services in the place, counted as points on the map"), columns, cells, fold=True
    )


def _work_blocks(area: Area, found: Dependence, tag: str, reader: Reader) -> Iterator[FlowBlock]:
    """Where people go to work, and where those who work here live."""
    language = reader.language
    words = {"name": area.name(language)}
    for key, title, caption, sentence, direction in (
        (
            "work-out",
            _("Where people who live here work"),
            _("%(name)s: where people who live here work"),
            links_words.out_sentence,
            found.work_out,
        ),
        (
            "work-in",
            _("Where people who work here live"),
            _("%(name)s: where people who work here live"),
            links_words.in_sentence,
            found.work_in,
        ),
    ):
        if direction is None:
            continue
        drawn = map_drawn(tag, area.code, key == "work-out", language)
        yield FlowBlock(
            key=key,
            title=title,
            sentence=sentence(direction, language),
            map=drawn,
            table=_flow_table(key, caption % words, direction, language),
            notes=_flow_notes("work", reader),
            embed=embed_code_of_links(area, key, caption % words, language) if drawn else None,
        )


def _move_blocks(area: Area, found: Dependence, reader: Reader) -> Iterator[FlowBlock]:
    """Where people moved to and from in the year before the census."""
    language = reader.language
    words = {"name": area.name(language)}
    for key, title, caption, direction in (
        ("moves-out", _("Where people moved to"), _("%(name)s: where people moved to"), found.moves_out),
        ("moves-in", _("Where people moved from"), _("%(name)s: where people moved from"), found.moves_in),
    ):
        if direction is not None:
            yield FlowBlock(
                key=key,
                title=title,
                sentence=links_words.moves_sentence(direction, language, out=key == "moves-out"),
                map="",
                table=_flow_table(key, caption % words, direction, language),
                notes=_flow_notes("moves", reader),
            )


def _flow_table(key: str, caption: str, direction: Direction, language: str) -> Table:
    """Who stays, the largest links, the rest: together they are all."""
    columns = (
        Heading(_("Place")),
        Heading(_("People (about)"), numeric=True),
        Heading(_("Share of all"), numeric=True),
    )
    lines = [
        (_("Here"), direction.stay, ""),
        *(
            (links_words.end_name(link.code, language), link.people, _address(link.code, language))
            for link in direction.links
        ),
        (links_words.elsewhere(), direction.elsewhere, ""),
        (links_words.rest(), direction.rest, ""),
        (_("All"), direction.total, ""),
    ]
    cells = [
        (
            name,
            links_words.about(people),
            percent(100 * people / direction.total, 0) if direction.total else "–",
        )
        for name, people, _at in lines
    ]
    return Table(key, caption, columns, cells, addresses=[address for _name, _people, address in lines])


def _address(code: str, language: str) -> str:
    area = visible_area(code)
    return area_address(area, language) if area else ""


def _flow_notes(kind: str, reader: Reader) -> tuple[str, ...]:
    words = [catalogue().word("caveats", code, reader.language) for code in CAVEATS[kind]]
    return (*words, f"{reader.says_source(WORK_SOURCE if kind == 'work' else MOVES_SOURCE, PERIOD)}.")


def _choices(area: Area, language: str) -> Iterator[Line]:
    """The listed places that a reader of another area may mean; none for Wales, which has a list of its own."""
    inside = [] if area.kind == "lsoa" else [one for one in areas_inside(area) if one.kind == "place"]
    around = [area.place] if area.place is not None else []
    for place in dict.fromkeys([*around, *inside]):
        yield Line(place.name(language), "", area_reference(place, language))
