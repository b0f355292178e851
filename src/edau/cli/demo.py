"""`edau demo`: everything a machine that has nothing needs to show a living place: database, release, server."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from edau.cli.serve import PORT, serve
from edau.cli.words import complain, progress_bar, say, say_json_line

if TYPE_CHECKING:
    from edau.config.upgrading import Upgraded


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("demo", parents=[common], help=_("try Edau on this machine"))
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or str(PORT))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--bare", action="store_true", help=_("leave out the worked example"))
    parser.add_argument("--no-serve", action="store_true", help=_("prepare everything, serve nothing"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    status = prepare(answer=_answered_as_json if arguments.json else _answered_in_words)
    if status or arguments.no_serve:
        return status
    if not arguments.bare:
        _build_example_beside(arguments)
    return serve(host=arguments.host, port=arguments.port, workers=1, threads=4, as_json=arguments.json)


def _build_example_beside(arguments: argparse.Namespace) -> None:
    """Builds the worked example once the first page is up, beside the server, so that nobody waits for it."""
    from edau.portal.queries.example import is_built

    if is_built():
        return
    words = ["example", "--after", str(arguments.port), "--lang", arguments.language]
    if arguments.json:
        words.append("--json")
    subprocess.Popen([sys.executable, "-m", "edau.cli", *words])  # noqa: S603  # our own words


def prepare(*, answer: Callable[[Upgraded], None] | None = None) -> int:
    """Makes the database, the static files and the release ready, each only where something is new; returns an exit status.

    What was done goes to `answer`; without one nothing is said of it, for it is no part of what another command answers.
    """
    from edau.config.upgrading import UpgradeError, upgrade
    from edau.understand.files.errors import ReleaseError
    from edau.understand.problems import in_words

    try:
        done = upgrade(by="edau demo", progress=progress_bar())
    except UpgradeError as problem:
        complain(str(problem))
        return 1
    except ReleaseError as problem:
        complain(in_words(problem))
        return 1
    if answer is not None:
        answer(done)
    return 0


def _answered_in_words(done: Upgraded) -> None:
    if done.release:
        say(_("Loaded the open data release %(version)s.") % {"version": done.release})


def _answered_as_json(done: Upgraded) -> None:
    say_json_line({"prepared": {"migrations": list(done.migrations), "release": done.release}})
