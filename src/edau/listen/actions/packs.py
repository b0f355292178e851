"""Deeds with paper: make a pack of numbered sheets, and write in what came back on one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db import transaction

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.answers import insist
from edau.listen.actions.contributions import INVOLVEMENT, NotOpen, Words, contribute
from edau.listen.actions.signs import Answer, place_story
from edau.listen.choices import Audience, Kind, Route, Stage
from edau.listen.models import Contribution, Involvement, Pack
from edau.listen.rules import may_write_for
from edau.people.models import Person
from edau.places.queries import visible_area
from edau.thread.actions import Issued, choose_word, issue_receipt
from edau.thread.models import Receipt

PACK = "listen.Pack"
NOTHING_PLACED: Mapping[str, Mapping[str, Answer]] = MappingProxyType({})
MOST_SHEETS = 50  # as many as one person hands out in an evening and types in the next day


@dataclass(frozen=True)
class Made:
    """A new pack and its receipts in the order of their numbers, with the secrets that are shown now and never again."""

    pack: Pack
    receipts: tuple[Issued, ...]


class NoSuchNumber(Exception):
    """No sheet of the pack has this number."""


class AlreadyIn(Exception):
    """What stood on the sheet with this number has been written in."""


@transaction.atomic
def make_pack(*, involvement: Involvement, sheets: int, by: User) -> Made:
    """Makes a pack of numbered sheets, each with the receipt of a person nobody knows anything of yet.

    No sheet has a second word: its holder writes one on the part they hand in. Raises NotAllowed, NotOpen where words are
    no longer taken, ValueError for no sheets or too many.
    """
    insist(may_write_for(by, involvement, ""))
    if involvement.stage != Stage.PUBLISHED or clock.today() > involvement.closes:
        raise NotOpen
    if not 1 <= sheets <= MOST_SHEETS:
        raise ValueError("A pack has 1 to 50 sheets.")
    pack = Pack.objects.create(involvement=involvement, sheets=sheets, made_by=str(by), made=clock.now())
    codes: audit.Codes = {"sheets": sheets, "involvement": f"{INVOLVEMENT} {involvement.id}"}
    audit.record(deed="make_pack", by=str(by), label=PACK, object_id=pack.id, codes=codes)
    receipts = tuple(
        issue_receipt(
            person=Person.objects.create(since=clock.now()),
            language="cy",  # until it is known in which language its holder wrote
            by=str(by),
            pack=pack.id,
            number=number,
        )
        for number in range(1, sheets + 1)
    )
    return Made(pack, receipts)


@transaction.atomic
def write_in(
    *,
    pack: Pack,
    number: int,
    words: Words,
    by: User,
    place: str = "",
    audience: Audience = Audience.ANSWERERS,
    word: str = "",
    kind: Kind = Kind.STORY,
    placed: Mapping[str, Mapping[str, Answer]] = NOTHING_PLACED,
) -> Contribution:
    """Takes in what somebody wrote on the sheet with this number, under the receipt that they tore off.

    `placed` are the boxes they ticked, by framework and item. `word` is the second word they wrote down. What was written
    down and since taken back counts as in: its sheet is not typed a second time. Raises NotAllowed, NotOpen, NoSuchNumber,
    AlreadyIn, NotPlacedNow; ValueError for no words, a text that is too long, or a place that is not there.
    """
    insist(may_write_for(by, pack.involvement, ""))
    if place and visible_area(place) is None:
        raise ValueError("There is no such place.")
    # Locked: two people may type the same heap, and the second of them is told.
    receipt = (
        Receipt.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(pack=pack.id, number=number)
        .first()
    )
    if receipt is None:
        raise NoSuchNumber
    if Contribution.objects.filter(receipt=receipt).exists():
        raise AlreadyIn
    _answer_in(words.language, receipt)
    if word.strip():
        choose_word(receipt=receipt, word=word, by=str(by))
    said = contribute(
        kind=kind,
        words=words,
        receipt=receipt,
        by=str(by),
        involvement=pack.involvement,
        place=place,
        audience=audience,
        route=Route.PAPER,
        written_by=str(by),
    )
    for framework, answers in placed.items():
        place_story(contribution=said, framework=framework, answers=answers, by=str(by))
    return said


def _answer_in(language: str, receipt: Receipt) -> None:
    """From now on their language is known, unless they have claimed the receipt and said so themselves."""
    receipt.language = language
    receipt.save(update_fields=["language"])
    if receipt.person.user_id is None:
        Person.objects.filter(pk=receipt.person_id).update(language=language)
