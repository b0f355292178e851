"""The figures of a drawn place: sums of what was counted, as certain as the whole, and never a mean of ranks."""

from __future__ import annotations

import math

import pytest

from edau.core import visibility
from edau.kernels.indicators.intervals import wilson
from edau.places.queries import every_area, visible_area
from edau.understand.analysis.cube import cube
from edau.understand.analysis.drawn import figures_of_drawn, rank_bands
from edau.understand.analysis.figures import figures_of_services, figures_of_small_area
from edau.understand.queries.observations import counts_of, services_of

pytestmark = pytest.mark.django_db
AMLWCH = ["W01000003", "W01000004"]
COUNTED = "wilson"


def every_code() -> list[str]:
    return [area.code for area in every_area("lsoa")]


@pytest.mark.parametrize("code", ["W01000003", "W01001299", "W01001860"])
def test_one_small_area_drawn_has_the_figures_of_its_own_page(code):
    area = visible_area(code)
    services: dict[str, int] = {}
    for one in services_of(area):
        services[one.kind] = services.get(one.kind, 0) + 1

    own = {
        **figures_of_small_area(area, counts_of(area), cube()),
        **figures_of_services(services, area.population, cube()),
    }

    assert figures_of_drawn([code]) == own


def test_all_small_areas_together_are_wales():
    whole, drawn = cube(), figures_of_drawn(every_code())
    counted = {key: figure for key, figure in drawn.items() if figure.interval == COUNTED}

    assert counted.keys() == whole.wales_counts.keys()
    for key, figure in counted.items():
        count, _base = whole.wales_counts[key]
        # The release writes counts to one decimal, so each of 1,917 may be out by 0.05.
        assert figure.numerator == pytest.approx(count, abs=0.05 * 1917), key
        assert figure.value == pytest.approx(whole.wales[key], abs=0.01), key


def test_all_small_areas_together_have_the_index_shares_of_wales():
    whole, drawn = cube(), figures_of_drawn(every_code())
    shares = {key: figure.value for key, figure in drawn.items() if key.startswith("wimd25_")}

    assert len(shares) == 12
    assert shares == pytest.approx({key: whole.wales[key] for key in shares}, abs=0.01)
    assert drawn["welsh_speakers_2011_pct"].value == pytest.approx(
        whole.wales["welsh_speakers_2011_pct"], abs=0.01
    )


def test_disjoint_sets_add_up():
    codes = every_code()[100:160]
    left, right, both = (figures_of_drawn(some) for some in (codes[::2], codes[1::2], codes))

    counted = [key for key, figure in both.items() if figure.numerator is not None]
    assert len(counted) == 51
    for key in counted:
        assert both[key].numerator == pytest.approx(left[key].numerator + right[key].numerator), key
        assert both[key].denominator == pytest.approx(left[key].denominator + right[key].denominator), key
    for key in ("n_school", "n_library"):
        assert both[key].value == left[key].value + right[key].value


def test_the_interval_is_that_of_the_whole_and_narrower_than_of_a_part():
    part, whole = (
        figures_of_drawn(AMLWCH[:1])["no_car_pct"],
        figures_of_drawn(every_code()[:40])["no_car_pct"],
    )
    limits = wilson(whole.numerator, whole.denominator)

    assert (whole.lower, whole.upper) == (100 * limits.lower, 100 * limits.upper)
    assert whole.upper - whole.lower < part.upper - part.lower


def test_neither_the_order_nor_naming_one_twice_changes_anything():
    assert figures_of_drawn([*reversed(AMLWCH), AMLWCH[0]]) == figures_of_drawn(AMLWCH)


def test_the_share_in_the_index_is_of_residents_and_never_a_mean_of_ranks():
    codes = every_code()[:30]
    counts = {code: counts_of(visible_area(code)) for code in codes}
    among = sum(row["persons"] for row in counts.values() if row["wimd25_overall_rank"] <= 383)
    people = sum(row["persons"] for row in counts.values())

    figure = figures_of_drawn(codes)["wimd25_overall_top20_pct"]

    assert (figure.numerator, figure.denominator) == (among, people)
    assert figure.value == pytest.approx(100 * among / people)
    assert (figure.interval, figure.relation, figure.vintage) == ("none:index", "not_compared", 2021)
    assert rank_bands(codes)[20] == sum(row["wimd25_overall_rank"] <= 383 for row in counts.values())


def test_bands_nest():
    bands = rank_bands(every_code())

    assert bands == {10: 191, 20: 383, 30: 575, 50: 958}


def test_what_is_held_is_in_no_sum():
    everything = figures_of_drawn(AMLWCH)
    visibility.hold(label="places.Area", object_id=AMLWCH[0], reason="test", by="Cerys")

    assert figures_of_drawn(AMLWCH) == figures_of_drawn(AMLWCH[1:])
    assert figures_of_drawn(AMLWCH) != everything


def test_of_nothing_there_are_no_figures():
    assert figures_of_drawn([]) == {}
    assert figures_of_drawn(["W01999999", "W38000081"]) == {}


def test_every_figure_says_where_it_is_from_and_has_an_interval_or_a_reason():
    for key, figure in figures_of_drawn(AMLWCH).items():
        bounded = figure.lower is not None and figure.upper is not None
        assert bounded != figure.interval.startswith("none:"), key
        assert figure.source, key
        assert figure.period, key
        assert figure.reliability in "ABCD", key
        if bounded:
            assert figure.lower <= figure.value <= figure.upper, key
        assert not math.isnan(figure.value), key
