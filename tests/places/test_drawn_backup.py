"""What people drew is theirs: a backup carries it. That a new release leaves it: tests/understand/actions/test_loading.py."""

from __future__ import annotations

import json

import pytest

from edau.core.backup import tables
from edau.places.actions import keep_drawn_place
from edau.places.drawn import drawn_place
from edau.places.models import DrawnPlace

CODES = ["W01000003", "W01000004"]
pytestmark = pytest.mark.django_db


def keep() -> DrawnPlace:
    return keep_drawn_place(
        small_areas=CODES, how={"way": "round", "round": "W37000257", "km": 1.5}, name="Tŷ ŵ", by="visitor"
    )


def test_a_backup_carries_drawn_places_and_a_restore_brings_them_back():
    kept = keep()
    assert DrawnPlace in tables.carried()
    lines = [json.loads(json.dumps(row)) for row in tables.rows_of(DrawnPlace)]
    DrawnPlace.objects.all().delete()

    tables.add_rows(DrawnPlace, lines, member="tables/places.drawnplace.jsonl", after_batch=lambda rows: None)

    found = drawn_place(kept.key)
    assert (found.name, found.small_areas, found.how, found.created) == (
        "Tŷ ŵ",
        CODES,
        {"way": "round", "round": "W37000257", "km": 1.5},
        kept.created,
    )
