"""`edau upgrade`: the database and files of an earlier version, brought to this one; nothing half done."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.words import complain, progress_bar, say, say_json


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    help_text = _("bring the database of an earlier version to this one")
    parser = commands.add_parser("upgrade", parents=[common], help=help_text)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from edau.config.upgrading import UpgradeError, upgrade
    from edau.portal.pages.proving import prove
    from edau.understand.files.errors import ReleaseError
    from edau.understand.problems import in_words

    try:
        done = upgrade(by="edau upgrade", progress=progress_bar())
    except UpgradeError as problem:
        complain(str(problem))
        return 1
    except ReleaseError as problem:
        complain(in_words(problem))
        return 1
    proof = prove()
    if arguments.json:
        say_json(asdict(done) | {"trail_holds": proof.holds})
        return 0 if proof.holds else 1
    if done.migrations:
        say(_("The tables are those of Edau %(version)s now.") % {"version": done.now})
    if done.copy:
        say(
            _("The database as it was before lies in %(file)s. Delete it once all is well.")
            % {"file": done.copy}
        )
    if done.release:
        say(_("Loaded the open data release %(version)s.") % {"version": done.release})
    if not done.migrations and not done.release:
        say(_("There was nothing to do."))
    if not proof.holds:
        complain(_("The audit trail does not hold. “edau audit verify” says where."))
        return 1
    return 0
