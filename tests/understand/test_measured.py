"""What the benchmarks wrote: read with care, and the same again when measured again."""

from __future__ import annotations

import math

import pytest
import yaml

from benchmarks.verdicts import SETUPS, wrong_verdicts
from edau.catalogue import CatalogueError, read, root
from edau.understand.measured import (
    SIMILARITY,
    VERDICTS,
    read_similarity_measured,
    read_verdicts,
    verdicts_measured,
)


def with_change(tmp_path, file, **changes):
    (tmp_path / "measured").mkdir()
    (tmp_path / file).write_text(yaml.safe_dump(read(root(), file) | changes), encoding="utf-8")
    return tmp_path


def test_every_set_up_of_the_simulation_is_in_the_file():
    assert list(verdicts_measured().setups) == [setup.key for setup in SETUPS]


@pytest.mark.parametrize("setup", SETUPS, ids=[setup.key for setup in SETUPS])
def test_a_short_run_with_other_draws_comes_out_as_the_file_says(setup):
    pages = 400
    again, kept = wrong_verdicts(setup, pages=pages, seed=77), verdicts_measured().setups[setup.key]
    error = max((again.upper - again.lower) / 2, 1.96 * math.sqrt(0.05 * 0.95 / pages)) / 1.96

    assert abs(again.named - kept.wrong_of_named) < 3.5 * error


def test_a_page_that_names_every_difference_would_be_found_out(monkeypatch):
    monkeypatch.setattr("benchmarks.verdicts.adjust", lambda p: p)

    assert wrong_verdicts(SETUPS[0], pages=200).lower > 0.5


def test_a_part_beyond_the_whole_is_refused(tmp_path):
    with pytest.raises(CatalogueError, match=r"measured/similarity.yaml: kept: should be a part of one"):
        read_similarity_measured(with_change(tmp_path, SIMILARITY, kept=1.2))


def test_a_figure_that_nobody_asked_for_is_refused(tmp_path):
    with pytest.raises(CatalogueError, match=r"measured/verdicts.yaml: error: is not a field"):
        read_verdicts(with_change(tmp_path, VERDICTS, error=0.1))
