"""Where figures come from."""

from __future__ import annotations

from edau.understand.models import Source


def every_source(language: str) -> list[Source]:
    """All sources of the live release, by publisher and title in this language."""
    return sorted(Source.objects.all(), key=lambda source: (source.publisher(language), source.title(language)))


def sources_by_key() -> dict[str, Source]:
    return {source.key: source for source in Source.objects.all()}
