"""The command line of Edau: each command is a module here, and each is thin: arguments in, an app's function, words out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = (
    "demo",
    "example",
    "serve",
    "place",
    "depend",
    "similar",
    "compare",
    "draw",
    "match",
    "rooms",
    "data",
    "upgrade",
    "backup",
    "restore",
    "admin",
    "role",
    "audit",
    "hours",
    "hsds",
    "terms",
    "mail",
    "tick",
    "thread",
    "manage",
)
# These may run on a machine nobody has set up: they need no SECRET_KEY.
DEMO_COMMANDS = ("demo", "place", "depend", "similar", "compare", "draw", "match", "rooms")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status: 0 done, 1 it failed, 2 a word was wrong."""
    words = list(sys.argv[1:] if argv is None else argv)
    language = _language(words)
    _prepare(words)

    from django.utils import translation

    with translation.override(language):
        # The command line's own words (usage, errors) come from argparse, which would ask another catalogue.
        argparse._, argparse.ngettext = translation.gettext, translation.ngettext  # type: ignore[attr-defined]
        parser = _parser()
        arguments = parser.parse_args(words)
        arguments.language = language
        if not hasattr(arguments, "run"):
            parser.print_help()
            return 2
        return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    """Runs the command; what an operator can mend (database, disk, address) is one line, not a traceback."""
    from django.db import DatabaseError

    try:
        return int(arguments.run(arguments) or 0)
    except (DatabaseError, OSError) as problem:
        print(f"edau: {problem}", file=sys.stderr)
        return 1


def _prepare(words: Sequence[str]) -> None:
    """Settings before anything that needs them. On a machine without SECRET_KEY this is a demonstration."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edau.config.settings")
    os.umask(0o077)  # the database and letters hold addresses and live codes
    command = next((word for word in words if not word.startswith("-")), "")
    if not os.environ.get("SECRET_KEY") and command not in ("serve", "manage"):
        os.environ.setdefault("EDAU_DEMO", "1")

    import django
    from django.core.exceptions import ImproperlyConfigured

    from edau.config.loading import without_collecting

    try:
        with without_collecting():
            django.setup()
    except ImproperlyConfigured as problem:
        raise SystemExit(f"edau: {problem}") from None
    except OSError as problem:
        raise SystemExit(
            f"edau: {problem.strerror}: {problem.filename}. Set EDAU_HOME to a folder that can be written to."
            " / Rhowch yn EDAU_HOME ffolder y gellir ysgrifennu iddi."
        ) from None


def _language(words: Sequence[str]) -> str:
    """The language to answer in: --lang, else EDAU_LANG, else the machine's own if it is English, else Welsh."""
    for i, word in enumerate(words):
        if word == "--lang" and i + 1 < len(words):
            return words[i + 1] if words[i + 1] in ("cy", "en") else "cy"
        if word.startswith("--lang="):
            return word.removeprefix("--lang=") if word.endswith(("cy", "en")) else "cy"
    for variable in ("EDAU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value[:2] in ("cy", "en"):
            return value[:2]
    return "cy"


def _parser() -> argparse.ArgumentParser:
    from django.utils.translation import gettext as _

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("cy", "en"), help=_("the language of the answer"))
    common.add_argument("--json", action="store_true", help=_("answer as JSON"))
    parser = argparse.ArgumentParser(
        prog="edau",
        description=_("Edau: the thread between what people say and what is done."),
        parents=[common],
    )
    commands = parser.add_subparsers(metavar=_("command"))
    for name in COMMANDS:
        import_module(f"edau.cli.{name}").add(commands, common)
    return parser
