"""`edau terms`: enters the school terms of authorities from a table, or says what would change."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from edau.cli.words import complain, say, say_json


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser(
        "terms", parents=[common], help=_("enter the school terms of authorities (CSV)")
    )
    parser.add_argument(
        "--import", dest="file", type=Path, required=True, metavar=_("FILE"), help=_("the table, as CSV")
    )
    parser.add_argument("--by", default="", metavar=_("E-MAIL"), help=_("the account that enters them"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from edau.accounts.models import User
    from edau.connect.actions.terms import enter_terms
    from edau.connect.csv_lines import Unreadable
    from edau.connect.queries.terms import compared
    from edau.connect.terms_files import read_terms
    from edau.people.queries import roles_of
    from edau.portal.pages.terms import counted_in_words, fault_in_words, refusals

    account = User.objects.filter(email__iexact=arguments.by).first() if arguments.by else None
    if account is None and not arguments.dry_run:
        complain(_("Say with --by which account enters them, or ask with --dry-run."))
        return 2
    try:
        terms = read_terms(arguments.file.read_bytes())
    except Unreadable as no:
        if arguments.json:
            faults = [
                {"line": one.line, "column": one.column, "value": one.value, "code": one.code}
                for one in no.faults
            ]
            say_json({"entered": False, "faults": faults})
        for one in () if arguments.json else no.faults:
            complain(fault_in_words(one))
        return 1
    refused = refusals(terms, roles_of(account), get_language() or "cy") if account is not None else []
    if refused:
        for line in refused:
            complain(line)
        return 1
    found = compared(terms)
    entered = account is not None and not arguments.dry_run
    if account is not None and entered:
        enter_terms(terms=terms, by=account)
    counts = (len(found.new), len(found.same), len(found.gone))
    if arguments.json:
        say_json(
            {
                "entered": entered,
                "faults": [],
                **dict(zip(("new", "same", "replaced"), counts, strict=True)),
                "terms": [
                    {
                        "line": one.line,
                        "authority": one.authority,
                        "from": one.begins.isoformat(),
                        "to": one.ends.isoformat(),
                        "source": one.source,
                    }
                    for one in terms
                ],
            }
        )
        return 0
    say(counted_in_words(*counts))
    if not entered:
        say(_("Nothing has been kept."))
    return 0
