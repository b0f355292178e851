"""Did you mean …?"""

import pytest

from edau.core.search.nearmiss import NearMisses
from edau.language.normaliser import Normaliser

NAMES = [
    "Caerdydd",
    "Cardiff",
    "Y Barri",
    "Barry",
    "Pontypridd",
    "Aberystwyth",
    "Aberaeron",
    "Yr Wyddgrug",
    "Llanelli",
]


@pytest.fixture(scope="module")
def names() -> NearMisses:
    return NearMisses(NAMES, Normaliser(NAMES))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Pontyprid", "Pontypridd"),
        ("Pontpyridd", "Pontypridd"),
        ("Y Bari", "Y Barri"),
        ("Ghaerdydd", "Caerdydd"),
        ("Aberystwith", "Aberystwyth"),
        ("ym Mhontyprid", "Pontypridd"),
        ("Wyddgryg", "Yr Wyddgrug"),
        ("Lanelly", "Llanelli"),
        ("CARDIF", "Cardiff"),
    ],
)
def test_a_near_miss_is_understood(names, typed, meant):
    assert names.suggest(typed)[0] == meant


@pytest.mark.parametrize("typed", ["", "  ", "?", "qqqqqq", "Reykjavik"])
def test_nothing_is_suggested_where_nothing_is_near(names, typed):
    assert names.suggest(typed) == []


def test_names_that_are_equally_near_come_in_the_order_given_and_no_more_than_asked():
    near = NearMisses(["Bala", "Baka", "Bara"], Normaliser())
    assert [near.suggest("Bada", limit=2), near.suggest("Bada", limit=0)] == [["Bala", "Baka"], []]
