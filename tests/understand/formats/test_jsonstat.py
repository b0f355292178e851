"""JSON-stat, read by the library that statistical programs read it with."""

from __future__ import annotations

import json
import math
import warnings
from dataclasses import replace

import pytest

from edau.understand.formats.jsonstat import dataset

with warnings.catch_warnings():  # what a reader imports is not ours
    warnings.simplefilter("ignore")
    from pyjstat import pyjstat


def read(made: dict) -> dict[tuple[str, ...], float | None]:
    """The cells that have a number, by their labels."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = pyjstat.Dataset.read(json.dumps(made)).write("dataframe")
    *labels, _value = frame.columns
    found = {tuple(row[:-1]): row[-1] for row in frame.itertuples(index=False, name=None)}
    assert len(labels) == len(made["id"])
    return {key: value for key, value in found.items() if value is not None and not math.isnan(value)}


def test_every_number_stands_in_its_cell(table):
    assert read(dataset(table, "en")) == {
        ("St Davids", "No car", "2021-03-21", "value"): 24.68,
        ("St Davids", "No car", "2021-03-21", "lower limit"): 23.9,
        ("St Davids", "No car", "2021-03-21", "upper limit"): 25.5,
        ("St Davids", "Schools", "2022", "value"): 12,
        ("=cmd|' /C calc'!A0", "Schools", "2022", "value"): 0,
    }


def test_the_cube_says_what_its_sides_are(table):
    made = dataset(table, "cy")

    assert (made["id"], made["size"]) == (["place", "indicator", "period", "measure"], [3, 2, 2, 3])
    assert made["role"] == {"geo": ["place"], "time": ["period"], "metric": ["indicator"]}
    assert made["dimension"]["place"]["category"]["label"]["W1"] == "Tŷ Ddewi"
    assert made["dimension"]["indicator"]["category"]["unit"] == {
        "no_car_pct": {"label": "%"},
        "n_school": {"label": "nifer"},
    }


def test_statuses_are_those_of_statswales_with_their_words(table):
    made = dataset(table, "cy")
    size = made["size"]
    place = size[1] * size[2] * size[3]

    assert made["status"] == {"0": "e", str(place): "u", str(2 * place): "u"}
    assert made["extension"]["status"] == {"label": {"e": "amcangyfrif", "u": "dibynadwyedd isel"}}


def test_a_full_cube_is_a_list_and_a_thin_one_names_its_cells(table):
    full = replace(table, rows=table.rows[:1])

    assert dataset(full, "en")["value"] == [24.68, 23.9, 25.5]
    assert dataset(table, "en")["value"]["0"] == 24.68


def test_it_names_release_licence_and_source(table):
    made = dataset(table, "en")

    assert made["source"] == "Source: ONS."
    assert made["note"] == ["This is an estimate."]
    assert made["extension"]["release"] == {"id": "340fa3229305", "version": "2026.11"}
    assert [one["name"] for one in made["extension"]["licence"]] == ["OGL-UK-3.0"]


def test_a_table_without_numbers_has_no_cube(table):
    with pytest.raises(ValueError, match="no cube"):
        dataset(replace(table, measures=()), "en")
