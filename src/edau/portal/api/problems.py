"""What was wrong with a question, as "problem details" (RFC 9457) in the language of whoever asked."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext_lazy as _

from edau.ui.links import address_in

LANGUAGES = ("cy", "en")
MEDIA_TYPE = "application/problem+json"
LONGEST_ECHO = 60  # letters of what was asked that an answer repeats
MOST_ECHOES = 5
# The kinds of problem: status, what it is called. Each is explained on the page about the open data.
KINDS: dict[str, tuple[int, Any]] = {
    "unknown-parameter": (400, _("There is no parameter of this name")),
    "invalid-value": (400, _("A value is not one of those that can be asked for")),
    "not-together": (400, _("These cannot be asked for together")),
    "too-many-parameters": (400, _("Too many parameters")),
    "not-understood": (400, _("We could not understand that request")),
    "forbidden": (403, _("You cannot do that here")),
    "not-found": (404, _("There is nothing at this address")),
    "unknown-place": (404, _("There is no place with this code")),
    "unknown-indicator": (404, _("There is no indicator with this key")),
    "unknown-series": (404, _("There is no series with this key")),
    "no-figures": (404, _("There are no figures for this question")),
    "no-neighbours": (404, _("There are no similar places to name")),
    "method": (405, _("This address can only be read")),
    "not-acceptable": (406, _("This address has no answer of the kind you accept")),
    "too-large": (413, _("The answer would be too large")),
    "address-too-long": (414, _("That address is too long")),
    "our-fault": (500, _("Something went wrong on our side")),
}
# The kind of problem for a status that the framework, not the interface, gave.
OF_STATUS = {400: "not-understood", 403: "forbidden", 404: "not-found", 405: "method", 413: "too-large"}
OF_STATUS |= {414: "address-too-long", 500: "our-fault"}


class Problem(Exception):
    """A question that cannot be answered. `detail` is a lazily translated sentence with `words` to fill in; `members`
    stand in the answer for programs, beside the sentence for people."""

    def __init__(
        self, kind: str, detail: Any = "", /, words: dict[str, Any] | None = None, **members: Any
    ) -> None:
        self.kind, self.detail, self.words, self.members = kind, detail, words or {}, members
        super().__init__(kind)

    @property
    def status(self) -> int:
        return KINDS[self.kind][0]


def language_of(request: HttpRequest) -> str:
    """The language a problem is told in: `lang` where it is one of ours, else what the browser or program prefers."""
    try:
        asked = request.GET.get("lang", "")
    except Exception:  # the question itself may be what cannot be read
        asked = ""
    return asked if asked in LANGUAGES else get_language_from_request(request)


def told(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as an answer. Never kept by anything between us and whoever asked."""
    language = language_of(request)
    with override(language):
        detail = str(problem.detail) % problem.words if problem.detail else ""
        body = {
            "type": f"{address_in(language, 'portal:api')}#{problem.kind}",
            "title": str(KINDS[problem.kind][1]),
            "status": problem.status,
            **({"detail": detail} if detail else {}),
            "instance": request.path[:200],
            **problem.members,
        }
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=problem.status, content_type=MEDIA_TYPE
    )
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept-Language"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def problem_of_status(request: HttpRequest, status: int) -> HttpResponse:
    """An error of the framework, told as every other problem of the open interface is."""
    return told(request, Problem(OF_STATUS.get(status, "not-understood")))


def echoes(values: Any) -> list[str]:
    """What was asked, cut to a length at which it can be said back."""
    return [str(value)[:LONGEST_ECHO] for value in list(values)[:MOST_ECHOES]]


def listed(values: Any) -> str:
    """ "a, b, c" of what was asked, cut in the same way."""
    return ", ".join(echoes(values))
