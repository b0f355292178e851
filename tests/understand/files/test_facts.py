"""The release that ships against what the publishers have said themselves."""

import copy
from importlib import resources
from pathlib import Path

import pytest

from edau.understand.files.facts import KnownFact, check_known, known_facts

SHIPPED = Path(str(resources.files("edau.release")))


@pytest.fixture(scope="module")
def facts():
    return check_known(SHIPPED)


def test_every_known_fact_holds_for_the_release_that_ships(facts):
    assert [fact for fact in facts if not fact.holds] == []


def test_the_facts_are_those_that_were_promised(facts):
    numbers = {code: sum(fact.code == code for fact in facts) for code in {fact.code for fact in facts}}
    assert numbers == {"population": 1, "households": 1, "authority": 22, "percentage": 34, "ranks": 1}
    tolerances = {fact.code: fact.tolerance for fact in facts if fact.about != "inactive_pct"}
    assert tolerances == {"population": 10, "households": 100, "authority": 25, "percentage": 0.1, "ranks": 0}


def test_a_fact_that_does_not_hold_is_told_with_what_the_release_says():
    wrong = copy.deepcopy(known_facts())
    wrong["population"]["value"] = 3_107_514
    fact = check_known(SHIPPED, wrong)[0]
    assert (fact.holds, fact.expected, fact.got) == (False, 3_107_514, 3_107_503)


def test_a_fact_on_the_edge_of_its_tolerance_holds():
    assert KnownFact("percentage", "employed_pct", 53.5, 0.1, 53.6, "ONS").holds
    assert not KnownFact("percentage", "employed_pct", 53.5, 0.1, 53.61, "ONS").holds


def test_what_the_release_does_not_say_does_not_hold(release):
    told = {fact.about: fact for fact in check_known(release) if fact.code in ("authority", "percentage")}
    assert told["W06000016"].got == 237665
    assert (told["W06000001"].got, told["W06000001"].holds) == (None, False)
    assert told["no_car_pct"].holds
    assert not told["owned_pct"].holds


def test_ranks_that_come_twice_or_are_missing_are_counted(release):
    ranks = check_known(release)[-1]
    assert (ranks.code, ranks.got, ranks.holds) == ("ranks", 2, False)


def test_a_fact_can_be_written_as_json():
    fact = KnownFact("population", "W92000004", 3107500, 10, 3107503, "ONS")
    assert fact.as_dict() == {
        "code": "population",
        "about": "W92000004",
        "expected": 3107500,
        "tolerance": 10,
        "got": 3107503,
        "source": "ONS",
        "holds": True,
    }
