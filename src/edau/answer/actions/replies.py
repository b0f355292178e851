"""Deeds with replies: answer one or many with a reason, complete the language that was owed, say that it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from edau.accounts.models import User
from edau.answer.actions.passages import bring, take
from edau.answer.actions.sending import route_of, send_what_can_be_read
from edau.answer.choices import Outcome
from edau.answer.models import Answered, Reply
from edau.answer.queries.owing import ower
from edau.answer.queries.sealed import seal_of
from edau.answer.queries.words import in_sight, is_theirs, language_of, languages_of
from edau.answer.rules import NOTHING_PROMISED
from edau.core import audit, clock
from edau.core.answers import insist
from edau.core.seals import new_salt
from edau.core.visibility import held_ids
from edau.listen.actions.contributions import INVOLVEMENT, LABEL, changed
from edau.listen.choices import State
from edau.listen.models import Contribution
from edau.people.models import Organisation
from edau.people.rules import Deed, may
from edau.thread.actions import End, tie
from edau.thread.choices import Link

REPLY = "answer.Reply"
LONGEST = 6_000  # characters of an answer: two pages; whoever needs more says where it can be read


class SeveralInvolvements(ValueError):
    """One reply answers words of one involvement, for one body."""


class OwedLanguage(ValueError):
    """A teller's language is missing, and nobody has said that it is still to come."""


class NotTheirWords(ValueError):
    """What is quoted is not what the teller said."""


class AnsweredMeanwhile(Exception):
    """Somebody else has answered these since this person began to write; nothing was written over."""


class AlreadySaid(Exception):
    """A published text stays as it is: what was wrong in it is put right by another reply."""


@dataclass(frozen=True)
class Draft:
    """What somebody wants to answer. A language may be empty; `later` says that it is still to come.

    `quotes` are the words of each teller that are answered, by the id of the contribution; left out: all of them.
    `answered_before` is how many answers these had when writing began.
    """

    outcome: Outcome
    words_cy: str
    words_en: str
    checked: bool = False
    later: bool = False
    quotes: Mapping[str, str] = field(default_factory=dict)
    answered_before: int = 0

    def words(self, language: str) -> str:
        return self.words_cy if language == "cy" else self.words_en


@transaction.atomic
def reply(
    *,
    contributions: Sequence[str],
    draft: Draft,
    by: User,
    organisation: Organisation | None = None,
) -> Reply:
    """Answers contributions, given by their ids, with one reason; each keeps which of its words are answered.

    A teller whose language is still owed stays owed an answer until `complete` gives it. `organisation` says in whose
    name, where no body is bound to answer.

    Raises NotAllowed; AnsweredMeanwhile; ValueError for no words or too many, SeveralInvolvements, OwedLanguage,
    NotTheirWords; Contribution.DoesNotExist.
    """
    _check_words(draft.words_cy, draft.words_en)
    found = take(contributions, Deed.REPLY, [State(draft.outcome)], by)
    answering = _organisation(found.contributions, found.bodies, organisation, by)
    owed = [one for one in languages_of(found.contributions) if not draft.words(one).strip()]
    if owed and not draft.later:
        raise OwedLanguage(owed[0])
    for one in found.contributions:
        quote = draft.quotes.get(one.pk, "")
        if quote.strip() and not is_theirs(quote, one):
            raise NotTheirWords(one.pk)
    if Answered.objects.filter(contribution__in=contributions).count() != draft.answered_before:
        raise AnsweredMeanwhile
    made = Reply.objects.create(
        involvement=found.contributions[0].involvement,
        organisation=answering,
        outcome=draft.outcome,
        words_cy=draft.words_cy.strip(),
        words_en=draft.words_en.strip(),
        checked=draft.checked and bool(draft.words_cy.strip()),
        written_by=str(by),
        made=clock.now(),
        synthetic=any(one.synthetic for one in found.contributions),
    )
    codes: audit.Codes = {
        "outcome": str(draft.outcome),
        "answers": len(found.contributions),
        "seal": seal_of(made),
    }
    audit.record(deed="reply", by=str(by), label=REPLY, object_id=made.id, codes=codes)
    for one in found.contributions:
        _answer(made, one, draft, by)
    if made.involvement_id:
        tie(End(REPLY, made.id), Link.REPLIES, End(INVOLVEMENT, made.involvement_id), by=str(by))
    send_what_can_be_read(made, by=str(by))
    changed()
    return made


