"""What every page knows: its language, its twin in the other language, its one address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.translation import get_language

from edau.portal.addresses import addresses_of

NAMES = {"cy": "Cymraeg", "en": "English"}


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every page. Reads no database and no session."""
    language = get_language() or "cy"
    other = "en" if language == "cy" else "cy"
    addresses = addresses_of(request)
    origin = f"{request.scheme}://{request.get_host()}" if _host_is_known(request) else ""
    return {
        "language": language,
        "mounted": get_script_prefix(),  # what is kept of a page is kept for the place where Edau is mounted
        "other_language": {"code": other, "label": NAMES[other], "url": addresses[other]},
        "alternates": [{"code": code, "url": origin + address} for code, address in addresses.items()],
        "canonical": origin + addresses[language],
        "contact": settings.CONTACT,
    }


def _host_is_known(request: HttpRequest) -> bool:
    """Error pages are also shown for hosts that are not ours; those must not be repeated back."""
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True
