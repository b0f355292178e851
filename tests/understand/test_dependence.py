"""The model of dependence: what a person may change in its file, and what is refused."""

from __future__ import annotations

from dataclasses import fields

import pytest
import yaml

from edau.catalogue import CatalogueError, read, root
from edau.understand.catalogue import catalogue
from edau.understand.dependence import FILE, SHARE_ALIKE, dependence_model, read_model
from tests.test_plain_words import banned


def with_change(tmp_path, **changes):
    (tmp_path / FILE).write_text(
        yaml.safe_dump(read(root(), FILE) | changes, allow_unicode=True), encoding="utf-8"
    )
    return tmp_path


def test_the_shipped_model_has_four_labels_cut_at_the_quarters():
    model = dependence_model()

    assert [label.code for label in model.labels] == [
        "dependent",
        "largely_dependent",
        "largely_independent",
        "independent",
    ]
    assert model.cuts == (0.25, 0.5, 0.75)
    assert (model.own, model.around, model.clear, model.draws, model.links) == (0.8, 0.5, 0.7, 2000, 5)


@pytest.mark.parametrize(
    ("rank", "code"),
    [
        (0.0, "dependent"),
        (0.2499, "dependent"),
        (0.25, "largely_dependent"),
        (0.5, "largely_independent"),
        (0.75, "independent"),
        (1.0, "independent"),
    ],
)
def test_a_rank_at_a_cut_has_the_higher_label(rank, code):
    assert dependence_model().label_at(rank) == code


def test_what_is_made_of_the_services_may_be_passed_on_with_the_rest():
    licences = {catalogue().indicators[key].licence for key in dependence_model().services}

    assert {licence for licence in licences if SHARE_ALIKE in licence} == set()


def test_public_words_are_fair_in_both_languages():
    model = dependence_model()
    words = [text for label in model.labels for text in (label.says.cy, label.says.en)]
    words += [text for axis in model.axes for text in (axis.name.cy, axis.name.en)]

    assert banned(" ".join(words)) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"cuts": [0.5, 0.5, 0.75]}, "cuts: should rise"),
        ({"cuts": [0.5]}, "cuts: should be one fewer than the labels"),
        ({"cuts": [0.2, 0.5, 1.5]}, "cuts: should be a list of numbers between 0 and 1"),
        ({"fit": {"own": 0.5, "around": 0.8}}, "fit.around: should be less than own"),
        ({"services": ["n_railway_station"]}, "services: names “n_railway_station”"),
        ({"axes": []}, "axes: should be a list of records"),
        ({"axes": [{"key": "x", "name": {"cy": "X", "en": "X"}, "measures": ["luck"]}]}, "names “luck”"),
        ({"axes": [{"key": "x", "name": {"cy": "X", "en": "X"}, "measures": []}]}, "at least one measure"),
        ({"clear": 7}, "clear: should be a number between 0 and 1"),
        ({"concentration": 0}, "concentration: should be a number above 0"),
        ({"draws": 0}, "draws: should be a whole number from 1 up"),
        ({"luck": 1}, "luck: is not a field that is known here"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_with_the_field_to_mend(tmp_path, changes, problem):
    with pytest.raises(CatalogueError) as refused:
        read_model(with_change(tmp_path, **changes))

    assert problem in str(refused.value)


def test_a_file_with_sensible_changes_is_read(tmp_path):
    model = read_model(with_change(tmp_path, version=2, seed=7))

    changed = {f.name for f in fields(model) if getattr(model, f.name) != getattr(dependence_model(), f.name)}
    assert changed == {"version", "seed"}
