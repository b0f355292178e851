"""Likeness by shared rare words."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edau.kernels.words import nearest_group, rarity

WORD = st.sampled_from(["hall", "key", "bus", "choir", "lamp", "path", "rain", "shop"])
TEXTS = st.lists(st.frozensets(WORD, max_size=5), min_size=1, max_size=12)


def test_a_word_of_half_the_texts_or_more_tells_nothing_and_a_rare_one_most():
    texts = [{"the", "hall"}, {"the", "hall"}, {"the", "bus"}, {"the"}]

    assert rarity(texts) == {"hall": pytest.approx(math.log(2)), "bus": pytest.approx(math.log(4))}


def test_one_shared_word_may_be_chance():
    worth = {"hall": 2.0, "key": 2.0}

    assert nearest_group({"hall"}, {"rooms": [{"hall", "key"}]}, worth) is None
    assert nearest_group({"hall"}, {"rooms": [{"hall", "key"}]}, worth, least_shared=1).shared == ("hall",)


def test_the_group_that_shares_more_is_nearer():
    worth = dict.fromkeys(("hall", "key", "bus", "stop"), 1.0)
    groups = {"both": [{"hall", "bus", "stop"}], "rooms": [{"hall", "key"}]}

    assert nearest_group({"hall", "key", "bus"}, groups, worth).group == "rooms"


def test_nothing_is_near_an_empty_group_or_an_empty_text():
    assert nearest_group(set(), {"rooms": [{"hall", "key"}]}, {"hall": 1.0, "key": 1.0}) is None
    assert nearest_group({"hall", "key"}, {"rooms": []}, {"hall": 1.0, "key": 1.0}) is None
    assert nearest_group({"hall", "key"}, {}, {"hall": 1.0, "key": 1.0}) is None


@given(TEXTS, TEXTS)
def test_likeness_lies_between_nought_and_one_and_is_one_for_the_same_words(first, second):
    worth = dict.fromkeys((word for text in (*first, *second) for word in text), 1.5)
    found = nearest_group(first[0], {"a": first, "b": second}, worth, least_shared=1, least_likeness=0)

    assert found is None or 0 < found.likeness <= 1
    if first[0]:
        assert nearest_group(first[0], {"a": [first[0]]}, worth, least_shared=1).likeness == pytest.approx(1)
