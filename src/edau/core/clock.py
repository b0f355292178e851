"""What time it is for what people do. The worked example tells of weeks past, so its builder may move this clock; nobody
else does. The audit trail never asks it: its lines carry the time at which they were truly written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_MOVED: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """This moment."""
    return _MOVED.get() or timezone.now()


def today() -> date:
    """The day it is in Wales."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside, it is that moment: for records that are marked as made up."""
    token = _MOVED.set(moment)
    try:
        yield
    finally:
        _MOVED.reset(token)
