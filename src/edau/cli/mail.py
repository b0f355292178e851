"""`edau mail list|retry|bounce`: outgoing letters, for operators."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.cli.words import complain, say, say_json

BY = "edau mail"
MOST = 50


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    from edau.core.models import Letter

    parser = commands.add_parser("mail", help=_("outgoing letters"))
    deeds = parser.add_subparsers(metavar=_("deed"), required=True)
    listed = deeds.add_parser("list", parents=[common], help=_("the newest letters and what became of them"))
    listed.add_argument(
        "--state", choices=Letter.State.values, default="", help=_("only those in this state")
    )
    listed.set_defaults(run=list_letters)
    again = deeds.add_parser("retry", parents=[common], help=_("try a letter again, or all that failed"))
    again.add_argument(
        "letter",
        nargs="?",
        metavar=_("letter"),
        help=_("its name, as the list has it; left out: all that failed"),
    )
    again.set_defaults(run=retry)
    bounced = deeds.add_parser(
        "bounce", parents=[common], help=_("take in delivery reports of letters that came back")
    )
    bounced.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar=_("file"),
        help=_("a message or a mailbox file; left out: standard input"),
    )
    bounced.set_defaults(run=bounce)


def list_letters(arguments: argparse.Namespace) -> int:
    from edau.core.mail.queries import newest

    letters = newest(MOST, arguments.state)
    if arguments.json:
        say_json(
            [
                {
                    "letter": one.id,
                    "made": one.made.isoformat(timespec="seconds"),
                    "purpose": one.purpose,
                    "state": one.state,
                    "tries": one.tries,
                    "error": one.error,
                }
                for one in letters
            ]
        )
        return 0
    for one in letters:
        say(f"{one.id}  {one.made:%Y-%m-%d %H:%M}  {one.purpose:12} {one.state:8} {one.tries:2}  {one.error}")
    if not letters:
        say(_("There are no letters."))
    return 0


def retry(arguments: argparse.Namespace) -> int:
    from edau.core.mail.outbox import deliver, try_again
    from edau.core.models import Letter

    if arguments.letter:
        keys = [arguments.letter]
    else:
        failed = Letter.objects.filter(state=Letter.State.FAILED).exclude(to="")
        keys = list(failed.order_by("made").values_list("pk", flat=True))
    again = [key for key in keys if try_again(key)]
    if arguments.letter and not again:
        complain(_("There is no letter “%(letter)s” that can be tried again.") % {"letter": arguments.letter})
        return 2
    letters = [letter for key in again if (letter := deliver(key)) is not None]
    sent = sum(letter.state == Letter.State.SENT for letter in letters)
    if arguments.json:
        say_json({"tried": len(again), "sent": sent})
    else:
        say(_("Tried again: %(tried)s. Sent: %(sent)s.") % {"tried": len(again), "sent": sent})
    return 0


def bounce(arguments: argparse.Namespace) -> int:
    from edau.core.mail.bounces import read_reports, take_back

    content = arguments.file.read_bytes() if arguments.file else sys.stdin.buffer.read()
    reports = read_reports(content)
    marked = take_back(reports, by=BY)
    if arguments.json:
        say_json({"reports": len(reports), "marked": marked})
    else:
        say(
            ngettext("%(n)s letter came back.", "%(n)s letters came back.", marked) % {"n": marked}
            if marked
            else _("No letter of ours came back in it.")
        )
    return 0
