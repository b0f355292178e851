"""What all pictures share: an outer element that names itself, and numbers written short."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString, mark_safe


def short(value: float, decimals: int = 1) -> str:
    """12.0 → "12", 12.34 → "12.3": coordinates need no more, and bytes are somebody's data allowance."""
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def picture(body: str, *, key: str, title: str, description: str = "", cls: str = "", view_box: str = "") -> SafeString:
    """The outer element: an image with a title and a description of its own. `key` makes its ids; it must be unique on
    the page. `body` is trusted markup made by a chart; title and description are escaped here."""
    attributes = (f' class="{cls}"' if cls else "") + (f' viewBox="{view_box}"' if view_box else "")
    ids, named = f"{key}-t", f'<title id="{key}-t">{escape(title)}</title>'
    if description:
        ids += f" {key}-d"
        named += f'<desc id="{key}-d">{escape(description)}</desc>'
    return mark_safe(f'<svg{attributes} role="img" aria-labelledby="{ids}">{named}{body}</svg>')  # noqa: S308


def anchor(percent: float) -> str:
    """Where a label at this place of an axis hangs from, so that it is never cut off at the ends."""
    return "start" if percent < 12 else "end" if percent > 88 else "middle"
