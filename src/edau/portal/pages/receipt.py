"""What the page of a receipt says: what is owed by when, where each thing that was said is on its way, and what came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.translation import gettext as _

from edau.answer.models import Answered
from edau.core import clock
from edau.language.numbers import day
from edau.listen.actions.contributions import LABEL
from edau.listen.choices import ANSWERED, Audience, Kind, State
from edau.listen.models import Contribution
from edau.moderation.choices import Decision, Reason
from edau.places.queries import visible_area
from edau.portal.actions.bringing_in import can_be_brought_in
from edau.portal.pages.stories import follow_address
from edau.portal.queries.receipts import Said
from edau.portal.words.answer import question_of
from edau.portal.words.texts import AskedText, Text, lang_of, text_in
from edau.portal.words.welsh import WELSH_LABELS
from edau.thread.directions import Way
from edau.ui.links import address_of


@dataclass(frozen=True)
class Part:
    """One text of what was said, the language it is in where that is not the page's, and what it is under."""

    text: str
    lang: str
    label: str


@dataclass(frozen=True)
class Step:
    """One knot on the way to an answer: reached, or still open; `next_open`: the thread to the next is still dashed."""

    name: str
    when: str
    reached: bool
    next_open: bool = False
    themes: tuple[Text, ...] = ()

    @property
    def classes(self) -> str:
        return " ".join(
            filter(None, ["" if self.reached else "open", "before-open" if self.next_open else ""])
        )


@dataclass(frozen=True)
class ReplyShown:
    """One answer, and which of the teller's words it answers."""

    outcome: str
    body: str
    day: str
    words: Text
    owed: str  # that the teller's language is still to come
    quote: Text | None
    delivered: Text | None
    delivered_day: str


@dataclass(frozen=True)
class OutOfSight:
    """Why nobody but the holder sees what was said, and what they can do."""

    why: str
    since: str
    due: str
    words: Text | None
    final: bool  # two moderators have looked: nobody is asked a third time
    answer_address: str


@dataclass(frozen=True)
class Voice:
    """One thing that was said, and all that became of it."""

    key: str
    kind: str
    day: str
    question: AskedText | None
    title: Text | None
    texts: list[Part]
    about: str  # place and readers
    story_address: str  # where everyone reads it; empty where they may not
    follow_address: str
    additions: list[tuple[str, Text]]
    spoken: str  # of a recording
    steps: list[Step]
    replies: list[ReplyShown]
    hold: OutOfSight | None
    waiting: bool
    withdrawn: str
    felt_address: str
    felt_given: bool
    turns: tuple[
        tuple[str, str, str], ...
    ] = ()  # lines that can become an offer or a need: what, words, address


@dataclass(frozen=True)
class Owed:
    """By when an answer is owed, said once at the top."""

    day: str
    late: bool
    answered: bool


@dataclass(frozen=True)
class ReceiptPage:
    voices: list[Voice]
    owed: Owed | None
    synthetic: bool
    can_add: bool = field(default=False)
    can_withdraw: bool = field(default=False)


def receipt_page(said: list[Said], key: str, language: str, teller: str) -> ReceiptPage:
    """The page of a receipt with `key` in its address; `teller` is the language in which its holder is answered."""
    living = [one.contribution for one in said if one.contribution.withdrawn is None]
    return ReceiptPage(
        voices=[_voice(one, key, language, teller) for one in said],
        owed=_owed(living, language),
        synthetic=any(one.contribution.synthetic for one in said),
        can_add=bool(living),
        can_withdraw=bool(living),
    )


def choices_of(contributions: list[Contribution], language: str) -> list[tuple[str, str]]:
    """What may still be added to or withdrawn, each by its id and the beginning of its words."""
    return [
        (one.pk, f"{Kind(one.kind).label}, {_day(one.made, language)}: {beginning(one)}")
        for one in contributions
        if one.withdrawn is None
    ]


@dataclass(frozen=True)
class Line:
    """One thing that was said, in a list: what it is and of which day (empty where it was withdrawn), the beginning of its
    words with their language, and where it is."""

    what: str
    words: Text
    state: str


