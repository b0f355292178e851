"""The secrets of a new pack, for as long as it takes to print it: in the session of whoever made it, and nowhere else."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpRequest

from edau.listen.actions.packs import Made
from edau.portal.doors.receipts import SHOWN_FOR

FRESH_PACKS = "fresh_packs"  # in the session: by pack until when, and the link and the code of each sheet


def remember_pack(request: HttpRequest, made: Made) -> None:
    """Keeps the secrets of a new pack in this browser's session, for half an hour."""
    sheets = [[issued.link, issued.code] for issued in made.receipts]
    request.session[FRESH_PACKS] = _fresh(request) | {
        made.pack.pk: {"until": int(time.time()) + SHOWN_FOR, "sheets": sheets}
    }


def secrets_of_pack(request: HttpRequest, key: str) -> tuple[list[tuple[str, str]], int]:
    """The link and the code of each sheet in order, and until when (seconds of the epoch) they are shown; none once the time
    has gone by. What is past its time goes out of the session with the asking."""
    fresh = _fresh(request)
    if fresh != request.session.get(FRESH_PACKS, {}):
        request.session[FRESH_PACKS] = fresh
    found = fresh.get(key)
    return ([(link, code) for link, code in found["sheets"]], found["until"]) if found else ([], 0)


def forget_packs(request: HttpRequest) -> None:
    """Nothing of any pack stays in this browser's session."""
    request.session.pop(FRESH_PACKS, None)


def _fresh(request: HttpRequest) -> dict[str, dict[str, Any]]:
    now = time.time()
    return {key: kept for key, kept in request.session.get(FRESH_PACKS, {}).items() if kept["until"] > now}
