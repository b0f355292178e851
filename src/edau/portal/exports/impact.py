"""What came of Connect, and what is offered and needed, as tables to take away: what may be told and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from edau.connect.analysis.counting import Counted
from edau.connect.analysis.impact import Counts, Impact
from edau.connect.skills import groups
from edau.core import clock
from edau.places.queries import visible_area
from edau.portal.words.release import release_line
from edau.understand.catalogue import Bilingual
from edau.understand.formats.table import Cell, Column, Table, both

WALES, MADE_UP = "W92000004", "made-up"
HIDDEN_NOTE = _("Empty where a number is below five, or where one could be worked out from others.")
BY_FIVES_NOTE = _(
    "Numbers are rounded down to fives; people and bodies are counted once in each group of skills."
)


def example_column() -> Column:
    """Says of a row that it, or some of it, was made up."""
    return Column(
        "example", both(_("Example data")), codes={MADE_UP: both(_("Made-up example"))}, in_words=True
    )


def impact_table(told: Impact) -> Table:
    """A row for each authority, and one for all together under the code of Wales."""
    day, example = clock.today().isoformat(), MADE_UP if told.synthetic else ""
    rows = [told.whole, *told.authorities]
    return Table(
        name="connect-impact",
        title=both(_("What came of offers and needs")),
        columns=(
            *_area_columns({row.authority or WALES for row in rows}),
            Column("counted", both(_("counted on"))),
            Column("met", both(_("needs met")), "integer"),
            Column("first", both(_("people who helped for the first time")), "integer"),
            Column("room_uses", both(_("times that rooms were used")), "integer"),
            Column("room_minutes", both(_("minutes of rooms used")), "integer"),
            Column("near", both(_("helped from within 2 km")), "integer"),
            Column("near_of", both(_("of so many helped in person")), "integer"),
            Column("welsh", both(_("helped in Welsh")), "integer"),
            Column("welsh_of", both(_("of so many who needed help in Welsh")), "integer"),
            example_column(),
        ),
        rows=[(row.authority or WALES, day, *_cells(row), example) for row in rows],
        key=("area",),
        release=release_line(),
        notes=(both(HIDDEN_NOTE),),
        measures=("met", "first", "room_uses", "room_minutes", "near", "near_of", "welsh", "welsh_of"),
        place="area",
    )


def counts_table(counted: Counted) -> Table:
    """How many offer something of each group of skills and how many needs of it are open, by authority."""
    names = {group.key: group.name for group in groups().values()}
    day, example = clock.today().isoformat(), MADE_UP if counted.synthetic else ""
    return Table(
        name="connect-counts",
        title=both(_("What is offered and needed, by authority and group of skills")),
        columns=(
            *_area_columns({one.authority for one in counted.cells}),
            Column("group", both(_("group of skills")), codes=names, listed=True),
            Column("group_name", both(_("name of the group")), words_of="group"),
            Column("counted", both(_("counted on"))),
            Column("offer", both(_("people and bodies who offer")), "integer"),
            Column("need", both(_("needs that are open")), "integer"),
            example_column(),
        ),
        rows=[(one.authority, one.group, day, one.offer, one.need, example) for one in counted.cells],
        key=("area", "group"),
        release=release_line(),
        notes=(both(HIDDEN_NOTE), both(BY_FIVES_NOTE)),
        measures=("offer", "need"),
        place="area",
    )


def _area_columns(codes: set[str]) -> tuple[Column, ...]:
    names: Mapping[str, Bilingual] = {
        code: Bilingual(cy=area.name_cy, en=area.name_en)
        for code in codes
        if (area := visible_area(code)) is not None
    }
    return (
        Column("area", both(_("code")), codes=names),
        Column("area_name", both(_("area")), words_of="area"),
    )


def _cells(row: Counts) -> tuple[Cell, ...]:
    return (
        row.met,
        row.first,
        row.room_uses,
        row.room_minutes,
        row.near.part,
        row.near.whole,
        row.welsh.part,
        row.welsh.whole,
    )
