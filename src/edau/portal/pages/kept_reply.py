"""A published reply for those who gave it: what is still to come, to be done, to be posted, and what tellers said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate

from edau.answer.choices import Mattered, Outcome
from edau.answer.models import Answered, Reply
from edau.answer.queries.replies import felt_of, how_many_answered
from edau.answer.queries.sending import to_be_brought
from edau.language.numbers import day
from edau.portal.forms.answering import DeliverForm, OwedForm
from edau.portal.words.answer import question_of
from edau.portal.words.texts import AskedText, Text, lang_of

LANGUAGES = ("cy", "en")


@dataclass(frozen=True)
class Remark:
    """What one teller wrote of the answer, beside how far it mattered to them."""

    mattered: str
    words: str
    lang: str
    day: str
    key: str


@dataclass(frozen=True)
class KeptReply:
    """The page. `sent` is the form that was sent, if one was."""

    reply: Reply
    question: AskedText | None
    body: str
    texts: tuple[Text, ...]
    done: tuple[Text, ...]
    many: int
    owed: tuple[OwedForm, ...]
    deliver: DeliverForm | None
    to_bring: tuple[Answered, ...]
    remarks: tuple[Remark, ...]
    sent: OwedForm | DeliverForm | None


def kept_reply(reply: Reply, data: Mapping[str, Any] | None, language: str) -> KeptReply:
    """The page of a reply; `data` is what was sent to it, whose field `do` says which of its forms it is."""
    do = data.get("do", "") if data is not None else ""
    owed = tuple(
        OwedForm(data if do == f"{part}_{each}" else None, part=part, language=each)
        for part in ("words", "delivered")
        for each in LANGUAGES
        if not getattr(reply, f"{part}_{each}") and (part == "words" or reply.delivered)
    )
    can_deliver = reply.outcome != Outcome.NOT_ADOPTED and reply.delivered is None
    deliver = DeliverForm(data if do == "deliver" else None) if can_deliver else None
    forms: list[OwedForm | DeliverForm] = [*owed, *([deliver] if deliver else [])]
    return KeptReply(
        reply=reply,
        question=question_of(reply.involvement, language),
        body=reply.organisation.name(language),
        texts=_both(reply, "words", language),
        done=_both(reply, "delivered", language),
        many=how_many_answered(reply),
        owed=owed,
        deliver=deliver,
        to_bring=tuple(to_be_brought(Reply.objects.filter(pk=reply.pk))),
        remarks=tuple(
            Remark(
                str(Mattered(one.mattered).label),
                one.words,
                one.language,
                day(localdate(one.at), language),
                str(one.pk),
            )
            for one in felt_of(reply)
        ),
        sent=next((form for form in forms if form.is_bound), None),
    )


def _both(reply: Reply, part: str, language: str) -> tuple[Text, ...]:
    """A text in the language of the page, then in the other, as far as each is there."""
    order = (language, "en" if language == "cy" else "cy")
    return tuple(
        Text(text, lang_of(each, language)) for each in order if (text := getattr(reply, f"{part}_{each}"))
    )
