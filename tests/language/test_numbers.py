"""Numbers, dates and periods in both languages."""

from datetime import date

import numpy as np
import pytest

from edau.language.numbers import day, month, number, percent, period, pounds, shortest, span


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (349388, 0, "349,388"),
        (12345.678, 1, "12,345.7"),
        (0.145, 2, "0.15"),
        (2.5, 0, "3"),
        (-1234.5, 1, "−1,234.5"),
        (-0.04, 1, "0.0"),
        (1e15, 0, "1,000,000,000,000,000"),
        (np.float64(0.1) + np.float64(0.2), 1, "0.3"),
        (np.int64(1234), 0, "1,234"),
    ],
)
def test_numbers_are_grouped_and_rounded_half_up(value, decimals, text):
    assert number(value, decimals) == text


def test_shares_carry_no_float_noise():
    assert [percent(54.300000000000004), percent(54.25), percent(100, 0)] == ["54.3%", "54.3%", "100%"]


def test_zeros_at_the_end_can_be_left_out():
    assert [shortest(12.0), shortest(12.5), shortest(1200)] == ["12", "12.5", "1,200"]


def test_money():
    assert [pounds(19570), pounds(613.5, 2), pounds(-3)] == ["£19,570", "£613.50", "−£3"]


def test_an_interval_is_said_in_words():
    assert span(52.14, 56.36, language="cy", unit="%") == "52.1% i 56.4%"
    assert span(52.14, 56.36, language="en", unit="%") == "52.1% to 56.4%"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None])
def test_what_is_missing_is_no_number(value):
    with pytest.raises(ValueError, match="not a number that can be shown"):
        number(value)


def test_dates():
    assert [day(date(2021, 3, 21), "cy"), day(date(2021, 3, 21), "en")] == ["21 Mawrth 2021", "21 March 2021"]
    assert [month(date(2026, 11, 1), "cy"), month(date(2026, 11, 1), "en")] == [
        "Tachwedd 2026",
        "November 2026",
    ]


@pytest.mark.parametrize(
    ("text", "welsh", "english"),
    [
        ("2021", "2021", "2021"),
        ("2021-03", "Mawrth 2021", "March 2021"),
        ("2021-03-21", "21 Mawrth 2021", "21 March 2021"),
        ("2022-01-01/P1Y", "2022", "2022"),
        ("2022-01-01/P3Y", "2022–2024", "2022–2024"),
        ("2022-04-01/P1Y", "2022/23", "2022/23"),
        ("2022-09-01/P1Y", "2022/23", "2022/23"),
        ("1999-04-01/P1Y", "1999/00", "1999/00"),
        ("2019-04-01/P3Y", "2019/20–2021/22", "2019/20–2021/22"),
        ("2018/2020", "2018–2020", "2018–2020"),
        ("2020-05-01/P1M", "Mai 2020", "May 2020"),
        ("2022-01-01/P3M", "Ionawr–Mawrth 2022", "January–March 2022"),
        ("2020-11-01/P3M", "Tachwedd 2020 – Ionawr 2021", "November 2020 – January 2021"),
        ("2021-07-01/P1Y", "Gorffennaf 2021 – Mehefin 2022", "July 2021 – June 2022"),
        ("2021-05-15/P1Y", "15 Mai 2021 – 14 Mai 2022", "15 May 2021 – 14 May 2022"),
        ("2020-03-01/P1D", "1 Mawrth 2020", "1 March 2020"),
        ("2022-04-01/2023-03-31", "2022/23", "2022/23"),
    ],
)
def test_periods_are_said_as_people_say_them(text, welsh, english):
    assert [period(text, "cy"), period(text, "en")] == [welsh, english]


def test_years_can_be_shortened_within_a_century():
    assert [period("2022-01-01/P3Y", "cy", short=True), period("1999-01-01/P3Y", "cy", short=True)] == [
        "2022–24",
        "1999–2001",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2021-13",
        "2021-02-30",
        "2021/P",
        "2021/P0Y",
        "2021/",
        "2022/2020",
        "9999-01-01/P9999Y",
        "2021-03-21T10:00",
    ],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  # the calendar's own words for a day that does not exist
        period(text, "cy")
