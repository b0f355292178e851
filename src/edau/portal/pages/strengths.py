"""What a place has: what people can do, when they are free, what is shared, what is needed. Counts only, never a person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from edau.connect.models.weeks import DAYS as DAY_KEYS
from edau.connect.queries.inside import inside
from edau.connect.queries.needs import needs_listed
from edau.connect.queries.offers import assets_in, people_by_time, some_made_up
from edau.core import clock, stamps
from edau.places.models import Area
from edau.portal.forms.week_fields import PARTS
from edau.portal.pages.connect import GroupLine, group_lines, thing_lines
from edau.portal.pages.offering import AssetCard, NeedCard, asset_card, day_name, need_card
from edau.portal.pictures.strengths_map import StrengthsMap, strengths_map
from edau.portal.words.offering import people_words
from edau.ui.links import address_of

FIRST = 6


@dataclass(frozen=True)
class WeekRow:
    """A part of the day: its name, and how many people are free then on each day, in words with a step for the colour."""

    name: str
    cells: list[tuple[str, str, int]]  # the day, how many in words, 0 to 3


@dataclass(frozen=True)
class StrengthsPage:
    """Everything on the page of a place's strengths."""

    groups: list[GroupLine]
    week: list[WeekRow]
    days: list[str]
    assets: list[AssetCard]
    things: list[GroupLine]  # what people would lend, counted
    needs: list[NeedCard]
    map: StrengthsMap | None
    synthetic: bool

    @property
    def empty(self) -> bool:
        """Whether nobody has said anything yet."""
        return not (self.groups or self.assets or self.things or self.needs)


@dataclass(frozen=True)
class StrengthsHere:
    """A few lines for the page of a place, with the way to the rest."""

    groups: list[GroupLine]
    assets: list[AssetCard]
    things: list[GroupLine]  # what people would lend, counted
    address: str
    synthetic: bool


def strengths_page(area: Area, language: str) -> StrengthsPage:
    """The page of a place, an authority or any other area. A constant number of queries."""
    areas = inside(area.code)
    needs, assets = needs_listed(area=area.code), assets_in(areas)
    lines, (things, made_up) = group_lines(areas, language), thing_lines(areas, language)
    return StrengthsPage(
        groups=lines,
        week=_week(areas) if lines else [],
        days=[day_name(number) for number in range(7)],
        assets=[asset_card(one, language) for one in assets],
        things=things,
        needs=[need_card(one, language) for one in needs],
        map=strengths_map(area, areas, assets, language),
        synthetic=made_up
        or any(one.synthetic for one in needs)
        or any(one.synthetic for one in assets)
        or some_made_up(areas),
    )


def strengths_here(area: Area, reference: str, language: str) -> StrengthsHere | None:
    """What the page of a place says in short; None where nobody has said anything yet. Four queries, once until a
    stamp changes or the day does: to put them together took longer than all the figures of the page.

    `{% include "portal/strengths_here.html" with strengths=strengths %}` shows it."""
    return _here(stamps.whole_tag(), clock.today().isoformat(), area.code, reference, language)


@lru_cache(maxsize=1_000)
def _here(tag: str, today: str, code: str, reference: str, language: str) -> StrengthsHere | None:
    areas = inside(code)
    lines, assets = group_lines(areas, language), assets_in(areas, most=FIRST)
    things, made_up = thing_lines(areas, language)
    if not (lines or assets or things):
        return None
    return StrengthsHere(
        groups=lines[:FIRST],
        assets=[asset_card(one, language) for one in assets],
        things=things[:FIRST],
        address=address_of("portal:place_strengths", reference),
        synthetic=made_up or any(one.synthetic for one in assets) or some_made_up(areas),
    )


def _week(areas: tuple[str, ...]) -> list[WeekRow]:
    found = people_by_time(areas)
    return [
        WeekRow(
            str(name),
            [
                (day_name(number), people_words(found[day, part]), _step(found[day, part]))
                for number, day in enumerate(DAY_KEYS)
            ],
        )
        for part, (name, _start, _minutes) in PARTS.items()
    ]


def _step(told: int) -> int:
    return 0 if told == 0 else 1 if told == 1 else 2 if told < 20 else 3