def line_of(one: Contribution, language: str) -> Line:
    """One thing that was said as a line of a list."""
    state = state_in_words(one, language)
    if one.withdrawn is not None:
        return Line("", Text(""), state)
    begins = beginning(one)
    spoken = one.language if begins != _("a recording") else language
    return Line(
        f"{Kind(one.kind).label}, {_day(one.made, language)}:", text_in((begins, spoken), language), state
    )


def beginning(contribution: Contribution, most: int = 60) -> str:
    """The title, or the first words."""
    text = contribution.title or " ".join(
        (
            contribution.words or contribution.can_do or contribution.others_can or contribution.only_services
        ).split()
    )
    if not text:
        return _("a recording")
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def state_in_words(contribution: Contribution, language: str) -> str:
    """Where one thing is, in a line of a list."""
    if contribution.withdrawn is not None:
        return _("Withdrawn")
    if contribution.answered is not None:
        return str(State(contribution.state).label)
    return _("%(state)s. Answer owed by %(day)s") % {
        "state": State(contribution.state).label,
        "day": day(contribution.due, language),
    }


def _owed(living: list[Contribution], language: str) -> Owed | None:
    if not living:
        return None
    waiting = [one.due for one in living if one.answered is None]
    if not waiting:
        return Owed("", late=False, answered=True)
    return Owed(day(min(waiting), language), late=min(waiting) < clock.today(), answered=False)


def _voice(said: Said, key: str, language: str, teller: str) -> Voice:
    one = said.contribution
    withdrawn = _day(one.withdrawn, language) if one.withdrawn else ""
    answered = one.state in ANSWERED
    hold = _hold(said, key, language) if not withdrawn else None
    return Voice(
        key=one.pk,
        kind=str(Kind(one.kind).label),
        day=_day(one.made, language),
        question=question_of(one.involvement, language),
        title=_text(one.title, one.language, language),
        texts=_texts(one, language),
        about="" if withdrawn else _about(one, language),
        story_address=_address("portal:story", one.pk) if said.public else "",
        follow_address=follow_address(LABEL, one.pk, language, Way.ON) if said.public else "",
        additions=[
            (_day(each.made, language), text_in((each.words, each.language), language))
            for each in said.additions
        ],
        spoken=_spoken(one, language),
        steps=[] if withdrawn else _steps(said, language),
        replies=[_reply(each, one, language, teller) for each in said.answers],
        hold=hold,
        waiting=one.waiting and not withdrawn and hold is None,  # once refused it waits no more
        withdrawn=withdrawn,
        felt_address=_address("portal:felt", key, one.pk) if answered and not withdrawn else "",
        felt_given=getattr(one, "felt", None) is not None,
        turns=_turns(one, key),
    )


def _texts(one: Contribution, language: str) -> list[Part]:
    lang = lang_of(one.language, language)
    parts = [
        (one.words, _("What matters") if one.kind == Kind.CONVERSATION else ""),
        (one.can_do, _("What I can do")),
        (one.others_can, _("What friends and this place can do")),
        (one.only_services, _("What only a service can do")),
        *((getattr(one, name), str(label)) for name, label in WELSH_LABELS.items()),
    ]
    return [Part(text, lang, label) for text, label in parts if text]


def _turns(one: Contribution, key: str) -> tuple[tuple[str, str, str], ...]:
    """The lines of a conversation that its teller can turn into an offer or a need, each with the address where."""
    if not can_be_brought_in(one):
        return ()
    ways = (
        ("can_do", "portal:offer_new_of", _("Turn what I can do into an offer")),
        ("words", "portal:need_new_of", _("Turn what matters into a need")),
        ("others_can", "portal:need_new_of", _("Turn what others can do into a need")),
        ("only_services", "portal:need_new_of", _("Turn what only a service can do into a need")),
    )
    return tuple(
        (part, label, f"{address_of(view, key)}?{urlencode({'from': one.pk, 'part': part})}")
        for part, view, label in ways
        if getattr(one, part).strip()
    )


def _about(one: Contribution, language: str) -> str:
    area = visible_area(one.place) if one.place else None
    readers = (
        _("To be read by everyone, without a name.")
        if one.audience == Audience.EVERYONE
        else _("To be read only by those who answer.")
    )
    return f"{area.name(language)}. {readers}" if area is not None else readers


