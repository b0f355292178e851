"""Addresses of data: what pages link to under their tables and charts, and how a chart is put into another site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy, override

from edau.places.models import Area
from edau.portal.addresses import area_reference
from edau.ui.links import address_in
from edau.understand.catalogue import catalogue

# What people call the formats; the same in both languages but for the last.
LABELS = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "jsonstat": "JSON-stat",
    "geojson": "GeoJSON",
    "csvw": gettext_lazy("CSVW (describes the CSV)"),
}
OF_INDICATOR = ("place", "authority", "health_board", "board", "country")
# Pixels: what the longest sentence takes in a frame as wide as a telephone; a line over time is taller than a hill.
HILL_HEIGHT, LINE_HEIGHT = 420, 560
FLOWS_HEIGHT, FAN_HEIGHT, RATINGS_HEIGHT = 900, 760, 640

Query = Mapping[str, str | Iterable[str]]


@dataclass(frozen=True)
class Download:
    """One way to take a table away; `format` is the code that the interface knows it by."""

    format: str
    label: str
    address: str


@dataclass(frozen=True)
class Downloads:
    """The line of downloads under a table or a chart. `what` says of what, for those who hear the page."""

    what: str
    links: tuple[Download, ...]


@dataclass(frozen=True)
class EmbedCode:
    """A chart for another site: the title of its frame, its address without the host, a name unique on the page."""

    key: str
    title: str
    address: str
    height: int


def data_address(language: str, form: str = "json", **query: str | Iterable[str]) -> str:
    """The address of figures: `data_address("en", "csv", place="W38000081", theme="homes")`."""
    asked = {name: value if isinstance(value, str) else ",".join(value) for name, value in query.items()}
    asked = {name: value for name, value in asked.items() if value} | {"format": form, "lang": language}
    return f"{address_in(language, 'api:data')}?{urlencode(asked, safe=',/')}"


def downloads(what: str, language: str, *, on_a_map: bool = True, **query: str | Iterable[str]) -> Downloads:
    """The downloads of a table, by the query that gives it; without GeoJSON where it has no places to put on a map."""
    with override(language):
        links = tuple(
            Download(form, str(label), data_address(language, form, **query))
            for form, label in LABELS.items()
            if on_a_map or form != "geojson"
        )
    return Downloads(what, links)


def downloads_of_place(area: Area, language: str, theme: str = "", what: str = "") -> Downloads:
    """The downloads of all figures of an area, or of one theme on its page."""
    return downloads(what or area.name(language), language, place=area.code, theme=theme)


def downloads_of_series(area: Area, series: Iterable[str], language: str, what: str = "") -> Downloads:
    """The downloads of published series of an authority (of a place: those of its authority)."""
    return downloads(
        what or area.name(language), language, on_a_map=False, place=area.code, series=tuple(series)
    )


def downloads_of_indicator(key: str, name: str, language: str) -> Downloads:
    """The downloads of one indicator: every place, authority, board and Wales."""
    return downloads(name, language, indicator=key, kind=OF_INDICATOR)


def embed_address(area: Area, indicator: str, language: str) -> str:
    """The address of one chart by itself, for a frame in another site."""
    return address_in(language, "portal:embed", area_reference(area, language), indicator)


def embed_code(area: Area, indicator: str, title: str, language: str) -> EmbedCode:
    """What the include `portal/embed_code.html` needs to offer a chart to other sites."""
    return EmbedCode(
        key=f"embed-{indicator}",
        title=title,
        address=embed_address(area, indicator, language),
        height=LINE_HEIGHT if catalogue().indicators[indicator].series else HILL_HEIGHT,
    )


def embed_code_of_links(area: Area, direction: str, title: str, language: str) -> EmbedCode:
    """The map of a place's links to work (``work-out``, ``work-in``) for another site."""
    address = address_in(language, "portal:embed_links", area_reference(area, language), direction)
    return EmbedCode(f"embed-{direction}", title, address, FLOWS_HEIGHT)


def embed_code_of_ahead(authority: Area, series: str, title: str, language: str) -> EmbedCode:
    """A series of an authority with its look ahead for another site; `series` as its block on the page is called."""
    address = address_in(language, "portal:embed_ahead", area_reference(authority, language), series)
    return EmbedCode(f"embed-{series}", title, address, FAN_HEIGHT)


def embed_code_of_signal(key: str, title: str, language: str) -> EmbedCode:
    """What raters think of an entry of the register for another site."""
    return EmbedCode(f"embed-{key}", title, address_in(language, "portal:embed_signal", key), RATINGS_HEIGHT)
