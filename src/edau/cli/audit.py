"""`edau audit verify|list`: the trail of deeds, proved and read."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.words import complain, say, say_json

MOST = 50


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("audit", help=_("the audit trail"))
    deeds = parser.add_subparsers(metavar=_("deed"), required=True)
    proved = deeds.add_parser(
        "verify", parents=[common], help=_("prove that no line and no sealed word was changed")
    )
    proved.set_defaults(run=verify)
    listed = deeds.add_parser("list", parents=[common], help=_("the newest lines"))
    listed.add_argument("--by", default="", help=_("only those by this name, such as “user 5”"))
    listed.add_argument("--deed", default="", help=_("only those of this deed"))
    listed.add_argument("--about", default="", help=_("only those about the record of this name"))
    listed.add_argument("-n", type=int, default=MOST, dest="most", help=_("how many lines"))
    listed.set_defaults(run=list_lines)


def verify(arguments: argparse.Namespace) -> int:
    from edau.portal.pages.proving import prove

    proof = prove()
    if arguments.json:
        broken = {"line": proof.broken.number, "column": proof.broken.column} if proof.broken else None
        faults = [{"record": one.label, "id": one.id, "why": one.why} for one in proof.faults]
        say_json(
            {
                "holds": proof.holds,
                "lines": proof.lines,
                "last": proof.last,
                "broken": broken,
                "seals": proof.seals,
                "unsealed": proof.unsealed,
                "faults": faults,
            }
        )
        return 0 if proof.holds else 1
    words = {"lines": proof.lines, "seals": proof.seals, "last": proof.last}
    if proof.broken:
        complain(
            _(
                "The chain breaks at line %(line)s: “%(column)s” was changed, or a line was taken out or put in there."
            )
            % {"line": proof.broken.number, "column": proof.broken.column}
        )
    else:
        say(_("The chain is whole. Lines: %(lines)s. The last one: %(last)s") % words)
    for one in proof.faults:
        complain(
            _("Not as it was sealed: %(record)s %(id)s (%(why)s).")
            % {"record": one.label, "id": one.id, "why": one.why}
        )
    if not proof.faults:
        say(_("Every sealed word is as it was sealed, or has been withdrawn. Records: %(seals)s.") % words)
    if proof.unsealed:
        say(
            _("Published before replies were sealed, so not proved: %(replies)s.")
            % {"replies": proof.unsealed}
        )
    return 0 if proof.holds else 1


def list_lines(arguments: argparse.Namespace) -> int:
    from edau.core.models import AuditLine

    given = {"by": arguments.by, "deed": arguments.deed, "object_id": arguments.about}
    lines = AuditLine.objects.filter(**{name: value for name, value in given.items() if value})
    newest = list(lines.order_by("-number")[: max(arguments.most, 1)])
    if arguments.json:
        say_json(
            [
                {
                    "number": line.number,
                    "at": line.at.isoformat(),
                    "deed": line.deed,
                    "by": line.by,
                    "label": line.label,
                    "id": line.object_id,
                    "codes": line.codes,
                }
                for line in newest
            ]
        )
        return 0
    for line in newest:
        codes = " ".join(f"{name}={value}" for name, value in line.codes.items())
        about = f"{line.label} {line.object_id}".strip()
        say(f"{line.number:6}  {line.at:%Y-%m-%d %H:%M}  {line.deed:20} {line.by:18} {about:34} {codes}")
    if not newest:
        say(_("There is no such line."))
    return 0
