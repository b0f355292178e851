"""What people in a place say matters: the newest of their words, the question that is open there, the way to say more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.core import clock, stamps
from edau.language.numbers import day, number
from edau.listen.models import Contribution, Involvement
from edau.listen.queries.happenings import consulted_after
from edau.listen.queries.involvements import open_now
from edau.places.models import Area
from edau.portal.addresses import area_reference
from edau.portal.queries.stories import Filters, among_readable, places_spoken_of, within
from edau.portal.words.texts import Text, text_in
from edau.thread.records import extract
from edau.ui.links import address_in

SHOWN = 3
COUNTED = ("place", "authority")  # the kinds of area for which who was heard is counted
LONGEST = 150  # letters of each voice: its page has all of it


@dataclass(frozen=True)
class Voice:
    """Some of what one person said, and where all of it is."""

    words: Text
    address: str


@dataclass(frozen=True)
class Question:
    """A question that takes words today: what it asks, until when, and its page."""

    words: Text
    until: str
    address: str
    after_decision: bool  # its decision was taken before people could speak


@dataclass(frozen=True)
class Heard:
    """What is said of an area. Without voices the page asks for the first."""

    voices: tuple[Voice, ...]
    many: str  # "12 voices"; empty where all are shown
    all_address: str
    say_address: str
    missing_address: (
        str  # where who was heard is compared with who lives there; empty where it is not counted
    )
    question: Question | None
    synthetic: bool


def heard_in(area: Area, language: str) -> Heard:
    """What everyone may read of what was said about an area and all that lies in it, and the question open there."""
    inside = within(stamps.page_tag(), area.code)
    said: list[Contribution] = []
    count = 0
    if not set(inside).isdisjoint(places_spoken_of()):
        among = among_readable(Filters(place=area.code)).exclude(words="")
        said = list(among.order_by("-made", "pk")[: SHOWN + 1])
        count = among.count() if len(said) > SHOWN else len(said)
    asked = next((one for one in questions_open() if _concerns(one, area)), None)
    shown = said[:SHOWN]
    return Heard(
        voices=tuple(_voice(one, language) for one in shown),
        many=ngettext("%(count)s voice", "%(count)s voices", count) % {"count": number(count)}
        if count > len(shown)
        else "",
        all_address=f"{address_in(language, 'portal:stories')}?place={area.code}",
        say_address=f"{address_in(language, 'portal:say')}?place={area.code}",
        missing_address=address_in(language, "portal:place_voices", area_reference(area, language))
        if said and area.kind in COUNTED
        else "",
        question=question(asked, language) if asked is not None else None,
        synthetic=any(one.synthetic for one in shown) or (asked is not None and asked.synthetic),
    )


def questions_open() -> tuple[Involvement, ...]:
    """The involvements that take words today; the ones that close soonest come first. Kept until a stamp changes."""
    return _open(stamps.whole_tag(), clock.today().isoformat())


@lru_cache(maxsize=2)
def _open(tag: str, today: str) -> tuple[Involvement, ...]:
    return tuple(open_now(clock.today()))


def _concerns(involvement: Involvement, area: Area) -> bool:
    """Whether a question is about an area, or about one that it lies in."""
    own = {area.code, area.place_id, area.authority_id, area.board_id, area.health_board_id}
    return any(each.code in own for each in involvement.areas.all())


def question(involvement: Involvement, language: str) -> Question:
    """A question as other pages show it."""
    return Question(
        words=text_in(involvement.said("question", language), language),
        until=_("Open until %(day)s.") % {"day": day(involvement.closes, language)},
        address=address_in(language, "portal:involvement", involvement.pk),
        after_decision=involvement.pk in consulted_after(),
    )


def _voice(one: Contribution, language: str) -> Voice:
    return Voice(
        words=text_in((extract(one.words, LONGEST), one.language), language),
        address=address_in(language, "portal:story", one.pk),
    )
