"""The patterns of an involvement to take away, or of all that share a framework: every question of it as a table, hidden
numbers left empty."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy, override

from edau.core import clock
from edau.listen.analysis import signs
from edau.listen.frameworks import Framework, Item
from edau.listen.models import Involvement
from edau.listen.queries.signs import column, given
from edau.portal.pages.patterns import answers
from edau.portal.words import decided
from edau.portal.words.release import release_line
from edau.portal.words.signs import band_name
from edau.understand.catalogue import Bilingual
from edau.understand.formats.table import Cell, Column, Table, both

SHOWN, HIDDEN = "shown", "hidden"
MADE_UP = "made-up"


def patterns_table(involvement: Involvement, framework: Framework) -> Table:
    """One row for each part of each question: how many stories, of how many, with Wilson's limits. One query each."""
    body, after = involvement.asked_by or involvement.answered_by, decided.cell(involvement.pk)
    rows: list[tuple[Cell, ...]] = []
    for item in framework.items.values():
        rows_given = given(framework.key, item.key, [involvement.pk])
        synthetic = any(column(rows_given, "synthetic"))
        who = (involvement.pk, body.name_cy, body.name_en)
        rows += [(*who, *row) for row in _rows(item, signs.pattern(item, rows_given), synthetic, after)]
    who_asks = (
        Column("involvement", both(gettext_lazy("involvement"))),
        Column("body_cy", both(gettext_lazy("who asks, in Welsh"))),
        Column("body_en", both(gettext_lazy("who asks, in English"))),
    )
    return _table(f"patterns-{framework.key}", framework, who_asks, rows, ("involvement", "item", "part"))


def joined_table(framework: Framework, involvements: Sequence[Involvement]) -> Table:
    """The same over every involvement that uses a framework, hidden as `signs.joined` hides it: so that from the sum and
    the tables of the others nobody works out a small number of one. A query for each question at most."""
    ids = [one.pk for one in involvements]
    after = max(map(decided.cell, ids), default="")
    bodies = {body.pk: body for one in involvements if (body := one.asked_by or one.answered_by)}
    named = [bodies[key] for key in sorted(bodies)]
    who = (
        len(ids),
        "; ".join(body.name_cy for body in named),
        "; ".join(body.name_en for body in named),
    )
    rows: list[tuple[Cell, ...]] = []
    for item in framework.items.values():
        found = answers(framework, item, ids)
        shown = signs.joined(item, found, list(column(found, "involvement")))
        synthetic = any(column(found, "synthetic"))
        rows += [(*who, *row) for row in _rows(item, shown, synthetic, after)]
    who_asks = (
        Column("involvements", both(gettext_lazy("involvements that are read together")), "integer"),
        Column("bodies_cy", both(gettext_lazy("who asks, in Welsh"))),
        Column("bodies_en", both(gettext_lazy("who asks, in English"))),
    )
    return _table(f"patterns-{framework.key}-joined", framework, who_asks, rows, ("item", "part"))


def _rows(item: Item, shown: signs.Pattern, synthetic: bool, after: str) -> list[tuple[Cell, ...]]:
    """`after` says, as a code, that one of those whose stories these are was opened after its decision."""
    return [
        (
            item.key,
            item.asks.cy,
            item.asks.en,
            band.key,
            *_names(item, band.key),
            band.count,
            shown.total,
            _rounded(band.share),
            _rounded(band.lower),
            _rounded(band.upper),
            HIDDEN if band.count is None else SHOWN,
            clock.today().isoformat(),
            after,
            MADE_UP if synthetic else "",
        )
        for band in shown.bands
    ]


def _table(
    name: str,
    framework: Framework,
    who_asks: tuple[Column, ...],
    rows: list[tuple[Cell, ...]],
    key: tuple[str, ...],
) -> Table:
    states = {
        SHOWN: both(gettext_lazy("shown")),
        HIDDEN: both(gettext_lazy("not shown, so that nobody is recognised")),
    }
    return Table(
        name=name,
        title=Bilingual(framework.name.cy, framework.name.en),
        columns=(
            *who_asks,
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
        key=key,
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
