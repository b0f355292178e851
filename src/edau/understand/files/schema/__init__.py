"""The tables of a release: columns, types and what each column may hold.

This is the one place that says what a release looks like. Writing, reading, verifying and both descriptions
of the data package (Frictionless and CSVW) follow it.
"""

from edau.understand.files.schema.between import (
    FLOWS_MIGRATION,
    FLOWS_WORK,
    MOST_NEIGHBOURS,
    NEIGHBOURS,
    TYPES,
)
from edau.understand.files.schema.codes import (
    BASES,
    NAME,
    OUTSIDE,
    PERIOD,
    SHARES_OF_OUTPUT_AREAS,
    SHARES_OF_SMALL_AREAS,
    SMALL_AREAS,
    VERSION,
    WIMD_DOMAINS,
)
from edau.understand.files.schema.figures import (
    LSOA_COUNTS,
    LSOA_PLACES,
    OBSERVATIONS,
    OBSERVATIONS_ODBL,
    SERIES,
    SOURCES,
)
from edau.understand.files.schema.places import AREAS, LOCALITIES, OUTCODES, SERVICE_POINTS, STATIONS
from edau.understand.files.schema.shape import Field, File, Reference, Table
from edau.understand.files.schema.tables import FILES, TABLES, table

__all__ = [
    "AREAS",
    "BASES",
    "FILES",
    "FLOWS_MIGRATION",
    "FLOWS_WORK",
    "LOCALITIES",
    "LSOA_COUNTS",
    "LSOA_PLACES",
    "MOST_NEIGHBOURS",
    "NAME",
    "NEIGHBOURS",
    "OBSERVATIONS",
    "OBSERVATIONS_ODBL",
    "OUTCODES",
    "OUTSIDE",
    "PERIOD",
    "SERIES",
    "SERVICE_POINTS",
    "SHARES_OF_OUTPUT_AREAS",
    "SHARES_OF_SMALL_AREAS",
    "SMALL_AREAS",
    "SOURCES",
    "STATIONS",
    "TABLES",
    "TYPES",
    "VERSION",
    "WIMD_DOMAINS",
    "Field",
    "File",
    "Reference",
    "Table",
    "table",
]
