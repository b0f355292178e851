"""The front of Connect: what people here can do, what is shared, what is needed."""

from __future__ import annotations

from dataclasses import dataclass

from edau.connect.queries.needs import needs_listed
from edau.connect.queries.offers import assets_in, lenders_by_kind, people_by_group, some_made_up
from edau.connect.skills import groups
from edau.portal.forms.tag_fields import name_of
from edau.portal.pages.offering import AssetCard, NeedCard, asset_card, need_card
from edau.portal.words.offering import people_words

MOST_GROUPS, MOST_NEEDS, MOST_ASSETS = 12, 8, 8


@dataclass(frozen=True)
class GroupLine:
    """A group of skills and how many offer something of it, in words."""

    name: str
    people: str


@dataclass(frozen=True)
class FrontPage:
    """Everything on the page."""

    groups: list[GroupLine]
    needs: list[NeedCard]
    assets: list[AssetCard]
    things: list[GroupLine]  # what people would lend, counted
    synthetic: bool


def group_lines(areas: tuple[str, ...] | None, language: str) -> list[GroupLine]:
    """What people in these areas (None: everywhere) offer, by groups of skills, the most first. One query."""
    names = {group.number: group.name.say(language) for group in groups().values()}
    return [
        GroupLine(names[number], people_words(told))
        for number, told in people_by_group(areas).items()
        if number in names and told
    ]


def thing_lines(areas: tuple[str, ...] | None, language: str) -> tuple[list[GroupLine], bool]:
    """What people in these areas (None: everywhere) would lend, by kind, the most first; and whether any of it was made up.
    One query."""
    found = lenders_by_kind(areas)
    lines = [
        GroupLine(name_of(kind, language), people_words(told)) for kind, (told, _made_up) in found.items()
    ]
    return lines, any(made_up for _told, made_up in found.values())


def front_page(language: str) -> FrontPage:
    """The page for the whole of Wales."""
    needs, assets = needs_listed(most=MOST_NEEDS), assets_in(None, most=MOST_ASSETS)
    things, made_up = thing_lines(None, language)
    return FrontPage(
        groups=group_lines(None, language)[:MOST_GROUPS],
        needs=[need_card(one, language) for one in needs],
        assets=[asset_card(one, language) for one in assets],
        things=things[:MOST_GROUPS],
        synthetic=made_up
        or any(one.synthetic for one in needs)
        or any(one.synthetic for one in assets)
        or some_made_up(None),
    )
