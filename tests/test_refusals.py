"""What is no request at all never reaches a page of ours: gunicorn refuses it, in both languages and without an echo."""

from __future__ import annotations

import logging
import socket

import pytest
from gunicorn.http.errors import InvalidRequestLine, LimitRequestHeaders, LimitRequestLine

from edau.config.worker import Worker, refusal


@pytest.mark.parametrize(
    ("fault", "status", "welsh", "english"),
    [
        (
            InvalidRequestLine("<script>"),
            "400 Bad Request",
            "Nid oedd modd deall y cais hwnnw",
            "We could not understand that request",
        ),
        (
            LimitRequestLine(9_000, 8_190),
            "414 URI Too Long",
            "Mae’r cyfeiriad hwnnw’n rhy hir",
            "That address is too long",
        ),
        (
            LimitRequestHeaders("<script>"),
            "431 Request Header Fields Too Large",
            "Anfonodd eich porwr ormod gyda’r cais",
            "Your browser sent too much with the request",
        ),
    ],
)
def test_what_is_no_request_is_refused_in_both_languages(fault, status, welsh, english):
    head, body = told(fault)

    assert head[0] == f"HTTP/1.1 {status}"
    assert f'<section lang="cy"><h1>{welsh}</h1>' in body
    assert f'<section lang="en"><h1>{english}</h1>' in body
    assert "<script>" not in body
    assert f"Content-Length: {len(body.encode())}" in head


def test_a_status_without_words_of_its_own_is_a_bad_request_or_a_fault_of_ours():
    assert "We could not understand that request" in refusal("417 Expectation Failed").decode()
    assert "Something went wrong on our side" in refusal("501 Not Implemented").decode()


def told(fault: Exception) -> tuple[list[str], str]:
    """The lines of the head, and the body, that a client reads when gunicorn meets `fault`."""
    worker = Worker.__new__(Worker)
    worker.log = logging.getLogger("test.refusals")
    ours, theirs = socket.socketpair()
    with ours, theirs:
        worker.handle_error(None, ours, ("192.0.2.1", 1), fault)
        ours.shutdown(socket.SHUT_WR)
        answer = b""
        while part := theirs.recv(65_536):
            answer += part
    head, _, body = answer.decode().partition("\r\n\r\n")
    return head.split("\r\n"), body
