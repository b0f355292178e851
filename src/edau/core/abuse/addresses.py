"""Network addresses: which one a request came from, and the name under which it is counted for a day."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from edau.core.models import DailySalt


def network_address(request: HttpRequest) -> str:
    """Where a request came from. What a header says is believed only from the one proxy that the settings trust: its
    entry is the last, whatever a visitor wrote before it. Of an IPv6 address the network counts: a home has all of one.
    """
    said = str(request.META.get("REMOTE_ADDR", ""))
    if getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0):
        said = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip() or said
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def address_key(request: HttpRequest) -> str:
    """The name under which an address is counted today: a hash under a secret that is thrown away tomorrow."""
    secret = _secret_of_today()
    return hmac.new(secret.encode(), network_address(request).encode(), hashlib.sha256).hexdigest()


def _secret_of_today() -> str:
    today = timezone.localdate()
    salt = DailySalt.objects.filter(day=today).first()
    if salt is None:
        DailySalt.objects.exclude(day=today).delete()
        salt, _made = DailySalt.objects.get_or_create(day=today, defaults={"secret": secrets.token_hex(32)})
    return salt.secret
