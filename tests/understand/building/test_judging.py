"""One figure: its interval or the reason why not, its status, its grade."""

import pytest

from edau.kernels.indicators import wilson
from edau.understand.analysis.observations import Judged, judge


def _share(numerator, denominator, **rest):
    usual = {"interval": "wilson", "level": "OA", "population": denominator}
    return judge("proportion", numerator=numerator, denominator=denominator, **(usual | rest))


def test_a_share_of_a_census_has_wilsons_interval_in_percent_and_is_an_estimate():
    judged = _share(81, 263)
    # Newcombe (1998), table I: 81 of 263 by method 3 is 0.2553 to 0.3662.
    assert (round(judged.lower, 2), round(judged.upper, 2)) == (25.53, 36.62)
    assert (round(judged.value, 4), judged.interval, judged.status) == (30.7985, "wilson", "e")


def test_nobody_of_nobody_is_no_figure():
    assert _share(0, 0) == Judged(None, None, None, "none:no_denominator", "x", "D")


def test_none_of_some_has_a_lower_limit_of_zero():
    judged = _share(0, 20)
    assert (judged.value, judged.lower, round(judged.upper, 1)) == (0, 0, 16.1)


def test_a_reconstructed_count_a_hair_above_its_base_counts_as_all_of_it():
    assert _share(100.05, 100).upper == 100


def test_an_index_of_small_areas_has_a_value_and_no_interval():
    judged = judge(
        "index",
        interval="none:index",
        level="LSOA",
        population=5000,
        numerator=1000,
        denominator=5000,
        nested=True,
    )
    assert judged == Judged(20, None, None, "none:index", "", "B")


def test_a_count_of_points_is_just_what_it_is():
    judged = judge("count", interval="none:count", level="point", population=1200, value=3)
    assert judged == Judged(3, None, None, "none:count", "", "B")


@pytest.mark.parametrize("level", ["LSOA", "MSOA"])
def test_a_place_of_the_size_of_what_it_is_fitted_from_has_no_reliable_figure(level):
    judged = _share(300, 1999, level=level, population=1999)
    assert (judged.status, judged.reliability) == ("u", "D")


def test_the_same_place_has_a_figure_from_output_areas():
    judged = _share(300, 1999, population=1999)
    assert (judged.status, judged.reliability) == ("e", "B")


@pytest.mark.parametrize(("population", "status"), [(1999, "u"), (2000, "e"), (None, "u")])
def test_two_thousand_people_are_enough(population, status):
    assert _share(300, 2000, level="LSOA", population=population).status == status


def test_an_area_of_whole_small_areas_is_never_too_small_for_them():
    assert _share(300, 1500, level="LSOA", population=1500, nested=True).status == "e"


def test_what_is_modelled_is_an_estimate_at_best():
    judged = judge(
        "modelled", interval="none:modelled", level="MSOA", population=300_000, value=7.5, nested=True
    )
    assert (judged.status, judged.reliability) == ("e", "C")


def test_a_missing_value_is_not_available():
    judged = judge("modelled", interval="none:modelled", level="MSOA", population=5000, value=float("nan"))
    assert judged == Judged(None, None, None, "none:modelled", "x", "D")


def test_limits_that_were_worked_out_with_those_of_others_give_the_same_judgement():
    together = wilson([81, 3], [263, 40])

    for at, (numerator, denominator) in enumerate([(81, 263), (3, 40)]):
        limits = float(together.lower[at]), float(together.upper[at])
        assert _share(numerator, denominator, limits=limits) == _share(numerator, denominator)
