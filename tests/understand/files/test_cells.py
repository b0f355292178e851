"""One cell: from value to text and back."""

import math

import pytest

from edau.understand.files.cells import fault, text_of, value_of
from edau.understand.files.schema import Field

NAME = Field("name", "string", "Name", "Enw", required=True)
KIND = Field("kind", "string", "Kind", "Math", enum=("place", "ward"))
CODE = Field("code", "string", "Code", "Cod", pattern=r"W\d{8}")
PEOPLE = Field("people", "integer", "People", "Pobl", minimum=0)
SHARE = Field("share", "number", "Share", "Cyfran", minimum=0, maximum=100, decimals=2)
LIVE = Field("live", "boolean", "Live", "Byw")


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (SHARE, 12.5, "12.5"),
        (SHARE, 12.0, "12"),
        (SHARE, 24.719, "24.72"),
        (SHARE, 0.1 + 0.2, "0.3"),
        (SHARE, -0.001, "0"),
        (SHARE, None, ""),
        (SHARE, math.nan, ""),
        (PEOPLE, 31018.0, "31018"),
        (PEOPLE, 12345678.4, "12345678"),
        (LIVE, True, "true"),
        (LIVE, False, "false"),
        (NAME, "Y Barri", "Y Barri"),
    ],
)
def test_values_are_written_short_and_without_needless_zeros(field, value, text):
    assert text_of(field, value) == text


def test_infinity_is_refused_rather_than_written():
    with pytest.raises(ValueError, match="share"):
        text_of(SHARE, math.inf)


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        (NAME, "", "required"),
        (KIND, "", ""),
        (KIND, "village", "enum"),
        (KIND, "ward", ""),
        (CODE, "W1", "pattern"),
        (CODE, "W38000081x", "pattern"),
        (CODE, "W38000081", ""),
        (PEOPLE, "12.5", "type"),
        (PEOPLE, "many", "type"),
        (PEOPLE, " 12", "type"),
        (PEOPLE, "-1", "minimum"),
        (SHARE, "nan", "type"),
        (SHARE, "inf", "type"),
        (SHARE, "1_000", "type"),
        (SHARE, "100.01", "maximum"),
        (SHARE, "1e-05", ""),
        (LIVE, "True", "type"),
    ],
)
def test_a_text_that_a_column_may_not_hold_is_named_by_its_fault(field, text, code):
    assert fault(field, text) == code


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [(SHARE, "", None), (SHARE, "12", 12.0), (PEOPLE, "12", 12), (LIVE, "false", False), (KIND, "", "")],
)
def test_texts_become_typed_values_and_only_numbers_can_be_missing(field, text, value):
    assert value_of(field, text) == value
    assert type(value_of(field, text)) is type(value)
