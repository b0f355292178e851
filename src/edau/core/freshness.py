"""Pages that have not changed are answered from the stamps alone, before a session, a language or a query is looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path, override

from edau.core import clock, stamps

Page = Callable[..., HttpResponse]


class AnswerUnchangedPages:
    """304 for a page the browser already holds.

    Only pages made by `same_for_everyone` carry this ETag. They depend on nothing but their address and the stamps,
    so a browser that sends the tag back holds exactly the page we would build.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with stamps.one_reading():
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        offered = request.META.get("HTTP_IF_NONE_MATCH")
        if offered and request.method in ("GET", "HEAD") and "edau-" in offered:
            tag = etag(request) if _is_public(request) else ""
            if tag and tag in [part.strip() for part in offered.split(",")]:
                response: HttpResponse = HttpResponseNotModified()
                _mark(response, tag)
                return response
        return self.get_response(request)


def _is_public(request: HttpRequest) -> bool:
    """Whether the address is one of a page made by `same_for_everyone`, and the host one of ours."""
    try:
        request.get_host()
        # Addresses are in the language of the page, and no language has been chosen for this request yet.
        with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
            return getattr(resolve(request.path_info).func, "same_for_everyone", False)
    except (DisallowedHost, Resolver404):
        return False


def etag(request: HttpRequest) -> str:
    """The ETag of a public page now: weak, since the same page may be sent compressed or not. It is that of its address
    alone: a browser that knows one page must still be told that another is not there. And that of its day: at midnight an
    involvement closes, or an answer becomes late, and nobody has done anything."""
    asked = f"{clock.today()} {request.get_full_path()}"
    address = hashlib.sha256(asked.encode()).hexdigest()[:12]
    return f'W/"edau-{stamps.whole_tag()}-{address}"'


def same_for_everyone(page: Page) -> Page:
    """Marks a view as public: same answer for everyone until a stamp changes; browsers ask again each time."""

    @wraps(page)
    def view(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        # The tag is read before the page is built: if a release goes live in between, the next request asks again.
        tag = etag(request)
        response = page(request, *args, **kwargs)
        if response.status_code == 200 and not getattr(request, "differs_by_person", False):
            _mark(response, tag)
        return response

    view.same_for_everyone = True  # type: ignore[attr-defined]
    # It only reads: a forged request can do nothing, and a wrong method must be told so (405), not refused (403).
    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view


def _mark(response: HttpResponse, tag: str) -> None:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ["Accept-Encoding"])
