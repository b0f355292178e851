"""What a connector or an officer sees of somebody: the checks that were noted, what may be asked for, who acts for them. No
name, no address, no certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from edau.connect.models import Check, Party
from edau.connect.queries.areas import around
from edau.connect.queries.checks import (
    SOON,
    bodies_for,
    eligible_kinds,
    notes_for,
    said_of,
    standing_checks,
    to_look_at,
)
from edau.connect.skills import CheckKind, check_kinds
from edau.core import clock
from edau.language.numbers import day
from edau.people.models import Role
from edau.people.rules import Deed, may_with
from edau.portal.forms.checks import CheckForm
from edau.portal.words.matching import need_in_words, thing_in_words, where_in_words

A_PAGE = 40


@dataclass(frozen=True)
class CheckRow:
    """A check that was noted. `state` is "", "soon" or "past"; `mine`: whether the reader may take it back."""

    key: str
    kind: str
    unread: bool
    seen: str
    seen_for: str
    until: str
    state: str
    mine: bool
    party: str
    where: str
    synthetic: bool


@dataclass(frozen=True)
class KindRow:
    """A kind of check: what it is, and whether it may be asked for by what somebody offers. `unread`: its Welsh has not been
    checked."""

    name: str
    says: str
    eligible: bool
    unread: bool


@dataclass(frozen=True)
class PartyPage:
    """Somebody as whoever notes checks sees them. `connects`: the reader is a connector of where they are, and so sees what
    they offer and need, and whether somebody acts for them; `notes`: the reader notes checks at all."""

    party: Party
    name: str
    where: str
    offers: tuple[str, ...]
    needs: tuple[tuple[str, str], ...]
    rows: tuple[CheckRow, ...]
    form: CheckForm | None
    kinds: tuple[KindRow, ...]
    connects: bool
    notes: bool
    agreed: str


def party_page(
    party: Party, roles: Sequence[Role], language: str, sent: QueryDict | None = None
) -> PartyPage:
    """The page of one party, with its form bound to what was sent. A constant number of queries."""
    connects = connects_with(roles, party)
    offered, needed = said_of(party) if connects else ([], [])
    bodies = bodies_for(roles)
    eligible = eligible_kinds(party)
    consent = party.consent
    return PartyPage(
        party=party,
        name=party.organisation.name(language) if party.organisation is not None else "",
        where=where_in_words(party.area, language),
        offers=tuple(thing_in_words(skill, "", language) for skill in offered),
        needs=tuple((one.pk, need_in_words(one, language)) for one in needed),
        rows=tuple(_row(one, party, roles, language, clock.today()) for one in standing_checks(party, roles)),
        form=CheckForm(sent, bodies=bodies, eligible=eligible) if bodies else None,
        kinds=tuple(_kind(one, one.key in eligible, language) for one in check_kinds().values()),
        connects=connects,
        notes=bool(may_with(roles, Deed.SEE_CHECKS)),
        agreed=day(localtime(consent.given).date(), language)
        if connects and consent is not None and consent.withdrawn is None
        else "",
    )


def connects_with(roles: Sequence[Role], party: Party) -> bool:
    """Whether these roles are those of a connector of where somebody is. No query."""
    return bool(may_with(roles, Deed.CONNECT, areas=around(party.area) or {""}))


def may_see(roles: Sequence[Role], party: Party) -> bool:
    """Whether the page of a party opens to these roles: to connectors of where it is, and to whoever notes checks and has
    been given its code. No query."""
    return connects_with(roles, party) or bool(may_with(roles, Deed.SEE_CHECKS))


def looked_at_soon(roles: Sequence[Role], page: str, language: str) -> tuple[list[CheckRow], Page[Check]]:
    """A page of the checks that soon need looking at again. Two queries."""
    waiting: QuerySet[Check] = to_look_at(roles, clock.today())
    paged = Paginator(waiting, A_PAGE).get_page(page)
    return [_row(one, one.party, roles, language, clock.today()) for one in paged.object_list], paged


def _row(one: Check, party: Party, roles: Sequence[Role], language: str, today: date) -> CheckRow:
    kind = check_kinds().get(one.kind)
    organisation = party.organisation
    return CheckRow(
        key=one.pk,
        kind=kind.name.say(language) if kind is not None else _("A check that is no longer on the list"),
        unread=language == "cy" and kind is not None and not kind.checked,
        seen=day(one.seen, language),
        seen_for=one.seen_for.name(language),
        until=day(one.until, language),
        state="past" if one.until < today else "soon" if one.until <= today + SOON else "",
        mine=notes_for(roles, one.seen_for),
        party=party.pk,
        where=organisation.name(language)
        if organisation is not None
        else where_in_words(party.area, language),
        synthetic=party.synthetic,
    )


def _kind(kind: CheckKind, eligible: bool, language: str) -> KindRow:
    return KindRow(
        kind.name.say(language), kind.says.say(language), eligible, language == "cy" and not kind.checked
    )
