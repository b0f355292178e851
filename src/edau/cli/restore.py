"""`edau restore FILE.tar [--yes]`: a backup in place of what this installation holds; all or nothing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.words import complain, progress_bar, say, say_json


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("restore", parents=[common], help=_("put a backup in place of what is here"))
    parser.add_argument("file", type=Path, metavar=_("file"), help=_("the tar file that `edau backup` wrote"))
    parser.add_argument("--yes", action="store_true", help=_("replace what this installation holds now"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from edau.core.backup import BackupError, restore
    from edau.portal.actions.going_live import rebuild_search

    try:
        restored = restore(
            arguments.file,
            by="edau restore",
            replace=arguments.yes,
            after=rebuild_search,
            progress=progress_bar(),
        )
    except BackupError as problem:
        complain(problem.in_words())
        complain(_("Nothing was changed."))
        return 2 if problem.code == "no_file" else 1
    if restored.first_broken_line is not None:
        complain(
            _("The audit trail in this backup does not hold from line %(number)s on.")
            % {"number": restored.first_broken_line}
        )
    if arguments.json:
        say_json(restored.as_dict())
    else:
        say(
            _(
                "Restored %(rows)s rows of %(tables)s tables and %(uploads)s uploads, as they were at %(made)s."
            )
            % {
                "rows": restored.rows,
                "tables": restored.tables,
                "uploads": restored.files,
                "made": restored.made,
            }
        )
    return 0
