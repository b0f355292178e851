"""Deeds with involvements: open one, change its draft, publish and so seal it, say that one will answer it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.answers import insist
from edau.core.seals import seal
from edau.listen.actions.contributions import INVOLVEMENT, changed
from edau.listen.choices import Stage
from edau.listen.models import Involvement, InvolvementArea
from edau.listen.rules import (
    PROMISED,
    may_ask,
    may_ask_as_citizen,
    may_change,
    on_policy,
    says_no_policy,
    unsaid,
)
from edau.people.models import Organisation
from edau.people.rules import Deed, may

SEALED = ("question", "about", "open", "fixed")
SAY = PROMISED  # how much say people are promised, and where in the work they come in
NO_POLICY = ("no_policy_cy", "no_policy_en")  # why nothing is decided about policy, where somebody says so
LAW = ("policy", "plan")  # what the law asks of it


@dataclass(frozen=True)
class Promise:
    """What an involvement says. A text may be empty in one language: it is then owed."""

    question_cy: str
    question_en: str
    about_cy: str
    about_en: str
    open_cy: str
    open_en: str
    fixed_cy: str
    fixed_en: str
    checked: bool
    opens: date
    closes: date
    answer_by: date
    areas: tuple[str, ...]
    asked_by: Organisation | None
    answered_by: Organisation
    controllers: tuple[Organisation, ...]
    cycle: str = ""  # a Cycle, or nothing said
    co: str = ""  # a Co
    promised: str = ""  # a Level
    policy: bool = False
    plan: bool = False  # a plan is always about policy
    no_policy_cy: str = ""  # why it is not about policy; where that is said neither way it is still open
    no_policy_en: str = ""
    follows: Involvement | None = None


class AlreadyPublished(Exception):
    """What is sealed cannot be changed."""


class Unsaid(Exception):
    """It cannot be published before it says what `missing` names, as names of its fields."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@transaction.atomic
def open_involvement(*, promise: Promise, by: User, synthetic: bool = False) -> Involvement:
    """Opens a draft. Raises NotAllowed; ValueError where the days are out of order or there is no question or place."""
    _insist_on_asking(promise, by)
    involvement = Involvement(opened_by=by, synthetic=synthetic, created=clock.now())
    _write(involvement, promise)
    audit.record(deed="open_involvement", by=str(by), label=INVOLVEMENT, object_id=involvement.id)
    return involvement


@transaction.atomic
def change_draft(*, involvement: Involvement, promise: Promise, by: User) -> Involvement:
    """Changes a draft. Raises NotAllowed; AlreadyPublished; ValueError as `open_involvement`."""
    involvement = Involvement.objects.select_for_update().get(pk=involvement.pk)
    insist(may_change(by, involvement))
    _insist_on_asking(promise, by)
    if involvement.stage != Stage.DRAFT:
        raise AlreadyPublished
    _write(involvement, promise)
    audit.record(deed="change_draft", by=str(by), label=INVOLVEMENT, object_id=involvement.id)
    return involvement


def _insist_on_asking(promise: Promise, by: User) -> None:
    insist(may_ask(by, promise.asked_by))
    if promise.asked_by is None:
        insist(may_ask_as_citizen(by, (promise.answered_by, *promise.controllers)))


def _write(involvement: Involvement, promise: Promise) -> None:
    if not (promise.question_cy or promise.question_en) or not promise.areas:
        raise ValueError("An involvement has a question and a place.")
    if not promise.opens <= promise.closes <= promise.answer_by:
        raise ValueError("An involvement opens, closes, then answers.")
    for name in SEALED:
        for language in ("cy", "en"):
            setattr(involvement, f"{name}_{language}", getattr(promise, f"{name}_{language}"))
    for name in (*SAY, *LAW):
        setattr(involvement, name, getattr(promise, name))
    involvement.policy = on_policy(involvement)
    for name in NO_POLICY:
        setattr(involvement, name, "" if involvement.policy else getattr(promise, name).strip())
    if promise.follows is not None and promise.follows.pk == involvement.pk:
        raise ValueError("An involvement does not follow itself.")
    involvement.follows = promise.follows
    involvement.checked = promise.checked
    involvement.opens, involvement.closes = promise.opens, promise.closes
    involvement.answer_by = promise.answer_by
    involvement.asked_by, involvement.answered_by = promise.asked_by, promise.answered_by
    involvement.save()
    involvement.areas.all().delete()
    InvolvementArea.objects.bulk_create(
        InvolvementArea(involvement=involvement, code=code) for code in dict.fromkeys(promise.areas)
    )
    involvement.controllers.set(promise.controllers)


