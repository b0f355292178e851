"""Words of people and of bodies as pages of answering show them: each text with the language it is in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from edau.answer.models import Reply
from edau.answer.queries.words import is_theirs
from edau.language.numbers import day
from edau.listen.models import Contribution, Involvement
from edau.places.queries import visible_area
from edau.portal.words.texts import AskedText, lang_of
from edau.portal.words.welsh import WELSH_LABELS
from edau.ui.links import address_in

ADDITION = "listen.Addition"


@dataclass(frozen=True)
class Part:
    """One part of what somebody said, with what they were asked where they were asked several things."""

    asked: str
    text: str
    report: str = ""  # where a reader can report it alone; empty where it is reported with the rest


@dataclass(frozen=True)
class Voice:
    """What one person said, as it is shown to whoever may read it. `lang` always says the language of the words."""

    key: str
    title: str
    parts: tuple[Part, ...]
    lang: str
    by: str


def question_of(involvement: Involvement | None, language: str) -> AskedText | None:
    """What an involvement asked; None outside any."""
    if involvement is None:
        return None
    text, spoken = involvement.said("question", language)
    return AskedText(text, lang_of(spoken, language), involvement.pk)


def owed_language(reply: Reply, part: str = "words") -> str:
    """That a language of a reply is still to come, in words; empty where both are there."""
    if not getattr(reply, f"{part}_cy"):
        return _("The Welsh is still to come.")
    return "" if getattr(reply, f"{part}_en") else _("The English is still to come.")


def voice_of(
    contribution: Contribution, language: str, *, quote: str = "", for_everyone: bool = False
) -> Voice:
    """What was said, whole or only the words chosen, and beneath it how, where and when. Words that were chosen from what
    is out of sight since are not shown. `for_everyone`: what was added can be reported from here."""
    if quote and is_theirs(quote, contribution):
        parts: Iterable[Part] = (Part("", quote),)
    else:
        parts = parts_of(contribution, language if for_everyone else "")
    place = visible_area(contribution.place)
    by = [str(contribution.get_kind_display())]
    if place is not None:
        by.append(place.name(language))
    by.append(day(localdate(contribution.made), language))
    title = "" if quote else contribution.title
    return Voice(contribution.pk, title, tuple(parts), contribution.language, ", ".join(by))


def parts_of(contribution: Contribution, reported_in: str = "") -> Iterable[Part]:
    """The parts of what somebody said: a conversation has four, everything else one; then what was added later, which can
    be reported by pages in this language, if one is given."""
    several = contribution.kind == "conversation"
    asked = {
        "words": _("What matters"),
        "can_do": _("What I can do"),
        "others_can": _("What friends and this place can do"),
        "only_services": _("What only a service can do"),
    }
    for name, question in asked.items():
        if text := getattr(contribution, name):
            yield Part(question if several else "", text)
    for name, label in WELSH_LABELS.items():
        if text := getattr(contribution, name):
            yield Part(str(label), text)
    for each in contribution.additions.all():
        report = address_in(reported_in, "portal:report", ADDITION, each.pk) if reported_in else ""
        yield Part(_("Added later"), each.words, report)
