"""A release goes live whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from edau.core.models import AuditLine, Stamp
from edau.places.actions import keep_drawn_place
from edau.places.drawn import drawn_place
from edau.places.models import Area, DrawnPlace
from edau.portal.actions.going_live import go_live
from edau.understand.files.errors import ReleaseError
from edau.understand.models import Observation, Release
from edau.understand.problems import in_words

pytestmark = pytest.mark.django_db
DRAWN = ["W01000003", "W01000004"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the release, to be damaged."""
    shutil.copytree(settings.RELEASE_FOLDER, tmp_path / "release")
    return tmp_path / "release"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def what_is_live() -> tuple[str, str, int, int, int]:
    release = Release.objects.get(is_live=True)
    stamp = Stamp.objects.get(name="release").value
    return release.id, stamp, Observation.objects.count(), Area.objects.count(), AuditLine.objects.count()


def test_the_release_that_ships_is_live_with_everything_in_it():
    kinds = {
        kind: Area.objects.filter(kind=kind).count()
        for kind in ("place", "authority", "health_board", "board", "country", "lsoa")
    }

    assert kinds == {
        "place": 303,
        "authority": 22,
        "health_board": 7,
        "board": 13,
        "country": 1,
        "lsoa": 1917,
    }


def test_loading_what_is_live_already_changes_nothing():
    before = what_is_live()

    assert go_live(folder=settings.RELEASE_FOLDER, by="Alys") is None
    assert what_is_live() == before


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("observations.csv", ",wilson,", ",wilsom,", "changed_file"),
        ("areas.csv", "Pontypridd", "Pontybridd", "changed_file"),
        ("datapackage.json", '"2026.11"', '"2026.12', "not_json"),
    ],
)
def test_a_damaged_release_is_refused_and_the_last_good_one_stays_live(copy, file, old, new, code):
    before = what_is_live()
    change(copy / file, old, new)
    if file != "datapackage.json":
        change(copy / "datapackage.json", '"id":"', '"id":"0') if '"id":"' in (
            copy / "datapackage.json"
        ).read_text() else change(copy / "datapackage.json", '"id": "', '"id": "0')

    with pytest.raises(ReleaseError) as refused, transaction.atomic():
        go_live(folder=copy, by="Alys")

    assert refused.value.code in (code, "changed_id")
    assert what_is_live() == before


def test_a_half_written_release_is_refused_with_file_and_line(copy):
    before = what_is_live()
    localities = (copy / "localities.csv").read_text().splitlines(keepends=True)
    (copy / "localities.csv").write_text("".join(localities[:-1]))
    describe_again(copy)  # another release than the one that is live, sound so far
    content = (copy / "series.csv").read_bytes()
    (copy / "series.csv").write_bytes(content[: len(content) // 2])
    lines = content[: len(content) // 2].count(b"\n") + 1

    with pytest.raises(ReleaseError) as refused, transaction.atomic():
        go_live(folder=copy, by="Alys")

    assert (refused.value.file, refused.value.line) == ("series.csv", lines)
    assert what_is_live() == before


def test_a_missing_table_is_named_in_words(copy):
    (copy / "flows_work.csv").unlink()

    from edau.understand.files.verify import verify

    assert "flows_work.csv: the file is missing" in [in_words(problem) for problem in verify(copy)]


@pytest.fixture(scope="class")
def replaced(made_once, tmp_path_factory) -> Iterator[tuple[Path, Release, DrawnPlace]]:
    """A release that is not the one that ships, now live; and what somebody had drawn before."""
    folder = tmp_path_factory.mktemp("another") / "release"
    shutil.copytree(settings.RELEASE_FOLDER, folder)
    file = folder / "localities.csv"
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:-1]))
    describe_again(folder)
    with made_once():
        drawn = keep_drawn_place(small_areas=DRAWN, how={"way": "list"}, name="Tŷ ŵ", by="visitor")
        loaded = go_live(folder=folder, by="Alys")
        assert loaded is not None
        yield folder, loaded, drawn


@pytest.mark.slow
@pytest.mark.databases
class TestANewRelease:
    def test_it_replaces_the_old_and_leaves_its_line(self, replaced):
        from edau.understand.files.package import identify
        from edau.understand.files.read import description

        folder, loaded, _drawn = replaced

        assert loaded.id == identify(description(folder)["resources"])[:12]
        assert [release.id for release in Release.objects.filter(is_live=True)] == [loaded.id]
        assert AuditLine.objects.order_by("-number")[0].object_id == loaded.id

    def test_it_leaves_what_people_drew_though_it_replaces_every_area(self, replaced):
        _folder, _loaded, drawn = replaced

        assert drawn_place(drawn.key).small_areas == DRAWN


def describe_again(folder: Path) -> None:
    """Writes the description of a changed release, as building it would."""
    import hashlib
    import json

    from edau.understand.files.package import identify

    package = json.loads((folder / "datapackage.json").read_text())
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        resource["hash"], resource["bytes"] = "sha256:" + hashlib.sha256(content).hexdigest(), len(content)
    package["id"] = identify(package["resources"])
    (folder / "datapackage.json").write_text(json.dumps(package))
