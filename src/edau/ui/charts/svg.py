"""What all pictures share: an outer element that names itself, numbers written short, labels that stay
inside."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString, mark_safe

NARROWEST = 260  # pixels: how wide a drawing is on a telephone of 360 (less rail and margins)
LETTER = 7.4  # pixels: what a letter or figure of a 14 to 16 pixel label takes, on the generous side


def short(value: float, decimals: int = 1) -> str:
    """12.0 → "12", 12.34 → "12.3": coordinates need no more, and bytes are somebody's data allowance.

    >>> short(12.0), short(12.34), short(-0.04), short(7.6, 0)
    ('12', '12.3', '0', '8')
    """
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def picture(
    body: str, *, key: str, title: str, description: str = "", cls: str = "", view_box: str = ""
) -> SafeString:
    """The outer element: an image with a title and a description of its own. `key` makes its ids; it must
    be unique on the page. `body` is trusted markup made by a chart; title and description are escaped
    here."""
    attributes = (f' class="{cls}"' if cls else "") + (f' viewBox="{view_box}"' if view_box else "")
    ids, named = f"{key}-t", f'<title id="{key}-t">{escape(title)}</title>'
    if description:
        ids += f" {key}-d"
        named += f'<desc id="{key}-d">{escape(description)}</desc>'
    return mark_safe(f'<svg{attributes} role="img" aria-labelledby="{ids}">{named}{body}</svg>')  # noqa: S308


def half_width(label: str) -> float:
    """How far a centred label reaches to each side, in percent of the narrowest drawing."""
    return 50 * len(label) * LETTER / NARROWEST


def anchor(percent: float, label: str = "") -> str:
    """Where a label at this place of an axis hangs from, so that it is never cut off at the ends.

    >>> anchor(50, "24.7%"), anchor(3, "24.7%"), anchor(97, "24.7%"), anchor(80, "The whole of Wales")
    ('middle', 'start', 'end', 'end')
    """
    reach = max(12.0, half_width(label))
    if percent < reach and percent <= 50:
        return "start"
    return "end" if percent > 100 - reach else "middle"
