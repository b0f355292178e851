"""The links of a place as a table for a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edau.places.models import Area
from edau.portal.api.files import table_of_lines
from edau.portal.words import links as links_words
from edau.understand.analysis.depend import MOVES_SOURCE, PERIOD, WORK_SOURCE, Dependence
from edau.understand.catalogue import catalogue
from edau.understand.formats.table import Table, both
from edau.understand.queries.sources import sources_by_key

COLUMNS = (
    *("area", "area_name", "direction", "end", "end_name", "people", "share", "period", "status", "note"),
    *("publisher", "source", "table", "licence"),
)


def links_table(area: Area, found: Dependence | None, release: str) -> Table:
    """The links of a place, one to a row, as a table for any format."""
    return table_of_lines(
        f"links-{area.code}",
        both(gettext_lazy("Links with other places")),
        lambda language: links_rows(area, found, release, language),
        COLUMNS,
        key=("direction", "end_name"),
        measures=("people", "share"),
    )


def links_rows(area: Area, found: Dependence | None, release: str, language: str) -> Iterator[list[Any]]:
    """The table of links as a file: every direction with its links, who stays, the rest and the total."""
    yield [
        _("code"), _("area"), _("direction"), _("code of the other end"), _("other end"), _("people (estimate)"),
        _("share of all, per cent"), _("period"), _("status"), _("note"),
        _("publisher"), _("source"), _("table"), _("licence"),
    ]  # fmt: skip
    if found is None:
        return
    sources = sources_by_key(release)
    directions = (
        (_("people who live here, to work"), found.work_out, WORK_SOURCE, "travel_lockdown"),
        (_("people who work here, from home"), found.work_in, WORK_SOURCE, "travel_lockdown"),
        (_("people who moved away"), found.moves_out, MOVES_SOURCE, "census_lockdown"),
        (_("people who moved here"), found.moves_in, MOVES_SOURCE, "census_lockdown"),
    )
    for says, direction, key, caveat in directions:
        if direction is None:
            continue
        source = sources.get(key)
        told = (
            [source.publisher(language), source.title(language), source.table, source.licence]
            if source
            else [""] * 4
        )
        lines = [
            (link.code, links_words.end_name(link.code, language), link.people) for link in direction.links
        ]
        lines = [
            (area.code, _("Here"), direction.stay),
            *lines,
            ("", links_words.elsewhere(), direction.elsewhere),
            ("", links_words.rest(), direction.rest),
            ("", _("All"), direction.total),
        ]
        for code, name, people in lines:
            share = round(100 * people / direction.total, 1) if direction.total else None
            note = catalogue().word("caveats", caveat, language)
            yield [
                area.code, area.name(language), says, code, name, round(people, 1), share, PERIOD, "e", note, *told,
            ]  # fmt: skip