def _answer(made: Reply, one: Contribution, draft: Draft, by: User) -> None:
    Answered.objects.create(
        reply=made, contribution=one, quote=draft.quotes.get(one.pk, "").strip(), sent=route_of(one)
    )
    # Answered is who can read the reason in their own language; until then the answer is owed, and counted so.
    if one.answered is None and draft.words(language_of(one)).strip():
        one.answered = made.made
    bring(one, State(draft.outcome), deed="answer", by=str(by))
    tie(End(REPLY, made.id), Link.ANSWERS, End(LABEL, one.id), by=str(by))


def _organisation(
    contributions: Sequence[Contribution],
    bodies: Mapping[str, str],
    chosen: Organisation | None,
    by: User,
) -> Organisation:
    """In whose name these are answered: of the body bound to, or else of the one that was chosen."""
    bound = {(one.involvement_id, ower(one, bodies).organisation) for one in contributions}
    if len(bound) != 1:
        raise SeveralInvolvements
    key = bound.pop()[1]
    if key:
        return Organisation.objects.get(pk=key)
    if chosen is None:
        raise ValueError("Somebody must answer.")
    insist(may(by, Deed.REPLY, organisations=[chosen.key], areas=[chosen.area]))
    return chosen


def _check_words(words_cy: str, words_en: str) -> None:
    if not words_cy.strip() and not words_en.strip():
        raise ValueError("An answer has words.")
    if max(len(words_cy), len(words_en)) > LONGEST:
        raise ValueError("An answer is too long.")


@transaction.atomic
def complete(*, reply: str, part: str, language: str, words: str, by: User, checked: bool = False) -> Reply:
    """Gives a published reply the language that was owed: of its `words`, or of what was `delivered`.

    Whoever was owed that language is answered by it now. Raises NotAllowed; AlreadySaid where that text is there;
    ValueError for no words or too many; Reply.DoesNotExist, also for one that is held.
    """
    if part not in ("words", "delivered") or language not in ("cy", "en"):
        raise ValueError("There is no such text.")
    _check_words(words, "")
    made = _locked(reply, by)
    if getattr(made, f"{part}_{language}"):
        raise AlreadySaid
    if part == "delivered" and made.delivered is None:
        raise ValueError("Nothing was done yet.")
    setattr(made, f"{part}_{language}", words.strip())
    if part == "words" and language == "cy":
        made.checked = checked
    codes: audit.Codes = {"part": part, "language": language, "seal": _sealed(made)}
    made.save()
    audit.record(deed="complete_reply", by=str(by), label=REPLY, object_id=made.id, codes=codes)
    if part == "words":
        waiting = Contribution.objects.filter(answers__reply=made, withdrawn=None, answered=None)
        waiting.filter(receipt__person__language=language).update(answered=clock.now())
        send_what_can_be_read(made, by=str(by))
    changed()
    return made


@transaction.atomic
def deliver(*, reply: str, words_cy: str, words_en: str, by: User) -> Reply:
    """Says that what a reply promised has been done, and what that is. One language may be owed.

    Raises NotAllowed, also for what was not adopted; AlreadySaid; ValueError for no words or too many;
    Reply.DoesNotExist, also for one that is held.
    """
    _check_words(words_cy, words_en)
    made = _locked(reply, by)
    if made.delivered is not None:
        raise AlreadySaid
    if made.outcome == Outcome.NOT_ADOPTED:
        insist(NOTHING_PROMISED)
    still = Contribution.objects.filter(answers__reply=made, state=made.outcome)
    keys = list(in_sight(still).values_list("pk", flat=True))
    found = take(keys, Deed.REPLY, [State.DELIVERED], by).contributions if keys else []
    made.delivered = clock.now()
    made.delivered_cy, made.delivered_en = words_cy.strip(), words_en.strip()
    codes: audit.Codes = {"seal": _sealed(made)}
    made.save()
    audit.record(deed="deliver", by=str(by), label=REPLY, object_id=made.id, codes=codes)
    for one in found:
        bring(one, State.DELIVERED, deed="deliver", by=str(by))
    changed()
    return made


def _sealed(reply: Reply) -> str:
    """The seal of a reply that was added to. One of before replies were sealed has its salt, and its seal, from now on."""
    reply.salt = reply.salt or new_salt()
    return seal_of(reply)


def _locked(key: str, by: User) -> Reply:
    """A reply kept from everybody else, for who may answer in its body's name."""
    if key in held_ids(REPLY):
        raise Reply.DoesNotExist
    made = Reply.objects.select_for_update().get(pk=key)
    insist(may(by, Deed.REPLY, organisations=[made.organisation_id], areas=[made.organisation.area]))
    return made
