"""gunicorn's thread worker, which refuses what is no request at all in Welsh and English instead of its own English.

Such a request (a broken line, too long an address or header) never reaches Django, so no page of ours can answer it.
gunicorn still decides the status and writes the log; only the words are ours, and nothing the client sent is repeated.
"""

from __future__ import annotations

import socket
from typing import Any

from django.utils.http import http_date
from django.utils.translation import gettext, override
from gunicorn.workers.gthread import ThreadWorker

from edau.portal.errors import WORDS

PAGE = """<!doctype html>
<html lang="cy"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title></head>
<body><main>{parts}</main></body></html>
"""
PART = """<section lang="{language}"><h1>{heading}</h1><p>{advice}</p>
<p><a href="/{language}/">{home}</a></p></section>"""


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """The thread worker with refusals in both languages."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        super().handle_error(req, _InBothLanguages(client), addr, exc)


class _InBothLanguages:
    """Stands before the client's socket while gunicorn refuses: keeps the status it sends, says it in our words."""

    def __init__(self, client: socket.socket) -> None:
        self._client = client

    def sendall(self, answer: bytes) -> None:
        status = answer.partition(b"\r\n")[0].decode("latin-1").partition(" ")[2]
        self._client.sendall(refusal(status))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


def refusal(status: str) -> bytes:
    """The whole answer for a `status` such as `414 URI Too Long`: Welsh first, then English, and a way home in each.

    A status without words of its own is said as 400 or, from 500 on, as a fault of ours."""
    code = int(status[:3])
    said = WORDS.get(code) or WORDS[400 if code < 500 else 500]
    headings, parts = [], []
    for language in ("cy", "en"):
        with override(language):
            heading, advice = map(str, said)
            parts.append(
                PART.format(
                    language=language, heading=heading, advice=advice, home=gettext("Look for a place")
                )
            )
        headings.append(heading)
    body = PAGE.format(title=" · ".join(headings), parts="".join(parts)).encode()
    head = (
        f"HTTP/1.1 {status}\r\nDate: {http_date()}\r\nConnection: close\r\nCache-Control: no-store\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Language: cy, en\r\n"
        "Content-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
