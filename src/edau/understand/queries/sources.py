"""Where figures come from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from edau.understand.models import Source


def every_source(language: str) -> list[Source]:
    """All sources of the live release, by publisher and title in this language."""
    return sorted(
        Source.objects.all(), key=lambda source: (source.publisher(language), source.title(language))
    )


@lru_cache(maxsize=2)
def sources_by_key(release: str) -> Mapping[str, Source]:
    """The sources of a release by key; fetched once a release, since every page names some of them."""
    return MappingProxyType({source.key: source for source in Source.objects.all()})
