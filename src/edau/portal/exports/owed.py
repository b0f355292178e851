"""Reply debt as a table to take away: every involvement, body and place with what it owes."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from edau.answer.queries.debt import Account, Ledger
from edau.portal.words.decided import cell, column
from edau.portal.words.release import release_line
from edau.understand.formats.table import Cell, Column, Table, both

MADE_UP = "made-up"
SPLITS = {"involvement": _("by involvement"), "body": _("by body"), "place": _("by place")}


def debt_table(ledger: Ledger) -> Table:
    """One row for all, then one for each involvement, body and place. Each split adds up to the whole. What may not be
    named now has its numbers without a name; a row that counts what was made up says so."""
    codes = {"all": both(_("all")), **{key: both(label) for key, label in SPLITS.items()}}
    return Table(
        name="answers-owed",
        title=both(_("Answers owed")),
        columns=(
            Column("split", both(_("split")), codes=codes, in_words=True),
            Column("code", both(_("code"))),
            Column("name_cy", both(_("name in Welsh"))),
            Column("name_en", both(_("name in English"))),
            Column("owed", both(_("owed")), "integer"),
            Column("overdue", both(_("of these overdue")), "integer"),
            Column("on_time", both(_("answered on time")), "integer"),
            Column("late", both(_("answered late")), "integer"),
            Column("withdrawn", both(_("taken back before an answer")), "integer"),
            Column("oldest", both(_("oldest still owed"))),
            column(),
            Column(
                "example",
                both(_("Example data")),
                codes={MADE_UP: both(_("Made-up example"))},
                in_words=True,
            ),
        ),
        rows=list(_rows(ledger)),
        key=("split", "code"),
        release=release_line(),
        measures=("owed", "overdue", "on_time", "late", "withdrawn"),
    )


def _rows(ledger: Ledger) -> Iterable[tuple[Cell, ...]]:
    yield _row("all", Account("", ledger.whole))
    for split, accounts in (
        ("involvement", ledger.involvements),
        ("body", ledger.bodies),
        ("place", ledger.places),
    ):
        for account in accounts:
            yield _row(split, account)


def _row(split: str, account: Account) -> tuple[Cell, ...]:
    debt = account.debt
    return (
        split,
        account.key,
        account.name_cy,
        account.name_en,
        debt.owed,
        debt.overdue,
        debt.on_time,
        debt.late,
        debt.withdrawn,
        debt.oldest.isoformat() if debt.oldest is not None else "",
        cell(account.key) if split == "involvement" else "",
        MADE_UP if debt.synthetic else "",
    )
