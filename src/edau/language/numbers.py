"""Numbers, shares, money, dates and periods as Welsh and English pages write them.

Both languages set thousands with a comma and decimals with a point; they differ in the words. Figures are
rounded half up on their shortest decimal form, so that 0.145 at two decimals is 0.15 in text as it is on
paper, and no float noise ("54.300000000000004") can come through. What is missing is for the caller to say in
words: a number that is None, NaN or infinite is a ValueError here.
"""

from __future__ import annotations

import calendar
import math
import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

MONTHS = {
    "cy": (
        *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
        *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
MINUS = "−"
DASH = "–"

_START = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DURATION = re.compile(r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})D)?")


# Pages say the same numbers and dates over and over: a place page formats nine hundred.
_REMEMBERED = 20_000


@lru_cache(maxsize=_REMEMBERED)
def number(value: float, decimals: int = 0) -> str:
    """12345.678 → "12,346"; with decimals=1 "12,345.7". A minus sign is a real one (−). −0.04 at one decimal
    is "0.0"."""
    return _grouped(_rounded(value, decimals))


def shortest(value: float, decimals: int = 1) -> str:
    """As `number`, without zeros at the end: 12.0 → "12", 12.50 → "12.5"."""
    text = number(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: float, decimals: int = 1) -> str:
    """A share already in percent: 54.25 → "54.3%", as both languages write it."""
    return f"{number(value, decimals)}%"


def pounds(value: float, decimals: int = 0) -> str:
    """An amount of money: 19570 → "£19,570"; −3 → "−£3"."""
    text = number(value, decimals)
    return f"{MINUS}£{text[1:]}" if text.startswith(MINUS) else f"£{text}"


def span(lower: float, upper: float, decimals: int = 1, *, language: str, unit: str = "") -> str:
    """The two ends of an interval in words: "52.1% i 56.4%", "52.1% to 56.4%"."""
    between = {"cy": "i", "en": "to"}[language]
    return f"{number(lower, decimals)}{unit} {between} {number(upper, decimals)}{unit}"


def day(value: date, language: str) -> str:
    """21 March 2021 → "21 Mawrth 2021", "21 March 2021"."""
    return f"{value.day} {month(value, language)}"


def month(value: date, language: str) -> str:
    """The month and the year: "Mawrth 2021", "March 2021"."""
    return f"{MONTHS[language][value.month - 1]} {value.year}"


@lru_cache(maxsize=_REMEMBERED)
def period(text: str, language: str, *, short: bool = False) -> str:
    """An ISO 8601 date or interval as people say it. ValueError where the text is neither.

    "2021" → 2021; "2021-03" → Mawrth 2021; "2021-03-21" → 21 Mawrth 2021; "2022-01-01/P1Y" → 2022;
    "2022-01-01/P3Y" → 2022–2024 (short: 2022–24); "2022-04-01/P1Y" and "2022-09-01/P1Y", financial and school
    years, → 2022/23; "2019-04-01/P3Y" → 2019/20–2021/22; "2022-01-01/P3M" → Ionawr–Mawrth 2022; other
    durations and "from/to" (to included) by their first and last day or month.
    """
    start_text, slash, end_text = text.partition("/")
    start, precision = _start(start_text)
    if not slash:
        return {1: str(start.year), 2: month(start, language), 3: day(start, language)}[precision]
    if end_text.startswith("P"):
        years, months, days = _duration(end_text)
        end = _add_months(start, 12 * years + months) + timedelta(days=days - 1)
    else:
        end, end_precision = _start(end_text)
        end = _last_day(end, end_precision)
    if end < start:
        raise ValueError(f"{text!r}: the period ends before it begins")
    return _between(start, end, language, short)


def _between(start: date, end: date, language: str, short: bool) -> str:
    """A period by its first and last day, in the largest units that it fills."""
    whole_months = start.day == 1 and (end + timedelta(days=1)).day == 1
    length = 12 * (end.year - start.year) + end.month - start.month + 1
    if whole_months and length % 12 == 0:
        if start.month == 1:
            return _years(start.year, end.year, short)
        if start.month in (4, 9):
            last = _split_year(end.year - 1)
            return last if length == 12 else f"{_split_year(start.year)}{DASH}{last}"
    if whole_months:
        if length == 1:
            return month(start, language)
        names = MONTHS[language]
        if start.year == end.year:
            return f"{names[start.month - 1]}{DASH}{names[end.month - 1]} {end.year}"
        return f"{month(start, language)} {DASH} {month(end, language)}"
    return day(start, language) if start == end else f"{day(start, language)} {DASH} {day(end, language)}"


def _years(first: int, last: int, short: bool) -> str:
    if first == last:
        return str(first)
    if short and first // 100 == last // 100:
        return f"{first}{DASH}{last % 100:02d}"
    return f"{first}{DASH}{last}"


def _split_year(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02d}"


def _start(text: str) -> tuple[date, int]:
    """The first day meant by a date of any precision, and how many of year, month and day were given."""
    found = _START.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a date as ISO 8601 writes it (2021, 2021-03, 2021-03-21)")
    parts = [int(part) for part in found.groups() if part]
    return date(*[*parts, 1, 1][:3]), len(parts)


def _last_day(first: date, precision: int) -> date:
    if precision == 1:
        return date(first.year, 12, 31)
    if precision == 2:
        return date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    return first


def _duration(text: str) -> tuple[int, int, int]:
    found = _DURATION.fullmatch(text)
    parts = [int(part or 0) for part in found.groups()] if found else []
    if not any(parts):
        raise ValueError(f"{text!r} is not a duration in years, months and days (P1Y, P3M, P7D)")
    return parts[0], parts[1], parts[2]


def _add_months(start: date, months: int) -> date:
    years, index = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, index + 1, min(start.day, calendar.monthrange(year, index + 1)[1]))


def _rounded(value: float, decimals: int) -> Decimal:
    if value is None or not math.isfinite(value):
        raise ValueError(f"{value!r} is not a number that can be shown")
    exact = Decimal(value) if isinstance(value, int) else Decimal(repr(float(value)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


def _grouped(value: Decimal) -> str:
    return f"{value:,f}".replace("-", MINUS)
