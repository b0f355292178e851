"""Reply debt as data for its page: a sentence, and a table each by involvement, body and place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.answer.queries.debt import Account, Debt, Ledger
from edau.language.alphabet import sort_names
from edau.language.numbers import day, number
from edau.places.queries import visible_area
from edau.portal.addresses import area_address
from edau.portal.pages.desk import owed_in_words
from edau.portal.words.decided import marked
from edau.ui.links import address_in
from edau.ui.rows import Heading
from edau.ui.tables import Table

NOTHING = "–"


@dataclass(frozen=True)
class OwedPage:
    """What is owed, in words and in tables."""

    owed: str
    given: str
    withdrawn: str
    involvements: Table
    bodies: Table
    places: Table
    anything: bool
    synthetic: bool


def owed_page(ledger: Ledger, language: str) -> OwedPage:
    """The page of a ledger. Asks nothing of the database."""
    whole = ledger.whole
    return OwedPage(
        owed=owed_in_words(whole.owed, whole.overdue, whole.oldest, language),
        given=_given(whole),
        withdrawn=_withdrawn(whole.withdrawn),
        involvements=_table(
            "by-involvement", _("By involvement"), ledger.involvements, _("Involvement"), language
        ),
        bodies=_table("by-body", _("By body"), _in_order(ledger.bodies, language), _("Body"), language),
        places=_table("by-place", _("By place"), _in_order(ledger.places, language), _("Place"), language),
        anything=bool(ledger.involvements),
        synthetic=whole.synthetic,
    )


def name_of(account: Account, what: str, language: str) -> str:
    """What an account is called on a page: also where it has no name, or may not be named now."""
    if account.hidden:
        return _("An involvement that is out of sight for now")
    if account.key:
        name = account.name(language)[0]
        return marked(name, account.key) if what == "by-involvement" else name
    return {
        "by-involvement": _("Said outside any involvement"),
        "by-body": _("No body is bound to answer"),
        "by-place": _("No place was named"),
    }[what]


def _given(debt: Debt) -> str:
    if not debt.on_time and not debt.late:
        return _("No answer has been given yet.")
    return _("Answered on time: %(on_time)s. Answered late: %(late)s.") % {
        "on_time": number(debt.on_time),
        "late": number(debt.late),
    }


def _withdrawn(count: int) -> str:
    if not count:
        return ""
    said = ngettext(
        "%(count)s was taken back by its teller before it was answered, and no longer counts.",
        "%(count)s were taken back by their tellers before they were answered, and no longer count.",
        count,
    )
    return said % {"count": number(count)}


def _in_order(accounts: Iterable[Account], language: str) -> list[Account]:
    """By name; what has none comes last."""
    named = [one for one in accounts if one.key]
    rest = [one for one in accounts if not one.key]
    return [*sort_names(named, language=language, name=lambda one: one.name(language)[0]), *rest]


def _table(what: str, caption: str, accounts: Sequence[Account], heading: str, language: str) -> Table:
    return Table(
        key=what,
        caption=caption,
        columns=(
            Heading(heading),
            Heading(_("Owed"), numeric=True),
            Heading(_("Of these overdue"), numeric=True),
            Heading(_("Answered on time"), numeric=True),
            Heading(_("Answered late"), numeric=True),
            Heading(_("Oldest still owed")),
        ),
        cells=[_cells(one, what, language) for one in accounts],
        addresses=[_address(one, what, language) for one in accounts],
        fold=True,
    )


def _cells(account: Account, what: str, language: str) -> tuple[str, ...]:
    debt = account.debt
    numbers = (debt.owed, debt.overdue, debt.on_time, debt.late)
    return (name_of(account, what, language), *map(number, numbers), _oldest(debt.oldest, language))


def _oldest(oldest: date | None, language: str) -> str:
    return day(oldest, language) if oldest is not None else NOTHING


def _address(account: Account, what: str, language: str) -> str:
    if not account.key or account.hidden:
        return ""
    if what == "by-involvement":
        return address_in(language, "portal:replies", account.key)
    if what == "by-body":
        return address_in(language, "portal:organisation", account.key)
    area = visible_area(account.key)
    return area_address(area, language) if area is not None else ""
