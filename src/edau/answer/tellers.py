"""How the thread tells replies."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress

from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _

from edau.answer.models import Reply
from edau.core.models import Hold
from edau.core.visibility import visible
from edau.listen.queries.contributions import INVOLVEMENT
from edau.thread.records import Reader, Told, extract, register
from edau.ui.links import address_in

REPLY = "answer.Reply"


def register_tellers() -> None:
    """Lets the thread tell what this app keeps."""
    register(REPLY, tell_replies, cy="ateb", en="reply")


def tell_replies(ids: Collection[str], language: str, reader: Reader) -> Mapping[str, Told]:
    """Replies that are not held, alone or with their involvement, each under its first words. One query."""
    asked = Reply.objects.filter(pk__in=ids)
    if not reader.operator:
        held = Hold.objects.filter(label=INVOLVEMENT, lifted=None).values("object_id")
        asked = visible(asked).exclude(involvement__isnull=False, involvement__in=held)
    found = {}
    for one in asked:
        words, spoken = one.said("words", language)
        found[one.id] = Told(
            kind=str(_("reply")),
            title=extract(words),
            lang="" if spoken == language else spoken,
            address=_address(one.id, language),
            when=one.made,
            synthetic=one.synthetic,
            agent=one.organisation_id,
        )
    return found


def _address(key: str, language: str) -> str:
    with suppress(NoReverseMatch):
        return address_in(language, "portal:reply", key)
    return ""
