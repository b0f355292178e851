"""The pages of boards and bodies as plain data: who sits where, by which section of law, and how sure we are of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.answer.queries.debt import Debt, debt_of_bodies
from edau.connect.queries.offers import shared_by
from edau.language.alphabet import sort_names
from edau.listen.models import Involvement
from edau.listen.queries.contributions import published
from edau.people import queries as people
from edau.people.choices import Sector, Standing
from edau.people.models import Organisation, Seat
from edau.places.models import Area
from edau.places.queries import every_area, visible_area
from edau.portal.addresses import area_address
from edau.portal.pages.offering import AssetCard, asset_card
from edau.portal.words.decided import marked
from edau.portal.words.texts import lang_of
from edau.ui.links import address_of


@dataclass(frozen=True)
class Link:
    """A name that leads somewhere; without an address it is a name. `lang` is there where it is not the page's own."""

    name: str
    address: str = ""
    note: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Row:
    """One body of a board."""

    body: Link
    sector: str
    area: Link | None
    checked: bool


@dataclass(frozen=True)
class Group:
    """The bodies of one standing, with the section that says so."""

    key: str
    name: str
    meaning: str
    law: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class BoardPage:
    """A board with its area and its bodies."""

    code: str
    name: str
    area: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class OrganisationPage:
    """A body: what it is, where it sits, what it asks and answers, what it owes, and what it shares."""

    name: str
    other_name: str
    welsh_checked: bool
    sector: str
    area: Link | None
    source: str
    checked: bool
    from_catalogue: bool
    synthetic: bool
    boards: tuple[Link, ...]
    involvements: tuple[Link, ...]
    debt: Debt
    owes: str
    shares: tuple[AssetCard, ...]


def board_list(language: str) -> list[Link]:
    """The boards in the alphabetical order of the language, each with how many members it has. One query."""
    members = people.members_by_board()

    def link(area: Area) -> Link:
        number = members.get(area.code, 0)
        note = ngettext("%(n)s statutory member", "%(n)s statutory members", number) % {"n": number}
        return Link(title(area, language), address_of("portal:board", area.code), note)

    areas = sort_names(every_area("board"), language=language, name=lambda area: area.name(language))
    return [link(area) for area in areas]


def board_page(code: str, language: str) -> BoardPage | None:
    """A board; None where there is none, or its area is out of sight. One query."""
    area = visible_area(code)
    if area is None or area.kind != "board":
        return None
    seats = people.seats_of(code)
    return BoardPage(
        code, title(area, language), area_address(area, language), tuple(_groups(seats, language))
    )


def organisation_page(key: str, language: str, today: date) -> OrganisationPage | None:
    """A body; None where there is none of this key."""
    one = people.organisation(key)
    if one is None:
        return None
    debt = debt_of_bodies([key], today)
    other = "en" if language == "cy" else "cy"
    return OrganisationPage(
        name=one.name(language),
        other_name=one.name(other) if one.name_cy != one.name_en else "",
        welsh_checked=one.name_cy_checked,
        sector=str(Sector(one.sector).label),
        area=_area(one, language),
        source=one.source,
        checked=one.checked,
        from_catalogue=one.from_catalogue,
        synthetic=one.synthetic or debt.synthetic,
        boards=tuple(_boards(people.seats_held(key), language)),
        involvements=tuple(_involvements(key, language)),
        debt=debt,
        owes=_owes(debt),
        shares=tuple(asset_card(each, language) for each in shared_by(key)),
    )


def title(area: Area, language: str) -> str:
    """ "Cwm Taf Morgannwg Public Services Board", "Bwrdd Gwasanaethau Cyhoeddus Cwm Taf Morgannwg"."""
    return _("%(name)s Public Services Board") % {"name": area.name(language)}


def _groups(seats: Iterable[Seat], language: str) -> Iterable[Group]:
    meanings = {
        Standing.MEMBER: _("These act together: what the board does, they do jointly."),
        Standing.INVITED: _(
            "The board must invite these to take part. Whoever accepts takes part without becoming a member."
        ),
        Standing.PARTNER: _("The board must seek the advice of these, and involves them as it thinks fit."),
    }
    names = {
        Standing.MEMBER: _("Statutory members"),
        Standing.INVITED: _("Invited participants"),
        Standing.PARTNER: _("Other partners"),
    }
    seats = list(seats)
    for standing in Standing:
        of_standing = [seat for seat in seats if seat.standing == standing]
        if of_standing:
            rows = tuple(_row(seat, language) for seat in of_standing)
            law = _section(of_standing[0].law)
            yield Group(str(standing), names[standing], meanings[standing], law, rows)


def _section(law: str) -> str:
    """ "s.29(2)" as a page says it: "section 29(2)"."""
    return _("section %(number)s") % {"number": law.removeprefix("s.")} if law else ""


def _row(seat: Seat, language: str) -> Row:
    body = seat.organisation
    link = Link(body.name(language), address_of("portal:organisation", body.key))
    return Row(link, str(Sector(body.sector).label), _area(body, language), seat.checked and body.checked)


def _area(body: Organisation, language: str) -> Link | None:
    area = visible_area(body.area) if body.area else None
    return Link(area.name(language), area_address(area, language)) if area else None


def _boards(seats: Iterable[Seat], language: str) -> Iterable[Link]:
    for seat in seats:
        area = visible_area(seat.board)
        if area is not None:
            note = f"{Standing(seat.standing).label}, {_section(seat.law)}"
            yield Link(title(area, language), address_of("portal:board", area.code), note)


def _involvements(key: str, language: str) -> Iterable[Link]:
    for one in published().filter(Q(asked_by=key) | Q(answered_by=key)):
        question, lang = one.said("question", language)
        address = address_of("portal:involvement", one.id)
        yield Link(question, address, marked(_part(one, key), one.id), lang_of(lang, language))


def _part(involvement: Involvement, key: str) -> str:
    if involvement.asked_by_id != key:
        return _("It answers.")
    return _("It asks and answers.") if involvement.answered_by_id == key else _("It asks.")


def _owes(debt: Debt) -> str:
    if not debt.owed and not debt.on_time and not debt.late:
        return _("Nobody waits for an answer from it here, and it has given none yet.")
    owed = ngettext("It owes %(n)s answer", "It owes %(n)s answers", debt.owed) % {"n": debt.owed}
    overdue = ngettext("%(n)s of them is overdue", "%(n)s of them are overdue", debt.overdue) % {
        "n": debt.overdue
    }
    return f"{owed}; {overdue}." if debt.overdue else f"{owed}."
