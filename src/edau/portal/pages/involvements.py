"""Involvements as data for their pages: cards of a list, and one involvement whole, in words of one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.core import clock
from edau.language.alphabet import sort_names
from edau.language.numbers import day, number
from edau.listen.actions.involvements import is_as_sealed
from edau.listen.choices import Co, Cycle, Stage
from edau.listen.models import Contribution, Involvement
from edau.listen.promises import is_short, law, promises
from edau.listen.queries.happenings import decided_before, opening_days
from edau.listen.queries.involvements import newest_voices, voices_of
from edau.listen.rules import asks_welsh_effects
from edau.people.models import Organisation
from edau.places.queries import areas_by_code
from edau.portal.addresses import area_reference
from edau.portal.words.texts import Text, lang_of, text_in

FIRST_SIGNS = 16  # of a seal: enough to compare by eye


@dataclass(frozen=True)
class Card:
    """An involvement on a list."""

    key: str
    question: Text
    places: str
    days: str
    who: str
    voices: str
    late: bool
    after_decision: bool  # its decision was taken before people could speak


@dataclass(frozen=True)
class Place:
    """A place with its page."""

    name: str
    reference: str


@dataclass(frozen=True)
class Voice:
    """Something that was said, as it was said."""

    key: str
    title: str
    words: str
    lang: str
    when: str
    transcript: bool


@dataclass(frozen=True)
class InvolvementPage:
    """One involvement whole."""

    key: str
    question: Text
    about: Text
    open: Text
    fixed: Text
    owed: bool  # whether a text stands in the other language for want of one in this
    unchecked: bool
    is_open: bool
    days: str
    closes: str
    answer_by: str
    asked_by: str
    answered_by: str
    taken_up: str
    controllers: str
    places: list[Place]
    sealed: str
    seal: str
    holds: bool  # whether what stands here is what was sealed
    voices: str
    newest: list[Voice]
    synthetic: bool
    after_decision: bool
    say: str  # how much say people are promised, in a sentence; empty where nothing was said of it
    cycle: str  # where in the work people come in, and what is done together; empty where nothing was said
    co: str
    welsh: bool  # whether it asks everyone what it would do to the Welsh language
    no_policy: Text  # why it is not about policy, where whoever asks says so
    short_plan: str  # what the law says of the time for a plan, where it is shorter
    placed: bool = False  # whether tellers are asked to place their stories


def text_of(involvement: Involvement, field: str, language: str) -> Text:
    """A text of an involvement, with its language where that is the other one."""
    return text_in(involvement.said(field, language), language)


def cards(involvements: Iterable[Involvement], language: str) -> list[Card]:
    """A list of involvements that were fetched with their bodies, areas and counts. One query more; two where a decision was
    noted."""
    today, every = clock.today(), list(involvements)
    before = decided_before(every)
    return [_card(one, language, today, one.pk in before) for one in every]


def _card(one: Involvement, language: str, today: date, after_decision: bool) -> Card:
    owed, voices = getattr(one, "owed", 0), getattr(one, "voices", 0)
    return Card(
        key=one.id,
        question=text_of(one, "question", language),
        places=", ".join(place.name for place in places_of(one, language)),
        days=days_of(one, language, today),
        who=_("%(name)s answers") % {"name": one.answered_by.name(language)},
        voices=voices_in_words(voices),
        late=bool(owed) and one.answer_by < today,
        after_decision=after_decision,
    )


def days_of(one: Involvement, language: str, today: date) -> str:
    """Where an involvement is among its days."""
    if today < one.opens:
        return _("Opens on %(day)s") % {"day": day(one.opens, language)}
    if today <= one.closes:
        return _("Open until %(day)s") % {"day": day(one.closes, language)}
    if not getattr(one, "owed", 1):
        return _("Closed on %(day)s; everyone has been answered") % {"day": day(one.closes, language)}
    if one.answer_by < today:
        return _("Answers were owed by %(day)s") % {"day": day(one.answer_by, language)}
    return _("Everyone is answered by %(day)s") % {"day": day(one.answer_by, language)}


def voices_in_words(count: int, withdrawn: int = 0) -> str:
    """ "12 voices", and how many more were taken back."""
    if not count and not withdrawn:
        return _("Nobody has spoken yet")
    said = ngettext("%(count)s voice", "%(count)s voices", count) % {"count": number(count)}
    if not withdrawn:
        return said
    back = ngettext("%(count)s more was taken back", "%(count)s more were taken back", withdrawn) % {
        "count": number(withdrawn)
    }
    return f"{said}; {back}"


def places_of(one: Involvement, language: str) -> list[Place]:
    """The places of an involvement that are in sight, by name."""
    areas = areas_by_code(area.code for area in one.areas.all())
    places = [Place(area.name(language), area_reference(area, language)) for area in areas.values()]
    return sort_names(places, language=language, name=lambda place: place.name)


def involvement_page(one: Involvement, language: str) -> InvolvementPage:
    """One involvement with its bodies; six queries more, whatever there is in it, one where a decision was noted, and one for
    the day on which a plan was published."""
    today = clock.today()
    texts = {name: text_of(one, name, language) for name in ("question", "about", "open", "fixed")}
    no_policy = text_of(one, "no_policy", language)
    voices = newest_voices(one)
    prefetch_related_objects([one], "areas", "controllers")  # they are shown, and sealed
    return InvolvementPage(
        key=one.id,
        **texts,
        no_policy=no_policy,
        owed=any(each.lang for each in (*texts.values(), no_policy) if each.text),
        unchecked=language == "cy" and not one.checked and not texts["question"].lang,
        is_open=one.stage == Stage.PUBLISHED and one.opens <= today <= one.closes,
        days=days_of(one, language, today),
        closes=day(one.closes, language),
        answer_by=day(one.answer_by, language),
        asked_by=name_of(one.asked_by, language),
        answered_by=one.answered_by.name(language),
        taken_up=day(localdate(one.taken_up), language) if one.taken_up else "",
        controllers=", ".join(
            sort_names((each.name(language) for each in one.controllers.all()), language=language)
        ),
        places=places_of(one, language),
        sealed=day(localdate(one.published), language) if one.published else "",
        seal=one.seal[:FIRST_SIGNS],
        holds=is_as_sealed(one),
        voices=voices_in_words(*voices_of(one)),
        newest=[_voice(each, language) for each in voices],
        synthetic=one.synthetic or any(each.synthetic for each in voices),
        after_decision=one.pk in decided_before([one]),
        say=promises()[one.promised].promises.say(language) if one.promised else "",
        cycle=str(Cycle(one.cycle).label) if one.cycle else "",
        co=str(Co(one.co).label) if one.co else "",
        welsh=asks_welsh_effects(one),
        short_plan=short_plan(one, language),
        placed=one.frameworks.exists(),
    )


def short_plan(one: Involvement, language: str) -> str:
    """What the law says of the time for a plan, where less time is given from the day on which people could really speak, or
    for a draft from today at the earliest; else nothing. One query for a plan that has been published."""
    if not one.plan or not is_short(opening_days([one])[one.pk], one.closes):
        return ""
    return f"{law().weeks_says.say(language)} {law().weeks_source.say(language)}."


def name_of(organisation: Organisation | None, language: str) -> str:
    """Who asks; without an organisation somebody who lives or works there."""
    return organisation.name(language) if organisation is not None else _("a citizen")


def _voice(each: Contribution, language: str) -> Voice:
    return Voice(
        key=each.id,
        title=each.title,
        words=each.words,
        lang=lang_of(each.language, language),
        when=day(localdate(each.made), language),
        transcript=hasattr(each, "recording"),
    )
