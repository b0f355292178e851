"""Pages that have not changed are answered from the stamps alone, before a session, a language or a query is looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from edau.core import stamps

Page = Callable[..., HttpResponse]


class AnswerUnchangedPages:
    """304 for a page the browser already holds.

    Only pages made by `same_for_everyone` carry this ETag. They depend on nothing but their address and the stamps,
    so a browser that sends the tag back holds exactly the page we would build.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        offered = request.META.get("HTTP_IF_NONE_MATCH")
        if offered and request.method in ("GET", "HEAD") and "edau-" in offered:
            tag = etag()
            if tag in [part.strip() for part in offered.split(",")]:
                response: HttpResponse = HttpResponseNotModified()
                _mark(response, tag)
                return response
        return self.get_response(request)


def etag() -> str:
    """The ETag of every public page now: weak, since the same page may be sent compressed or not."""
    return f'W/"edau-{stamps.page_tag()}"'


def same_for_everyone(page: Page) -> Page:
    """Marks a view as public: same answer for everyone until a stamp changes; browsers ask again each time."""

    @wraps(page)
    def view(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        # The tag is read before the page is built: if a release goes live in between, the next request asks again.
        tag = etag()
        response = page(request, *args, **kwargs)
        if response.status_code == 200 and not getattr(request, "differs_by_person", False):
            _mark(response, tag)
        return response

    return view


def _mark(response: HttpResponse, tag: str) -> None:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ["Accept-Encoding"])
