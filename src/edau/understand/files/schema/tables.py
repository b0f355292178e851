"""Every table of a release, and its files that are no tables."""

from __future__ import annotations

from edau.understand.files.schema.between import FLOWS_MIGRATION, FLOWS_WORK, NEIGHBOURS, TYPES
from edau.understand.files.schema.figures import (
    LSOA_COUNTS,
    LSOA_PLACES,
    OBSERVATIONS,
    OBSERVATIONS_ODBL,
    SERIES,
    SOURCES,
)
from edau.understand.files.schema.places import AREAS, LOCALITIES, OUTCODES, SERVICE_POINTS, STATIONS
from edau.understand.files.schema.shape import File, Table

TABLES = (
    AREAS,
    OBSERVATIONS,
    LSOA_COUNTS,
    LSOA_PLACES,
    SERIES,
    FLOWS_WORK,
    FLOWS_MIGRATION,
    SERVICE_POINTS,
    LOCALITIES,
    OUTCODES,
    NEIGHBOURS,
    TYPES,
    SOURCES,
    OBSERVATIONS_ODBL,
    STATIONS,
)

_GEOJSON = "application/geo+json"
FILES = (
    File(
        "boundaries-places",
        "boundaries/places.geojson",
        "Outlines of the places",
        "Ffiniau’r lleoedd",
        _GEOJSON,
    ),
    File(
        "boundaries-authorities",
        "boundaries/authorities.geojson",
        "Outlines of the authorities",
        "Ffiniau’r awdurdodau",
        _GEOJSON,
    ),
    File(
        "boundaries-health-boards",
        "boundaries/health_boards.geojson",
        "Outlines of the health boards",
        "Ffiniau’r byrddau iechyd",
        _GEOJSON,
    ),
    File(
        "boundaries-lsoas",
        "boundaries/lsoas.geojson",
        "Outlines of the small areas",
        "Ffiniau’r ardaloedd bach",
        _GEOJSON,
    ),
    File(
        "postcodes",
        "postcodes.bin",
        "Postcodes and their small areas",
        "Codau post a’u hardaloedd bach",
        "application/octet-stream",
    ),
)


def table(name: str) -> Table:
    """Return the table called `name`; `KeyError` if there is none."""
    return {each.name: each for each in TABLES}[name]
