"""Telling parties by letter: that they are asked, that both said yes, that they are thanked, that it is no longer open.

For a child, or an adult at risk, the letter goes to the connector who stands between, and to nobody where there is none yet.
So it does for whoever agreed to be acted for and left no address: their connector speaks with them, or prints a letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import Q

from edau.accounts.models import User
from edau.connect.models import Party
from edau.connect.queries.reaching import letterbox, letterboxes
from edau.connect.wording import (
    Words,
    acting_letter,
    agreed_letter,
    asked_letter,
    done_letter,
    language_of,
    queue_letter,
    taken_letter,
    thanked_letter,
)
from edau.core import mail

PURPOSE = "proposal"
ACTING = "acted_for"


class Asked(NamedTuple):
    """The two parties of a new proposal, by their ids."""

    giver: str
    seeker: str


def tell_asked(proposals: Iterable[Asked]) -> None:
    """One letter for each party, however many suggestions it has. Only inside a deed."""
    many = Counter(party for one in proposals for party in one)
    _send(many, lambda party, language: asked_letter(many[party.pk], language, party.synthetic))


def tell_agreed(parties: Iterable[str]) -> None:
    """Both said yes."""
    _send(parties, lambda party, language: agreed_letter(language, party.synthetic))


def tell_thanked(party: str) -> None:
    """The giver is thanked."""
    _send([party], lambda party, language: thanked_letter(language, party.synthetic))


def tell_taken(parties: Iterable[str]) -> None:
    """Those who had said yes to what is no longer open."""
    _send(parties, lambda party, language: taken_letter(language, party.synthetic))


def tell_done(party: str, *, beyond_limit: bool = False) -> None:
    """The other side has said that it is done. `beyond_limit`: the hours were not counted, because one side has reached the
    limit."""
    _send([party], lambda party, language: done_letter(language, party.synthetic, beyond_limit=beyond_limit))


def tell_acted_for(party: Party, *, by: User, language: str, asked: str) -> None:
    """This connector may act for them from now on. `asked` stands in the link by which they take that back. It goes to the
    person alone: for a child, or an adult at risk, a connector answers in any case, and no letter goes to them."""
    box = "" if party.at_risk else letterbox(party)
    if box:
        _post(box, language, acting_letter(by.email, asked, language, party.synthetic), ACTING)


def _send(parties: Iterable[str], words: Callable[[Party, str], Words]) -> None:
    asked = set(parties)
    boxes = letterboxes(asked)
    acted = Q(consent__isnull=False, consent__withdrawn=None) & ~Q(pk__in=boxes)
    with_connector = Party.objects.filter(Q(at_risk=True) | acted, pk__in=asked).exclude(broker=None)
    for party in Party.objects.select_related("person").filter(pk__in=boxes, at_risk=False).order_by("pk"):
        language = language_of(party)
        _post(boxes[party.pk], language, words(party, language))
    for party in with_connector.select_related("broker").order_by("pk"):
        if party.broker is not None and party.broker.is_active:
            language = party.broker.language
            _post(party.broker.email, language, queue_letter(language, party.synthetic))


def _post(box: str, language: str, letter: Words, purpose: str = PURPOSE) -> None:
    mail.send(to=box, subject=letter.subject, text=letter.text, purpose=purpose, language=language)
