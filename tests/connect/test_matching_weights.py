"""The published weights of matching, and a file of one's own in their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from edau.catalogue import CatalogueError, read, root
from edau.connect.matching_weights import (
    FILE,
    KEYS,
    matching_weights,
    numbers_for_files,
    own_weights,
    read_weights,
)


def test_the_published_weights_are_all_there_explained_in_both_languages_and_still_in_date():
    weights = matching_weights()

    assert tuple(weights.points) == KEYS
    for weight in weights.weights:
        for language in ("cy", "en"):
            assert weight.says.say(language).endswith(".")
            assert len(weight.says.say(language)) < 160
    assert weights.reviewed < weights.review_by


def test_helping_somebody_counts_more_than_any_other_term_and_sharing_costs_little():
    weights = matching_weights()
    assert max(weights.points, key=lambda key: weights.points[key]) == "helped"
    assert weights.sharing_may_cost <= 0.01
    assert weights.in_files <= 0.003


@pytest.mark.parametrize(
    ("was", "now", "where"),
    [
        ("points: 500", "points: -1", "points"),
        ("key: nearness", "key: beauty", "key"),
        ("key: nearness", "key: choice", "weights"),
        ("remote: 0.5", "remote: 5", "remote"),
        ("review_by: 2027-11-22", "review_by: 2020-11-22", "review_by"),
    ],
)
def test_a_published_file_that_cannot_be_is_refused_with_the_field(was, now, where, tmp_path):
    text = root().joinpath(FILE).read_text(encoding="utf-8")
    assert was in text
    (tmp_path / FILE).write_text(text.replace(was, now), encoding="utf-8")

    with pytest.raises(CatalogueError) as refused:
        read_weights(tmp_path)
    assert refused.value.where.split(".")[-1] == where


def test_ones_own_weights_stand_in_for_those_they_name(tmp_path: Path):
    own = tmp_path / "w.yaml"
    own.write_text("nearness: 900\nremote: 0\n")

    assert own_weights(own) == numbers_for_files() | {"nearness": 900.0, "remote": 0.0}


def test_an_empty_file_changes_nothing(tmp_path: Path):
    (tmp_path / "w.yaml").write_text("")
    assert read(tmp_path, "w.yaml") is None
    assert own_weights(tmp_path / "w.yaml") == numbers_for_files()
