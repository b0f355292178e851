"""Who somebody is to a report: the names, as in the audit trail, of a reader who is signed in or holds a receipt."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from edau.accounts.models import User
from edau.portal.doors.receipts import held


@dataclass(frozen=True)
class Party:
    """A reader. `name` is the one they report under: that of their account where a receipt has been claimed, so that
    nobody counts twice; `names` are all of theirs. `receipt` is what stands in the address. Nobody we know: all empty."""

    name: str = ""
    names: frozenset[str] = frozenset()
    receipt: str = ""


def party(request: HttpRequest, receipt: str = "") -> Party:
    """The reader of a page. Raises Http404 for a receipt they have not opened."""
    names = [str(request.user)] if isinstance(request.user, User) and request.user.is_active else []
    if receipt:
        theirs = held(request, receipt).receipt
        if theirs.person.user_id:
            names.insert(0, f"user {theirs.person.user_id}")
        names.append(str(theirs))
        first = names[0] if theirs.person.user_id else str(theirs)
        return Party(first, frozenset(names), receipt)
    return Party(names[0] if names else "", frozenset(names))
