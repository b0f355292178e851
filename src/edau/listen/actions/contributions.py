"""Deeds with what people say: say it, add to it, withdraw it, erase it. What came in is never changed by anybody else."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db import transaction

from edau.accounts.models import User
from edau.core import audit, clock, stamps
from edau.core.answers import insist
from edau.core.seals import seal
from edau.core.visibility import visible
from edau.listen.actions.characteristics import forget_with
from edau.listen.choices import PARTS, WELSH, Audience, Kind, Route
from edau.listen.models import Addition, Contribution, Involvement, PrincipleRating, Witness
from edau.listen.queries.involvements import takes_words
from edau.listen.rules import may_let_through
from edau.moderation.actions.refusing import refuse
from edau.moderation.choices import Reason
from edau.moderation.models import Case
from edau.thread.actions import End, tie
from edau.thread.choices import Link
from edau.thread.models import Receipt

LABEL, INVOLVEMENT = "listen.Contribution", "listen.Involvement"
STAMP = "listen"  # changes with everything that pages about what people say are made from
ANSWER_WITHIN = timedelta(days=90)  # outside any involvement an answer is owed within three months
LONGEST = 20_000  # characters of one text: some ten pages


@dataclass(frozen=True)
class Words:
    """What somebody says. A conversation has four parts, of which `words` is what matters; the others have `words` alone."""

    language: str
    words: str = ""
    title: str = ""
    can_do: str = ""
    others_can: str = ""
    only_services: str = ""
    welsh_effects: str = ""  # of a decision about policy, where a body under the Standards asks or answers
    welsh_better: str = ""
    welsh_harms: str = ""

    def texts(self) -> dict[str, str]:
        """The texts by name, without the language. What nobody was asked is not among them: words that were sealed before
        these questions were there keep their seal."""
        named = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "language"}
        return {name: text for name, text in named.items() if text or name not in WELSH}


class NotOpen(Exception):
    """The involvement takes no words now: it is a draft, has not opened yet, or has closed."""


def changed() -> None:
    """Marks that pages about what people say are new. Call it in the deed's own transaction."""
    stamps.set_stamp(STAMP, uuid.uuid4().hex)


def due_of(involvement: Involvement | None, today: date) -> date:
    """By when an answer is owed: the day the involvement promised, else three months from today."""
    return involvement.answer_by if involvement is not None else today + ANSWER_WITHIN


@transaction.atomic
def contribute(
    *,
    kind: Kind,
    words: Words,
    receipt: Receipt,
    by: str,
    involvement: Involvement | None = None,
    place: str = "",
    audience: Audience = Audience.EVERYONE,
    route: Route = Route.WEB,
    written_by: str = "",
    waiting: bool = False,
    recorded: bool = False,
    synthetic: bool = False,
) -> Contribution:
    """Takes in what somebody said, ties it to the involvement, and seals the words.

    `waiting` keeps it out of sight until somebody has looked; `recorded` allows no words yet (a recording holds them).
    Raises NotOpen; ValueError for no words at all, or for a text that is too long.
    """
    texts = words.texts()
    if not recorded and not any(text.strip() for name, text in texts.items() if name != "title"):
        raise ValueError("Nothing was said.")
    if any(len(text) > LONGEST for text in texts.values()):
        raise ValueError("A text is too long.")
    today = clock.today()
    if involvement is not None and not takes_words(involvement, route, today):
        raise NotOpen
    said = Contribution(
        kind=kind,
        involvement=involvement,
        receipt=receipt,
        language=words.language,
        place=place,
        audience=audience,
        route=route,
        written_by=written_by,
        made=clock.now(),
        due=max(due_of(involvement, today), today),
        waiting=waiting,
        synthetic=synthetic or (involvement is not None and involvement.synthetic),
        **texts,
    )
    said.seal = seal(said.salt, texts)
    said.save(force_insert=True)
    if involvement is not None:
        tie(End(LABEL, said.id), Link.SAID, End(INVOLVEMENT, involvement.id), by=by)
    codes: audit.Codes = {"kind": str(kind), "route": str(route), "seal": said.seal}
    audit.record(deed="contribute", by=by, label=LABEL, object_id=said.id, codes=codes)
    changed()
    return said


