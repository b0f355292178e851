"""How files name the release and its sources, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from edau.portal.queries.open_data import release_described
from edau.understand.analysis.cube import cube
from edau.understand.catalogue import Bilingual
from edau.understand.formats.table import Licence, ReleaseLine, SourceLine, both
from edau.understand.models import Source
from edau.understand.queries.sources import sources_by_key


def release_line() -> ReleaseLine:
    """The live release as tables name it; empty before the first is loaded."""
    described = release_described(cube().tag)
    return ReleaseLine(str(described.get("id", ""))[:12], str(described.get("version", "")))


def every_source_line() -> tuple[SourceLine, ...]:
    """All sources of the live release, by key."""
    sources = sources_by_key(cube().release)
    return source_lines(sources, sources)


def source_lines(sources: Mapping[str, Source], keys: Iterable[str]) -> tuple[SourceLine, ...]:
    """The sources of the figures, each once, by their keys."""
    return tuple(source_line(sources[key]) for key in sorted(set(keys)) if key in sources)


def source_line(source: Source) -> SourceLine:
    return SourceLine(
        key=source.key,
        title=Bilingual(cy=source.title_cy, en=source.title_en),
        publisher=Bilingual(cy=source.publisher_cy, en=source.publisher_en),
        table=source.table,
        licence=Licence(source.licence, source.licence_url),
        attribution=Bilingual(cy=source.attribution_cy, en=source.attribution_en),
    )


def said(text: Any, **words: Any) -> Bilingual:
    """A message filled in, in both languages; words that exist in both are put in their own."""
    message = both(text)

    def fill(language: str) -> str:
        own = {
            key: word.say(language) if isinstance(word, Bilingual) else word for key, word in words.items()
        }
        return message.say(language) % own

    return Bilingual(cy=fill("cy"), en=fill("en"))