def _spoken(one: Contribution, language: str) -> str:
    recording = getattr(one, "recording", None)
    if recording is None or one.withdrawn is not None:
        return ""
    if recording.transcribed is None:
        return _("You said this aloud. Somebody is going to type it.")
    return _("You said this aloud. Somebody typed it on %(day)s.") % {
        "day": _day(recording.transcribed, language)
    }


def _steps(said: Said, language: str) -> list[Step]:
    """Received, heard, weighed, answered; and delivered, once something was promised."""
    one = said.contribution
    first: dict[str, datetime] = {}
    for passage in said.passages:
        first.setdefault(passage.state, passage.at)
    first.setdefault(State.RECEIVED, one.made)
    rows: list[tuple[str, datetime | None, str]] = [
        (str(State.RECEIVED.label), first[State.RECEIVED], ""),
        (str(State.HEARD.label), first.get(State.HEARD), _("Somebody who answers reads it.")),
        (
            str(State.WEIGHED.label),
            first.get(State.WEIGHED),
            _("Together with what others said and the figures."),
        ),
        # A reply in the other language alone is not yet an answer to this teller.
        (_("An answer to you, with the reason"), one.answered, _due(one, language)),
    ]
    if one.state in (State.ADOPTED, State.ADAPTED, State.DELIVERED):
        rows.append((_("What was promised is done"), first.get(State.DELIVERED), _("We will say so here.")))
    # Who was answered has been heard and weighed, whether or not somebody said so on the way.
    last = max((index for index, row in enumerate(rows) if row[1] is not None), default=0)
    themes = tuple(text_in(each.said(language), language) for each in said.themes)
    return [
        Step(
            name=name,
            when=_day(at, language) if at else ("" if index < last else to_come),
            reached=index <= last,
            next_open=last <= index < len(rows) - 1,
            themes=themes if index == 1 and index <= last else (),
        )
        for index, (name, at, to_come) in enumerate(rows)
    ]


def _due(one: Contribution, language: str) -> str:
    if one.due < clock.today():
        return _("This was owed by %(day)s. It is late, and everyone can see that.") % {
            "day": day(one.due, language)
        }
    return _("By %(day)s. If it is late, everyone will see that.") % {"day": day(one.due, language)}


def _reply(answered: Answered, one: Contribution, language: str, teller: str) -> ReplyShown:
    reply = answered.reply
    done, done_lang = reply.said("delivered", language)
    owed = ""
    if not getattr(reply, f"words_{teller}"):
        owed = (
            _("The answer in Welsh is still owed")
            if teller == "cy"
            else _("The answer in English is still owed")
        )
    return ReplyShown(
        outcome=str(reply.get_outcome_display()),
        body=reply.organisation.name(language),
        day=_day(reply.made, language),
        words=text_in(reply.said("words", language), language),
        owed=owed,
        quote=_text(answered.quote, one.language, language),
        delivered=_text(done, done_lang, language) if reply.delivered else None,
        delivered_day=_day(reply.delivered, language) if reply.delivered else "",
    )


def _hold(said: Said, key: str, language: str) -> OutOfSight | None:
    if said.hold is None:
        return None
    case = said.case
    code = case.rule if case is not None and case.rule else said.hold.reason
    why = str(Reason(code).label) if code in Reason.values else ""
    decided = case is not None and case.decided is not None and case.outcome == Decision.REMOVED
    appeal = getattr(case, "appeal", None)
    last = appeal if appeal is not None and appeal.decided else case
    text, lang = last.why(language) if last is not None else ("", language)
    return OutOfSight(
        why=why,
        since=_day(said.hold.since, language),
        due=_day(case.due, language) if case is not None and not decided else "",
        words=_text(text, lang, language) if decided else None,
        final=appeal is not None and last is appeal,
        answer_address=_address("portal:appeal_with_receipt", key, case.pk) if case is not None else "",
    )


def _text(text: str, lang: str, language: str) -> Text | None:
    return Text(text, lang_of(lang, language)) if text else None


def _day(moment: datetime | date, language: str) -> str:
    local = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return day(local, language)


def _address(view: str, *args: Any) -> str:
    """The address of a page; empty where there is none."""
    try:
        return address_of(view, *args)
    except NoReverseMatch:
        return ""
