"""Flows between places, shared out from flows between larger areas."""

import pandas as pd
import pytest

from edau.understand.building import flows

# Three quarters of M1 live in Barry, the rest outside; M2 is all Cardiff.
LOOKUP = pd.DataFrame(
    {"msoa": ["M1", "M1", "M2"], "place": ["Barry", "", "Cardiff"], "persons": [750, 250, 1000]}
)
RESIDENTS = flows.by_residents(LOOKUP)


def _people(table):
    return {(row.origin, row.destination): row.people for row in table.itertuples()}


def _flows(*rows):
    return pd.DataFrame(rows, columns=["origin", "destination", "people"])


def test_residents_are_shared_by_where_they_live():
    assert RESIDENTS.to_dict("list") == {
        "msoa": ["M1", "M1", "M2"],
        "place": ["Barry", "none", "Cardiff"],
        "share": [0.75, 0.25, 1.0],
    }


def test_jobs_are_shared_by_workplace_zones_and_like_residents_where_there_is_none():
    zones = pd.DataFrame({"msoa": ["M1", "M1"], "place": ["Barry", ""]})
    jobs = flows.by_jobs(zones, RESIDENTS)
    assert jobs["share"].tolist() == [0.5, 0.5, 1.0]


def test_a_flow_divides_at_both_ends_and_nobody_is_lost():
    found = flows.between_places(_flows(("M1", "M2", 80), ("M2", "M1", 40)), RESIDENTS, RESIDENTS)
    assert _people(found) == {
        ("Barry", "Cardiff"): 60,
        ("none", "Cardiff"): 20,
        ("Cardiff", "Barry"): 30,
        ("Cardiff", "none"): 10,
    }


def test_ends_beyond_wales_keep_the_beginning_of_their_code():
    found = flows.between_places(_flows(("M2", "E02000001", 5), ("E02999999", "M2", 7)), RESIDENTS, RESIDENTS)
    assert _people(found) == {("Cardiff", "E02"): 5, ("E02", "Cardiff"): 7}


def test_how_well_the_larger_areas_fit_a_place_is_averaged_over_its_people():
    both = pd.DataFrame(
        {"msoa": ["M1", "M1", "M2"], "place": ["Barry", "", "Barry"], "persons": [500, 500, 1500]}
    )
    fit = flows.fit_of_places(both, flows.by_residents(both))
    assert fit.to_dict() == {"Barry": pytest.approx((500 * 0.5 + 1500 * 1) / 2000)}


def test_commuters_stay_leave_and_arrive():
    table = _flows(
        ("Barry", "Barry", 30), ("Barry", "Cardiff", 70), ("Cardiff", "Barry", 20), ("Sully", "Barry", 10)
    )
    work = flows.work_of_places(table)
    assert work.loc["Barry"].to_dict() == {"stay": 30, "leave": 100, "arrive": 60}
    assert work.loc["Sully"].isna().to_dict() == {"stay": True, "leave": False, "arrive": True}
