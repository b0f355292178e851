"""Deeds with the calendar of asks: note what a body asks people elsewhere, and take such a note back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.db import transaction

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.answers import insist
from edau.listen.actions.contributions import changed
from edau.listen.models import OutsideAsk, OutsideAskArea
from edau.listen.rules import may_note_ask, may_take_off
from edau.people.models import Organisation

LABEL = "listen.OutsideAsk"
LONGEST_TITLE, LONGEST_LINK = 200, 300


@dataclass(frozen=True)
class Noted:
    """What a body asks elsewhere: its title in one language at least, its days, its areas by code, where it can be read."""

    organisation: Organisation
    title_cy: str
    title_en: str
    opens: date
    closes: date
    areas: tuple[str, ...]
    link: str = ""


@transaction.atomic
def note_ask(*, noted: Noted, by: User, synthetic: bool = False) -> OutsideAsk:
    """Notes what a body asks people elsewhere. Raises NotAllowed; ValueError where there is no title or place, the days are
    out of order, or the link is no address of the web."""
    insist(may_note_ask(by))
    cy, en = noted.title_cy.strip(), noted.title_en.strip()
    if not (cy or en) or max(len(cy), len(en)) > LONGEST_TITLE or not noted.areas:
        raise ValueError("An ask has a title and a place.")
    if noted.opens > noted.closes:
        raise ValueError("An ask opens, then closes.")
    if noted.link and (
        urlsplit(noted.link).scheme not in ("http", "https") or len(noted.link) > LONGEST_LINK
    ):
        raise ValueError("A link is an address of the web.")
    ask = OutsideAsk.objects.create(
        organisation=noted.organisation,
        title_cy=cy,
        title_en=en,
        link=noted.link,
        opens=noted.opens,
        closes=noted.closes,
        by=str(by),
        made=clock.now(),
        synthetic=synthetic,
    )
    OutsideAskArea.objects.bulk_create(
        OutsideAskArea(ask=ask, code=code) for code in dict.fromkeys(noted.areas)
    )
    audit.record(deed="note_ask", by=str(by), label=LABEL, object_id=ask.id)
    changed()
    return ask


@transaction.atomic
def take_off(*, ask: OutsideAsk, by: User) -> bool:
    """Takes a note off the calendar. Returns whether it was on it; raises NotAllowed."""
    ask = OutsideAsk.objects.select_for_update().get(pk=ask.pk)
    insist(may_take_off(by, ask))
    if ask.withdrawn is not None:
        return False
    ask.withdrawn = clock.now()
    ask.save(update_fields=["withdrawn"])
    audit.record(deed="take_off_ask", by=str(by), label=LABEL, object_id=ask.id)
    changed()
    return True
