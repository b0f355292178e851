"""The colours by name, as the gallery shows them; the values live in the stylesheet's tokens, and a test compares."""

from __future__ import annotations

from dataclasses import dataclass

WOOL = "#fcf9f3"


@dataclass(frozen=True)
class Colour:
    """A colour: its token in the stylesheet, its value, its name in both languages."""

    token: str
    value: str
    english: str
    welsh: str

    @property
    def on_wool(self) -> float:
        """Its contrast with the ground of the page."""
        return contrast(self.value, WOOL)


COLOURS = (
    Colour("wool", WOOL, "Wool", "Gwlân"),
    Colour("wool-2", "#f4eee3", "Fleece", "Cnu"),
    Colour("wool-3", "#e2d8c6", "Hurdle", "Clwyd"),
    Colour("slate", "#1f2a33", "Slate", "Llechen"),
    Colour("slate-2", "#46535d", "Rain slate", "Llechen wlyb"),
    Colour("sea", "#17536b", "Sea", "Môr"),
    Colour("sea-deep", "#0e3b4e", "Deep sea", "Môr dwfn"),
    Colour("lichen", "#56641b", "Lichen", "Cen"),
    Colour("hill", "#d3d5b0", "Hill", "Bryn"),
    Colour("heather", "#6f4a7d", "Heather", "Grug"),
    Colour("gorse", "#f2b632", "Gorse", "Eithin"),
    Colour("thread", "#a3282f", "Madder: the thread", "Gwreiddrudd: yr edau"),
)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours written #rrggbb, 1 to 21 (WCAG 2.2, relative luminance).

    >>> contrast("#000000", "#ffffff"), contrast("#777777", "#777777")
    (21.0, 1.0)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
