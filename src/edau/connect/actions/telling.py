"""Telling parties by letter: that they are asked, that both said yes, that they are thanked, that it is no longer open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from edau.connect.models import Party
from edau.connect.queries.reaching import letterboxes
from edau.connect.wording import (
    Words,
    agreed_letter,
    asked_letter,
    language_of,
    taken_letter,
    thanked_letter,
)
from edau.core import mail

PURPOSE = "proposal"


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


def _send(parties: Iterable[str], words: Callable[[Party, str], Words]) -> None:
    boxes = letterboxes(set(parties))
    if not boxes:
        return
    for party in Party.objects.select_related("person").filter(pk__in=boxes).order_by("pk"):
        language = language_of(party)
        letter = words(party, language)
        mail.send(
            to=boxes[party.pk],
            subject=letter.subject,
            text=letter.text,
            purpose=PURPOSE,
            language=language,
        )
