"""Who has been heard as a table to take away: what the page shows and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from edau.listen.analysis.voices import HIDDEN
from edau.listen.characteristics import characteristics
from edau.portal.pages.voices import Told
from edau.portal.words.decided import cell, column
from edau.portal.words.release import release_line
from edau.understand.analysis.cube import cube
from edau.understand.catalogue import Bilingual
from edau.understand.formats.table import Cell, Column, Table, both
from edau.understand.queries.sources import sources_by_key

NOT_STATED, HIDDEN_MARK, ROUNDED_MARK, MADE_UP = "not-stated", "hidden", "rounded-down", "made-up"
FINDINGS = {
    "fewer": _("Fewer than their share"),
    "about": _("About their share"),
    "more": _("More than their share"),
    "cannot_say": _("Cannot be said"),
}


def voices_table(told: Sequence[Told], name: str, title: Bilingual, involvement: str = "") -> Table:
    """A row for each band of each characteristic, and one for those who did not state it. What is hidden is empty and marked;
    what is rounded down says the least and the most it can be."""
    names = {
        f"{key}/{band.key}": band.name for key, one in characteristics().items() for band in one.every_band
    } | {f"{key}/{NOT_STATED}": both(_("Not stated")) for key in characteristics()}
    return Table(
        name=name,
        title=title,
        columns=(
            Column(
                "characteristic",
                both(_("characteristic")),
                codes={key: one.name for key, one in characteristics().items()},
            ),
            Column("characteristic_name", both(_("name of the characteristic")), words_of="characteristic"),
            Column("band", both(_("band")), codes=names),
            Column("band_name", both(_("name of the band")), words_of="band"),
            Column("heard_least", both(_("heard, at least")), "integer"),
            Column("heard_most", both(_("heard, at most")), "integer"),
            Column(
                "mark",
                both(_("mark")),
                codes={
                    HIDDEN_MARK: both(_("not shown, to protect people")),
                    ROUNDED_MARK: both(_("rounded down")),
                },
                listed=True,
            ),
            Column("population_share", both(_("share of those who live here (%)")), "number"),
            Column("lower", both(_("difference in points, lower limit")), "number"),
            Column("upper", both(_("difference in points, upper limit")), "number"),
            Column(
                "finding",
                both(_("finding")),
                codes={code: both(words) for code, words in FINDINGS.items()},
                in_words=True,
            ),
            Column("enough", both(_("more that would surely be enough")), "integer"),
            Column("population_date", both(_("date of the figure of who lives here"))),
            Column("source_cy", both(_("source in Welsh"))),
            Column("source_en", both(_("source in English"))),
            Column("published", both(_("published on"))),
            column(),
            Column(
                "example", both(_("Example data")), codes={MADE_UP: both(_("Made-up example"))}, in_words=True
            ),
        ),
        rows=[row for one in told for row in _rows(one, cell(involvement))],
        key=("characteristic", "band"),
        release=release_line(),
        measures=("heard_least", "heard_most", "population_share", "lower", "upper", "enough"),
    )


def _rows(one: Told, after_decision: str) -> list[tuple[Cell, ...]]:
    known, sources = one.population.known, sources_by_key(cube().release)
    used = [sources[key] for key in one.population.sources if key in sources]
    after: tuple[Cell, ...] = (
        one.population.period,
        "; ".join(source.title_cy for source in used),
        "; ".join(source.title_en for source in used),
        one.row.at.isoformat(),
        after_decision,
        MADE_UP if one.row.synthetic else "",
    )
    key = one.characteristic.key
    rows: list[tuple[Cell, ...]] = []
    for band, against in zip(one.characteristic.bands, one.found.bands, strict=True):
        numbers = _numbers(against.count, against.least, against.most)
        rows.append(
            (
                key,
                f"{key}/{band.key}",
                *numbers,
                round(100 * against.population_share, 2) if known else None,
                round(100 * against.lower, 1) if known else None,
                round(100 * against.upper, 1) if known else None,
                against.finding.code,
                against.enough if against.finding.code == "fewer" and against.enough > 0 else None,
                *after,
            )
        )
    rows.append(
        (
            key,
            f"{key}/{NOT_STATED}",
            *_numbers(one.found.not_stated, *one.found.not_stated_limits),
            *(None, None, None, "", None),
            *after,
        )
    )
    return rows


def _numbers(count: int, least: int, most: int) -> tuple[Cell, ...]:
    if count == HIDDEN:
        return None, None, HIDDEN_MARK
    return least, most, "" if least == most else ROUNDED_MARK
