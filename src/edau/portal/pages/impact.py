"""What came of Connect, as data for its page: five measures, each in words with what it does not say, and a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.connect.analysis.impact import Counts, Impact, Share
from edau.language.alphabet import sort_names
from edau.language.numbers import number, percent
from edau.places.queries import visible_area
from edau.portal.addresses import area_address
from edau.ui.rows import Heading
from edau.ui.tables import Table


@dataclass(frozen=True)
class Measure:
    """One measure for all of it: a heading, a sentence, and what it does not say."""

    key: str
    heading: str
    sentence: str
    unsaid: str


@dataclass(frozen=True)
class ImpactPage:
    """The measures, and the same by authority; no table where nobody takes part yet."""

    measures: list[Measure]
    table: Table | None
    synthetic: bool


def impact_page(told: Impact, language: str) -> ImpactPage:
    """The page of what was counted. Asks nothing of the database but names of areas, which are kept."""
    table = _table(told.authorities, language) if told.authorities else None
    return ImpactPage(_measures(told.whole), table, told.synthetic)


def _measures(whole: Counts) -> list[Measure]:
    return [
        Measure(
            "met",
            _("Needs met"),
            _met(whole.met),
            _("Not how well it went, nor how many were never said here."),
        ),
        Measure(
            "first",
            _("Helped for the first time"),
            _first(whole.first),
            _(
                "They may have helped elsewhere, for years. Only what is arranged here is counted, and people, not bodies."
            ),
        ),
        Measure(
            "rooms",
            _("Hours of empty rooms used"),
            _rooms(whole),
            _("As long as both said that it took. Not how many people were in the room."),
        ),
        Measure(
            "near",
            _("Help within walking distance"),
            _near(whole.near),
            _(
                "Walking distance is 2 km as the crow flies, between the points that stand for two small areas: the way"
                " itself may be longer. Help that can be given from afar is not counted here."
            ),
        ),
        Measure(
            "welsh",
            _("Welsh needs met in Welsh"),
            _welsh(whole.welsh),
            _(
                "Of help that was given. A need in Welsh that nobody met is not in it: those are in the connector’s list."
            ),
        ),
    ]


def _met(count: int | None) -> str:
    if count is None:
        return _("Fewer than five needs have been met so far.")
    said = ngettext("%(count)s need has been met.", "%(count)s needs have been met.", count)
    return said % {"count": number(count)}


def _first(count: int | None) -> str:
    if count is None:
        return _("Fewer than five people have helped here for the first time.")
    said = ngettext(
        "%(count)s person has helped here for the first time.",
        "%(count)s people have helped here for the first time.",
        count,
    )
    return said % {"count": number(count)}


def _rooms(whole: Counts) -> str:
    if whole.room_uses is None or whole.room_minutes is None:
        return _("Rooms have been used fewer than five times.")
    return _("Hours for which rooms that stood empty were used: %(hours)s. Times: %(uses)s.") % {
        "hours": hours(whole.room_minutes),
        "uses": number(whole.room_uses),
    }


def _near(share: Share) -> str:
    if share.part is None or share.whole is None:
        return _("There are too few to say how many were helped by somebody within walking distance.")
    return _("%(share)s of help came from within walking distance: %(part)s of %(whole)s.") % _words(share)


def _welsh(share: Share) -> str:
    if share.part is None or share.whole is None:
        return _("There are too few to say how many who needed help in Welsh were helped in Welsh.")
    return _(
        "%(share)s of those who needed help in Welsh were helped in Welsh: %(part)s of %(whole)s."
    ) % _words(share)


def _words(share: Share) -> dict[str, str]:
    part, whole = share.part or 0, share.whole or 1
    return {"share": percent(100 * part / whole, 0), "part": number(part), "whole": number(whole)}


def hours(minutes: int) -> str:
    """Minutes as hours, to the half."""
    return number(round(minutes / 30) / 2, 1)


def _table(rows: Sequence[Counts], language: str) -> Table:
    areas = {row.authority: visible_area(row.authority) for row in rows}
    named = sort_names(
        [(area, row) for row in rows if (area := areas[row.authority]) is not None],
        language=language,
        name=lambda one: one[0].name(language),
    )
    return Table(
        key="by-authority",
        caption=_("By authority"),
        columns=(
            Heading(_("Authority")),
            Heading(_("Needs met"), numeric=True),
            Heading(_("Helped for the first time"), numeric=True),
            Heading(_("Hours of rooms"), numeric=True),
            Heading(_("Within walking distance"), numeric=True),
            Heading(_("Welsh in Welsh"), numeric=True),
        ),
        cells=[
            (
                area.name(language),
                _count(row.met),
                _count(row.first),
                _("not shown") if row.room_minutes is None else hours(row.room_minutes),
                _share(row.near),
                _share(row.welsh),
            )
            for area, row in named
        ],
        addresses=[area_address(area, language) for area, _row in named],
        fold=True,
    )


def _count(count: int | None) -> str:
    return _("not shown") if count is None else number(count)


def _share(share: Share) -> str:
    if share.part is None or share.whole is None:
        return _("not shown")
    return _("%(part)s of %(whole)s") % {"part": number(share.part), "whole": number(share.whole)}
