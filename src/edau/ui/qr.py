"""A QR code as a picture of the page: one path in an SVG, with no style of its own."""

from __future__ import annotations

import qrcode  # type: ignore[import-untyped]
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

QUIET = 4  # empty modules round the code, as ISO/IEC 18004 asks


def qr_code(text: str, label: str) -> SafeString:
    """The code of a text, such as an address, as an inline SVG; `label` says to who cannot see it what it leads to."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    side = len(rows) + 2 * QUIET
    return format_html(
        '<svg viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<path d="M0 0h{0}v{0}h-{0}z" fill="#fff"/><path d="{2}" fill="#1f2a33"/></svg>',
        side,
        label,
        mark_safe("".join(_runs(rows))),  # noqa: S308 - numbers and letters of our own
    )


def _runs(rows: list[list[bool]]) -> list[str]:
    """Each run of dark modules in a row as one box: a path a third as long as one box a module."""
    boxes = []
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, False]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                boxes.append(f"M{start + QUIET} {y + QUIET}h{x - start}v1h-{x - start}z")
                start = None
    return boxes
