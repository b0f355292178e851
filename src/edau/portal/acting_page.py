"""For whom a connector acts, as their page shows it: where, since when, what they offer and need; nobody's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.timezone import localtime

from edau.connect.models import Party
from edau.connect.queries.acting import acted_for
from edau.language.numbers import day
from edau.people.models import Role
from edau.portal.matching_words import need_in_words, thing_in_words, where_in_words

A_PAGE = 30


@dataclass(frozen=True)
class ActedFor:
    """Somebody who agreed to be acted for."""

    key: str
    where: str
    since: str
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    synthetic: bool


@dataclass(frozen=True)
class ActingPage:
    """Those of one page of the list."""

    people: tuple[ActedFor, ...]
    page: Page[Party]

    @property
    def synthetic(self) -> bool:
        """Whether some of them are made up."""
        return any(one.synthetic for one in self.people)


def acting_page(roles: Sequence[Role], page: str, language: str) -> ActingPage:
    """The people for whom a connector with these roles may act. A constant number of queries."""
    paged = Paginator(acted_for(roles), A_PAGE).get_page(page)
    return ActingPage(tuple(_acted_for(one, language) for one in paged.object_list), paged)


def _acted_for(one: Party, language: str) -> ActedFor:
    given = one.consent.given if one.consent is not None else one.since
    return ActedFor(
        key=one.pk,
        where=where_in_words(one.area, language),
        since=day(localtime(given).date(), language),
        offers=tuple(
            ", ".join(sorted(thing_in_words(tag.skill, "", language) for tag in each.skills.all()))
            for each in one.capabilities.all()
        ),
        needs=tuple(need_in_words(each, language) for each in one.needs.all()),
        synthetic=one.synthetic,
    )
