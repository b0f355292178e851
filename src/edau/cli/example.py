"""`edau example`: builds the worked example into a demonstration: made-up words, real deeds, real places and figures."""

from __future__ import annotations

import argparse
import socket
import time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.cli.words import complain, progress_bar, say, say_json_line

PATIENCE = 120  # seconds: as long as a slow machine takes to serve its first page


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser(
        "example", parents=[common], help=_("build the worked example into a demonstration")
    )
    parser.add_argument(
        "--after", metavar="PORT", type=int, help=_("wait until the pages are served at this port")
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from edau.portal.example.cycle import build_example

    if not settings.DEMO:
        complain(_("The worked example is made up. It is built only where EDAU_DEMO is set."))
        return 2
    if arguments.after and not _served(arguments.after):
        return 1
    bar = progress_bar()
    told = _("The worked example")
    number = build_example(progress=lambda what, done, total: bar(told, done, total))
    if arguments.json:
        say_json_line({"example": {"built": bool(number), "voices": number}})
    elif number:
        say(
            ngettext(
                "The worked example is ready: %(count)s voice.",
                "The worked example is ready: %(count)s voices.",
                number,
            )
            % {"count": number}
        )
    return 0


def _served(port: int) -> bool:
    """Whether pages were served at a port before patience ran out."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.2)
    return False
