"""`edau hours verify`: the hours ledger, proved."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edau.cli.words import complain, say, say_json

FAULTS = {
    "number": gettext_lazy("A number is missing before it, or is there twice."),
    "seal": gettext_lazy("It is not as it was sealed: changed, taken out or put in."),
    "zero": gettext_lazy("Hours came from nowhere, or went nowhere."),
    "one_sided": gettext_lazy("It has one side alone."),
    "corrects": gettext_lazy("It undoes something that is not there, or that was undone before."),
    "mirror": gettext_lazy("It does not undo what it says it undoes."),
    "closed": gettext_lazy("It moves hours of an account that was closed before."),
    "left": gettext_lazy("Something is left in a closed account."),
    "trail": gettext_lazy("The audit trail has it otherwise, or not at all."),
    "cut": gettext_lazy("The audit trail has it, and it is gone from the ledger."),
    "sum": gettext_lazy("All accounts together do not come to nothing."),
}


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("hours", help=_("the hours ledger"))
    deeds = parser.add_subparsers(metavar=_("deed"), required=True)
    proved = deeds.add_parser(
        "verify", parents=[common], help=_("prove that no hours were made, lost or changed")
    )
    proved.set_defaults(run=verify)


def verify(arguments: argparse.Namespace) -> int:
    from edau.connect.queries.hours import verify as prove

    proof = prove()
    if arguments.json:
        say_json(
            {
                "holds": proof.holds,
                "transfers": proof.transfers,
                "accounts": proof.accounts,
                "last": proof.last,
                "faults": [{"number": fault.number, "code": fault.code} for fault in proof.faults],
            }
        )
        return 0 if proof.holds else 1
    if proof.holds:
        say(
            _("The ledger holds. Transfers: %(transfers)s. Accounts: %(accounts)s. The last seal: %(last)s")
            % {"transfers": proof.transfers, "accounts": proof.accounts, "last": proof.last}
        )
        return 0
    first = proof.faults[0]
    where = _("Transfer %(number)s") % {"number": first.number} if first.number else _("The ledger")
    complain(f"{where}: {FAULTS[first.code]}")
    more = len(proof.faults) - 1
    if more:
        complain(_("Further faults: %(more)s. --json has all of them.") % {"more": more})
    return 1
