"""`edau hsds`: brings in what an organisation shares from tables of HSDS, or says what would come in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.words import complain, say, say_json


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser(
        "hsds", parents=[common], help=_("bring in what an organisation shares (HSDS, Open Referral)")
    )
    parser.add_argument(
        "--import", dest="folder", type=Path, required=True, metavar=_("FOLDER"), help=_("the CSV tables")
    )
    parser.add_argument("--organisation", required=True, metavar=_("KEY"), help=_("whose they are"))
    parser.add_argument(
        "--body", default="", metavar="ID", help=_("its id in the tables, where these have several")
    )
    parser.add_argument(
        "--words", choices=("cy", "en"), default="en", help=_("the language of the names in the tables")
    )
    parser.add_argument("--by", default="", metavar=_("E-MAIL"), help=_("the account that shares for it"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would come in"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from edau.accounts.models import User
    from edau.connect.actions.importing import bring_in, found_again
    from edau.connect.refusals import Refused
    from edau.core.answers import NotAllowed
    from edau.people.queries import organisation
    from edau.portal.pages.hsds import fault_line, reading_of
    from edau.portal.words.hsds import WHY
    from edau.portal.words.offering import refusal_words

    body = organisation(arguments.organisation)
    if body is None:
        complain(_("There is no organisation with this key."))
        return 2
    account = User.objects.filter(email__iexact=arguments.by).first() if arguments.by else None
    if account is None and not arguments.dry_run:
        complain(_("Say with --by which account shares for it, or ask with --dry-run."))
        return 2
    if not arguments.folder.is_dir():
        complain(_("There is no folder %(folder)s.") % {"folder": arguments.folder})
        return 2
    files = {file.name: file.read_bytes() for file in sorted(arguments.folder.glob("*.csv"))}
    reading = reading_of(files, arguments.body)
    there = found_again(reading, body)
    new, changed = sum(one.source not in there for one in reading.coming), len(there)
    brought = False
    if not reading.faults and reading.coming and account is not None and not arguments.dry_run:
        try:
            made = bring_in(reading=reading, organisation=body, by=account, language=arguments.words)
        except NotAllowed as no:
            complain(str(no.answer.reason))
            return 1
        except Refused as no:
            complain(refusal_words(no))
            return 1
        brought, new, changed = True, made.new, made.changed
    if arguments.json:
        say_json(
            {
                "brought_in": brought,
                "new": new,
                "changed": changed,
                "coming": [
                    {"line": one.line, "name": one.name, "kind": one.kind, "area": one.area}
                    for one in reading.coming
                ],
                "left": [
                    {"file": one.file, "line": one.line, "name": one.name, "why": str(one.why)}
                    for one in reading.left
                ],
                "faults": [
                    {
                        "file": one.file,
                        "line": one.line,
                        "column": one.column,
                        "value": one.value,
                        "code": one.code,
                    }
                    for one in reading.faults
                ],
                "organisations": [{"id": key, "name": name} for key, name in reading.bodies],
            }
        )
        return 1 if reading.faults else 0
    for line in map(fault_line, reading.faults):
        complain(f"{line.where}{f' ({line.what})' if line.what else ''}: {line.said}")
    for one in reading.left:
        say(f"{one.file} {one.line}: {one.name}. {WHY[one.why]}")
    if len(reading.bodies) > 1 and not arguments.body:
        say(_("The tables have these organisations; name yours with --body:"))
        for key, name in reading.bodies:
            say(f"  {key}  {name}")
    for coming in reading.coming:
        say(f"{coming.line}: {coming.name} ({coming.kind})")
    words = {"new": new, "changed": changed, "left": len(reading.left)}
    say(_("New: %(new)s. Changed: %(changed)s. Left out: %(left)s.") % words)
    if not brought:
        say(_("Nothing has been kept."))
    return 1 if reading.faults else 0
