import pickle

import pytest

from edau.kernels import Finding


def test_a_finding_does_not_change_with_the_mapping_it_was_made_from():
    params = {"n": 5}
    finding = Finding("one_in", params)

    params["n"] = 6

    assert finding["n"] == 5
    with pytest.raises(TypeError):
        finding.params["n"] = 6  # type: ignore[index]


def test_equal_findings_are_one_key_and_survive_a_cache():
    finding = Finding("similar", {"difference": 0.01}, (Finding("many_comparisons", {"comparisons": 30}),))

    again = pickle.loads(pickle.dumps(finding))

    assert again == finding
    assert {finding: "here"}[again] == "here"


def test_walking_meets_every_reason_depth_first():
    finding = Finding("a", reasons=(Finding("b", reasons=(Finding("c"),)), Finding("d")))

    assert [found.code for found in finding.walk()] == ["a", "b", "c", "d"]


def test_a_finding_without_a_code_is_refused():
    with pytest.raises(ValueError, match="needs a code"):
        Finding("")
