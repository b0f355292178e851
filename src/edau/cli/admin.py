"""`edau admin create ADDRESS`: the first administrator, with no e-mail sent."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _

from edau.cli.words import complain, say, say_json

BY = "edau admin"


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("admin", help=_("make an administrator"))
    deeds = parser.add_subparsers(metavar=_("deed"), required=True)
    create = deeds.add_parser(
        "create",
        parents=[common],
        help=_("make an address an administrator, and print a code for signing in"),
    )
    create.add_argument("address", metavar=_("address"), help=_("the e-mail address of the account"))
    create.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from allauth.account import app_settings
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import transaction
    from django.urls import reverse

    from edau.accounts.actions import join
    from edau.accounts.printed import print_code
    from edau.people.actions.roles import Scope, give_role
    from edau.people.choices import Part

    address = arguments.address.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        complain(_("“%(address)s” is not an e-mail address.") % {"address": address})
        return 2
    with transaction.atomic():
        user = join(email=address, language=arguments.language)
        if not user.is_active:
            complain(_("This account has been closed."))
            return 1
        new = give_role(user=user, part=Part.ADMINISTRATOR, scope=Scope(), by=BY)
    code, minutes = print_code(address), app_settings.LOGIN_BY_CODE_TIMEOUT // 60
    page = reverse("account_login")
    if arguments.json:
        say_json({"address": address, "new": new, "page": page, "code": code, "minutes": minutes})
        return 0
    say(_("%(address)s is an administrator.") % {"address": address})
    say(
        _("To sign in, open %(page)s on the site, give this address, then type this code: %(code)s")
        % {"page": page, "code": code}
    )
    say(_("It works once, within %(minutes)s minutes. No e-mail has been sent.") % {"minutes": minutes})
    return 0
