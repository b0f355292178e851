"""The themes of an involvement as data for their pages: read by everyone, and tied by facilitators."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import ngettext

from edau.language.numbers import day, number
from edau.listen.choices import Audience, Kind
from edau.listen.models import Contribution, Involvement, Theme
from edau.listen.queries.contributions import with_additions
from edau.listen.queries.themes import THEME, Proposed, counts_of, themes_of, words_of
from edau.portal.pages.involvements import text_of
from edau.portal.pages.stories import Card, card, follow_address
from edau.portal.queries.stories import PAGE
from edau.portal.words.texts import Text, lang_of, text_in
from edau.thread.directions import Way
from edau.thread.records import extract
from edau.ui.links import address_in

AT_ONCE = 50  # words that a facilitator sees at once
LONGEST_EXTRACT = 420


@dataclass(frozen=True)
class ThemeLine:
    """A theme on a list, with how many voices speak of it."""

    key: str
    name: Text
    address: str
    count: str
    owed: bool  # its name is missing in one language
    unchecked: bool


@dataclass(frozen=True)
class ThemesPage:
    """The themes of one involvement, the first named first."""

    question: Text
    address: str
    themes: tuple[ThemeLine, ...]
    synthetic: bool


@dataclass(frozen=True)
class ThemePage:
    """One theme with its words, in the order in which they were said."""

    name: Text
    question: Text
    involvement: str
    cards: tuple[Card, ...]
    count: str
    page: int
    pages: int
    back: str
    on: str
    unchecked: bool
    synthetic: bool


@dataclass(frozen=True)
class TieLine:
    """Some words to be ticked, with the themes they have."""

    key: str
    words: str
    lang: str
    title: str
    about: str
    closed: bool
    themes: tuple[Text, ...]
    ticked: bool


@dataclass(frozen=True)
class ProposedLine:
    """Some words and the theme that a machine proposes for them."""

    key: str
    words: str
    lang: str
    theme: Text


def themes_page(involvement: Involvement, language: str) -> ThemesPage:
    """The public list. Two queries."""
    themes = themes_of(involvement)
    counts = counts_of(themes)
    return ThemesPage(
        question=text_of(involvement, "question", language),
        address=address_in(language, "portal:involvement", involvement.pk),
        themes=tuple(
            ThemeLine(
                key=theme.pk,
                name=name_of(theme, language),
                address=address_in(language, "portal:theme", theme.pk),
                count=voices(counts.get(theme.pk, 0)),
                owed=not (theme.name_cy and theme.name_en),
                unchecked=_unchecked(theme, language),
            )
            for theme in themes
        ),
        synthetic=involvement.synthetic,
    )


def theme_page(theme: Theme, page: int, language: str) -> ThemePage:
    """One theme and a page of its words. Three queries."""
    words = words_of(theme)
    count = words.count()
    pages = max(1, -(-count // PAGE))
    page = min(max(1, page), pages)
    shown = words.prefetch_related(with_additions())[PAGE * (page - 1) : PAGE * page]
    return ThemePage(
        name=name_of(theme, language),
        question=text_of(theme.involvement, "question", language),
        involvement=theme.involvement_id,
        cards=tuple(card(one, language) for one in shown),
        count=voices(count),
        page=page,
        pages=pages,
        back=follow_address(THEME, theme.pk, language, Way.BACK),
        on=follow_address(THEME, theme.pk, language, Way.ON),
        unchecked=_unchecked(theme, language),
        synthetic=theme.synthetic,
    )


def tie_lines(
    said: Iterable[Contribution],
    tied: dict[str, list[tuple[str, Theme]]],
    ticked: Collection[str],
    language: str,
) -> list[TieLine]:
    """Words to be ticked."""
    return [
        TieLine(
            key=one.pk,
            words=words_in_short(one),
            lang=lang_of(one.language, language),
            title=one.title,
            about=f"{Kind(one.kind).label} · {day(localdate(one.made), language)}",
            closed=one.audience != Audience.EVERYONE,
            themes=tuple(name_of(theme, language) for _edge, theme in tied.get(one.pk, [])),
            ticked=one.pk in ticked,
        )
        for one in said
    ]


def proposed_lines(proposed: Iterable[Proposed], language: str) -> list[ProposedLine]:
    """What waits for a person."""
    return [
        ProposedLine(
            key=one.edge.pk,
            words=words_in_short(one.contribution),
            lang=lang_of(one.contribution.language, language),
            theme=name_of(one.theme, language),
        )
        for one in proposed
    ]


def words_in_short(one: Contribution) -> str:
    """Enough of what was said to know what it is about."""
    texts = (one.words, one.can_do, one.others_can, one.only_services)
    return extract(" ".join(filter(None, texts)), LONGEST_EXTRACT)


def name_of(theme: Theme, language: str) -> Text:
    """A theme's name and its language, where that is not the page's."""
    return text_in(theme.said(language), language)


def voices(count: int) -> str:
    """How many voices, in words."""
    return ngettext("%(count)s voice", "%(count)s voices", count) % {"count": number(count)}


def _unchecked(theme: Theme, language: str) -> bool:
    return language == "cy" and bool(theme.name_cy) and not theme.checked
