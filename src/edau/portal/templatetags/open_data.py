"""Words for pages that offer their figures: `{% load open_data %}`, then one word under a table or a chart."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("portal/downloads.html")
def downloads(links: Any) -> dict[str, Any]:
    """The line of formats, from an `api.links.Downloads`: `{% downloads page.downloads %}`."""
    return {"downloads": links}


@register.inclusion_tag("portal/citation.html", takes_context=True)
def citation(context: dict[str, Any], made: Any) -> dict[str, Any]:
    """How to cite the page, from an `api.citation.Citation`: `{% citation page.citation %}`."""
    return {"citation": made, "canonical": context["canonical"]}


@register.inclusion_tag("portal/embed_code.html", takes_context=True)
def embed_code(context: dict[str, Any], chart: Any, opened: bool = False) -> dict[str, Any]:
    """The chart to copy into another site, from an `api.links.EmbedCode`: `{% embed_code page.embed %}`; `opened` where
    it was asked for."""
    request = context["request"]
    return {"embed": chart, "opened": opened, "origin": f"{request.scheme}://{request.get_host()}"}
