"""What pages call the indicators and where these have their own pages: the same whatever place is shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from django.urls import get_script_prefix

from edau.portal.addresses import indicator_address
from edau.understand.catalogue import catalogue


class Measure(NamedTuple):
    """An indicator in the words of one language, with the address of its page."""

    address: str
    name: str
    label: str


def measures(language: str) -> Mapping[str, Measure]:
    """Every indicator by key. To be asked once a page: seventy rows would ask seventy times where Edau is mounted."""
    return _measures(get_script_prefix(), language)


@lru_cache(maxsize=8)
def _measures(prefix: str, language: str) -> Mapping[str, Measure]:
    """`prefix` is part of every address."""
    return MappingProxyType(
        {
            one.key: Measure(
                indicator_address(one.key, language), one.name.say(language), one.short.say(language)
            )
            for one in catalogue().indicators.values()
        }
    )
