"""Small words for templates."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def say(text: Any, language: str) -> str:
    """A text that exists in both languages, in this one."""
    return text.say(language) if text is not None else ""
