"""`edau backup FILE.tar`: everything this installation holds, in one file that either database can read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.words import complain, progress_bar, say, say_json


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    help_text = _("save everything this installation holds")
    parser = commands.add_parser("backup", parents=[common], help=help_text)
    parser.add_argument(
        "file", type=Path, metavar=_("file"), help=_("the tar file to write; it must not exist yet")
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from edau.core.backup import BackupError, backup

    try:
        saved = backup(arguments.file, by="edau backup", progress=progress_bar())
    except BackupError as problem:
        complain(problem.in_words())
        return 1
    if arguments.json:
        say_json(saved.as_dict())
    else:
        say(
            _("Saved %(rows)s rows of %(tables)s tables and %(uploads)s uploads in %(file)s (%(size)s MB).")
            % {
                "rows": saved.rows,
                "tables": saved.tables,
                "uploads": saved.files,
                "file": saved.file,
                "size": f"{saved.bytes / 1e6:.1f}",
            }
        )
        say(_("Keep it safe: it holds e-mail addresses and what people said in confidence."))
    return 0
