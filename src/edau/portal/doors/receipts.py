"""Who may see a receipt: whoever has its link, has opened it by code a while ago, or has claimed it and is signed in."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from edau.accounts.models import User
from edau.portal import errors
from edau.thread.actions import Issued
from edau.thread.models import Receipt
from edau.thread.queries import receipt_by_link, receipt_of_id

LINK_LENGTH = 22
OPEN_FOR = 60 * 60  # seconds for which a code opens its receipt in this browser
SHOWN_FOR = 30 * 60  # for which a new code can be read, printed, and read in the other language
NEW, FRESH, OPENED = "new_receipt", "fresh_codes", "opened_receipts"  # in the session

Page = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Held:
    """A receipt in the hand of somebody who may see it. `link` is its secret, empty for who came by code or by account;
    `key` is what stands in the address, `by` who they are in the audit trail."""

    receipt: Receipt
    key: str
    link: str

    @property
    def by(self) -> str:
        return str(self.receipt)


def held(request: HttpRequest, key: str) -> Held:
    """The receipt of an address. Raises Http404 alike for what is not there and for what this reader has not opened."""
    if len(key) == LINK_LENGTH:
        receipt = receipt_by_link(key)
        link = key
    else:
        receipt = receipt_of_id(key)
        link = ""
        if receipt is not None and not (_opened(request, key) or _is_theirs(request, receipt)):
            receipt = None
    if receipt is None:
        raise Http404
    return Held(receipt, key, link)


def open_here(request: HttpRequest, receipt: Receipt) -> None:
    """This browser may see this receipt, and no other, for an hour."""
    request.session[OPENED] = {receipt.pk: int(time.time()) + OPEN_FOR}


def open_now(request: HttpRequest) -> str:
    """The id of the receipt that was opened by its code in this browser and is still open; empty where none is."""
    return next((key for key in request.session.get(OPENED, {}) if _opened(request, key)), "")


def close_here(request: HttpRequest) -> None:
    """Nothing of any receipt stays open in this browser: for the machine of a library."""
    for name in (NEW, FRESH, OPENED):
        request.session.pop(name, None)


def remember_new(request: HttpRequest, issued: Issued) -> None:
    """Keeps the code of a new receipt in the session of whoever just got it, for its page to show. The link is not kept."""
    request.session[NEW] = {"id": issued.receipt.pk, "code": issued.code}


def fresh_code(request: HttpRequest, receipt: Receipt) -> tuple[str, bool]:
    """The code of a receipt this browser has just got, and whether it is shown for the first time; empty once half an hour
    has gone by. Only so long is it kept: a code on paper needs its page printed, or read in the other language."""
    now = int(time.time())
    new = request.session.pop(NEW, None)
    first = isinstance(new, dict) and new.get("id") == receipt.pk
    kept = {key: pair for key, pair in request.session.get(FRESH, {}).items() if pair[1] > now}
    if isinstance(new, dict):
        kept[new["id"]] = [new["code"], now + SHOWN_FOR]
    if kept != request.session.get(FRESH, {}):
        request.session[FRESH] = kept
    return kept.get(receipt.pk, [""])[0], first


def private(*, forms: bool = False) -> Callable[[Page], Page]:
    """For pages under a secret address: kept by nobody, found by no search engine, and told to no other site.

    A page with `forms` sends the name of this host alone (strict-origin): a browser that sends nothing at all makes the
    origin of a form "null", and the guard against forged forms would refuse it.
    """

    def mark(page: Page) -> Page:
        @wraps(page)
        def view(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            try:
                response = page(request, *args, **kwargs)
            except Http404:
                response = errors.page(request, 404)
            add_never_cache_headers(response)
            response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
            response.headers["Referrer-Policy"] = "strict-origin" if forms else "no-referrer"
            return response

        return view

    return mark


def _opened(request: HttpRequest, key: str) -> bool:
    until = request.session.get(OPENED, {}).get(key, 0)
    return isinstance(until, int) and until > time.time()


def _is_theirs(request: HttpRequest, receipt: Receipt) -> bool:
    return isinstance(request.user, User) and receipt.person.user_id == request.user.pk
