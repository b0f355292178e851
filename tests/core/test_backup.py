"""A backup holds everything, on either database; a restore brings it all back or changes nothing."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, connections, models

from edau.accounts.models import User
from edau.core import audit, stamps, visibility
from edau.core.backup import BackupError, backup, restore, tables
from edau.core.backup.archive import MANIFEST, Archive
from edau.core.models import AuditLine, Hold, Stamp
from edau.listen.models.contributions import RECORDINGS
from edau.places.models import Area, Boundary, Locality
from tests.core.databases import POSTGRESQL, SQLITE, Databases, engine_of_this_run

Members = list[tuple[tarfile.TarInfo, bytes]]
LONG_AGO = datetime(2001, 2, 3, 4, 5, 6, 789_012, tzinfo=UTC)


@pytest.fixture(scope="module")
def databases(django_db_blocker, tmp_path_factory) -> Iterator[Databases]:
    with django_db_blocker.unblock():
        made = Databases(tmp_path_factory.mktemp("databases"))
        yield made
        made.remove()


def nothing() -> None:
    pass


def area(code: str, **fields: object) -> Area:
    names = {"name_en": f"Place {code}", "name_cy": f"Lle {code}", "name_cy_source": "own"}
    slugs = {"slug_en": code.lower(), "slug_cy": code.lower()}
    return Area.objects.create(code=code, kind="place", vintage=2011, **{**names, **slugs, **fields})


def fill() -> None:
    """A little of everything that is hard to carry."""
    # Each points at the other, and one at itself: no order of rows satisfies a database that checks at once.
    first = area("A1", latitude=0.1 + 0.2, name_cy="Tŷ Ddewi ŵ ŷ \u2028 “”")
    second = area("B2", place_share=1e-300)
    Area.objects.filter(pk=first.pk).update(place=second, authority=first)
    Area.objects.filter(pk=second.pk).update(place=first)
    Boundary.objects.create(area=first, rings=[[[-3.5, 51.6], [-3.4, 51.7]], {"zz": 1, "a": [True, None]}])
    Locality.objects.create(id="L1", name="Llan", latitude=52, longitude=-3, lsoa=first)
    user = User.objects.create_user("Siân@example.org", language="cy")
    User.objects.filter(pk=user.pk).update(joined=LONG_AGO)
    group = Group.objects.create(name="Clercod")
    group.permissions.set(Permission.objects.order_by("?")[:3])
    user.groups.add(group)
    stamps.set_stamp(stamps.RELEASE, "abc")
    visibility.hold(label="places.Area", object_id="A1", reason="wrong", by="tests")
    Hold.objects.update(since=LONG_AGO)


def everything() -> dict[str, list[dict[str, object]]]:
    """All that is carried, but for what a restore itself adds: its audit line and a new visibility stamp."""
    all_rows = {
        model._meta.label: sorted(tables.rows_of(model), key=lambda row: json.dumps(row, sort_keys=True))
        for model in tables.carried()
    }
    deeds = ("backup", "restore")
    all_rows["core.AuditLine"] = [row for row in all_rows["core.AuditLine"] if row["deed"] not in deeds]
    all_rows["core.Stamp"] = [row for row in all_rows["core.Stamp"] if row["name"] != stamps.VISIBILITY]
    return all_rows


@pytest.fixture
def saved(databases, tmp_path) -> Path:
    """A backup of a filled database."""
    file = tmp_path / "saved.tar"
    with databases.fresh():
        fill()
        backup(file, by="tests")
    return file


def rewritten(file: Path, change: Callable[[Members], Members]) -> Path:
    """The same tar with its members changed by a function, and every tar header right."""
    with tarfile.open(file) as tar:
        members = [(header, tar.extractfile(header).read()) for header in tar]
    out = file.with_name("rewritten.tar")
    with tarfile.open(out, "w") as tar:
        for header, content in change(members):
            if header.isreg():
                header.size = len(content)
            tar.addfile(header, io.BytesIO(content))
    return out


def refused(file: Path, **options: object) -> BackupError:
    """Restores a file that must be refused, and checks that the database is as it was."""
    before = everything(), AuditLine.objects.count()
    with pytest.raises(BackupError) as problem:
        restore(file, by="tests", after=nothing, **options)
    assert (everything(), AuditLine.objects.count()) == before
    return problem.value


@pytest.fixture(autouse=True)
def home(settings, tmp_path_factory) -> Path:
    """A state folder that nobody else has put anything into."""
    settings.HOME = tmp_path_factory.mktemp("home")
    return settings.HOME


@pytest.fixture
def uploads(settings) -> Path:
    """The folder of recordings of an installation that has two."""
    folder = settings.HOME / RECORDINGS
    folder.mkdir(parents=True)
    (folder / "one.webm").write_bytes(b"first voice")
    (folder / "two.ogg").write_bytes(b"second voice")
    return folder


def held_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


# What comes back


def test_uploads_come_back_and_what_the_backup_does_not_have_is_gone(databases, uploads, tmp_path):
    with databases.fresh():
        saved = backup(tmp_path / "b.tar", by="tests")
    (uploads / "one.webm").unlink()
    (uploads / "two.ogg").write_bytes(b"changed")
    (uploads / "three.wav").write_bytes(b"later")
    with databases.fresh():
        restored = restore(tmp_path / "b.tar", by="tests", after=nothing)

    assert (saved.files, restored.files) == (2, 2)
    assert held_in(uploads) == {"one.webm": b"first voice", "two.ogg": b"second voice"}
    assert [file.name for file in uploads.parent.iterdir()] == [RECORDINGS]


def test_a_changed_upload_is_found_and_nothing_is_put_in_place(databases, uploads, tmp_path):
    with databases.fresh():
        backup(tmp_path / "b.tar", by="tests")

    def change(members):
        return [(h, c.replace(b"first voice", b"worst voice")) for h, c in members]

    (uploads / "one.webm").write_bytes(b"as it is now")
    with databases.fresh():
        problem = refused(rewritten(tmp_path / "b.tar", change))

    assert (problem.code, problem.params) == ("damaged", {"member": "files/recordings/one.webm"})
    assert held_in(uploads)["one.webm"] == b"as it is now"


def test_if_rebuilding_fails_uploads_stay_as_they_were(databases, uploads, tmp_path):
    with databases.fresh():
        backup(tmp_path / "b.tar", by="tests")
    (uploads / "one.webm").write_bytes(b"as it is now")
    with databases.fresh(), pytest.raises(ZeroDivisionError):
        restore(tmp_path / "b.tar", by="tests", after=lambda: 1 / 0)

    assert held_in(uploads) == {"one.webm": b"as it is now", "two.ogg": b"second voice"}


def test_a_backup_from_before_uploads_were_carried_is_still_read(databases, saved):
    def as_it_was(manifest):
        del manifest["files"]
        manifest.update(format=1)

    with databases.fresh():
        assert restore(with_manifest(saved, as_it_was), by="tests", after=nothing).files == 0
        assert User.objects.get().email == "Siân@example.org"


def test_everything_comes_back_in_an_empty_database(databases, tmp_path):
    with databases.fresh():
        fill()
        before = everything()
        backup(tmp_path / "b.tar", by="tests")
    with databases.fresh():
        restore(tmp_path / "b.tar", by="tests", after=nothing)

        assert everything() == before
        assert User.objects.get().groups.get().permissions.count() == 3
        assert Area.objects.get(code="A1").place.place == Area.objects.get(code="A1")


@pytest.mark.parametrize(
    ("one", "other"), [(SQLITE, POSTGRESQL), (POSTGRESQL, SQLITE)], ids=["there", "back"]
)
def test_a_backup_of_one_database_comes_back_in_the_other(databases, tmp_path, one, other):
    if engine_of_this_run() != POSTGRESQL:
        pytest.skip("skipped: this run has no PostgreSQL")
    with databases.fresh(one):
        fill()
        before = everything()
        backup(tmp_path / "b.tar", by="tests")
    with databases.fresh(other):
        restore(tmp_path / "b.tar", by="tests", after=nothing)

        assert everything() == before
        assert audit.first_broken_line() is None


def test_what_is_added_after_a_restore_gets_new_keys(databases, saved):
    with databases.fresh():
        restore(saved, by="tests", after=nothing)
        known = set(User.objects.values_list("pk", flat=True))

        assert User.objects.create_user("new@example.org").pk not in known
        assert Group.objects.create(name="Newydd").pk > Group.objects.get(name="Clercod").pk


def test_moments_keep_their_microseconds_and_are_not_made_new(databases, saved):
    with databases.fresh():
        restore(saved, by="tests", after=nothing)

        assert User.objects.get().joined == LONG_AGO
        assert Hold.objects.get().since == LONG_AGO


def test_the_audit_trail_goes_on_where_the_backup_ended(databases, saved):
    with databases.fresh():
        summary = restore(saved, by="tests", after=nothing)

        assert list(AuditLine.objects.values_list("number", "deed")) == [(1, "hold"), (2, "restore")]
        assert audit.first_broken_line() is None
        assert summary.first_broken_line is None


def test_a_trail_that_was_tampered_with_before_the_backup_is_told(databases, tmp_path):
    with databases.fresh():
        fill()
        AuditLine.objects.update(by="somebody else")
        backup(tmp_path / "b.tar", by="tests")
    with databases.fresh():
        assert restore(tmp_path / "b.tar", by="tests", after=nothing).first_broken_line == 1


def test_the_line_of_a_restore_names_the_end_of_the_trail_it_replaced(databases, saved):
    with databases.fresh():
        replaced = audit.record(deed="anything", by="tests")
        restore(saved, by="tests", after=nothing, replace=True)

        assert AuditLine.objects.get(deed="restore").codes["replaced"] == replaced.digest


def test_a_backup_leaves_its_own_line_in_the_trail_of_the_installation(databases, saved, tmp_path):
    with databases.fresh():
        summary = backup(tmp_path / "empty.tar", by="tests")
        line = AuditLine.objects.get()

        assert (line.deed, line.by) == ("backup", "tests")
        assert line.codes == {"tables": summary.tables, "rows": summary.rows, "files": 0}


def test_pages_kept_by_browsers_are_asked_for_again_after_a_restore(databases, tmp_path):
    with databases.fresh():
        fill()
        before = stamps.page_tag()
        backup(tmp_path / "b.tar", by="tests")
        restore(tmp_path / "b.tar", by="tests", after=nothing, replace=True)

        assert stamps.page_tag() != before


def test_nobody_stays_signed_in(databases, saved, tmp_path):
    with databases.fresh():
        Session.objects.create(session_key="k", session_data="d", expire_date=LONG_AGO)
        restore(saved, by="tests", after=nothing, replace=True)

        assert Session.objects.count() == 0
    with Archive(saved) as archive:
        assert "sessions.Session" not in [table.model for table in archive.manifest.tables]


def test_every_other_table_that_django_knows_is_carried(databases, saved):
    with databases.fresh(), Archive(saved) as archive:
        named = {model._meta.db_table for model in [*tables.carried(), *tables.passing()]}

        assert named == set(connection.introspection.django_table_names(only_existing=True))
        assert [t.model for t in archive.manifest.tables] == [m._meta.label for m in tables.carried()]


def test_tables_come_after_those_they_point_at():
    order = [model._meta.label for model in tables.carried()]

    assert order.index("contenttypes.ContentType") < order.index("auth.Permission")
    assert order.index("auth.Permission") < order.index("auth.Group_permissions")
    assert order.index("accounts.User") < order.index("accounts.User_groups")
    assert order.index("places.Area") < order.index("places.Boundary")


# One moment, one transaction


def test_what_is_written_while_a_backup_is_made_is_not_in_it_and_need_not_wait(databases, tmp_path):
    """Somebody adds a row to a late table when the first has been read; neither waits for the other."""
    written: list[int] = []
    with databases.fresh() as here:
        fill()
        description = here.settings_dict

        def write() -> None:
            other = type(here)(description, alias="default")
            connections["default"] = other  # this thread's own
            stamps.set_stamp("written meanwhile", "x")
            written.append(Stamp.objects.count())
            other.close()

        def progress(what: str, done: int, total: int) -> None:
            if not written:
                thread = threading.Thread(target=write)
                thread.start()
                thread.join(timeout=15)

        backup(tmp_path / "b.tar", by="tests", progress=progress)
        assert written == [3]
        assert Stamp.objects.filter(name="written meanwhile").exists()
    with Archive(tmp_path / "b.tar") as archive:
        stamps_table = next(t for t in archive.manifest.tables if t.model == "core.Stamp")
        assert sorted(row["name"] for row in archive.rows(stamps_table)) == ["release", "visibility"]


def test_what_is_worked_out_from_the_rest_is_rebuilt_inside_the_restore(databases, saved):
    seen: list[tuple[int, bool]] = []
    with databases.fresh():

        def rebuild() -> None:
            seen.append((Area.objects.count(), connection.in_atomic_block))

        restore(saved, by="tests", after=rebuild)

    assert seen == [(2, True)]


def test_if_rebuilding_fails_nothing_was_changed(databases, saved):
    def fails() -> None:
        raise ZeroDivisionError

    with databases.fresh():
        with pytest.raises(ZeroDivisionError):
            restore(saved, by="tests", after=fails)

        assert Area.objects.count() == User.objects.count() == AuditLine.objects.count() == 0


def test_progress_goes_to_the_end_and_never_back(databases, saved, tmp_path):
    steps: list[tuple[int, int]] = []

    def progress(what: str, done: int, total: int) -> None:
        steps.append((done, total))

    with databases.fresh():
        restore(saved, by="tests", after=nothing, progress=progress)
    with Archive(saved) as archive:
        total = archive.manifest.rows
    verified = steps.index((total, total)) + 1

    assert {t for _, t in steps} == {total}
    assert steps[:verified] == sorted(steps[:verified])
    assert steps[verified:][-1] == (total, total)


# What is refused, and how it is said


def test_a_database_that_holds_something_is_left_alone_unless_told(databases, saved):
    with databases.fresh():
        area("C3")
        User.objects.create_user("here@example.org")
        problem = refused(saved)

        assert problem.code == "not_empty"
        assert problem.params["tables"] == "accounts.User: 1, places.Area: 1"

        restore(saved, by="tests", after=nothing, replace=True)
        assert sorted(Area.objects.values_list("code", flat=True)) == ["A1", "B2"]


def test_one_changed_letter_is_found_and_its_member_named(databases, saved):
    def change(members):
        return [(h, c.replace(b"Clercod", b"Clercad") if "group" in h.name else c) for h, c in members]

    with databases.fresh():
        problem = refused(rewritten(saved, change))

    assert problem.in_words() == (
        "The file is damaged: tables/auth.group.jsonl is not as it was when the backup was made."
    )


def test_a_lost_row_is_found_and_its_member_named(databases, saved):
    def change(members):
        return [(h, c.split(b"\n", 1)[1] if h.name == "tables/places.area.jsonl" else c) for h, c in members]

    with databases.fresh():
        problem = refused(rewritten(saved, change))

    assert (problem.code, problem.params) == ("damaged", {"member": "tables/places.area.jsonl"})


def test_a_lost_member_is_named(databases, saved):
    def change(members):
        return [(h, c) for h, c in members if "locality" not in h.name]

    with databases.fresh():
        problem = refused(rewritten(saved, change))

    assert (problem.code, problem.params) == ("missing", {"member": "tables/places.locality.jsonl"})


def test_a_changed_manifest_is_found(databases, saved):
    def change(members):
        return [(h, c.replace(b'"rows": 2', b'"rows": 3') if h.name == MANIFEST else c) for h, c in members]

    with databases.fresh():
        problem = refused(rewritten(saved, change))

    assert (problem.code, problem.params) == ("damaged", {"member": MANIFEST})


def test_a_file_cut_short_is_refused_wherever_it_was_cut(databases, saved):
    whole = saved.read_bytes()
    with tarfile.open(saved) as tar:
        ends = sorted(header.offset_data + header.size for header in tar if header.size)

    with databases.fresh():
        for keep in (0, 1, 511, 512, 700, *(end - 1 for end in ends)):
            saved.write_bytes(whole[:keep])
            assert refused(saved).code in {"not_a_backup", "missing", "damaged"}


def contents(file: Path) -> dict[str, list[dict[str, object]]]:
    with Archive(file) as archive:
        return {table.model: list(archive.rows(table)) for table in archive.manifest.tables}


@pytest.mark.slow
@pytest.mark.databases
def test_no_damaged_byte_ever_gets_as_far_as_a_row(saved):
    """Every 97th byte of the file, one at a time: either reading is refused, or the byte meant nothing."""
    whole = saved.read_bytes()
    good = contents(saved)
    refusals = 0
    for at in range(0, len(whole), 97):
        saved.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            assert contents(saved) == good
        except BackupError:
            refusals += 1

    assert refusals > 50


def test_members_that_do_not_belong_are_refused_and_nothing_is_written_anywhere(databases, saved, tmp_path):
    def add(name: str, kind: bytes = tarfile.REGTYPE):
        def change(members):
            header = tarfile.TarInfo(name)
            header.type = kind
            header.linkname = "../../outside"
            return [*members, (header, b"x" if kind == tarfile.REGTYPE else b"")]

        return change

    with databases.fresh():
        for name, kind in (
            ("../../outside", tarfile.REGTYPE),
            ("/" + "outside", tarfile.REGTYPE),
            ("tables/places.area.jsonl", tarfile.REGTYPE),  # a second one of the same name
            ("link", tarfile.SYMTYPE),
            ("tables/places.area.jsonl", tarfile.LNKTYPE),
        ):
            problem = refused(rewritten(saved, add(name, kind)))
            assert (problem.code, problem.params) == ("unexpected", {"member": name})

    assert sorted(file.name for file in tmp_path.iterdir()) == ["rewritten.tar", "saved.tar"]


def test_something_else_than_a_backup_is_refused_in_words(databases, tmp_path):
    file = tmp_path / "letter.tar"
    with databases.fresh():
        for content in (b"", b"Annwyl bawb", b"\0" * 20_000):
            file.write_bytes(content)
            assert refused(file).in_words() == f"{file} is not a backup of Edau, or its beginning is damaged."
        assert refused(tmp_path / "none.tar").in_words() == f"There is no file {tmp_path / 'none.tar'}."
        assert refused(tmp_path).code == "no_file"


def sealed(content: dict[str, object]) -> bytes:
    """A manifest whose own hash is right."""
    content.pop("sha256", None)
    seal = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return json.dumps({**content, "sha256": seal}).encode()


def with_manifest(file: Path, change: Callable[[dict], None], rows: dict[str, bytes] | None = None) -> Path:
    """A backup somebody made up: changed members and manifest, with every hash put right again."""

    def rewrite(members):
        contents = {h.name: c for h, c in members} | (rows or {})
        manifest = json.loads(contents[MANIFEST])
        for table in manifest["tables"]:
            content = contents[f"tables/{table['model'].lower()}.jsonl"]
            table["sha256"] = hashlib.sha256(content).hexdigest()
            table |= {"bytes": len(content), "rows": content.count(b"\n")}
        change(manifest)
        contents[MANIFEST] = sealed(manifest)
        return [(h, contents[h.name]) for h, _ in members]

    return rewritten(file, rewrite)


def test_a_backup_with_other_migrations_is_refused_and_one_is_named(databases, saved):
    file = with_manifest(saved, lambda manifest: manifest["migrations"].append("core.0999_of_tomorrow"))

    with databases.fresh():
        problem = refused(file)

    assert (problem.code, problem.params["example"]) == ("other_migrations", "core.0999_of_tomorrow")


def test_a_backup_of_another_format_is_refused(databases, saved):
    with databases.fresh():
        problem = refused(with_manifest(saved, lambda manifest: manifest.update(format=3)))

    assert problem.in_words() == "This backup has format 3; this version of Edau reads format 2."


@pytest.mark.parametrize("nonsense", [b"[]", b"{}", b"null", b'{"format": 1}', b"\xff", b"[" * 100_000])
def test_a_manifest_that_says_nothing_is_refused(databases, saved, nonsense):
    def change(members):
        return [(h, nonsense if h.name == MANIFEST else c) for h, c in members]

    with databases.fresh():
        assert refused(rewritten(saved, change)).code == "damaged"


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest["tables"].append(dict(manifest["tables"][0])),
        lambda manifest: manifest["tables"][0].update(model="../../etc/passwd"),
        lambda manifest: manifest["tables"][0].update(rows="many"),
        lambda manifest: manifest["tables"][0].update(rows=True),
        lambda manifest: manifest["tables"][0].update(columns=["id", 7]),
        lambda manifest: manifest.update(made="yesterday"),
        lambda manifest: manifest.update(files=[{"name": "../outside", "bytes": 1, "sha256": ""}]),
        lambda manifest: manifest.update(files=[{"name": "elsewhere/a", "bytes": 1, "sha256": ""}]),
        lambda manifest: manifest.update(files=[{"name": "recordings/a/b", "bytes": 1, "sha256": ""}]),
        lambda manifest: manifest.update(edau="0.1\x1b[2J"),
    ],
)
def test_a_manifest_made_by_hand_is_refused_however_well_sealed(databases, saved, change):
    with databases.fresh():
        assert refused(with_manifest(saved, change)).code == "damaged"


def test_a_row_that_does_not_fit_is_refused_with_the_name_of_its_member(databases, saved):
    file = with_manifest(
        saved, lambda manifest: None, {"tables/auth.group.jsonl": b'{"id":"first","name":"Clercod"}\n'}
    )

    with databases.fresh():
        problem = refused(file)

    assert (problem.code, problem.params["member"]) == ("does_not_fit", "tables/auth.group.jsonl")


def test_a_row_that_points_at_nothing_is_refused(databases, saved):
    file = with_manifest(saved, lambda manifest: None, {"tables/accounts.user.jsonl": b""})

    with databases.fresh():
        assert refused(file).code == "loose_ends"


def test_a_file_that_is_there_already_is_never_written_over(databases, tmp_path):
    file = tmp_path / "precious.tar"
    file.write_bytes(b"precious")
    with databases.fresh(), pytest.raises(BackupError) as problem:
        backup(file, by="tests")

    assert problem.value.in_words() == f"{file} exists already. Choose another name, or move it away first."
    assert file.read_bytes() == b"precious"


def test_a_folder_that_is_not_there_is_said_in_words(databases, tmp_path):
    with databases.fresh(), pytest.raises(BackupError) as problem:
        backup(tmp_path / "none" / "b.tar", by="tests")

    assert problem.value.code == "not_written"


def test_only_its_owner_may_read_a_backup_and_nothing_else_is_left_behind(saved):
    assert saved.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in saved.parent.iterdir()] == ["saved.tar"]


def test_values_json_cannot_hold_are_carried_as_text():
    for field, value in (
        (models.FloatField(), float("inf")),
        (models.FloatField(), float("-inf")),
        (models.FloatField(), 0.1 + 0.2),
        (models.DecimalField(max_digits=30, decimal_places=20), Decimal("0.10000000000000000001")),
        (models.DateField(), date(2026, 11, 22)),
        (models.TimeField(), time(1, 2, 3, 4)),
        (models.DateTimeField(), LONG_AGO),
        (models.DurationField(), timedelta(days=-3, microseconds=7)),
        (models.UUIDField(), UUID(int=5)),
        (models.BinaryField(), memoryview(b"\x00\xff")),
    ):
        carried = json.loads(json.dumps(tables.plain(value), allow_nan=False))
        assert field.to_python(carried) == value


def test_content_types_are_looked_up_anew_after_a_restore(databases, saved):
    with databases.fresh():
        restore(saved, by="tests", after=nothing)

        assert ContentType.objects.get_for_model(Area).model_class() is Area
