"""How much an address takes at once. Nearly all take little; a view that needs more says so itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

Page = Callable[..., HttpResponse]


def takes_up_to(most: int) -> Callable[[Page], Page]:
    """Marks a view as one that takes requests of so many bytes. Put it outermost, so that the mark can be seen."""

    def mark(page: Page) -> Page:
        @wraps(page)
        def view(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            return page(request, *args, **kwargs)

        view.takes_up_to = most  # type: ignore[attr-defined]
        return view

    return mark


def limit_of(request: HttpRequest) -> int:
    """The most bytes that the address of a request takes. Asked only of what is larger than the usual limit."""
    try:
        with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
            return int(getattr(resolve(request.path_info).func, "takes_up_to", settings.REQUEST_LIMIT))
    except Resolver404:
        return int(settings.REQUEST_LIMIT)
