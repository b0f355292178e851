"""The calendar of asks as data for its page: who asks people about what, what falls together, how often an area is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.core import clock
from edau.language.alphabet import sort_names
from edau.language.numbers import day, number, percent
from edau.listen.models import Contribution, Involvement
from edau.listen.queries.asks import (
    A_YEAR,
    WALES,
    Ask,
    Burden,
    Overlap,
    asks,
    burdens,
    of_body,
    others_asking,
    overlaps,
    reaching,
    said_lately,
)
from edau.people.models import Organisation
from edau.people.queries import organisations
from edau.places.choices import Kind
from edau.places.models import Area
from edau.places.queries import every_area, visible_area
from edau.portal.addresses import area_address
from edau.portal.words.texts import Text, lang_of, text_in
from edau.thread.records import extract
from edau.ui.links import address_in
from edau.ui.rows import Heading
from edau.ui.tables import Table

MOST_OVERLAPS, MOST_LATELY, MOST_AGAIN = 30, 60, 3
NOT_KNOWN = "–"


@dataclass(frozen=True)
class Chosen:
    """What a reader wants to see: an area by its code, a body by its key; empty for all."""

    place: str = ""
    body: str = ""

    @classmethod
    def asked(cls, given: Mapping[str, str]) -> Chosen:
        """From the address; what there is not counts as not asked."""
        place = given.get("place", "")
        return cls(place if visible_area(place) is not None else "", given.get("body", "")[:60])

    def query(self) -> str:
        """The same as the end of an address."""
        kept = {name: value for name, value in (("place", self.place), ("body", self.body)) if value}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True)
class Line:
    """One ask on a list. `address` is its page here, or where it can be read elsewhere."""

    key: str
    title: Text
    address: str
    who: str
    places: str
    days: str
    here: bool
    synthetic: bool


@dataclass(frozen=True)
class Together:
    """Two asks that fall together, in a sentence, with both questions."""

    sentence: str
    first: Line
    second: Line


@dataclass(frozen=True)
class AsksPage:
    """The calendar of what a reader chose."""

    summary: str
    now: list[Line]
    coming: list[Line]
    lately: list[Line]
    more: int  # that closed lately and are only in the file
    together: list[Together]
    together_more: int
    often: str
    table: Table | None
    query: str
    synthetic: bool


@dataclass(frozen=True)
class Again:
    """Something that was said there lately, to be read before people are asked again."""

    key: str
    title: str
    words: str
    lang: str
    when: str


@dataclass(frozen=True)
class Panel:
    """Beside a question that is being written: who else asks the same people in these weeks, and what they have said."""

    others: list[tuple[Line, str]]
    said: int
    newest: list[Again]
    stories: str
    calendar: str


def chosen_asks(chosen: Chosen, today: date) -> list[Ask]:
    """The asks of the last twelve months, of today and to come that a reader wants to see. Four queries."""
    found = asks(today - A_YEAR)
    if chosen.place:
        found = reaching(found, chosen.place)
    return of_body(found, chosen.body) if chosen.body else found


def asks_page(chosen: Chosen, language: str) -> AsksPage:
    """The page. Five queries, however much is asked."""
    today = clock.today()
    found = chosen_asks(chosen, today)
    bodies = organisations({key for ask in found for key in ask.bodies})
    now = [ask for ask in found if ask.opens <= today <= ask.closes]
    coming = [ask for ask in found if ask.opens > today]
    lately = sorted((ask for ask in found if ask.closes < today), key=lambda ask: ask.closes, reverse=True)
    both = overlaps([*now, *coming])
    often = burdens(found, today)
    if chosen.place not in ("", WALES):
        often = [one for one in often if one.area == chosen.place] or often
    return AsksPage(
        summary=_summary(now, coming, bodies, chosen, language),
        now=[line(ask, bodies, language) for ask in now],
        coming=[line(ask, bodies, language) for ask in coming],
        lately=[line(ask, bodies, language) for ask in lately[:MOST_LATELY]],
        more=max(0, len(lately) - MOST_LATELY),
        together=[_together(one, bodies, language) for one in both[:MOST_OVERLAPS]],
        together_more=max(0, len(both) - MOST_OVERLAPS),
        often=_often(often),
        table=_table(often, language) if often else None,
        query=chosen.query(),
        synthetic=any(ask.synthetic for ask in found),
    )


def places_to_choose(language: str, chosen: str) -> list[tuple[str, str]]:
    """Wales, the boards and the authorities, each with its kind, since a board can be called as its authority is; and the
    place a reader came from."""
    known = [
        (area.code, with_kind(area, language)) for kind in ("board", "authority") for area in every_area(kind)
    ]
    named = sort_names(known, language=language, name=lambda pair: pair[1])
    area = visible_area(chosen)
    if area is not None and chosen not in {code for code, _name in known} | {WALES}:
        named = [(area.code, with_kind(area, language)), *named]
    return [("", _("All of Wales")), *named]


def with_kind(area: Area, language: str) -> str:
    """The name of an area, and what kind of area it is."""
    return f"{area.name(language)} ({Kind(area.kind).label})"


def panel_of(involvement: Involvement, language: str) -> Panel:
    """What whoever writes this question should know before it is asked. Nine queries at most, none of them about people."""
    areas = [area.code for area in involvement.areas.all()]
    return panel(
        areas=areas,
        opens=involvement.opens,
        closes=involvement.closes,
        but=involvement.pk,
        language=language,
    )


def panel(*, areas: Sequence[str], opens: date, closes: date, language: str, but: str = "") -> Panel:
    """The same of areas and days alone: for a form that nobody has saved yet."""
    others = others_asking(areas=areas, opens=opens, closes=closes, but=but)
    bodies = organisations({key for ask, _shared in others for key in ask.bodies})
    lately = said_lately(areas, clock.today())
    place = f"?place={areas[0]}" if len(areas) == 1 else ""
    return Panel(
        others=[(line(ask, bodies, language), names_of(shared, language)) for ask, shared in others],
        said=lately.count(),
        newest=[_again(one, language) for one in lately[:MOST_AGAIN]],
        stories=address_in(language, "portal:stories") + place,
        calendar=address_in(language, "portal:asks") + place,
    )


def line(ask: Ask, bodies: Mapping[str, Organisation], language: str) -> Line:
    """One ask. Asks nothing of the database."""
    return Line(
        key=ask.key,
        title=text_in(ask.said(language), language),
        address=address_in(language, "portal:involvement", ask.key) if ask.here else ask.link,
        who=who_asks(ask, bodies, language),
        places=names_of(ask.areas, language),
        days=_("%(first)s to %(last)s")
        % {"first": day(ask.opens, language), "last": day(ask.closes, language)},
        here=ask.here,
        synthetic=ask.synthetic,
    )


def who_asks(ask: Ask, bodies: Mapping[str, Organisation], language: str) -> str:
    """The name of who asks; without an organisation somebody who lives or works there."""
    body = bodies.get(ask.body)
    return body.name(language) if body is not None else _("a citizen")


def names_of(codes: Iterable[str], language: str) -> str:
    """The names of areas that are in sight, in the order of the language."""
    areas = [area for code in codes if (area := visible_area(code)) is not None]
    names = sort_names({area.name(language) for area in areas}, language=language)
    return ", ".join(names)


def _together(one: Overlap, bodies: Mapping[str, Organisation], language: str) -> Together:
    first, second = (line(ask, bodies, language) for ask in (one.first, one.second))
    words = {
        "places": names_of(one.areas, language),
        "first": first.who,
        "second": second.who,
        "from": day(one.opens, language),
        "to": day(one.closes, language),
    }
    if one.first.body and one.first.body == one.second.body:
        sentence = _("%(places)s: %(first)s asks people twice, from %(from)s to %(to)s.") % words
    else:
        sentence = _("%(places)s: %(first)s and %(second)s both ask people, from %(from)s to %(to)s.") % words
    return Together(sentence, first, second)


def _summary(
    now: Sequence[Ask],
    coming: Sequence[Ask],
    bodies: Mapping[str, Organisation],
    chosen: Chosen,
    language: str,
) -> str:
    area = visible_area(chosen.place)
    body = bodies.get(chosen.body)
    about = [
        name for name in (area.name(language) if area else "", body.name(language) if body else "") if name
    ]
    said = ngettext("%(count)s ask is open today", "%(count)s asks are open today", len(now)) % {
        "count": number(len(now))
    }
    later = ngettext("%(count)s is to come", "%(count)s are to come", len(coming)) % {
        "count": number(len(coming))
    }
    sentence = _("%(open)s, and %(coming)s.") % {"open": said, "coming": later}
    return f"{', '.join(about)}: {sentence}" if about else sentence


def _often(some: Sequence[Burden]) -> str:
    if not some:
        return _("Nobody has been asked anything in the last twelve months.")
    most = max(one.asked for one in some)
    said = ngettext(
        "In the last twelve months the people of no area were asked more than %(count)s time.",
        "In the last twelve months the people of no area were asked more than %(count)s times.",
        most,
    )
    return said % {"count": number(most)}


def _table(some: Sequence[Burden], language: str) -> Table:
    named = [(one, area) for one in some if (area := visible_area(one.area)) is not None]
    rows = sort_names(named, language=language, name=lambda pair: pair[1].name(language))
    return Table(
        key="how-often",
        caption=_("How often people were asked in the last twelve months, by area"),
        columns=(
            Heading(_("Area")),
            Heading(_("Times asked"), numeric=True),
            Heading(_("Of these elsewhere"), numeric=True),
            Heading(_("Bodies that asked"), numeric=True),
            Heading(_("Voices here"), numeric=True),
            Heading(_("Of these not answered yet"), numeric=True),
        ),
        cells=[
            (
                with_kind(area, language),
                number(one.asked),
                number(one.elsewhere),
                number(one.bodies),
                number(one.voices),
                _share(one),
            )
            for one, area in rows
        ],
        addresses=[area_address(area, language) for _one, area in rows],
        fold=True,
    )


def _share(one: Burden) -> str:
    if not one.voices:
        return NOT_KNOWN
    return f"{number(one.owed)} ({percent(100 * one.owed / one.voices, 0)})"


def _again(one: Contribution, language: str) -> Again:
    return Again(
        key=one.pk,
        title=one.title,
        words=extract(one.words, 200),
        lang=lang_of(one.language, language),
        when=day(localdate(one.made), language),
    )
