"""What the figures of series are called."""

from __future__ import annotations

from edau.language.numbers import number
from edau.understand.catalogue import Series


def series_text(series: Series, value: float | None, language: str) -> str:
    """A value of a series with its sign: "54.9", "69.1%", "£20,140"; a dash where the publisher has none."""
    if value is None:
        return "–"
    text = number(value, series.decimals)
    signed = {
        "percent": f"{text}%",
        "pounds": f"£{text}",
        "celsius": f"{text} °C",
        "millimetres": f"{text} mm",
    }
    return signed.get(series.unit, text)
