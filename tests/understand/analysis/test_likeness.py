"""From figures to arrays: what counts as known, and how sure it is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from edau.understand.analysis.likeness import likeness, peers, shaken
from edau.understand.analysis.types import types_of
from edau.understand.catalogue import Bilingual
from edau.understand.variables import Similarity, Theme, Variable


class Row(NamedTuple):
    indicator: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    lower: float | None = None
    upper: float | None = None
    status: str = "e"


def theme(key: str, *variables: Variable) -> Theme:
    return Theme(key, Bilingual(key, key), False, variables)


TWO = Similarity(
    (
        theme("homes", Variable("flats_pct", "share", "published")),
        theme("language", Variable("welsh_speakers_2011_pct", "share", "residents")),
        theme("travel", Variable("jobs_in_out_ratio", "other", "published")),
    ),
    (),
)


def figures(*places: tuple[str, float, float, float]) -> list[tuple[str, Row]]:
    return [
        pair
        for code, flats, welsh, jobs in places
        for pair in (
            (code, Row("flats_pct", flats / 10, flats, 1000)),
            (code, Row("welsh_speakers_2011_pct", welsh)),
            (code, Row("jobs_in_out_ratio", jobs, 100 * jobs, 100)),
        )
    ]


PLACES = (("A", 100, 20, 0.5), ("B", 120, 22, 0.6), ("C", 300, 70, 1.5), ("D", 310, 68, 1.4))
RESIDENTS = {"A": 2000, "B": 4000, "C": 3000, "D": 3000}


def test_places_alike_in_their_figures_are_neighbours():
    alike = likeness(TWO, RESIDENTS, figures(*PLACES))
    draws = shaken(alike)
    assert [one.code for one in peers(alike, "A", draws, k=3)] == ["B", "D", "C"]
    assert [one.code for one in peers(alike, "C", draws, k=1)] == ["D"]


def test_figures_of_other_areas_and_indicators_are_passed_over():
    strangers = [("Z", Row("flats_pct", 99, 990, 1000)), ("A", Row("no_car_pct", 5, 50, 1000))]
    one, other = (likeness(TWO, RESIDENTS, rows) for rows in (figures(*PLACES), strangers + figures(*PLACES)))
    assert (one.space.score == other.space.score).all()


def test_what_is_withheld_or_missing_is_not_known():
    rows = figures(*PLACES)
    rows[1] = ("A", rows[1][1]._replace(status="u"))
    rows[3] = ("B", rows[3][1]._replace(value=None))
    alike = likeness(TWO, RESIDENTS, rows)
    assert alike.knows.tolist() == [[True, False, True], [False, True, True], [True] * 3, [True] * 3]
    assert alike.complete.tolist() == [False, False, True, True]


def test_residents_stand_in_for_a_base_that_was_not_published():
    alike = likeness(TWO, RESIDENTS, figures(*PLACES))
    # The same share is less certain in the smaller place.
    noise = alike.space.noise[:, 1]
    assert noise[0] > noise[1] > 0


def test_a_ratio_of_two_counts_is_as_sure_as_they_are():
    few = [
        (code, row._replace(numerator=row.value * 10, denominator=10))
        if row.indicator == "jobs_in_out_ratio"
        else (code, row)
        for code, row in figures(*PLACES)
    ]
    sure, unsure = (likeness(TWO, RESIDENTS, rows).space.noise[:, 2] for rows in (figures(*PLACES), few))
    assert unsure == pytest.approx(sure * np.sqrt(10))


def test_limits_say_how_sure_a_figure_is_where_there_are_any():
    rows = [
        (code, row._replace(lower=row.value - 0.196, upper=row.value + 0.196))
        for code, row in figures(*PLACES)
    ]
    plain = likeness(TWO, RESIDENTS, rows).space.noise[:, 2]
    wider = likeness(
        TWO,
        RESIDENTS,
        [(code, row._replace(lower=row.value - 0.392, upper=row.value + 0.392)) for code, row in rows],
    ).space.noise[:, 2]
    assert wider == pytest.approx(2 * plain)


def test_weights_are_equal_unless_asked_and_never_all_nothing():
    alike = likeness(TWO, RESIDENTS, figures(*PLACES))
    assert alike.weights().tolist() == [1, 1, 1]
    assert alike.weights({"homes": 2, "travel": -1}).tolist() == [2, 1, 0]
    assert alike.weights({"homes": 0, "language": 0, "travel": float("nan")}).tolist() == [1, 1, 1]


def test_a_code_that_is_none_of_the_places_is_refused():
    with pytest.raises(KeyError):
        likeness(TWO, RESIDENTS, figures(*PLACES)).at("Z")


def test_a_handful_of_places_has_no_types():
    assert types_of(likeness(TWO, RESIDENTS, figures(*PLACES))).of_place == {}


def test_a_place_alone_has_no_neighbours():
    alike = likeness(TWO, {"A": 2000}, figures(PLACES[0]))
    assert peers(alike, "A", shaken(alike)) == ()
