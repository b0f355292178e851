"""`edau thread export [LABEL ID] [--out FILE] [--all]`: what rests on what, as W3C PROV-JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.words import complain, say, say_json


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("thread", help=_("what rests on what"))
    deeds = parser.add_subparsers(metavar=_("deed"), required=True)
    export = deeds.add_parser("export", parents=[common], help=_("export the thread as W3C PROV-JSON"))
    export.add_argument(
        "label",
        nargs="?",
        metavar=_("label"),
        help=_("the kind of a record, such as listen.Theme; left out: the whole thread"),
    )
    export.add_argument("id", nargs="?", metavar=_("id"), help=_("the record from which to begin"))
    export.add_argument("--out", type=Path, metavar=_("file"), help=_("write it to this file"))
    export.add_argument(
        "--all", action="store_true", help=_("for operators: also what is not for everyone to read")
    )
    export.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from edau.thread.actions import End
    from edau.thread.provenance import counts, thread_of, whole_thread
    from edau.thread.records import EVERYONE, OPERATOR, labels

    reader = OPERATOR if arguments.all else EVERYONE
    if arguments.label and (arguments.label not in labels() or not arguments.id):
        complain(
            _("Name a kind of record and its id. There are: %(labels)s.") % {"labels": ", ".join(labels())}
        )
        return 2
    if arguments.label:
        document = thread_of(End(arguments.label, arguments.id), arguments.language, reader=reader)
    else:
        document = whole_thread(arguments.language, reader=reader)
    if document is None:
        complain(_("There is no such record, or it is not for everyone to read."))
        return 2
    if arguments.out is None:
        say_json(document)
        return 0
    arguments.out.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    records, ties = counts(document)
    words = {"records": records, "ties": ties, "file": arguments.out}
    if arguments.json:
        say_json({"records": records, "ties": ties, "file": str(arguments.out)})
    else:
        say(_("%(file)s: records %(records)s, ties %(ties)s.") % words)
    return 0
