"""A triangle between three words: answers as dots, where many are as shading, and what is not shown as pale ground."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

from edau.ui.charts.svg import picture, short

SIDE = 320.0  # units of the box, of which one is about a pixel on a telephone
HEIGHT = SIDE * math.sqrt(3) / 2
LEFT, TOP, BELOW = 40.0, 62.0, 74.0  # room for the words at the corners
LINE, LETTERS = 20.0, 17  # of the words: height of a line, letters that fit into one beside another corner
LEVELS = 5  # steps of shading
CORNER, EDGE = 60.0, 20.0  # percent: where the seven parts meet

Shares = tuple[float, float, float]

# The seven parts as corners in shares of a (top), b (left), c (right).
_A, _B, _C = (100.0, 0.0, 0.0), (0.0, 100.0, 0.0), (0.0, 0.0, 100.0)
PARTS: dict[str, tuple[Shares, ...]] = {
    "a": (_A, (60, 40, 0), (60, 0, 40)),
    "b": (_B, (40, 60, 0), (0, 60, 40)),
    "c": (_C, (40, 0, 60), (0, 40, 60)),
    "ab": ((60, 40, 0), (40, 60, 0), (20, 60, 20), (60, 20, 20)),
    "bc": ((0, 60, 40), (0, 40, 60), (20, 20, 60), (20, 60, 20)),
    "ac": ((60, 0, 40), (40, 0, 60), (20, 20, 60), (60, 20, 20)),
    "centre": ((60, 20, 20), (20, 60, 20), (20, 20, 60)),
}


@dataclass(frozen=True)
class TernaryPlot:
    """One triangle. `corners` are the words at a (top), b (left) and c (right); `dots` answers as three shares in percent;
    `shading` small triangles with a level of 0 to 1; `hidden` the keys of `PARTS` of which nothing is told; `unsaid` says
    why where nothing at all is."""

    key: str
    title: str
    description: str
    corners: tuple[str, str, str]
    dots: Sequence[Shares] = ()
    shading: Sequence[tuple[tuple[Shares, ...], float]] = ()
    hidden: Sequence[str] = ()
    unsaid: str = ""


def draw(plot: TernaryPlot) -> SafeString:
    """The picture: as wide as its column allows. Raises ValueError where a part has no such key."""
    body = [f'<path class="ground" d="{_path((_A, _B, _C))}"/>']
    body += _shading(plot.shading)
    unknown = set(plot.hidden) - set(PARTS)
    if unknown:
        raise ValueError(f"no such part: {sorted(unknown)[0]}")
    body += [f'<path class="unsaid" d="{_path(PARTS[part])}"/>' for part in PARTS if part in plot.hidden]
    body.append(f'<path class="parts" d="{"".join(_path(part) for part in PARTS.values())}"/>')
    body += _dots(plot.dots)
    body += _words(plot.corners)
    if plot.unsaid:
        body.append(_text([plot.unsaid], LEFT + SIDE / 2, TOP + HEIGHT * 0.72, "middle", "halo"))
    height = TOP + HEIGHT + BELOW
    return picture(
        "".join(body),
        key=plot.key,
        title=plot.title,
        description=plot.description,
        cls="ternary",
        view_box=f"0 0 {short(SIDE + 2 * LEFT, 0)} {short(height, 0)}",
    )


def lines_of(words: str, letters: int = LETTERS) -> list[str]:
    """Words in lines of so many letters at most; a longer word has a line to itself.

    >>> lines_of("how things are run here", 12)
    ['how things', 'are run here']
    """
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def place(shares: Shares) -> tuple[float, float]:
    """Where shares of a, b, c lie in the box; y runs down.

    >>> place((0, 100, 0)), place((0, 0, 100))
    ((40.0, 339.1281292110204), (360.0, 339.1281292110204))
    """
    a, _b, c = shares
    return LEFT + SIDE * (c + a / 2) / 100, TOP + HEIGHT * (1 - a / 100)


@lru_cache(maxsize=512)  # the small triangles of shading are the same four hundred in every picture
def _path(corners: tuple[Shares, ...]) -> str:
    points = (place(corner) for corner in corners)
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points) + "z"


def _shading(shading: Sequence[tuple[tuple[Shares, ...], float]]) -> list[str]:
    """One path for each step of shading, the palest first."""
    steps: dict[int, list[str]] = {}
    for corners, level in shading:
        step = min(LEVELS, 1 + int(level * LEVELS))
        steps.setdefault(step, []).append(_path(corners))
    return [f'<path class="step{step}" d="{"".join(paths)}"/>' for step, paths in sorted(steps.items())]


def _dots(dots: Sequence[Shares]) -> list[str]:
    """A dot for each answer; several in one place are one dot that is as much larger in area."""
    counts = Counter(dots)
    found = []
    for shares, count in sorted(counts.items()):
        x, y = place(shares)
        found.append(
            f'<circle class="dot" cx="{short(x)}" cy="{short(y)}" r="{short(min(14.0, 4 * math.sqrt(count)))}"/>'
        )
    return found


def _words(corners: tuple[str, str, str]) -> list[str]:
    top = lines_of(corners[0], 2 * LETTERS)
    below = TOP + HEIGHT + LINE
    return [
        _text(top, LEFT + SIDE / 2, TOP - 10 - LINE * (len(top) - 1), "middle"),
        _text(lines_of(corners[1]), 0, below, "start"),
        _text(lines_of(corners[2]), SIDE + 2 * LEFT, below, "end"),
    ]


def _text(lines: Sequence[str], x: float, y: float, anchor: str, cls: str = "corner") -> str:
    spans = "".join(
        f'<tspan x="{short(x)}" y="{short(y + number * LINE)}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text class="{cls}" text-anchor="{anchor}">{spans}</text>'
