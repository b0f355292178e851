"""The entries that ship: both languages, real series, plain words; and a slip is refused where it stands."""

from __future__ import annotations

import shutil
from importlib.resources import as_file
from pathlib import Path

import pytest

from edau.catalogue import CatalogueError, names, read, root
from edau.understand.catalogue import catalogue
from edau.understand.choices import HEADINGS, HORIZONS, KINDS, MARKS
from edau.understand.signal_catalogue import read_starters, read_words, signal_words, starters
from tests.test_plain_words import banned, prose


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the catalogue that a citizen is editing."""
    with as_file(root()) as folder:
        shutil.copytree(folder, tmp_path / "catalogue", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    return tmp_path / "catalogue"


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_code_has_its_words_and_no_other_has():
    words = signal_words()

    assert (tuple(words.kinds), tuple(words.kind_meanings)) == (KINDS, KINDS)
    assert (tuple(words.headings), tuple(words.horizons)) == (HEADINGS, HORIZONS)
    assert (tuple(words.likelihood), tuple(words.impact)) == (MARKS, MARKS)


def test_the_headings_spell_steeple():
    assert "".join(signal_words().headings[code].en[0] for code in HEADINGS) == "STEEPLE"


def test_every_heading_has_an_entry_that_ships():
    assert {one.heading for one in starters().values()} == set(HEADINGS)


def test_an_entry_rests_on_a_series_of_the_catalogue_or_names_its_source():
    without = {key for key, one in starters().items() if not one.series}

    assert {one.series for one in starters().values() if one.series} <= set(catalogue().series)
    assert {key for key, one in starters().items() if one.source} == without


def test_no_welsh_that_nobody_has_read_counts_as_checked():
    assert {one.checked for one in starters().values()} == {False}


@pytest.mark.parametrize("file", names(root(), "signals"))
def test_it_uses_plain_and_fair_words(file):
    assert [(path, banned(text)) for path, text in prose(read(root(), file), file) if banned(text)] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("signals/traffic.yaml", "heading: environmental", "heading: weather", "heading"),
        ("signals/traffic.yaml", "kind: trend", "kind: guess", "kind"),
        ("signals/traffic.yaml", "horizons: [near, middle]", "horizons: []", "horizons"),
        ("signals/traffic.yaml", "horizons: [near, middle]", "horizons: [soon]", "horizons"),
        ("signals/traffic.yaml", "motor-vehicle-flow/motor-vehicle-flow", "cars/cars", "series"),
        ("signals/traffic.yaml", "[W92000004]", "[Wales]", "areas"),
        ("signals/traffic.yaml", "goals: [", "goals: [rich, ", "goals"),
        ("signals/traffic.yaml", "key: traffic", "key: cars", "key"),
        (
            "signals/traffic.yaml",
            "wording: {checked: false}",
            "wording: {checked: no idea}",
            "wording.checked",
        ),
        ("signals/traffic.yaml", "kind: trend", "kind: trend\ncolour: red", "colour"),
        ("signals/fair-work.yaml", "series: null", "series: traffic", "series"),
        ("signals/fair-work.yaml", "https://www", "ftp://www", "source.address"),
        ("signals/fair-work.yaml", '"2023-05-24"', '"last May"', "source.date"),
    ],
)
def test_a_slip_is_refused_with_its_file_and_field(copy, file, old, new, problem):
    edit(copy, file, old, new)

    with pytest.raises(CatalogueError) as refused:
        read_starters(copy)

    assert (refused.value.file, refused.value.where) == (file, problem)


def test_a_series_and_a_source_of_its_own_are_one_too_many(copy):
    edit(copy, "signals/fair-work.yaml", "series: null", "series: motor-vehicle-flow/motor-vehicle-flow")

    with pytest.raises(CatalogueError, match="if, and only if, there is no series"):
        read_starters(copy)


def test_words_that_are_missing_or_too_many_are_refused(copy):
    edit(copy, "words/signals.yaml", "  ethical:", "  moral:")

    with pytest.raises(CatalogueError) as refused:
        read_words(copy)

    assert (refused.value.file, refused.value.where) == ("words/signals.yaml", "headings.ethical")
