"""`edau manage …`: Django's own commands with Edau's settings, for operators (migrate, collectstatic, shell …)."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("manage", help=_("Django's own commands, for operators"))
    parser.add_argument("words", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["edau manage", *arguments.words])
    return 0
