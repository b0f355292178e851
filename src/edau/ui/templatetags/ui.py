"""Small words for templates."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from string import Formatter
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from edau.ui.links import address_of
from edau.ui.rows import escaped

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


@register.simple_tag
def each(items: Iterable[Any], pattern: str, between: str = "") -> SafeString:
    """The pattern for each item, its fields filled in: `{% each page.gaps '<li>{text}</li>' %}`. What is not markup
    already is escaped.

    For the plain lists of a page: nodes of a template for every field of every line take ten times as long.
    """
    names = _fields(pattern)
    values = [getattr(item, name) for item in items for name in names]
    plain = iter(escaped([str(value) for value in values if not hasattr(value, "__html__")]))
    texts = [value if hasattr(value, "__html__") else next(plain) for value in values]
    rows = (texts[at : at + len(names)] for at in range(0, len(texts), len(names)))
    return mark_safe(between.join(pattern.format(**dict(zip(names, row, strict=True))) for row in rows))  # noqa: S308


@lru_cache(maxsize=256)
def _fields(pattern: str) -> tuple[str, ...]:
    """The names in a pattern, each once. Raises ValueError where there is none: every line would be the same."""
    names = tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(pattern) if name))
    if not names:
        raise ValueError(f"the pattern has no field: {pattern}")
    return names
