"""A cast for the register of trends and signals, each with known powers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from edau.accounts.actions import grant_role
from edau.accounts.models import User
from edau.understand.actions.signals import Entry, rate_signal
from edau.understand.models import SignalRating
from edau.understand.rules import SIGNALS

FLOODS = Entry(
    kind="signal",
    heading="environmental",
    title_cy="Tai ar orlifdir",
    title_en="Homes on a flood plain",
    what_cy="Mae mwy o gartrefi’n cael eu codi lle gall afon orlifo.",
    what_en="More homes are being built where a river can flood.",
    checked=False,
    source_cy="Adroddiad y cyngor",
    source_en="Report of the council",
    publisher_cy="Cyngor Rhondda Cynon Taf",
    publisher_en="Rhondda Cynon Taf Council",
    source_address="https://example.org/report",
    source_date="2026-03",
    licence="",
    horizons=["near", "middle"],
    areas=["W06000016"],
    goals=["resilient"],
    series="",
)


def keeper(name: str = "cerys") -> User:
    """Somebody who keeps the register."""
    user = User.objects.create_user(f"{name}@example.org", language="en")
    grant_role(email=user.email, role=SIGNALS, by="tests")
    return user


def member(name: str = "macsen") -> User:
    """Somebody with an account and no role."""
    return User.objects.create_user(f"{name}@example.org", language="en")


def entry(**changes: Any) -> Entry:
    return replace(FLOODS, **changes)


def rated(key: str, by: User, likelihood: int | None, impact: int | None, **more: Any) -> SignalRating:
    """A rating, given now or at `at`."""
    at: datetime | None = more.pop("at", None)
    words = {"note": "", "note_language": "", **more}
    rating = rate_signal(key=key, likelihood=likelihood, impact=impact, by=by, **words)
    if at is not None:
        SignalRating.objects.filter(pk=rating.pk).update(at=at)
    return rating
