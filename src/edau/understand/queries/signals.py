"""The register of trends and signals: its entries and what raters think of them, without what is held.

The register is small and changes only by a deed that sets a stamp, so a process reads it once and keeps it. What it
returns is shared by all threads: nobody may change it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from edau.core import stamps
from edau.core.visibility import held_ids
from edau.understand.models import Signal, SignalRating

LABEL, RATING_LABEL = "understand.Signal", "understand.SignalRating"


class RatingRow(NamedTuple):
    """One rating. `rater` only tells ratings of one person from those of another; it is shown nowhere."""

    id: int
    signal_id: str
    rater_id: int
    likelihood: int | None
    impact: int | None
    note: str
    note_language: str
    at: datetime


def visible_signals() -> Mapping[str, Signal]:
    """Every visible entry by key, in the order in which they came; those that ship with Edau by key."""
    return _signals(stamps.whole_tag())


def visible_signal(key: str) -> Signal | None:
    """The entry with this key; None if there is none or it is held."""
    return visible_signals().get(key)


def ratings_of(key: str) -> tuple[RatingRow, ...]:
    """Every rating of an entry, oldest first, older ones of the same person among them; none that is held."""
    return _ratings(stamps.whole_tag()).get(key, ())


def newest_rating(*, signal: str, rater: int) -> RatingRow | None:
    """The last rating that one person gave an entry; also where it is held, since it is their own."""
    rows = SignalRating.objects.filter(signal=signal, rater=rater).order_by("-at", "-id")
    row = rows.values_list(*RatingRow._fields).first()
    return RatingRow(*row) if row else None


@lru_cache(maxsize=2)
def _signals(tag: str) -> Mapping[str, Signal]:
    """`tag` stands for the register as it is now and for what is visible."""
    held = held_ids(LABEL)
    rows = Signal.objects.order_by("-from_catalogue", "created", "key")
    return MappingProxyType({signal.key: signal for signal in rows if signal.key not in held})


@lru_cache(maxsize=2)
def _ratings(tag: str) -> Mapping[str, tuple[RatingRow, ...]]:
    held = held_ids(RATING_LABEL)
    found: dict[str, list[RatingRow]] = {}
    for row in SignalRating.objects.order_by("at", "id").values_list(*RatingRow._fields):
        if str(row[0]) not in held:
            found.setdefault(row[1], []).append(RatingRow(*row))
    return MappingProxyType({key: tuple(rows) for key, rows in found.items()})
