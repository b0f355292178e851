"""`edau role give|take|list|signals`: who may do what needs a role. An operator gives it and takes it back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from edau.cli.words import complain, say, say_json

if TYPE_CHECKING:
    from edau.accounts.models import User
    from edau.people.actions.roles import Scope
    from edau.people.models import Role

BY = "edau role"


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    from edau.people.choices import Part

    parser = commands.add_parser("role", help=_("give a role, take it back, or see who holds it"))
    deeds = parser.add_subparsers(metavar=_("deed"), required=True)
    for name, text, run in (
        ("give", _("give an account a role"), give),
        ("take", _("take a role back"), take),
    ):
        deed = deeds.add_parser(name, parents=[common], help=text)
        deed.add_argument("role", choices=Part.values, metavar=_("role"), help=", ".join(Part.values))
        deed.add_argument("address", metavar=_("address"), help=_("the e-mail address of the account"))
        deed.add_argument("--organisation", default="", help=_("the key of the organisation it is for"))
        deed.add_argument("--area", default="", help=_("the code of the area it is for"))
        deed.set_defaults(run=run)
    listed = deeds.add_parser("list", parents=[common], help=_("who holds which role"))
    listed.add_argument(
        "role", nargs="?", choices=Part.values, metavar=_("role"), help=", ".join(Part.values)
    )
    listed.set_defaults(run=list_roles)
    _add_signals(deeds, common)


def _add_signals(deeds: Any, common: argparse.ArgumentParser) -> None:
    """The role of those who keep the register of trends and signals. It is for all of the register, so it has no scope."""
    from edau.understand.rules import SIGNALS

    parser = deeds.add_parser(
        SIGNALS, parents=[common], help=_("who keeps the register of trends and signals")
    )
    parser.add_argument(
        "address",
        nargs="?",
        metavar=_("address"),
        help=_("the e-mail address of the account; left out: who holds the role"),
    )
    parser.add_argument("--take", action="store_true", help=_("take the role back"))
    parser.set_defaults(run=signals, role=SIGNALS)


def give(arguments: argparse.Namespace) -> int:
    from edau.people.actions.roles import give_role
    from edau.people.choices import Part

    found = _asked(arguments)
    if found is None:
        return 2
    user, scope = found
    changed = give_role(user=user, part=Part(arguments.role), scope=scope, by=BY)
    return _answer(arguments, holds=True, changed=changed)


def take(arguments: argparse.Namespace) -> int:
    from edau.people.actions.roles import take_role
    from edau.people.models import Role

    found = _asked(arguments)
    if found is None:
        return 2
    user, scope = found
    held = Role.objects.filter(
        user=user, part=arguments.role, organisation=scope.organisation, area=scope.area, until=None
    )
    taken = [take_role(role=role, by=BY) for role in held.select_related("organisation", "user")]
    return _answer(arguments, holds=False, changed=any(taken))


def list_roles(arguments: argparse.Namespace) -> int:
    from edau.people.queries import roles_held

    held = roles_held(part=arguments.role or "")
    if arguments.json:
        say_json([_row(role) for role in held])
        return 0
    for role in held:
        say(f"{role.user.email:40} {role.part:14} {role.organisation_id or role.area or _('everywhere')}")
    if not held:
        say(_("Nobody holds this role.") if arguments.role else _("Nobody holds a role."))
    return 0


def _row(role: Role) -> dict[str, str]:
    return {
        "address": role.user.email,
        "role": role.part,
        "organisation": role.organisation_id or "",
        "area": role.area,
        "since": role.since.isoformat(timespec="seconds"),
    }


def _asked(arguments: argparse.Namespace) -> tuple[User, Scope] | None:
    """The account and the scope that were named; None, with a word, where one of them is not there."""
    from edau.accounts.queries import account_of
    from edau.people.actions.roles import Scope
    from edau.people.queries import organisations
    from edau.places.queries import visible_area

    user, key, area = account_of(arguments.address), arguments.organisation, arguments.area
    organisation = organisations([key]).get(key)
    if user is None:
        _no_account(arguments.address)
    elif key and organisation is None:
        complain(_("There is no organisation “%(key)s”.") % {"key": key})
    elif area and visible_area(area) is None:
        complain(_("There is no area “%(code)s”.") % {"code": area})
    elif key and area:
        complain(_("A role is for an organisation or for an area, not for both."))
    else:
        return user, Scope(organisation, area)
    return None


def _answer(arguments: argparse.Namespace, *, holds: bool, changed: bool) -> int:
    words = {"address": arguments.address, "role": arguments.role}
    if arguments.json:
        scope = {"organisation": arguments.organisation, "area": arguments.area}
        say_json({**words, **scope, "holds": holds, "changed": changed})
    elif holds:
        say(_("%(address)s holds the role “%(role)s”.") % words)
    else:
        say(_("%(address)s does not hold the role “%(role)s”.") % words)
    return 0


def signals(arguments: argparse.Namespace) -> int:
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
    try:
        changed = deed(email=arguments.address, role=arguments.role, by=BY)
    except NoSuchAccount:
        _no_account(arguments.address)
        return 2
    words = {"address": arguments.address, "role": arguments.role}
    if arguments.json:
        say_json({**words, "holds": not arguments.take, "changed": changed})
    elif arguments.take:
        say(_("%(address)s does not hold the role “%(role)s”.") % words)
    else:
        say(_("%(address)s holds the role “%(role)s”.") % words)
    return 0


def _no_account(address: str) -> None:
    complain(
        _("Nobody has an account with %(address)s. Ask them to sign in once: that makes the account.")
        % {"address": address}
    )
