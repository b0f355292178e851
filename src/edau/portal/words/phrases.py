"""What a page says dozens of times: looked up once for each language, since every lookup costs as much as a row."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override


class Phrases(NamedTuple):
    """Words of one language; those with %-signs are to be filled in."""

    wales: str
    between: str
    place_and_wales: str
    place_alone: str
    measure: str
    interval: str
    reliability: str
    source: str
    table_of: str
    download: str
    table_and_source: str


@lru_cache(maxsize=2)
def phrases(language: str) -> Phrases:
    with override(language):
        return Phrases(
            wales=_("Wales"),
            between=_("%(lower)s to %(upper)s"),
            place_and_wales=_("%(name)s: %(value)s. Wales: %(wales)s."),
            place_alone=_("%(name)s: %(value)s."),
            measure=_("Measure"),
            interval=_("Interval (95%)"),
            reliability=_("Reliability"),
            source=_("Source"),
            table_of=_("%(theme)s: %(name)s"),
            download=_("Download: %(theme)s"),
            table_and_source=_("Table and source"),
        )
