"""Steps: how many places have none, one, two… of something, with the step on which one place stands.

For whole numbers a smooth hill would show values that no place can have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from edau.ui.charts.svg import picture, short

TOP, FOOT = 16, 52  # pixels: where the highest step ends and all begin; the same as those of a hill
LEAST = 2  # pixels: a step of one place in three hundred can still be seen


class Step(NamedTuple):
    """One step: its label ("0", "5–9", "20+") and how many places stand on it."""

    label: str
    places: int


@dataclass(frozen=True)
class Steps:
    """All steps from the lowest; `own` is the number of the step of the place, `value` what is written over it."""

    key: str
    title: str
    description: str
    steps: Sequence[Step]
    own: int
    value: str


def draw(chart: Steps) -> SafeString:
    """The picture, as high as a hill and as wide as its column. ValueError where there is no step, or no own one."""
    if not 0 <= chart.own < len(chart.steps):
        raise ValueError("the place stands on none of the steps")
    before, after = _stairs(tuple(chart.steps), chart.own)
    body = f"{before}{escape(chart.value)}</text>{after}"
    return picture(body, key=chart.key, title=chart.title, description=chart.description, cls="hill steps")


@lru_cache(maxsize=256)
def _stairs(steps: tuple[Step, ...], own_one: int) -> tuple[str, str]:
    """All steps, with one of them as the own, up to where the value is written and from there on. The same for every
    place on that step."""
    width = 100 / len(steps)
    most = max(step.places for step in steps) or 1
    parts, before = ['<line class="axis" x2="100%" y1="52" y2="52"/>'], ""
    for i, step in enumerate(steps):
        high = round((FOOT - TOP) * step.places / most)
        high = max(LEAST, high) if step.places else 0
        middle, own = short(width * (i + 0.5)), i == own_one
        mark = ' class="here"' if own else ""
        parts.append(
            f'<rect class="{"own" if own else "up"}" x="{short(width * (i + 0.14))}%" width="{short(width * 0.72)}%"'
            f' y="{FOOT - high}" height="{high}"/>'
            f'<text{mark} x="{middle}%" y="70" text-anchor="middle">{escape(step.label)}</text>'
        )
        if own:
            parts.append(f'<text class="here halo" x="{middle}%" y="{FOOT - high - 4}" text-anchor="middle">')
            before, parts = "".join(parts), []
    return before, "".join(parts)
