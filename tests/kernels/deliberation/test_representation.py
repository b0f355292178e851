import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.kernels.deliberation import (
    HIDDEN,
    bounds,
    count_bands,
    dissimilarity,
    more_needed,
    represent,
    represent_published,
    suppress,
    suppress_but_few,
)
from edau.kernels.indicators import wilson

tables = st.integers(2, 6).flatmap(
    lambda size: st.tuples(
        st.lists(st.one_of(st.integers(0, 6), st.integers(0, 300)), min_size=size, max_size=size),
        st.lists(st.integers(1, 5000), min_size=size, max_size=size),
        st.one_of(st.none(), st.integers(0, 60)),
    )
)


@given(tables)
@settings(max_examples=40)
def test_shares_differences_and_limits_are_newcombes_with_the_population_fixed(table):
    counts, people, not_stated = table
    found = represent(counts, people, not_stated=not_stated)

    for band, count, there in zip(found.bands, counts, people, strict=True):
        expected = there / sum(people)
        assert band.population_share == pytest.approx(expected)
        if band.count == HIDDEN or found.stated == HIDDEN:
            assert math.isnan(band.share)
            assert band.more_needed == -1
            continue
        interval = wilson(count, sum(counts))
        assert band.share == pytest.approx(count / sum(counts))
        assert (band.lower, band.upper) == pytest.approx(
            (interval.lower - expected, interval.upper - expected)
        )


@given(tables)
@settings(max_examples=40)
def test_all_that_is_said_could_be_said_by_an_onlooker_of_the_published_table(table):
    """Whatever counts the published table might hide, they would have led to the very same page."""
    counts, people, not_stated = table
    found = represent(counts, people, not_stated=not_stated)
    known = bounds(found.published)

    for number, band in enumerate(found.bands):
        assert (band.count == HIDDEN) == (found.published.counts[number] == HIDDEN)
        assert band.least == known.lower[number] <= counts[number]
        assert band.most == HIDDEN or counts[number] <= band.most == known.upper[number]
        # The limits given hold those of the true count and base.
        if sum(counts):
            interval = wilson(counts[number], sum(counts))
            assert band.lower <= interval.lower - band.population_share + 1e-12
            assert band.upper >= interval.upper - band.population_share - 1e-12
    hidden = [number for number, band in enumerate(found.bands) if band.count == HIDDEN]
    if len(hidden) >= 2 and counts[hidden[0]] != counts[hidden[1]]:
        swapped = list(counts)
        swapped[hidden[0]], swapped[hidden[1]] = swapped[hidden[1]], swapped[hidden[0]]
        other = represent(swapped, people, not_stated=not_stated)
        if other.published.counts.tolist() == found.published.counts.tolist():
            # repr: NaN equals NaN there
            assert repr(other.bands) == repr(found.bands)
            assert repr(other.dissimilarity) == repr(found.dissimilarity)


@given(tables)
@settings(max_examples=40)
def test_a_verdict_needs_an_interval_that_leaves_nought_out(table):
    counts, people, not_stated = table

    for band in represent(counts, people, not_stated=not_stated).bands:
        assert (band.finding.code == "fewer") == (band.upper < 0)
        assert (band.finding.code == "more") == (band.lower > 0)
        assert (band.finding.code == "cannot_say") == bool(band.finding.reasons)
        if band.finding.code == "about":
            near = min(0.1, band.population_share / 2, (1 - band.population_share) / 2)
            assert -near <= band.lower <= 0 <= band.upper <= near
            assert band.count != HIDDEN


def plain_more(count, stated, band, everybody):
    """One more, and one more, until it is enough."""
    for more in range(100_000):
        if (stated + more) and (count + more) * everybody >= band * (stated + more):
            return more
    return -1


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 40), st.integers(1, 40))
def test_the_number_who_would_close_the_gap_is_the_smallest_one(count, others, band, rest):
    found = more_needed(count, count + others, Fraction(band), Fraction(band + rest))

    # With nobody heard yet, no band has a share to be closed unless it has people.
    assert found == (
        plain_more(count, count + others, band, band + rest) if count + others else (1 if band else 0)
    )


def test_a_band_that_is_everybody_is_never_reached_once_another_spoke():
    assert more_needed(9, 10, Fraction(5), Fraction(5)) == -1
    assert more_needed(10, 10, Fraction(5), Fraction(5)) == 0


