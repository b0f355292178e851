"""What the pages of hours say, as data for their templates."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from edau.connect.choices import Holder, Mistake
from edau.connect.models import Account, Transfer
from edau.connect.queries.hours import balances, in_all, room_after, statement
from edau.language.numbers import day, number
from edau.places.queries import visible_area
from edau.portal.words.hours import (
    amount,
    balance_in_words,
    movement_words,
    organisation_in_words,
    room_in_words,
    signed,
    statement_table,
)
from edau.ui.links import address_of
from edau.ui.rows import Heading
from edau.ui.tables import Table


@dataclass(frozen=True)
class HoursPage:
    """One account. `table` is None where there is none yet; `code` is what others need to give to it, in threes."""

    sentence: str
    word: str
    code: str
    limit: str
    begins: str
    ends: str
    sums: tuple[tuple[str, str], ...]
    table: Table | None


def hours_page(account: Account | None, begins: date, ends: date, organisation: str = "") -> HoursPage:
    """An account over some days, of a person or of an organisation. Two queries."""
    language = get_language() or "cy"
    days = day(begins, language), day(ends, language)
    in_words = organisation_in_words if organisation else balance_in_words
    if account is None:
        return HoursPage(in_words(0), "", "", "", *days, (), None)
    found = statement(account, begins, ends)
    sums = (
        (_("Before"), signed(found.before)),
        (_("Came in"), signed(found.given)),
        (_("Went out"), signed(-found.had)),
        (_("After"), signed(found.after)),
    )
    return HoursPage(
        sentence=in_words(found.after),
        word="" if organisation else room_in_words(room_after(account, found.after, 0)),
        code=in_threes(account.pk),
        limit=amount(account.hard),
        begins=days[0],
        ends=days[1],
        sums=sums,
        table=statement_table(found, "hours-lines"),
    )


def in_threes(code: str) -> str:
    """A code as it is read aloud: "h7k 2m9 qwx 4tp"."""
    return " ".join(code[at : at + 3] for at in range(0, len(code), 3))


@dataclass(frozen=True)
class TransferRow:
    """A transfer for whoever keeps the ledger; `address` is empty where there is nothing to put right."""

    number: str
    words: str
    sides: tuple[str, ...]
    state: str
    address: str


def correction_rows(found: Iterable[Transfer]) -> list[TransferRow]:
    """Transfers with both their sides. No query, once their entries are fetched."""
    return [_row(one) for one in found]


def _row(one: Transfer) -> TransferRow:
    page = transfer_page(one)
    return TransferRow(
        str(one.number),
        page.words,
        tuple(words for words, _address in page.sides),
        page.state,
        "" if page.done else address_of("portal:hours_correction", str(one.number)),
    )


@dataclass(frozen=True)
class TransferPage:
    """One transfer. `sides` are words and, where limits can be set, an address; `done`: nothing can be put right."""

    number: int
    words: str
    sides: tuple[tuple[str, str], ...]
    state: str
    done: bool


def transfer_page(moved: Transfer) -> TransferPage:
    """A transfer with both its sides, as it was fetched with them."""
    language = get_language() or "cy"
    by = getattr(moved, "corrected_by", None)
    state = ""
    if by is not None:
        state = _("Undone by number %(number)s.") % {"number": by.number}
    elif moved.corrects is not None:
        reason = Mistake(moved.reason).label
        state = _("Undoes number %(number)s: %(reason)s") % {
            "number": moved.corrects.number,
            "reason": reason,
        }
    sides = tuple(
        (
            f"{_name(entry.account, language)}: {signed(entry.minutes)}",
            address_of("portal:hours_limits", entry.account_id) if _has_limits(entry.account) else "",
        )
        for entry in sorted(moved.entries.all(), key=lambda entry: entry.minutes)
    )
    words = f"{day(moved.at.date(), language)}: {movement_words(moved.movement)}"
    return TransferPage(moved.number, words, sides, state, by is not None or moved.movement == "closing")


def _has_limits(account: Account) -> bool:
    return account.holder != Holder.POT and account.closed is None


def _name(account: Account, language: str) -> str:
    if account.holder == Holder.POT:
        return _pot_name(account.area, language)
    party = account.party
    if party is not None and party.organisation is not None:
        return party.organisation.name(language)
    return in_threes(account.pk)


def _pot_name(area: str, language: str) -> str:
    found = visible_area(area)
    return _("Community pot: %(place)s") % {"place": found.name(language) if found is not None else area}


@dataclass(frozen=True)
class PotRow:
    """A community pot for whoever gives from it; `address` is empty while nothing is in it."""

    name: str
    stands: str
    address: str


def pot_rows(pots: Collection[Account]) -> list[PotRow]:
    """The pots and how they stand. One query."""
    language, stands = get_language() or "cy", balances([pot.pk for pot in pots])
    return [
        PotRow(
            _pot_name(pot.area, language),
            signed(stands.get(pot.pk, 0)),
            address_of("portal:hours_pot_give", pot.area) if stands.get(pot.pk, 0) > 0 else "",
        )
        for pot in pots
    ]


def pot_in_words(pot: Account, minutes: int) -> str:
    """Which pot it is, and what is in it."""
    words = {"pot": _pot_name(pot.area, get_language() or "cy"), "hours": amount(max(0, minutes))}
    return _("%(pot)s. There are %(hours)s in it.") % words


@dataclass(frozen=True)
class AllPage:
    """All hours together, in sentences; `pots` is None where there is none."""

    people: str
    hours: str
    lately: str
    organisations: str
    pots: Table | None
    synthetic: bool


def all_page(today: date) -> AllPage:
    """What may be told of all accounts together."""
    language = get_language() or "cy"
    told = in_all(today)
    hidden = _("Too few people have moved hours yet for their number to be told.")
    people = hidden
    if told.people is not None:
        people = ngettext(
            "%(count)s person has given help or had it, with hours counted.",
            "%(count)s people have given help or had it, with hours counted.",
            told.people,
        ) % {"count": number(told.people)}
    hours = (
        ""
        if told.minutes is None
        else _("Hours of help in all: %(hours)s.") % {"hours": amount(told.minutes)}
    )
    lately = ""
    if told.minutes_lately is not None:
        lately = _("In the last twelve months: %(hours)s.") % {"hours": amount(told.minutes_lately)}
    organisations = ngettext(
        "%(count)s organisation has an account.",
        "%(count)s organisations have an account.",
        told.organisations,
    ) % {"count": number(told.organisations)}
    rows = [
        [
            _pot_name(pot.area, language),
            signed(pot.minutes) if pot.minutes is not None else _("fewer than five accounts: not told"),
        ]
        for pot in told.pots
    ]
    columns = [Heading(_("Community pot")), Heading(_("Hours in it"), numeric=True)]
    table = Table("pots", _("The community pots"), columns, rows, fold=True) if rows else None
    return AllPage(people, hours, lately, organisations, table, told.synthetic)