@transaction.atomic
def publish(*, involvement: Involvement, by: User) -> Involvement:
    """Publishes and seals the promise: from now on its words and its days are those of this moment.

    Raises NotAllowed; AlreadyPublished; Unsaid where it does not say yet what everyone must be told.
    """
    involvement = Involvement.objects.select_for_update().get(pk=involvement.pk)
    insist(may_change(by, involvement))
    if involvement.stage != Stage.DRAFT:
        raise AlreadyPublished
    if involvement.asked_by is None:  # whoever publishes may have come to the body since it was drafted
        insist(may_ask_as_citizen(by, (involvement.answered_by, *involvement.controllers.all())))
    if missing := unsaid(involvement):
        raise Unsaid(missing)
    involvement.stage, involvement.published = Stage.PUBLISHED, clock.now()
    if involvement.asked_by_id == involvement.answered_by_id:
        involvement.taken_up = involvement.published
    involvement.seal = seal_of(
        involvement,
        [area.code for area in involvement.areas.all()],
        [body.pk for body in involvement.controllers.all()],
    )
    involvement.save()
    audit.record(
        deed="publish_involvement",
        by=str(by),
        label=INVOLVEMENT,
        object_id=involvement.id,
        codes={
            "seal": involvement.seal,
            "policy": _policy(involvement),
            "as": involvement.asked_by_id or "citizen",
        },
    )
    changed()
    return involvement


def _policy(involvement: Involvement) -> str:
    """Which way it was said whether it is about policy, as the trail keeps it: never the words."""
    if on_policy(involvement):
        return "plan" if involvement.plan else "yes"
    return "no" if says_no_policy(involvement) else "not_said"


def is_as_sealed(involvement: Involvement) -> bool:
    """Whether an involvement still says what was sealed when it was published; never for one without a seal.

    Promises of before those who answer for the data were sealed too hold without them: their seal has no other form. One
    that was sealed with them has this form alone, so nobody can be put in or taken out. Two queries, none where areas and
    controllers were fetched with it.
    """
    areas = [area.code for area in involvement.areas.all()]
    bodies = [body.pk for body in involvement.controllers.all()]
    forms = (seal_of(involvement, areas, bodies), seal_of(involvement, areas, ()))
    return bool(involvement.seal) and involvement.seal in forms


def seal_of(involvement: Involvement, areas: Iterable[str], controllers: Iterable[str]) -> str:
    """The seal of everything an involvement promises, as it stands now. `areas` are codes, `controllers` the keys of the
    organisations that answer in law for what people say in it.

    How much say is promised, why it is not about policy, and who the controllers are, is sealed where something was said of
    it: a promise of before it was asked keeps its seal.
    """
    words = {
        f"{name}_{language}": getattr(involvement, f"{name}_{language}")
        for name in SEALED
        for language in ("cy", "en")
    }
    days = {name: getattr(involvement, name).isoformat() for name in ("opens", "closes", "answer_by")}
    bodies = {"asked_by": involvement.asked_by_id or "", "answered_by": involvement.answered_by_id}
    published = involvement.published.isoformat() if involvement.published else ""
    later = {name: getattr(involvement, name) for name in (*SAY, *NO_POLICY) if getattr(involvement, name)}
    later |= {name: "yes" for name in LAW if getattr(involvement, name)}
    if involvement.follows_id:
        later["follows"] = involvement.follows_id
    if bodies_in_law := " ".join(sorted(controllers)):
        later["controllers"] = bodies_in_law
    return seal(
        involvement.salt,
        {**words, **days, **bodies, **later, "areas": " ".join(sorted(areas)), "at": published},
    )


@transaction.atomic
def take_up(*, involvement: Involvement, by: User) -> None:
    """An officer says that their organisation will answer what it was asked. Raises NotAllowed."""
    insist(may(by, Deed.TAKE_UP, organisations=[involvement.answered_by_id]))
    taken = Involvement.objects.filter(pk=involvement.pk, taken_up=None).update(taken_up=clock.now())
    if taken:
        audit.record(deed="take_up", by=str(by), label=INVOLVEMENT, object_id=involvement.id)
        changed()
