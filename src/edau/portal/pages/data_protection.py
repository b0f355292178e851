"""The controllers of the data, involvement by involvement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from edau.listen.models import Involvement
from edau.portal.words.decided import marked
from edau.portal.words.texts import lang_of
from edau.ui.links import address_of


@dataclass(frozen=True)
class Controlled:
    """An involvement and the bodies that answer for its data."""

    question: str
    lang: str
    address: str
    bodies: tuple[str, ...]
    synthetic: bool = False


def controllers(involvements: QuerySet[Involvement], language: str) -> list[Controlled]:
    """Each published involvement with its controllers. Two queries."""
    return list(_controlled(involvements.prefetch_related("controllers"), language))


def _controlled(involvements: QuerySet[Involvement], language: str) -> Iterable[Controlled]:
    for one in involvements:
        question, lang = one.said("question", language)
        yield Controlled(
            question=marked(question, one.pk),
            lang=lang_of(lang, language),
            address=address_of("portal:involvement", one.id),
            bodies=tuple(body.name(language) for body in one.controllers.all()),
            synthetic=one.synthetic,
        )