def test_a_share_met_exactly_needs_nobody_more_whatever_floats_make_of_it():
    # 0.1 of 30 is 3.0000000000000004 to a computer.
    assert more_needed(3, 30, Fraction(1), Fraction(10)) == 0
    assert represent([30, 270], [1, 9], not_stated=None).bands[0].more_needed == 0


def test_not_stated_is_its_own_row_with_its_own_denominator():
    found = represent([60, 40], [500, 500], not_stated=25)

    assert (found.heard, found.stated, found.not_stated) == (125, 100, 25)
    assert found.not_stated_share == pytest.approx(25 / 125)
    assert found.not_stated_interval.holds(0.2)
    assert [band.share for band in found.bands] == [0.6, 0.4]


def test_few_who_did_not_state_theirs_are_hidden_and_then_the_denominator_is_too():
    found = represent([60, 40, 19], [500, 500, 90], not_stated=2)

    assert (found.heard, found.stated, found.not_stated) == (121, HIDDEN, HIDDEN)
    assert (found.stated_limits.lower, found.stated_limits.upper) == (100, 121)
    assert [band.count for band in found.bands] == [60, 40, HIDDEN]
    assert math.isnan(found.bands[0].share)
    assert math.isnan(found.not_stated_share)
    # The widest that a base between 100 and 121 allows.
    assert found.bands[0].lower == pytest.approx(wilson(60, 121).lower - 500 / 1090)
    assert found.bands[0].upper == pytest.approx(wilson(60, 100).upper - 500 / 1090)
    # At most 121 stated theirs: that would need so many more than 40.
    assert found.bands[1].enough == more_needed(40, 121, Fraction(500), Fraction(1090))
    assert [reason.code for reason in found.dissimilarity.reasons] == ["hidden"]


def test_a_hidden_band_is_fewer_when_everybody_can_see_that_it_must_be():
    found = represent([120, 73, 3, 14], [300, 300, 300, 30], not_stated=None)

    assert [band.count for band in found.bands] == [120, 73, HIDDEN, HIDDEN]
    # Of the last band nought to 17 of 210 were heard, where seven would be as they live.
    assert [band.finding.code for band in found.bands] == ["more", "about", "fewer", "cannot_say"]
    assert (found.bands[2].least, found.bands[2].most) == (0, 17)
    assert "difference" not in found.bands[2].finding.params
    # Enough for the worst case: none of 210 so far.
    assert found.bands[2].enough == more_needed(0, 210, Fraction(300), Fraction(930))
    # The two hidden bands count as one: 17 of 210, where 330 of 930 live.
    assert found.dissimilarity["bands"] == 3
    assert found.dissimilarity["value"] == pytest.approx(330 / 930 - 17 / 210)


@pytest.mark.parametrize("few", [0, 1, 4])
def test_a_group_of_two_of_whom_few_were_heard_is_missed_whether_nobody_or_four(few):
    shown = suppress_but_few([few, 70 - few, 12])
    found = represent_published(shown, [25, 75])

    assert shown.counts.tolist() == [0, HIDDEN, 10]
    assert [band.finding.code for band in found.bands] == ["fewer", "more"]
    assert (found.bands[0].least, found.bands[0].most) == (0, 4)
    assert found.not_stated_limits == (10, 14)


@pytest.mark.parametrize("share", [2, 5, 9])
def test_of_a_small_group_nobody_is_never_about_their_share(share):
    for table in (suppress([0, 400, 100]), suppress_but_few([0, 400, 100])):
        found = represent_published(table, [share, 100 - share])
        assert found.bands[0].finding.code in ("fewer", "cannot_say")


def test_bands_heard_as_they_live_are_about_as_many_and_few_voices_say_nothing():
    many = represent([250, 500, 250], [1, 2, 1], not_stated=None)
    few = represent([6, 12, 6], [1, 2, 1], not_stated=None)

    assert [band.finding.code for band in many.bands] == ["about"] * 3
    assert [band.finding.code for band in few.bands] == ["cannot_say"] * 3
    assert few.bands[0].finding.reasons[0].code == "wide_interval"
    assert many.dissimilarity["value"] == 0


