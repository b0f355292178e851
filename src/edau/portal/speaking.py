"""Who is at a page of Connect: an account, the receipt that is open in this browser, or both."""

from __future__ import annotations

from django.http import HttpRequest

from edau.connect.queries.speaking import Speaker
from edau.portal.receipt_access import open_now
from edau.thread.queries import receipt_of_id


def speaker(request: HttpRequest) -> Speaker:
    """Whoever reads this page. A query where a receipt is open."""
    key = open_now(request)
    return Speaker(account=request.user, receipt=receipt_of_id(key) if key else None)
