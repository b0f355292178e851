"""One word for every page that names a question: `{% load decided %}`, then `{% decided_first key %}` after its name."""

from __future__ import annotations

from django import template

from edau.listen.queries.happenings import consulted_after

register = template.Library()


@register.inclusion_tag("portal/decided_first.html")
def decided_first(involvement: str | None) -> dict[str, bool]:
    """Says of an involvement, by its id, that its decision was taken before people could speak; of any other, and of what is
    none, nothing."""
    return {"after": involvement in consulted_after()}
