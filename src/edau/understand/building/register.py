"""The register of sources: one row per table of a publisher that the release is made of."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from edau.understand import sources
from edau.understand.building.indicators import OWN
from edau.understand.sources.origin import Origin
from edau.understand.sources.publishers import OGL

_EDAU = {
    "key": OWN,
    "publisher_en": "Edau",
    "publisher_cy": "Edau",
    "title_en": "What Edau works out about its own estimates",
    "title_cy": "Yr hyn y mae Edau yn ei gyfrifo am ei hamcangyfrifon ei hun",
    "table": "",
    "published": "2026-11",
    "licence": OGL.name,
    "licence_url": OGL.url,
    "attribution_en": "Worked out by Edau from the sources named beside it.",
    "attribution_cy": "Cyfrifwyd gan Edau o’r ffynonellau a enwir wrth ei ymyl.",
    "repository": "",
    "commit": "",
    "path": "",
}


def origins() -> Iterator[Origin]:
    """Yield the origin of every table that a module of `sources` declares, in the order of the modules."""
    for module in pkgutil.iter_modules(sources.__path__):
        declared = importlib.import_module(f"{sources.__name__}.{module.name}")
        yield from getattr(declared, "ORIGINS", ())
        if hasattr(declared, "ORIGIN"):
            yield declared.ORIGIN


def register(raw: Path) -> list[dict[str, str]]:
    """Return the rows of the table of sources, sorted by key. A key that comes twice is a `ValueError`."""
    rows = [_EDAU, *(origin.row(raw) for origin in origins())]
    keys = [row["key"] for row in rows]
    if len(set(keys)) != len(keys):
        raise ValueError(f"two sources have the key {next(key for key in keys if keys.count(key) > 1)}")
    return sorted(rows, key=lambda row: row["key"])
