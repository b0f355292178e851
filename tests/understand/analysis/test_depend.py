"""How places depend on each other: each level of fit says only what its figures bear, and people are conserved."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from edau.core import stamps
from edau.core.visibility import hold, lift
from edau.places.queries import every_area, visible_areas
from edau.understand.analysis.cube import cube
from edau.understand.analysis.depend import dependence_of, describe, everyone
from edau.understand.dependence import dependence_model
from edau.understand.files.schema import OUTSIDE
from edau.understand.models import Observation
from edau.understand.queries.flows import FlowRow, every_flow

PONTYPRIDD, KNIGHTON, CARDIFF = "W38000081", "K05000001", "W38000130"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_reading():
    with stamps.one_reading():
        yield


def named(name: str) -> str:
    (code,) = [area.code for area in every_area("place") if area.name_en == name]
    return code


def test_every_listed_place_has_the_standing_that_its_fit_allows():
    fits = dict(Observation.objects.filter(indicator="msoa_purity").values_list("area", "value"))
    found = everyone().places

    assert set(found) == {area.code for area in every_area("place")}
    wrong = [
        code
        for code, one in found.items()
        if one.standing != ("own" if fits[code] >= 0.8 else "around" if fits[code] >= 0.5 else "services")
    ]
    assert wrong == []
    assert Counter(one.standing for one in found.values()) == {"own": 79, "around": 45, "services": 179}


def test_without_a_fit_nothing_but_services_is_said():
    one = dependence_of(KNIGHTON)

    assert (one.standing, one.label.code, one.axes, one.score, dict(one.shares)) == (
        "services",
        "not_known",
        (),
        None,
        {},
    )
    assert (one.work_out, one.work_in, one.moves_out, one.moves_in) == (None, None, None, None)
    assert [service.indicator for service in one.services] == list(dependence_model().services)


def test_only_listed_places_are_described():
    assert dependence_of("W06000016") is None
    assert dependence_of("W99999999") is None


def test_a_market_town_serves_others_and_a_suburb_relies_on_them():
    assert dependence_of(named("Newtown")).label["label"] == "independent"
    assert dependence_of(named("Brecon")).label["label"] == "independent"
    assert dependence_of(named("Loughor")).label["label"] == "dependent"


def test_a_label_stands_alone_just_where_seven_in_ten_ways_of_weighing_agree():
    for one in everyone().places.values():
        if one.standing == "services":
            continue
        most = max(one.shares.values())
        assert sum(one.shares.values()) == pytest.approx(1)
        assert one.label.code == ("clear" if most >= 0.7 else "between")


def test_the_links_of_a_place_are_those_of_the_release_and_add_up_to_its_published_total():
    one = dependence_of(PONTYPRIDD)
    rows = [row for row in every_flow("work") if row.origin == PONTYPRIDD]
    away = sorted(
        (row for row in rows if row.destination not in (PONTYPRIDD, OUTSIDE)), key=lambda r: -r.people
    )
    total = Observation.objects.get(area=PONTYPRIDD, indicator="self_containment_pct").denominator

    out = one.work_out
    assert [(link.code, link.people) for link in out.links] == [(r.destination, r.people) for r in away[:5]]
    assert out.links[0].code == CARDIFF
    assert out.links[0].share == pytest.approx(away[0].people / total)
    assert out.total == pytest.approx(total, abs=1)
    assert out.elsewhere == sum(row.people for row in rows if row.destination == OUTSIDE)


def test_in_every_direction_of_every_place_people_are_conserved():
    off = []
    for code, one in everyone().places.items():
        for direction in (one.work_out, one.work_in, one.moves_out, one.moves_in):
            if direction is None:
                continue
            parts = direction.stay + sum(link.people for link in direction.links)
            parts += direction.elsewhere + direction.rest
            if parts != pytest.approx(direction.total, abs=1e-6) or direction.rest < 0:
                off.append((code, parts, direction.total))

    assert off == []


def test_every_place_whose_travel_is_told_has_its_links():
    told = [one for one in everyone().places.values() if one.standing != "services"]

    assert [one.place for one in told if None in (one.work_out, one.work_in)] == []
    assert {len(one.work_out.links) for one in told} == {5}


def test_flows_that_hold_more_people_than_live_there_are_not_shown():
    work = [*every_flow("work"), FlowRow(PONTYPRIDD, CARDIFF, 50_000)]

    found = describe(dependence_model(), every_area("place"), cube(), work, every_flow("migration"))

    assert found.places[PONTYPRIDD].work_out is None
    assert found.places[PONTYPRIDD].work_in is not None


def test_the_axes_are_ranks_among_the_places_that_are_described():
    found = everyone()

    assert found.table.shape == (124, 3)
    assert 0 < found.table.min() < found.table.max() < 1
    # Each measure's percentile ranks have the mean one half, so each axis has it, too.
    assert found.table.mean(axis=0) == pytest.approx(0.5)
    one = found.places[found.ranked[0]]
    assert [axis.rank for axis in one.axes] == found.table[0].tolist()
    assert one.score == pytest.approx(np.mean(found.table[0]))


def test_the_same_model_says_the_same_again():
    again = describe(
        dependence_model(), every_area("place"), cube(), every_flow("work"), every_flow("migration")
    )

    assert again.places == everyone().places


def test_another_cut_in_the_model_changes_what_is_said():
    model = replace(dependence_model(), cuts=(0.01, 0.02, 0.03))

    found = describe(model, every_area("place"), cube(), every_flow("work"), every_flow("migration"))

    assert {found.places[code].label["label"] for code in found.ranked} == {"independent"}


def test_services_are_counted_for_every_thousand_residents_and_dated():
    one = dependence_of(PONTYPRIDD)
    people = visible_areas()[PONTYPRIDD].population

    schools = one.services[0]
    assert (schools.indicator, schools.period) == ("n_school", "2025")
    assert schools.rate == 1000 * schools.count / people
    (axis,) = [axis for axis in one.axes if axis.key == "services"]
    assert axis.measures["points"] == pytest.approx(sum(service.rate for service in one.services))
    assert axis.measures["kinds"] == sum(service.count > 0 for service in one.services)


def test_a_held_place_is_in_no_list_of_links_but_its_people_are_still_counted():
    before = dependence_of(PONTYPRIDD).work_out
    hold(label="places.Area", object_id=CARDIFF, reason="test", by="tests")
    try:
        after = dependence_of(PONTYPRIDD).work_out
        gone = dependence_of(CARDIFF)
    finally:
        lift(label="places.Area", object_id=CARDIFF, by="tests")

    assert gone is None
    assert CARDIFF not in [link.code for link in after.links]
    assert after.elsewhere == pytest.approx(before.elsewhere + before.links[0].people)
    assert after.total == pytest.approx(before.total)
