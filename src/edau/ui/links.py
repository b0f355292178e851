"""Addresses of pages. A page has fifty links, most of them the same on every page, so what was worked out once is
remembered: asking Django each time took a tenth of a place page."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, override


def address_of(view: str, *args: str) -> str:
    """The address of a page in the language that is active. Raises NoReverseMatch where there is no such page."""
    return address_in(get_language(), view, *args)


def address_in(language: str | None, view: str, *args: str) -> str:
    """The address of a page in a language, whichever is active."""
    return _address(get_script_prefix(), language, view, args)


@lru_cache(maxsize=10_000)
def _address(prefix: str, language: str | None, view: str, args: tuple[str, ...]) -> str:
    """`prefix` is where Edau is mounted: it is part of every address, so of what is remembered."""
    with override(language):
        return reverse(view, args=args)
