"""The catalogue: what figures mean and what the Act says, in both languages.

Read once and kept. A file that is wrong is refused with its name and the field to mend (`CatalogueError`).
"""

from edau.catalogue import Bilingual
from edau.understand.catalogue.making import slug
from edau.understand.catalogue.official import Wording, official
from edau.understand.catalogue.reading import catalogue, read_catalogue
from edau.understand.catalogue.records import (
    Catalogue,
    Gap,
    Indicator,
    OfficialText,
    Series,
    Theme,
    Whole,
)

__all__ = [
    "Bilingual",
    "Catalogue",
    "Gap",
    "Indicator",
    "OfficialText",
    "Series",
    "Theme",
    "Whole",
    "Wording",
    "catalogue",
    "official",
    "read_catalogue",
    "slug",
]
