"""Higher, similar, lower: named only where it can be shown, judged together on one page."""

from __future__ import annotations

import numpy as np
import pytest

from edau.kernels.indicators.differences import newcombe
from edau.places.queries import visible_area
from edau.understand.analysis.comparing import Verdict, compare, ranks_of
from edau.understand.analysis.cube import cube
from edau.understand.analysis.figures import Figure, figures_of
from edau.understand.catalogue import catalogue

pytestmark = pytest.mark.django_db
PONTYPRIDD, BLAENAU = "W38000081", "W37000076"


def counted(key: str, n: float, d: float, **changes: object) -> Figure:
    indicator = catalogue().indicators[key]
    figure = Figure(
        indicator=indicator,
        value=100 * n / d,
        numerator=n,
        denominator=d,
        lower=None,
        upper=None,
        interval="wilson",
        status="",
        reliability="A",
        level="OA",
        vintage=2021,
        period="2021-03-21",
        source="census2021_ts045",
        wales=None,
        relation="not_compared",
    )
    return figure._replace(**changes)  # type: ignore[arg-type]


def published(value: float, lower: float, upper: float) -> Figure:
    return counted(
        "la_life_satisfaction", 1, 1, value=value, lower=lower, upper=upper, level="LA", interval="published",
        numerator=None, denominator=None,
    )  # fmt: skip


def test_a_place_is_similar_to_itself_in_everything_that_can_be_compared():
    whole = cube()
    own = figures_of(visible_area(PONTYPRIDD), whole.observations[PONTYPRIDD], whole)

    (found,) = compare(own, [own], [False])

    assert {verdict.code for verdict in found.values()} == {"similar", "not_compared"}
    assert {verdict.difference for verdict in found.values() if verdict.code == "similar"} == {0.0}


def test_one_difference_has_newcombe_s_published_limits():
    """56 of 70 against 48 of 80 (Newcombe 1998, example a): 0.2, from 0.0524 to 0.3339."""
    (found,) = compare({"x": counted("no_car_pct", 48, 80)}, [{"x": counted("no_car_pct", 56, 70)}], [False])

    verdict = found["x"]
    assert verdict.code == "higher"
    assert [round(x, 2) for x in (verdict.difference, verdict.lower, verdict.upper)] == [20.0, 5.24, 33.39]


def test_the_other_way_round_it_is_lower_by_as_much():
    a, b = counted("no_car_pct", 56, 70), counted("no_car_pct", 48, 80)

    (there,), (back,) = (compare({"x": one}, [{"x": other}], [False]) for one, other in ((a, b), (b, a)))

    assert (there["x"].code, back["x"].code) == ("lower", "higher")
    assert there["x"].difference == pytest.approx(-back["x"].difference)
    assert there["x"].lower == pytest.approx(-back["x"].upper)


def test_what_would_be_clear_alone_is_similar_among_many():
    keys = [key for key, one in catalogue().indicators.items() if one.interval == "wilson"][:20]
    first = {key: counted(key, 500, 1000) for key in keys}
    other = {key: counted(key, 500, 1000) for key in keys} | {keys[0]: counted(keys[0], 548, 1000)}

    (alone,) = compare({keys[0]: first[keys[0]]}, [{keys[0]: other[keys[0]]}], [False])
    (among,) = compare(first, [other], [False])

    assert alone[keys[0]].code == "higher"
    assert (among[keys[0]].code, among[keys[0]].reason) == ("similar", "many_comparisons")


def test_figures_without_an_interval_are_not_compared_and_say_why():
    a, b = (
        counted("n_library", 1, 1, interval="none:count"),
        counted("n_library", 3, 1, interval="none:count"),
    )

    (found,) = compare({"n_library": a}, [{"n_library": b}], [False])

    assert found == {"n_library": Verdict("not_compared", reason="no_interval")}


def test_a_figure_that_is_missing_or_withheld_is_not_compared():
    a = counted("no_car_pct", 48, 80)

    (gone,), (withheld,) = (
        compare({"no_car_pct": a}, [other], [False])
        for other in ({}, {"no_car_pct": a._replace(withheld="too_small")})
    )

    assert gone == withheld == {"no_car_pct": Verdict("not_compared", reason="missing")}