@pytest.mark.parametrize(
    ("counts", "not_stated", "heard", "reason"),
    [
        ([0, 0], 0, HIDDEN, "few_heard"),
        ([0, 0], None, HIDDEN, "few_heard"),
        ([2, 1], 1, HIDDEN, "few_heard"),
        ([0, 0], 40, 40, "hidden"),
    ],
)
def test_nobody_or_nobody_who_said_gives_no_verdict_and_looks_like_a_few(counts, not_stated, heard, reason):
    found = represent(counts, [10, 20], not_stated=not_stated)

    assert found.heard == heard
    assert [band.finding.code for band in found.bands] == ["cannot_say"] * 2
    assert {band.finding.reasons[0].code for band in found.bands} == {reason}
    assert [band.count for band in found.bands] == [HIDDEN] * 2
    assert found.dissimilarity.code == "not_computed"


def test_without_a_population_nothing_is_compared_but_the_shares_stand():
    for people in ([0, 0], [math.nan, 5]):
        found = represent([60, 40], people, not_stated=None)
        assert [band.share for band in found.bands] == [0.6, 0.4]
        assert {band.finding.reasons[0].code for band in found.bands} == {"no_population"}
        assert [band.more_needed for band in found.bands] == [-1, -1]
        assert found.dissimilarity.reasons[0].code == "no_population"


def test_a_band_nobody_lives_in_needs_nobody():
    found = represent([60, 40, 10], [500, 500, 0], not_stated=None)

    assert (found.bands[2].more_needed, found.bands[2].finding.code) == (0, "more")


def test_with_thresholds_counts_are_ranges_and_verdicts_hold_for_all_of_them():
    found = represent([63, 21, 18], [400, 350, 250], not_stated=None, step=5)

    assert [(band.count, band.least, band.most) for band in found.bands] == [
        (60, 60, 64),
        (20, 20, 24),
        (15, 15, 19),
    ]
    assert [band.finding.code for band in found.bands] == ["more", "fewer", "cannot_say"]
    assert found.bands[2].finding.reasons[0].code == "not_exact"
    assert found.bands[1].enough >= more_needed(21, 102, Fraction(350), Fraction(1000))


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="every band"):
        represent([1, 2], [1, 2, 3], not_stated=None)
    with pytest.raises(ValueError, match="negative"):
        represent([9, 9], [1, -2], not_stated=None)
    with pytest.raises(ValueError, match="negative"):
        represent([9, 9], [1, 2], not_stated=-1)
    with pytest.raises(ValueError, match="whole"):
        represent([9.5, 9], [1, 2], not_stated=None)


def plain_by_chance(stated, shares):
    """The mean over every way in which so many people can fall into the bands."""
    total = 0.0
    for drawn in itertools.product(range(len(shares)), repeat=stated):
        counts = [drawn.count(band) for band in range(len(shares))]
        total += math.prod(shares[band] for band in drawn) * sum(
            abs(count / stated - share) for count, share in zip(counts, shares, strict=True)
        )
    return total / 2


@pytest.mark.parametrize("people", [[1, 1, 2], [1, 9, 0], [1, 1, 1], [5, 0, 0]])
@pytest.mark.parametrize("stated", [1, 4, 7])
def test_what_chance_gives_is_the_mean_over_every_draw(people, stated):
    found = dissimilarity([stated, 0, 0], people)

    assert found["by_chance"] == pytest.approx(plain_by_chance(stated, [one / sum(people) for one in people]))


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 90)), min_size=2, max_size=6).filter(
        lambda t: any(c for c, _ in t)
    )
)
@settings(max_examples=40)
def test_dissimilarity_is_between_nought_and_one_and_merging_bands_never_adds_to_it(cells):
    counts, people = [c for c, _ in cells], [p for _, p in cells]
    found = dissimilarity(counts, people)["value"]
    merged = dissimilarity([counts[0] + counts[1], *counts[2:]], [people[0] + people[1], *people[2:]])[
        "value"
    ]

    assert 0 <= merged <= found + 1e-12 <= 1 + 1e-12


def test_nobody_has_no_dissimilarity():
    assert dissimilarity([0, 0], [1, 2]).reasons[0].code == "nobody_heard"
    assert dissimilarity([1, 0], [0, 0]).reasons[0].code == "no_population"


def test_people_are_counted_by_band_and_those_who_did_not_say_apart():
    numbers = np.random.default_rng(1).integers(-1, 4, 500)
    counts, not_stated = count_bands(numbers, 4)

    assert counts.tolist() == [(numbers == band).sum() for band in range(4)]
    assert not_stated == (numbers == -1).sum()
    with pytest.raises(ValueError, match="no band"):
        count_bands([4], 4)
