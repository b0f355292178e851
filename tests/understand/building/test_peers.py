"""The tables of neighbours and types, made from the other tables of a release."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from edau.understand.building.peers import neighbours, places_like, types
from edau.understand.files import read, schema
from edau.understand.files.write import write_table

SHIPPED = Path(str(resources.files("edau.release")))


@pytest.fixture(scope="module")
def alike():
    return places_like(SHIPPED)


def test_all_listed_places_take_part_and_those_of_2000_people_can_be_compared_throughout(alike):
    residents = {row.code: row.population for row in read.areas(SHIPPED) if row.kind == "place"}
    assert set(alike.places) == set(residents)
    complete = {code for code, known in zip(alike.places, alike.complete, strict=True) if known}
    assert complete == {code for code, people in residents.items() if people >= 2000}


def test_variables_that_go_together_share_one_weight_and_none_is_dropped(alike):
    groups = {}
    for indicator, group in zip(alike.indicators, alike.pruned.group.tolist(), strict=True):
        groups.setdefault(group, []).append(indicator)
    assert [group for group in groups.values() if len(group) > 1] == [
        ["age_25_34_pct", "age_65_plus_pct"],
        ["level4_pct", "wfh_pct"],
        ["carers_pct", "carers50_pct"],
    ]
    assert alike.pruned.dropped == ()


@pytest.mark.slow
def test_anyone_who_has_the_release_can_make_its_neighbours_and_types_again(alike, tmp_path):
    write_table(tmp_path, schema.NEIGHBOURS, list(neighbours(alike)))
    write_table(tmp_path, schema.TYPES, list(types(alike)))
    for table in (schema.NEIGHBOURS, schema.TYPES):
        assert (tmp_path / table.path).read_bytes() == (SHIPPED / table.path).read_bytes()
