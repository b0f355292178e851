"""Texts that say nearly the same: every pair that comparing each with each would find, and no other."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.kernels.words import near_pairs

WORDS = st.frozensets(st.sampled_from("abcdefghij"), max_size=8)
TEXTS = st.dictionaries(st.text("stuv", min_size=1, max_size=3), WORDS, max_size=10)


def each_with_each(texts, least, least_words):
    """The slow twin."""
    found = []
    for one, other in combinations(sorted(texts), 2):
        a, b = texts[one], texts[other]
        if min(len(a), len(b)) >= max(least_words, 1) and len(a & b) / len(a | b) >= least - 1e-12:
            found.append((one, other, len(a & b) / len(a | b)))
    return found


@given(TEXTS, st.sampled_from([0.2, 0.5, 0.6, 0.7, 0.75, 1.0]), st.integers(0, 4))
@settings(max_examples=150, deadline=None)
def test_it_finds_what_comparing_each_with_each_finds(texts, least, least_words):
    found = near_pairs(texts, least=least, least_words=least_words)

    assert [(near.one, near.other, near.likeness) for near in found] == each_with_each(
        texts, least, least_words
    )


def test_a_text_of_few_words_is_like_none():
    texts = {"x": set("abc"), "y": set("abc")}

    assert near_pairs(texts) == []
    assert len(near_pairs(texts, least_words=3)) == 1


@pytest.mark.parametrize("least", [0, -1, 1.1])
def test_a_likeness_lies_above_nought_and_not_above_one(least):
    with pytest.raises(ValueError, match="likeness"):
        near_pairs({}, least=least)
