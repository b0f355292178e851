"""The register and what people thought of it come back from a backup as they were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from edau.core.backup import backup, restore, tables
from edau.understand.actions.signals import add_signal
from edau.understand.models import Signal, SignalRating
from tests.core.databases import Databases
from tests.understand.cast import entry, keeper, rated


@pytest.fixture
def databases(django_db_blocker, tmp_path) -> Iterator[Databases]:
    with django_db_blocker.unblock():
        made = Databases(tmp_path)
        yield made
        made.remove()


def everything() -> list[list[dict[str, object]]]:
    return [list(tables.rows_of(model)) for model in (Signal, SignalRating)]


def test_entries_ratings_and_roles_come_back(databases, tmp_path):
    with databases.fresh():
        cerys = keeper()
        signal = add_signal(entry=entry(title_cy="", what_cy="", goals=["resilient", "global"]), by=cerys)
        rated(signal.key, cerys, 2, None, note="Tŷ ŵ “”", note_language="cy")
        rated(signal.key, cerys, 4, 5)
        before = everything()
        backup(tmp_path / "b.tar", by="tests")
    with databases.fresh():
        restore(tmp_path / "b.tar", by="tests", after=lambda: None)

        assert everything() == before
        assert [len(table) for table in before] == [1, 2]
        assert Signal.objects.get().added_by.groups.get().name == "signals"
