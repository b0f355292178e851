"""The patterns of an involvement to take away: every question of a framework as a table, hidden numbers left empty."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, override

from edau.core import clock
from edau.listen.analysis import signs
from edau.listen.frameworks import Framework, Item
from edau.listen.models import Involvement
from edau.listen.queries.signs import column, given
from edau.portal import decided
from edau.portal.release_words import release_line
from edau.portal.signs_words import band_name
from edau.understand.catalogue import Bilingual
from edau.understand.formats.table import Cell, Column, Table, both

SHOWN, HIDDEN = "shown", "hidden"
MADE_UP = "made-up"


def patterns_table(involvement: Involvement, framework: Framework) -> Table:
    """One row for each part of each question: how many stories, of how many, with Wilson's limits. One query each."""
    body = involvement.asked_by or involvement.answered_by
    states = {
        SHOWN: both(gettext_lazy("shown")),
        HIDDEN: both(gettext_lazy("not shown, so that nobody is recognised")),
    }
    rows: list[tuple[Cell, ...]] = []
    for item in framework.items.values():
        answers = given(framework.key, item.key, [involvement.pk])
        synthetic = MADE_UP if any(column(answers, "synthetic")) else ""
        found = signs.pattern(item, answers)
        rows += [
            (
                involvement.pk,
                body.name_cy,
                body.name_en,
                item.key,
                item.asks.cy,
                item.asks.en,
                band.key,
                *_names(item, band.key),
                band.count,
                found.total,
                _rounded(band.share),
                _rounded(band.lower),
                _rounded(band.upper),
                HIDDEN if band.count is None else SHOWN,
                clock.today().isoformat(),
                decided.cell(involvement.pk),
                synthetic,
            )
            for band in found.bands
        ]
    return Table(
        name=f"patterns-{framework.key}",
        title=Bilingual(framework.name.cy, framework.name.en),
        columns=(
            Column("involvement", both(gettext_lazy("involvement"))),
            Column("body_cy", both(gettext_lazy("who asks, in Welsh"))),
            Column("body_en", both(gettext_lazy("who asks, in English"))),
            Column("item", both(gettext_lazy("code of the question"))),
            Column("item_cy", both(gettext_lazy("question in Welsh"))),
            Column("item_en", both(gettext_lazy("question in English"))),
            Column("part", both(gettext_lazy("code of the part"))),
            Column("part_cy", both(gettext_lazy("part in Welsh"))),
            Column("part_en", both(gettext_lazy("part in English"))),
            Column("stories", both(gettext_lazy("stories")), "integer"),
            Column("of", both(gettext_lazy("stories in all")), "integer"),
            Column("share", both(gettext_lazy("share, 0 to 1")), "number"),
            Column("lower", both(gettext_lazy("lower limit (95%)")), "number"),
            Column("upper", both(gettext_lazy("upper limit (95%)")), "number"),
            Column("status", both(gettext_lazy("status")), codes=states, in_words=True),
            Column("made", both(gettext_lazy("counted on"))),
            decided.column(),
            Column(
                "example",
                both(gettext_lazy("Example data")),
                codes={MADE_UP: both(gettext_lazy("Made-up example"))},
                in_words=True,
            ),
        ),
        rows=rows,
        key=("involvement", "item", "part"),
        release=release_line(),
        measures=("stories", "of", "share", "lower", "upper"),
    )


def _names(item: Item, band: str) -> tuple[str, str]:
    found = []
    for language in ("cy", "en"):
        with override(language):
            found.append(band_name(item, band, language))
    return found[0], found[1]


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
