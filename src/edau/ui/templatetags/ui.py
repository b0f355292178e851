"""Small words for templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from edau.ui.links import address_of

register = template.Library()


@register.filter
def say(text: Any, language: str) -> str:
    """A text that exists in both languages, in this one."""
    return text.say(language) if text is not None else ""


@register.simple_tag
def to(view: str, *args: str) -> str:
    """The address of a page in the language of this one: `{% to "portal:place" each.reference %}`."""
    return address_of(view, *args)


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], view: str) -> SafeString | str:
    """Marks the link to the page that is being read: `{% here "portal:places" %}` inside the tag of the link."""
    match = getattr(context.get("request"), "resolver_match", None)
    return mark_safe(' aria-current="page"') if match and match.view_name == view else ""
