"""`edau tick`: what time does. A timer runs it every minute."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.words import complain, say, say_json


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    help_text = _("send waiting letters, forget what is past its day, escalate what nobody decided")
    parser = commands.add_parser("tick", parents=[common], help=help_text)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from edau.connect.analysis.compiling import compile_ahead
    from edau.portal.actions.ticking import tick

    ticked = tick()
    if not settings.DEMO:  # which has no problem so large that it is worth it
        compile_ahead()
    done = {name: number for name, number in ticked.done.items() if number}
    if arguments.json:
        say_json({"done": ticked.done, "failed": ticked.failed})
    else:
        for name, number in done.items():
            say(f"{name}: {number}")
        if not done and not ticked.failed:
            say(_("There was nothing to do."))
    for name in ticked.failed:
        complain(_("“%(name)s” failed; the log says why.") % {"name": name})
    return 1 if ticked.failed else 0
