"""The register of trends and signals as data for its pages: entries under their headings, and one entry whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from edau.core import stamps
from edau.language.alphabet import sort_names
from edau.language.numbers import day, number, period
from edau.places.models import Area
from edau.places.queries import every_area, visible_areas
from edau.portal.addresses import area_reference
from edau.portal.pictures.signals import OpinionBlock, SeriesBlock, opinion_block, series_block, years_table
from edau.portal.words.texts import Text, lang_of, text_in
from edau.ui.tables import Table
from edau.understand.analysis.ratings import newest_of_each, opinion, over_the_years
from edau.understand.catalogue import Wording, catalogue, official
from edau.understand.choices import HEADINGS, HORIZONS
from edau.understand.models import Signal
from edau.understand.queries.signals import RatingRow, ratings_of, visible_signals
from edau.understand.signal_catalogue import signal_words

WALES = "W92000004"
FILTERS = ("heading", "goal", "place", "range")


@dataclass(frozen=True)
class Filters:
    """What a reader asked for. Empty is everything; what is not known is as if it had not been asked."""

    heading: str = ""
    goal: str = ""
    place: str = ""  # the code of an authority
    range: str = ""

    @classmethod
    def asked(cls, given: Mapping[str, str]) -> Filters:
        known = {
            "heading": HEADINGS,
            "goal": tuple(catalogue().goals),
            "place": tuple(area.code for area in every_area("authority")),
            "range": HORIZONS,
        }
        return cls(**{name: given.get(name, "") for name in FILTERS if given.get(name, "") in known[name]})

    def let_through(self, signal: Signal) -> bool:
        return (
            self.heading in ("", signal.heading)
            and (not self.goal or self.goal in signal.goals)
            and (not self.range or self.range in signal.horizons)
            and (not self.place or touches(signal, self.place))
        )


@dataclass(frozen=True)
class SourceLine:
    title: Text
    publisher: Text
    address: str
    date: str
    licence: str


@dataclass(frozen=True)
class Card:
    """One entry as it stands on a list: what it is, its series, its source, what raters think."""

    key: str
    title: Text
    kind: str
    horizons: tuple[str, ...]
    what: Text
    owed: str
    series: SeriesBlock | None
    no_series: str
    source: SourceLine
    opinion: OpinionBlock | None


@dataclass(frozen=True)
class HeadingBlock:
    """One letter of STEEPLE with its entries; one without any says so."""

    code: str
    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Drawn:
    """The list of entries as markup, and how many it has in words."""

    count: str
    blocks: SafeString


@dataclass(frozen=True)
class Note:
    text: str
    lang: str
    when: str


@dataclass(frozen=True)
class AreaLink:
    reference: str
    name: str


@dataclass(frozen=True)
class SignalPage:
    """One entry whole."""

    card: Card
    heading: str
    heading_code: str
    kind_meaning: str
    unchecked: bool
    areas: tuple[AreaLink, ...]
    goals: tuple[Wording, ...]
    years: Table | None
    notes: tuple[Note, ...]
    added: str
    editable: bool
    place: str


def heading_blocks(filters: Filters, language: str) -> tuple[HeadingBlock, ...]:
    """The entries that the filters let through, under all seven headings, or under the one that was asked for."""
    words, tag = signal_words(), stamps.whole_tag()
    chosen = [signal for signal in visible_signals().values() if filters.let_through(signal)]
    return tuple(
        HeadingBlock(
            code=code,
            name=words.headings[code].say(language),
            cards=tuple(
                card_of(signal, filters.place, tag, language) for signal in chosen if signal.heading == code
            ),
        )
        for code in HEADINGS
        if filters.heading in ("", code)
    )


@lru_cache(maxsize=64)
def register_drawn(tag: str, filters: Filters, language: str) -> Drawn:
    """The list for these filters, drawn; `tag` stands for the register as it is now. A reader mostly asks for all of it."""
    with override(language):
        blocks = heading_blocks(filters, language)
        count = sum(len(block.cards) for block in blocks)
        said = ngettext("%(count)s entry", "%(count)s entries", count) % {"count": number(count)}
        context = {"blocks": blocks, "filters": filters, "language": language}
        return Drawn(said, render_to_string("portal/signal_list.html", context))


def card_of(signal: Signal, place: str, tag: str, language: str) -> Card:
    """An entry with the series of an authority, or of Wales where none is asked for."""
    words, title = signal_words(), _text(signal, "title", language)
    block = series_block(tag, signal.key, signal.series, place or WALES, language) if signal.series else None
    # A caption is in one language: where the title is in the other, the key names the entry.
    named = signal.key if title.lang else title.text
    return Card(
        key=signal.key,
        title=title,
        kind=words.kinds[signal.kind].say(language),
        horizons=tuple(words.horizons[code].say(language) for code in HORIZONS if code in signal.horizons),
        what=_text(signal, "what", language),
        owed=_owed(signal),
        series=block,
        no_series=_no_series(signal, block, place, language),
        source=SourceLine(
            title=_text(signal, "source", language),
            publisher=_text(signal, "publisher", language),
            address=signal.source_address,
            date=period(signal.source_date, language),
            licence=signal.licence,
        ),
        opinion=opinion_block(opinion(ratings_of(signal.key)), signal.key, named, language),
    )


def signal_page(signal: Signal, place: str, language: str) -> SignalPage:
    """The page of one entry; `place` is the authority whose series is shown, empty for Wales."""
    words, ratings = signal_words(), ratings_of(signal.key)
    years = over_the_years(ratings)
    return SignalPage(
        card=card_of(signal, place, stamps.whole_tag(), language),
        heading=words.headings[signal.heading].say(language),
        heading_code=signal.heading,
        kind_meaning=words.kind_meanings[signal.kind].say(language),
        unchecked=language == "cy" and not signal.checked and bool(signal.what_cy),
        areas=tuple(_area_links(signal, language)),
        goals=tuple(
            official(goal.title, language) for key, goal in catalogue().goals.items() if key in signal.goals
        ),
        years=years_table(years, signal.key) if years else None,
        notes=tuple(_notes(ratings, language)),
        added=_added(signal, language),
        editable=not signal.from_catalogue,
        place=place,
    )


def touches(signal: Signal, authority: str) -> bool:
    """Whether an entry touches an authority: itself, all of Wales, or any area that lies in it."""
    areas = visible_areas()
    return any(
        code in (WALES, authority) or (code in areas and areas[code].authority_id == authority)
        for code in signal.areas
    )


def _text(signal: Signal, field: str, language: str) -> Text:
    return text_in(signal.said(field, language), language)


def _owed(signal: Signal) -> str:
    """Which language somebody still owes; a page never hides that it is missing."""
    missing = signal.missing()
    if not missing:
        return ""
    return _("The Welsh is still to come.") if missing == ("cy",) else _("The English is still to come.")


def _no_series(signal: Signal, block: SeriesBlock | None, place: str, language: str) -> str:
    if not signal.series:
        return _("It rests on no series of figures.")
    if block is None:
        area = visible_areas().get(place or WALES)
        return _("There are no figures of this series for %(name)s.") % {
            "name": area.name(language) if area else ""
        }
    return ""


def _area_links(signal: Signal, language: str) -> Iterable[AreaLink]:
    """The areas touched, by name; none that is held or that the release no longer has."""
    areas = visible_areas()
    there = [areas[code] for code in signal.areas if code in areas]
    for area in sort_names(there, language=language, name=lambda one: one.name(language)):
        yield AreaLink(area_reference(area, language), area.name(language))


def _notes(ratings: tuple[RatingRow, ...], language: str) -> Iterable[Note]:
    """What raters wrote beside the marks that count, newest first; who wrote it, and beside which mark, is not said."""
    for row in reversed(newest_of_each(ratings)):
        if row.note:
            lang = lang_of(row.note_language, language)
            yield Note(row.note, lang, day(localdate(row.at), language))


def _added(signal: Signal, language: str) -> str:
    """By whom, but only as far as a role: never a name, an address or a number."""
    if signal.from_catalogue:
        return _("This entry ships with Edau.")
    words = {"date": day(localdate(signal.created), language)}
    return _("Added on %(date)s by somebody who keeps this register.") % words


def authority_choices(language: str) -> list[tuple[str, str]]:
    """The authorities by code and name, in the alphabetical order of the language."""

    def name(area: Area) -> str:
        return area.name(language)

    return [
        (area.code, name(area)) for area in sort_names(every_area("authority"), language=language, name=name)
    ]
