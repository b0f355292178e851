"""Periods as numbers: when one begins, how long it is, which one comes some years later."""

from __future__ import annotations

import re
from functools import lru_cache

_START = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_LENGTH = re.compile(r"/P(?:(\d+)Y)?(?:(\d+)M)?$")


@lru_cache(maxsize=5_000)
def begins(period: str) -> float:
    """The beginning of an ISO 8601 period in years: "2022-07-01/P1Y" → 2022.5.

    >>> begins("2022"), begins("2022-07-01/P1Y")
    (2022.0, 2022.5)
    """
    year, month, day = (int(part or 1) for part in _parts(period))
    return year + (month - 1) / 12 + (day - 1) / 365.25


@lru_cache(maxsize=5_000)
def length(period: str) -> float:
    """How many years a period lasts; 0 for a day.

    >>> length("2020-01-01/P3Y"), length("2020-01-01/P6M"), length("2020-03-21")
    (3.0, 0.5, 0.0)
    """
    found = _LENGTH.search(period)
    return int(found[1] or 0) + int(found[2] or 0) / 12 if found else 0.0


def years_later(period: str, years: int) -> str:
    """The period of the same kind some years later. Of a day only its month: nobody knows the day to come.

    >>> years_later("2022-01-01/P3Y", 2), years_later("2025-04-30", 1), years_later("2021", 3)
    ('2024-01-01/P3Y', '2026-04', '2024')
    """
    year, month, _day = _parts(period)
    first, slash, lasts = period.partition("/")
    later = (
        f"{int(year) + years}{first[4:]}"
        if slash
        else f"{int(year) + years}" + (f"-{month}" if month else "")
    )
    return f"{later}{slash}{lasts}"


def _parts(period: str) -> tuple[str, str | None, str | None]:
    found = _START.match(period)
    if found is None:
        raise ValueError(f"{period!r} does not begin with a date as ISO 8601 writes it")
    return found[1], found[2], found[3]
