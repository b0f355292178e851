"""A published reply, and the replies of an involvement, as data for their pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from edau.answer.choices import Mattered
from edau.answer.models import Reply
from edau.answer.queries.replies import (
    LABEL,
    Tally,
    Traced,
    felt_in,
    how_many_answered,
    newest_after,
    readable_answered,
    replies_to,
    traced_in,
)
from edau.language.numbers import day, number
from edau.listen.choices import State
from edau.listen.models import Involvement
from edau.listen.queries.contributions import with_additions
from edau.portal.words.answer import Voice, owed_language, question_of, voice_of
from edau.portal.words.texts import AskedText, Text, text_in
from edau.thread.records import slug_of
from edau.ui.links import address_in
from edau.ui.rows import Heading
from edau.ui.tables import Table

A_PAGE = 20
MOST_VOICES = 60  # shown on the page of one reply; the others are counted


@dataclass(frozen=True)
class ReplyPage:
    """One reply. `others` are answered by it, too, and not for everyone to read, or too many to show."""

    reply: Reply
    body: str
    question: AskedText | None
    involvement: str
    day: str
    outcome: str
    words: Text
    twin: Text | None
    owed: str
    unchecked: bool
    done: Text | None
    done_twin: Text | None
    done_owed: str
    done_day: str
    voices: tuple[Voice, ...]
    many: int
    others: int
    follow: str
    newer: str  # the key of a later answer to the same words; empty where there is none


@dataclass(frozen=True)
class Listed:
    """A reply in the list of an involvement."""

    key: str
    outcome: str
    words: Text
    owed: str
    body: str
    day: str
    many: int
    done: bool


@dataclass(frozen=True)
class RepliesPage:
    """The answers of an involvement. `felt` is None while too few have said to tell them apart."""

    question: AskedText | None
    involvement: str
    listed: tuple[Listed, ...]
    page: Page[Reply]
    traced: Table
    felt: Table | None
    felt_total: int


def reply_page(reply: Reply, language: str) -> ReplyPage:
    """One reply for everyone. Four queries."""
    answered = list(
        readable_answered(reply).prefetch_related(with_additions("contribution__additions"))[:MOST_VOICES]
    )
    many, newer = how_many_answered(reply), newest_after(reply)
    return ReplyPage(
        reply=reply,
        body=reply.organisation.name(language),
        question=question_of(reply.involvement, language),
        involvement=_involvement_address(reply.involvement, language),
        day=day(localdate(reply.made), language),
        outcome=str(reply.get_outcome_display()),
        words=text_in(reply.said("words", language), language),
        twin=_twin(reply, "words", language),
        owed=owed_language(reply),
        unchecked=bool(reply.words_cy) and not reply.checked,
        done=text_in(reply.said("delivered", language), language) if reply.delivered else None,
        done_twin=_twin(reply, "delivered", language) if reply.delivered else None,
        done_owed=owed_language(reply, "delivered") if reply.delivered else "",
        done_day=day(localdate(reply.delivered), language) if reply.delivered else "",
        voices=tuple(
            voice_of(one.contribution, language, quote=one.quote, for_everyone=True) for one in answered
        ),
        many=many,
        others=many - len(answered),
        follow=_follow_address(reply, language),
        newer=newer.pk if newer is not None else "",
    )


def _twin(reply: Reply, part: str, language: str) -> Text | None:
    """The same text in the other language, where both are there."""
    other = "en" if language == "cy" else "cy"
    if not getattr(reply, f"{part}_{language}"):
        return None
    text = getattr(reply, f"{part}_{other}")
    return Text(text, other) if text else None


def _involvement_address(involvement: Involvement | None, language: str) -> str:
    return address_in(language, "portal:involvement", involvement.pk) if involvement is not None else ""


def _follow_address(reply: Reply, language: str) -> str:
    return address_in(language, "portal:follow", slug_of(LABEL, language), reply.pk)


def replies_page(involvement: Involvement, page: str, language: str) -> RepliesPage:
    """The replies of an involvement, beside what can be traced and what tellers feel. Four queries."""
    paged = Paginator(replies_to(involvement), A_PAGE).get_page(page)
    felt = felt_in(involvement)
    return RepliesPage(
        question=question_of(involvement, language),
        involvement=_involvement_address(involvement, language),
        listed=tuple(_listed(one, language) for one in paged.object_list),
        page=paged,
        traced=_traced_table(traced_in(involvement)),
        felt=_felt_table(felt),
        felt_total=felt.total,
    )


def _listed(reply: Reply, language: str) -> Listed:
    return Listed(
        key=reply.pk,
        outcome=str(reply.get_outcome_display()),
        words=text_in(reply.said("words", language), language),
        owed=owed_language(reply),
        body=reply.organisation.name(language),
        day=day(localdate(reply.made), language),
        many=reply.many,  # type: ignore[attr-defined]  # counted with the list
        done=reply.delivered is not None,
    )


def _traced_table(traced: Traced) -> Table:
    rows = [
        (_("Said and not taken back"), traced.said),
        (_("Tied to a theme"), traced.themed),
        (_("Answered"), traced.answered),
        *((str(State(state).label), many) for state, many in traced.outcomes.items()),
    ]
    return Table(
        key="traced",
        caption=_("What can be followed from what was said"),
        columns=(Heading(_("How far it came")), Heading(_("How many"), numeric=True)),
        cells=[(label, number(many)) for label, many in rows],
    )


def _felt_table(tally: Tally) -> Table | None:
    if tally.by is None:
        return None
    return Table(
        key="felt",
        caption=_("Did this matter? What tellers say"),
        columns=(Heading(_("Answer")), Heading(_("How many"), numeric=True)),
        cells=[(str(Mattered(code).label), number(many)) for code, many in tally.by.items()],
    )
