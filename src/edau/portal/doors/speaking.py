"""Who is at a page of Connect: an account, the receipt that is open in this browser, or both."""

from __future__ import annotations

from django.http import HttpRequest

from edau.accounts.models import User
from edau.connect.queries.speaking import Speaker
from edau.portal.doors.receipts import held, open_now
from edau.thread.queries import receipt_of_id


def speaker(request: HttpRequest, receipt: str = "") -> Speaker:
    """Whoever reads this page: by account, by the receipt that is open here, or by both. A query where a receipt is open.

    `receipt` is one that the address names: an account that does not hold it says nothing then. Raises Http404 for one that
    this reader has not opened.
    """
    if receipt:
        named = held(request, receipt).receipt
        theirs = isinstance(request.user, User) and named.person.user_id == request.user.pk
        return Speaker(account=request.user if theirs else None, receipt=named)
    key = open_now(request)
    account = request.user if isinstance(request.user, User) else None
    return Speaker(account=account, receipt=receipt_of_id(key) if key else None)
