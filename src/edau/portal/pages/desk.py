"""The desk of those who answer: what their bodies owe, the soonest due first, and the one thing to do next with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.answer.queries.debt import OPEN
from edau.answer.queries.desk import TO_DO, Asked, counts_by_state, in_order, narrowed, shown_ids
from edau.language.numbers import day, number
from edau.listen.choices import Audience, State
from edau.listen.models import Contribution
from edau.people.models import Role
from edau.portal.words.answer import Voice, question_of, voice_of
from edau.portal.words.texts import AskedText

A_PAGE = 30
ANSWERED = "answered"  # what stands in the address for every state with a reason
STATES = (*(str(state) for state in TO_DO), ANSWERED)


@dataclass(frozen=True)
class Tab:
    """One state with how many are in it."""

    state: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Row:
    """One contribution. `out_of_sight` says that its words may not be shown now, and nothing be done with it."""

    voice: Voice
    question: AskedText | None
    due: str
    overdue: bool
    closed: bool
    recording: bool
    out_of_sight: bool


@dataclass(frozen=True)
class Action:
    """The one thing to do with what is ticked."""

    code: str
    label: str
    hint: str


@dataclass(frozen=True)
class Desk:
    """The desk as its page shows it."""

    sentence: str
    tabs: tuple[Tab, ...]
    state: str
    action: Action
    rows: tuple[Row, ...]
    page: Page[Contribution]
    synthetic: bool


def desk_of(roles: Sequence[Role], asked: Asked, page: str, language: str, today: date) -> Desk:
    """The desk of who holds these roles. A constant number of queries."""
    mine = narrowed(roles, asked)
    counts = counts_by_state(mine)
    state = asked.state if asked.state in STATES else _first_to_do(counts)
    in_state = mine.filter(_of_state(state))
    paged = Paginator(in_order(in_state), A_PAGE).get_page(page)
    found = list(paged.object_list)
    shown = shown_ids(one.pk for one in found)
    return Desk(
        sentence=owed_sentence(roles, language, today),
        tabs=tuple(Tab(each, _state_label(each), _count(counts, each), each == state) for each in STATES),
        state=state,
        action=_action(state),
        rows=tuple(_row(one, shown, language, today) for one in found),
        page=paged,
        synthetic=any(one.synthetic for one in found),
    )


def _first_to_do(counts: dict[str, int]) -> str:
    """The first state in which something waits: one hears before one weighs."""
    return next((str(state) for state in TO_DO if counts.get(state)), str(TO_DO[0]))


def _of_state(state: str) -> Q:
    return ~Q(state__in=TO_DO) if state == ANSWERED else Q(state=state)


def _count(counts: dict[str, int], state: str) -> int:
    if state == ANSWERED:
        return sum(many for each, many in counts.items() if each not in TO_DO)
    return counts.get(state, 0)


def _state_label(state: str) -> str:
    return _("Answered") if state == ANSWERED else str(State(state).label)


def _action(state: str) -> Action:
    return {
        str(State.RECEIVED): Action(
            "hear", _("Mark as heard"), _("Tick what you have read or listened to, to the end.")
        ),
        str(State.HEARD): Action(
            "weigh",
            _("Mark as weighed"),
            _("Tick what you have considered beside what others say and beside the figures."),
        ),
        str(State.WEIGHED): Action(
            "answer",
            _("Answer together"),
            _("Tick what one answer fits. Each person still sees which of their words it answers."),
        ),
        ANSWERED: Action(
            "answer",
            _("Answer again"),
            _("What was published stays. If it was wrong, or things have changed, another answer says so."),
        ),
    }[state]


def owed_sentence(roles: Sequence[Role], language: str, today: date) -> str:
    """What is owed by all bodies of these roles, whatever is filtered. One query."""
    everything = narrowed(roles, Asked())
    owed = everything.order_by().aggregate(
        owed=Count("pk", filter=OPEN),
        overdue=Count("pk", filter=OPEN & Q(due__lt=today)),
        oldest=Min("made", filter=OPEN),
    )
    return owed_in_words(
        owed["owed"],
        owed["overdue"],
        localdate(owed["oldest"]) if owed["oldest"] else None,
        language,
    )


def owed_in_words(owed: int, overdue: int, oldest: date | None, language: str) -> str:
    """How many answers are owed, how many are overdue, and how long the oldest has waited, in sentences."""
    if not owed:
        return _("No answer is owed.")
    said = [
        ngettext("%(count)s answer is owed.", "%(count)s answers are owed.", owed) % {"count": number(owed)}
    ]
    if overdue:
        said.append(
            ngettext("%(count)s of them is overdue.", "%(count)s of them are overdue.", overdue)
            % {"count": number(overdue)}
        )
    else:
        said.append(_("None of them is overdue."))
    if oldest is not None:
        said.append(_("The oldest has waited since %(day)s.") % {"day": day(oldest, language)})
    return " ".join(said)


def _row(one: Contribution, shown: Collection[str], language: str, today: date) -> Row:
    hidden = one.pk not in shown
    recording = getattr(one, "recording", None)
    return Row(
        voice=voice_of(one, language),
        question=None if hidden else question_of(one.involvement, language),
        due=day(one.due, language),
        overdue=one.answered is None and one.due < today,
        closed=one.audience == Audience.ANSWERERS,
        recording=recording is not None and recording.transcribed is None,
        out_of_sight=hidden,
    )
