"""The places that a search found as HTML: a line for each, written by Python as the rows of tables are."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from edau.portal.queries.search import Found
from edau.ui.links import address_in
from edau.ui.rows import escaped


def found_drawn(found: Iterable[Found], language: str) -> SafeString:
    """The lines of a list of results, each with its name in the other language, what it is, and where it lies."""
    other = "en" if language == "cy" else "cy"
    return mark_safe("".join(_line(one, language, other) for one in found))  # noqa: S308


def _line(one: Found, language: str, other: str) -> str:
    address, name, other_name, kind, where = escaped(
        (
            address_in(language, "portal:place", one.reference),
            *(one.name, one.other_name, capfirst(one.kind_label), one.where),
        )
    )
    called = f' <span class="quiet" lang="{other}">{other_name}</span>' if other_name else ""
    lies = f": {where}" if where else ""
    return f"""
      <li><a href="{address}">{name}</a>{called}
        <span class="small quiet">{kind}{lies}</span></li>
      """
