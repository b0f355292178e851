"""`edau data build | verify | load`: the open data release, from raw files to live pages."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.words import complain, progress_bar, say, say_json


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("data", help=_("build, check or load the open data release"))
    deeds = parser.add_subparsers(metavar=_("deed"), required=True)

    build = deeds.add_parser(
        "build", parents=[common], help=_("build a release from the publishers' raw files")
    )
    build.add_argument("--raw", type=Path, required=True, help=_("the folder of raw files"))
    build.add_argument("--out", type=Path, required=True, help=_("the folder to write the release to"))
    build.set_defaults(run=run_build)

    for name, help_text, run in (
        ("verify", _("check a release: its files, its types, and what is known of Wales"), run_verify),
        ("load", _("make a release live"), run_load),
    ):
        deed = deeds.add_parser(name, parents=[common], help=help_text)
        deed.add_argument(
            "folder", type=Path, nargs="?", help=_("the release; the one that ships if left out")
        )
        deed.set_defaults(run=run)


def run_build(arguments: argparse.Namespace) -> int:
    try:
        from edau.understand.building.release import build
        from edau.understand.sources.errors import SourceError
    except ModuleNotFoundError as missing:
        complain(
            _("Building needs the extra packages (%(name)s is missing): pip install 'edau[data]'")
            % {"name": missing.name}
        )
        return 1
    try:
        summary = build(arguments.raw, arguments.out, progress=progress_bar())
    except SourceError as problem:
        complain(problem)
        return 1
    if arguments.json:
        say_json(summary.as_dict())
    else:
        say(
            _("Built release %(id)s: %(tables)s tables, %(size)s MB.")
            % {"id": summary.id, "tables": summary.tables, "size": f"{summary.bytes / 1e6:.1f}"}
        )
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from edau.understand.files.facts import check_known
    from edau.understand.files.verify import verify
    from edau.understand.problems import fact_in_words, in_words

    folder = arguments.folder or settings.RELEASE_FOLDER
    problems = verify(folder)
    facts = [] if problems else check_known(folder)
    wrong = [fact for fact in facts if not fact.holds]
    if arguments.json:
        say_json(
            {
                "folder": str(folder),
                "problems": [problem.as_dict() for problem in problems],
                "facts": [fact.as_dict() for fact in facts],
            }
        )
    else:
        for problem in problems:
            complain(in_words(problem))
        for fact in facts:
            say(("✓" if fact.holds else "✗"), fact_in_words(fact))
        if not problems and not wrong:
            say(_("The release is whole, and everything known about it holds."))
    return 1 if problems or wrong else 0


def run_load(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from edau.portal.actions.going_live import go_live
    from edau.understand.files.errors import ReleaseError
    from edau.understand.problems import in_words

    try:
        loaded = go_live(
            folder=arguments.folder or settings.RELEASE_FOLDER, by="edau data load", progress=progress_bar()
        )
    except ReleaseError as problem:
        complain(in_words(problem))
        complain(_("Nothing was changed: the release that was live still is."))
        return 1
    if arguments.json:
        say_json({"loaded": loaded.id if loaded else None})
    elif loaded:
        say(_("Release %(version)s (%(id)s) is live.") % {"version": loaded.version, "id": loaded.id})
    else:
        say(_("This release is live already."))
    return 0
