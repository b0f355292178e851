"""How a page with a form is asked for and answered: its methods, the codes of its answers, what was sent."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

READ_AND_SEND = ["GET", "HEAD", "POST"]
OK, FORBIDDEN, CONFLICT, UNPROCESSABLE, TOO_MANY = 200, 403, 409, 422, 429


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; None where nobody has sent it yet."""
    return request.POST if request.method == "POST" else None


def status_of(request: HttpRequest) -> int:
    """The code of a page that shows its form: whatever was sent and taken has been redirected before."""
    return UNPROCESSABLE if request.method == "POST" else OK