def test_those_who_share_people_are_not_compared():
    (found,) = compare({"x": counted("no_car_pct", 48, 80)}, [{"x": counted("no_car_pct", 8, 80)}], [True])

    assert found == {"x": Verdict("not_compared", reason="same_people")}


def test_published_limits_are_compared_by_their_limits():
    (apart,) = compare({"x": published(7.4, 7.3, 7.5)}, [{"x": published(7.8, 7.6, 8.0)}], [False])
    (near,) = compare({"x": published(7.4, 7.2, 7.6)}, [{"x": published(7.5, 7.3, 7.7)}], [False])

    assert apart["x"].code == "higher"
    assert apart["x"].lower == pytest.approx(0.4 - np.hypot(0.2, 0.1))
    assert (near["x"].code, near["x"].reason) == ("similar", "")


def test_two_towns_that_show_one_authority_s_figure_show_the_same_figure():
    one = published(7.4, 7.3, 7.5)

    assert compare({"x": one}, [{"x": one}], [False]) == [
        {"x": Verdict("not_compared", reason="same_figure")}
    ]


def test_at_most_one_named_difference_in_twenty_is_wrong():
    """Known truth: of 33 figures a quarter truly differ. The mean over 300 pages; its own error is about 0.5 points."""
    draw = np.random.default_rng(7)
    keys = [key for key, one in catalogue().indicators.items() if one.interval == "wilson"][:33]
    wrong = []
    for _ in range(300):
        base = np.rint(np.exp(draw.uniform(np.log(800), np.log(40_000), (2, len(keys))))).astype(int)
        true_a = draw.uniform(0.05, 0.7, len(keys))
        apart = np.where(draw.random(len(keys)) < 0.25, draw.normal(0, 0.04, len(keys)), 0.0)
        true_b = np.clip(true_a + apart, 0.01, 0.95)
        a, b = draw.binomial(base[0], true_a), draw.binomial(base[1], true_b)
        first = {key: counted(key, float(n), float(d)) for key, n, d in zip(keys, a, base[0], strict=True)}
        other = {key: counted(key, float(n), float(d)) for key, n, d in zip(keys, b, base[1], strict=True)}
        (found,) = compare(first, [other], [False])
        said = np.array([{"higher": 1, "lower": -1}.get(found[key].code, 0) for key in keys])
        named = np.count_nonzero(said)
        wrong.append(np.count_nonzero((said != 0) & (said != np.sign(true_b - true_a))) / max(1, named))
    assert np.mean(wrong) <= 0.05


def test_the_limits_of_all_comparisons_at_once_are_those_of_each_alone():
    whole = cube()
    first, other = (
        figures_of(visible_area(code), whole.observations[code], whole) for code in (PONTYPRIDD, BLAENAU)
    )

    (found,) = compare(first, [other], [False])

    for key in ("no_car_pct", "owned_pct", "level4_pct"):
        a, b = other[key], first[key]
        alone = newcombe(a.numerator, a.denominator, b.numerator, b.denominator)
        assert found[key].lower == pytest.approx(100 * alone.lower)
        assert found[key].upper == pytest.approx(100 * alone.upper)


def test_a_rank_comes_with_its_interval_among_all_places():
    ranks = ranks_of("no_car_pct", [PONTYPRIDD, BLAENAU])
    values = {
        row.area_id: row.value
        for row in cube().of_indicator["no_car_pct"]
        if row.area_id in set(cube().places)
    }
    higher = sum(value > values[PONTYPRIDD] for value in values.values())

    assert ranks[PONTYPRIDD].rank == higher + 1
    assert ranks[PONTYPRIDD].of == len(values) == 303
    assert ranks[PONTYPRIDD].lower < ranks[PONTYPRIDD].rank < ranks[PONTYPRIDD].upper
    assert ranks_of("n_library", [PONTYPRIDD]) == {}
