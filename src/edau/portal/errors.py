"""When something is wrong: the right status, and a sentence in the reader's language that says what to do next."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import activate, get_language
from django.utils.translation import gettext_lazy as _

from edau.portal.api.problems import problem_of_status
from edau.portal.limits import limit_of

logger = logging.getLogger("edau")

WORDS: dict[int, tuple[Any, Any]] = {
    400: (
        _("We could not understand that request"),
        _("Check the address, or start again from the home page."),
    ),
    403: (
        _("You cannot do that here"),
        _("The page may have been open too long. Go back, load it again and try once more."),
    ),
    404: (_("There is no page at this address"), _("Check the address, or look for the place you want.")),
    405: (
        _("This page cannot be used that way"),
        _("It can be read, but nothing can be sent to it. Open it from a link."),
    ),
    413: (_("That is too much to send at once"), _("Send something shorter.")),
    414: (_("That address is too long"), _("Search with fewer words.")),
    431: (
        _("Your browser sent too much with the request"),
        _("Delete this site’s cookies in your browser, and try again."),
    ),
    500: (_("Something went wrong on our side"), _("It has been noted. Please try again in a few minutes.")),
}
LONGEST_QUERY = 2_000


class ErrorsInWords:
    """Gives bare errors a page, and refuses what is too large before it is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (size := _length(request)) > settings.REQUEST_LIMIT and size > limit_of(request):
            return page(request, 413)
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            return page(request, 414)
        response = self.get_response(request)
        if response.status_code in (405, 413) and not response.content:
            allowed = response.headers.get("Allow")
            response = page(request, response.status_code)
            if allowed:
                response.headers["Allow"] = allowed
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """PostgreSQL keeps no text with a NUL in it, and its driver says so by a ValueError. No browser sends one: whoever
        does is told that it could not be understood, wherever a page asks for what they named."""
        if isinstance(exception, ValueError) and _has_nul(request):
            return page(request, 400)
        return None


def page(request: HttpRequest, status: int) -> HttpResponse:
    """The page for an error. Never fails itself: without a database or a template it is still two plain sentences."""
    if request.path_info.startswith("/api/"):
        return problem_of_status(request, status)
    activate(_language(request))
    title, advice = WORDS[status]
    try:
        return render(
            request, "portal/error.html", {"title": title, "advice": advice, "status": status}, status=status
        )
    except Exception:
        logger.exception("The page for error %s could not be made", status)
        return HttpResponse(f"{title}. {advice}", status=status, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return page(request, 500)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _has_nul(request: HttpRequest) -> bool:
    return any(
        "\0" in value
        for given in (request.GET, request.POST)
        for _name, values in given.lists()
        for value in values
    )


def _language(request: HttpRequest) -> str:
    """The language of the address, whatever else went wrong."""
    first = request.path_info.lstrip("/").split("/", 1)[0]
    return first if first in ("cy", "en") else (get_language() or "cy")
