"""`edau role signals [ADDRESS [--take]]`: who may do what needs a role. An operator gives it and takes it back."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.words import complain, say, say_json


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    from edau.understand.rules import ROLES

    parser = commands.add_parser(
        "role", parents=[common], help=_("give a role, take it back, or see who holds it")
    )
    parser.add_argument("role", choices=ROLES, metavar=_("role"), help=", ".join(ROLES))
    parser.add_argument(
        "address",
        nargs="?",
        metavar=_("address"),
        help=_("the e-mail address of the account; left out: who holds the role"),
    )
    parser.add_argument("--take", action="store_true", help=_("take the role back"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from edau.accounts.actions import NoSuchAccount, grant_role, take_role
    from edau.accounts.queries import holders_of

    if not arguments.address:
        addresses = [user.email for user in holders_of(arguments.role)]
        if arguments.json:
            say_json({"role": arguments.role, "holders": addresses})
        else:
            say("\n".join(addresses) or _("Nobody holds this role."))
        return 0
    deed = take_role if arguments.take else grant_role
    words = {"address": arguments.address, "role": arguments.role}
    try:
        changed = deed(email=arguments.address, role=arguments.role, by="edau role")
    except NoSuchAccount:
        complain(
            _("Nobody has an account with %(address)s. Ask them to sign in once: that makes the account.")
            % words
        )
        return 2
    if arguments.json:
        say_json({**words, "holds": not arguments.take, "changed": changed})
    elif arguments.take:
        say(_("%(address)s does not hold the role “%(role)s”.") % words)
    else:
        say(_("%(address)s holds the role “%(role)s”.") % words)
    return 0
