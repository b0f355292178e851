"""For whom a connector acts, as their pages show it: where, since when, what they offer and need, what is suggested to them;
nobody's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.timezone import localtime

from edau.connect.models import Party
from edau.connect.queries.acting import acted_for
from edau.connect.queries.hours import account_of
from edau.connect.queries.reaching import letterbox
from edau.connect.wording import language_of
from edau.language.numbers import day
from edau.people.models import Role
from edau.portal.pages.offering import OwnLine, own_lines
from edau.portal.pages.suggestions import Row, exchanges, rows_of
from edau.portal.words.matching import need_in_words, thing_in_words, where_in_words
from edau.ui.links import address_in

A_PAGE = 30


@dataclass(frozen=True)
class ActedFor:
    """Somebody who agreed to be acted for."""

    key: str
    where: str
    since: str
    offers: tuple[str, ...]
    lends: tuple[str, ...]
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


@dataclass(frozen=True)
class OnePage:
    """What stands for one of them. `unreached`: they left no e-mail address, so that letters are printed."""

    party: Party
    where: str
    since: str
    lines: tuple[OwnLine, ...]
    rows: tuple[tuple[Row, str], ...]  # each with the address of its letter, in their own language
    exchanges: tuple[tuple[Row, str], ...]  # with the address of a letter where thanks were said to them
    unreached: bool
    counts: bool


def one_page(party: Party, language: str) -> OnePage:
    """One party for whom a connector acts. A constant number of queries."""
    rows, done = rows_of([party], language), exchanges([party], language)
    spoken = language_of(party)

    def letter(row: Row) -> str:
        return "" if party.at_risk else address_in(spoken, "portal:acting_letter", party.pk, row.key)

    return OnePage(
        party=party,
        where=where_in_words(party.area, language),
        since=_since(party, language),
        lines=tuple(line for line in own_lines(party, None, language) if line.open),
        rows=tuple((row, letter(row)) for row in rows),
        exchanges=tuple((row, letter(row) if row.thanks is not None else "") for row in done),
        unreached=not party.at_risk and not letterbox(party),
        counts=account_of(party) is not None,
    )


def acting_page(roles: Sequence[Role], page: str, language: str) -> ActingPage:
    """The people for whom a connector with these roles may act. A constant number of queries."""
    paged = Paginator(acted_for(roles), A_PAGE).get_page(page)
    return ActingPage(tuple(_acted_for(one, language) for one in paged.object_list), paged)


def _acted_for(one: Party, language: str) -> ActedFor:
    return ActedFor(
        key=one.pk,
        where=where_in_words(one.area, language),
        since=_since(one, language),
        offers=tuple(
            ", ".join(sorted(thing_in_words(tag.skill, "", language) for tag in each.skills.all()))
            for each in one.capabilities.all()
        ),
        lends=tuple(thing_in_words("", each.kind, language) for each in one.assets.all()),
        needs=tuple(need_in_words(each, language) for each in one.needs.all()),
        synthetic=one.synthetic,
    )


def _since(one: Party, language: str) -> str:
    given = one.consent.given if one.consent is not None else one.since
    return day(localtime(given).date(), language)