@transaction.atomic
def add_words(*, contribution: Contribution, words: str, language: str, by: str) -> Addition:
    """Adds to what its teller said. ValueError for nothing, too much, or what was withdrawn."""
    if contribution.withdrawn or not words.strip() or len(words) > LONGEST:
        raise ValueError("Nothing can be added.")
    added = Addition.objects.create(
        contribution=contribution, words=words, language=language, made=clock.now()
    )
    codes: audit.Codes = {"of": contribution.id, "seal": seal(contribution.salt, {"words": words})}
    audit.record(deed="add_words", by=by, label="listen.Addition", object_id=added.id, codes=codes)
    changed()
    return added


@transaction.atomic
def let_through(*, contributions: Collection[str], by: User) -> list[Contribution]:
    """Lets everyone read words that came in a burst and waited for somebody to look: all of them or none, each with a line.

    `contributions` are ids; what no longer waits (it was let through, refused or taken back meanwhile) is left as it is.
    Returns those that were let through; raises NotAllowed.
    """
    done = _still_waiting(contributions)
    for one in done:
        insist(may_let_through(by, one))
        one.waiting = False
        one.save(update_fields=["waiting"])
        audit.record(deed="let_through", by=str(by), label=LABEL, object_id=one.id)
    if done:
        changed()
    return done


@transaction.atomic
def refuse_words(*, contribution: str, rule: Reason, by: User) -> Case | None:
    """Keeps words that waited out of sight, by a rule of the published list: a case that is decided at once, of which the
    teller is told and can ask for another look. An answer stays owed. None where they no longer wait; raises NotAllowed.
    """
    for one in _still_waiting([contribution]):
        insist(may_let_through(by, one))
        case = refuse(label=LABEL, object_id=one.id, rule=rule, by=by)
        changed()
        return case
    return None


def _still_waiting(contributions: Collection[str]) -> list[Contribution]:
    """Locked, so that two moderators do not decide at once; the oldest first."""
    # The rows of a join with what may be missing cannot be locked: the involvement is fetched apart.
    waiting = Contribution.objects.select_for_update().filter(
        pk__in=list(contributions), waiting=True, withdrawn=None
    )
    return list(visible(waiting).prefetch_related("involvement", "involvement__areas").order_by("made", "pk"))


@transaction.atomic
def withdraw(*, contribution: Contribution, by: str) -> bool:
    """Takes back what was said: its words, recording, place and salt are erased at once, and only a count is left.

    Edges stay, so that whoever follows a thread reads that a voice was withdrawn. Withdrawing twice changes nothing;
    returns whether there was something to withdraw.
    """
    # Locked and read again: a second press of the button, or an answer being written, may be under way.
    contribution = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if contribution.withdrawn:
        return False
    contribution.additions.all().delete()
    contribution.signs.all().delete()
    recording = getattr(contribution, "recording", None)
    if recording is not None:
        name, storage = recording.file.name, recording.file.storage
        recording.delete()
        transaction.on_commit(lambda: storage.delete(name))
    for field in ("title", *PARTS, *WELSH, "place", "salt", "written_by"):
        setattr(contribution, field, "")
    contribution.withdrawn = clock.now()
    contribution.save()
    _let_go_of_judgements(contribution)
    forget_with(contribution, by=by)
    audit.record(deed="withdraw", by=by, label=LABEL, object_id=contribution.id)
    changed()
    return True


def _let_go_of_judgements(contribution: Contribution) -> None:
    """Who has taken back all they said in an involvement no longer says what happened there and how it was done
    either."""
    still = Contribution.objects.filter(
        receipt=contribution.receipt_id, involvement=contribution.involvement_id, withdrawn=None
    )
    if contribution.involvement_id and not still.exists():
        PrincipleRating.objects.filter(
            receipt=contribution.receipt_id, involvement=contribution.involvement_id
        ).delete()
        Witness.objects.filter(
            receipt=contribution.receipt_id, happening__involvement=contribution.involvement_id
        ).delete()
