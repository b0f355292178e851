"""One cell of a table: from a value to its text, from the text to the value, and what is wrong with it."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from edau.language.numbers import period
from edau.understand.files.schema import PERIOD, Field

Value = str | int | float | bool | None

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?(e[+-]?[0-9]{1,2})?")  # short enough to be finite
_INTEGER = re.compile(r"-?[0-9]{1,9}")  # what an integer column of either database takes


@lru_cache(maxsize=64)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


@lru_cache(maxsize=1_000)
def _is_in_the_calendar(text: str) -> bool:
    """Whether pages can say this period: 2021-13, 2021-02-30 and 2022/2021 look like periods and are none."""
    try:
        period(text, "en")
    except (ValueError, OverflowError):
        return False
    return True


def text_of(field: Field, value: object) -> str:
    """Return the text of `value` in the column `field`; missing values (None, NaN) are empty.

    Numbers are rounded to the column's decimals and written without needless zeros (`12.5`, `12`, never
    `-0`).

    Raises
    ------
    ValueError
        If the value is infinite.
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if field.type == "string":
        return str(value)
    if field.type == "boolean":
        return "true" if value else "false"
    rounded = round(float(value), 0 if field.type == "integer" else field.decimals)  # type: ignore[arg-type]
    if math.isinf(rounded):
        raise ValueError(f"{field.name}: {value} is not a finite number")
    return str(int(rounded)) if rounded == int(rounded) else repr(rounded)


def fault(field: Field, text: str) -> str:
    """Return what is wrong with `text` in the column `field`, as a code; empty if nothing is.

    Codes: `required`, `type`, `enum`, `pattern`, `minimum`, `maximum`.
    """
    if text == "":
        return "required" if field.required else ""
    if field.type == "string":
        if field.enum and text not in field.enum:
            return "enum"
        if field.pattern and not _pattern(field.pattern).fullmatch(text):
            return "pattern"
        return "pattern" if field.pattern == PERIOD and not _is_in_the_calendar(text) else ""
    if field.type == "boolean":
        return "" if text in ("true", "false") else "type"
    if not (_INTEGER if field.type == "integer" else _NUMBER).fullmatch(text):
        return "type"
    number = float(text)
    if field.minimum is not None and number < field.minimum:
        return "minimum"
    if field.maximum is not None and number > field.maximum:
        return "maximum"
    return ""


def value_of(field: Field, text: str) -> Value:
    """Return the value of a faultless `text`: empty is `None` (of a string: the empty string)."""
    if field.type == "string":
        return text
    if text == "":
        return None
    if field.type == "boolean":
        return text == "true"
    return int(text) if field.type == "integer" else float(text)
