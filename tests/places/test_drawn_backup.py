"""What people drew is theirs: a backup carries it, and a new release does not take it away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

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


def test_a_release_that_replaces_every_area_leaves_what_people_drew(monkeypatch):
    from edau.portal.actions import go_live
    from edau.understand.models import Release

    kept = keep()
    Release.objects.update(is_live=False)  # as if another release had been live

    go_live(folder=Path(settings.RELEASE_FOLDER), by="tests")

    assert drawn_place(kept.key).small_areas == CODES
