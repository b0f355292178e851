"""Who asks people about what, where and when: involvements of this site and what bodies ask elsewhere, on one calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from edau.core import clock
from edau.core.languages import said
from edau.core.visibility import visible
from edau.listen.models import Contribution, Involvement, OutsideAsk
from edau.listen.queries.concerned import around
from edau.listen.queries.contributions import published, readable
from edau.places.queries import WALES, visible_area, visible_areas

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Ask:
    """One time that people are asked. `here` where they are asked on this site; `body` is who asks (empty: a citizen), and
    `answers` who answers, by their keys. `areas` are codes; first and last day are included.

    `voices` and `owed` are known of what is asked here: what was said and still stands, and what of it has no answer.
    """

    key: str
    here: bool
    body: str
    answers: str
    title_cy: str
    title_en: str
    opens: date
    closes: date
    areas: frozenset[str]
    link: str = ""
    voices: int = 0
    owed: int = 0
    synthetic: bool = False
    told: datetime | None = None  # when it came onto the calendar

    def said(self, language: str) -> tuple[str, str]:
        """What is asked, and the language that is in: this one, or the other where this is missing."""
        return said(self.title_cy, self.title_en, language)

    @property
    def bodies(self) -> frozenset[str]:
        return frozenset(key for key in (self.body, self.answers) if key)


@dataclass(frozen=True)
class Overlap:
    """Two asks that reach the same people at the same time: where (the smaller areas of both), and on which days."""

    first: Ask
    second: Ask
    areas: tuple[str, ...]
    opens: date
    closes: date


@dataclass(frozen=True)
class Burden:
    """How often people of one area were asked in a year, and what of what they said has no answer. Asks elsewhere are
    counted as asks; what was said there, and whether it was answered, is not known here."""

    area: str
    asked: int
    elsewhere: int
    bodies: int
    voices: int
    owed: int
    synthetic: bool


def outside_asks() -> QuerySet[OutsideAsk]:
    """What bodies ask elsewhere, as far as it stands on the calendar."""
    return visible(OutsideAsk.objects.filter(withdrawn=None))


def ids_of_outside_asks() -> Iterable[str]:
    """What the calendar, its feeds and its files show of them."""
    return outside_asks().values_list("pk", flat=True)


def asks(since: date, until: date | None = None) -> list[Ask]:
    """Every ask that closes on this day or later (and opens by the other), the earliest first. Four queries."""
    days = Q(closes__gte=since) & (Q(opens__lte=until) if until is not None else Q())
    still = Q(contributions__withdrawn=None)
    here = (
        published()
        .filter(days)
        .annotate(
            said_here=Count("contributions", filter=still),
            owed_here=Count("contributions", filter=still & Q(contributions__answered=None)),
        )
        .prefetch_related("areas")
    )
    elsewhere = outside_asks().filter(days).prefetch_related("areas")
    found = [*(_here(one) for one in here), *(_elsewhere(one) for one in elsewhere)]
    return sorted(found, key=lambda ask: (ask.opens, ask.closes, ask.key))


def reaching(some: Iterable[Ask], code: str) -> list[Ask]:
    """Those that reach people of an area: about it, about something in it, or about something it lies in."""
    if code == WALES:
        return list(some)
    above = _above(code)
    return [ask for ask in some if ask.areas & above or any(code in _above(each) for each in ask.areas)]


def of_body(some: Iterable[Ask], key: str) -> list[Ask]:
    """Those that a body asks, or answers."""
    return [ask for ask in some if key in ask.bodies]


def overlaps(some: Sequence[Ask]) -> list[Overlap]:
    """Every two asks that reach the same people on the same day, the earliest first."""
    found: list[Overlap] = []
    running: list[Ask] = []
    above = {code: _above(code) for ask in some for code in ask.areas}
    for ask in sorted(some, key=lambda one: (one.opens, one.key)):
        running = [other for other in running if other.closes >= ask.opens]
        for other in running:
            shared = {code for code in ask.areas if above[code] & other.areas}
            shared |= {code for code in other.areas if above[code] & ask.areas}
            if shared:
                closes = min(ask.closes, other.closes)
                found.append(Overlap(other, ask, tuple(sorted(shared)), ask.opens, closes))
        running.append(ask)
    return found


def burdens(some: Sequence[Ask], today: date) -> list[Burden]:
    """For every area that was named in the last twelve months: how often its people were asked in them. `some` are the
    asks of that time (`asks(today - A_YEAR, today)`); those opened before the twelve months count as asks of before."""
    lately = [ask for ask in some if today - A_YEAR < ask.opens <= today]
    areas = sorted({code for ask in lately for code in ask.areas})
    return [_burden(code, lately) for code in areas if visible_area(code) is not None]


def others_asking(
    *, areas: Collection[str], opens: date, closes: date, but: str = ""
) -> list[tuple[Ask, tuple[str, ...]]]:
    """What others ask in these areas in these weeks, each with the areas that both reach. Drafts are in nobody's sight.
    `but` is the id of the involvement in question. Four queries."""
    own = Ask("", True, "", "", "", "", opens, closes, frozenset(areas))
    others = [ask for ask in asks(opens, closes) if ask.key != but]
    found = []
    for other in others:
        shared = [one for one in overlaps([own, other]) if one.areas]
        if shared:
            found.append((other, shared[0].areas))
    return found


def said_lately(areas: Collection[str], today: date) -> QuerySet[Contribution]:
    """What people of these areas, and of what lies in them, have said in the last twelve months and everyone may read: to
    be read again before they are asked again. The newest first."""
    said = readable().exclude(words="").filter(made__date__gt=today - A_YEAR)
    if WALES not in areas:
        wanted = set(areas)
        said = said.filter(place__in=[code for code in visible_areas() if wanted & around(code)])
    return said.select_related("involvement").order_by("-made", "pk")


def ids_said_lately() -> Iterable[str]:
    """What may stand beside a new question of what people have said."""
    return said_lately([WALES], clock.today()).values_list("pk", flat=True)


def _burden(code: str, lately: Sequence[Ask]) -> Burden:
    own = reaching_from_above(lately, code)
    return Burden(
        area=code,
        asked=len(own),
        elsewhere=sum(not ask.here for ask in own),
        bodies=len({ask.body for ask in own if ask.body}),
        voices=sum(ask.voices for ask in own),
        owed=sum(ask.owed for ask in own),
        synthetic=any(ask.synthetic for ask in own),
    )


def reaching_from_above(some: Iterable[Ask], code: str) -> list[Ask]:
    """Those that everybody in an area is asked: about it, or about something it lies in."""
    above = _above(code)
    return [ask for ask in some if ask.areas & above]


def _above(code: str) -> frozenset[str]:
    return around(code) | {WALES}


def _here(one: Involvement) -> Ask:
    return Ask(
        key=one.pk,
        here=True,
        body=one.asked_by_id or "",
        answers=one.answered_by_id,
        title_cy=one.question_cy,
        title_en=one.question_en,
        opens=one.opens,
        closes=one.closes,
        areas=frozenset(area.code for area in one.areas.all()),
        voices=one.said_here,  # type: ignore[attr-defined]  # counted in the question
        owed=one.owed_here,  # type: ignore[attr-defined]
        synthetic=one.synthetic,
        told=one.published,
    )


def _elsewhere(one: OutsideAsk) -> Ask:
    return Ask(
        key=one.pk,
        here=False,
        body=one.organisation_id,
        answers="",
        title_cy=one.title_cy,
        title_en=one.title_en,
        opens=one.opens,
        closes=one.closes,
        areas=frozenset(area.code for area in one.areas.all()),
        link=one.link,
        synthetic=one.synthetic,
        told=one.made,
    )
