"""The public account of reports as a table to take away."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from edau.moderation.queries.account import Account, Line
from edau.portal.words.release import release_line
from edau.portal.words.reporting import decision_words, rule_words
from edau.understand.formats.table import Column, Table, both

MADE_UP = "made-up"


def account_table(account: Account, examples: Collection[Line] = ()) -> Table:
    """A row a month, rule and decision; what is under five is not among them. `examples` are the lines that count something
    made up."""
    return Table(
        name="reports",
        title=both(_("Reports and decisions")),
        columns=(
            Column("month", both(_("month"))),
            Column("rule", both(_("rule"))),
            Column("rule_words", both(_("rule in words"))),
            Column("decision", both(_("decision"))),
            Column("decision_words", both(_("decision in words"))),
            Column("count", both(_("how many")), "integer"),
            Column(
                "example", both(_("Example data")), codes={MADE_UP: both(_("Made-up example"))}, in_words=True
            ),
        ),
        rows=[
            (
                f"{line.month:%Y-%m}",
                line.rule or "several",
                rule_words(line),
                line.decision or "all",
                decision_words(line.decision),
                line.count,
                MADE_UP if line in examples else "",
            )
            for line in account.lines
        ],
        key=("month", "rule", "decision"),
        release=release_line(),
        measures=("count",),
    )
