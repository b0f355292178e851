"""Bringing in tables of HSDS: read whole or not at all, every fault by file and line, a dry run that says what would come."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from edau.cli import main
from edau.connect import hsds
from edau.connect.actions.importing import bring_in
from edau.connect.analysis.locating import area_at
from edau.connect.imports.hsds_assets import Reading, Why, read_assets
from edau.connect.imports.hsds_tables import read_tables, table_of
from edau.connect.models import Asset
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.people.choices import Part
from edau.people.models import Organisation
from edau.portal.pages import hsds as hsds_page
from edau.portal.views import connect_data
from edau.portal.words.hsds import FAULTS, WHY
from edau.ui.links import address_in
from tests.cast import body, holder
from tests.connect.cast import PONTYPRIDD, asset, free, party

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)  # a Monday
HERE = "W01001228"  # the small area that holds the point

FILES = {
    "organizations.csv": "id,name\no1,Hwb y Cwm\n",
    "services.csv": "id,organization_id,name,description,status,fees\n"
    's1,o1,Meeting room,"Warm, with\nchairs.",active,Free\n'
    "s2,o1,Debt counselling,Advice by appointment.,active,\n"
    "s3,o1,Hall,,defunct,\n"
    "s4,o1,The Old Stables,,active,\n"
    "s5,o1,Kitchen,,active,\n",
    "locations.csv": "id,organization_id,name,latitude,longitude\n"
    f"l1,o1,The Hub,{PONTYPRIDD[0]},{PONTYPRIDD[1]}\n"
    "l2,o1,Miami,25.77,-80.19\n"
    "l3,o1,Nowhere,,\n",
    "services_at_location.csv": "id,service_id,location_id,description\n"
    "a1,s1,l1,First floor.\n"
    "a2,s2,l1,\n"
    "a3,s3,l1,\n"
    "a4,s4,l1,\n"
    "a5,s1,l2,\n"
    "a6,s1,l3,\n",
    "regular_schedules.csv": "id,service_id,location_id,service_at_location_id,weekday,opens_at,closes_at\n"
    "r1,s1,l1,a1,2,09:00:00,12:30:00\n"
    "r2,s1,l1,a1,Thursday,18:00,22:00\n"
    "r3,s1,l1,a1,5,,\n",
    "languages.csv": "id,service_id,location_id,language\ng1,s1,,Welsh\ng2,s1,,English\n",
    "accessibility_for_disabilities.csv": "id,location_id,accessibility,details\n"
    "b1,l1,wheelchair,\nb2,l1,disabled_parking,Two places\n",
    "funding.csv": "whatever,this,is\n1,2\n",
}


def read(body_: str = "", **changes: str | None) -> Reading:
    """The fixture read, with some files changed, or left out (None)."""
    files = FILES | {name.replace("__", "."): text for name, text in changes.items()}
    sent = {name: text.encode() for name, text in files.items() if text is not None}
    return read_assets(read_tables(sent), today=TODAY, locate=area_at, body=body_)


class TestReading:
    def test_a_service_at_a_place_becomes_an_asset_with_its_times(self):
        found = read()

        (room,) = found.coming
        assert (room.kind, room.name, room.area) == ("meeting-room", "Meeting room, The Hub", HERE)
        assert room.conditions == "First floor.\nWarm, with\nchairs.\nFree"
        assert room.access == ("step_free", "parking")
        assert room.languages == ("cy", "en")
        assert room.windows == (
            {"start": "2026-11-24T09:00", "minutes": 210, "rule": "FREQ=WEEKLY;BYDAY=TU"},
            {"start": "2026-11-26T18:00", "minutes": 240, "rule": "FREQ=WEEKLY;BYDAY=TH"},
        )
        assert found.faults == ()

    def test_what_cannot_come_in_is_listed_with_its_line_and_why(self):
        left = {(one.file, one.line): one.why for one in read().left}

        assert left == {
            ("services_at_location.csv", 3): Why.NO_KIND,
            ("services_at_location.csv", 4): Why.NOT_ACTIVE,
            ("services_at_location.csv", 5): Why.NO_KIND,
            ("services_at_location.csv", 6): Why.NOT_HERE,
            ("services_at_location.csv", 7): Why.NO_PLACE,
            ("services.csv", 7): Why.NOWHERE,
        }

    def test_a_table_of_kinds_says_what_a_name_does_not(self):
        found = read(kinds__csv="service_id,kind\ns4,workshop-space\n")

        assert {one.kind for one in found.coming} == {"meeting-room", "workshop-space"}

    def test_of_several_bodies_only_the_one_that_is_named_comes_in(self):
        two = {"organizations__csv": "id,name\no1,Hwb y Cwm\no2,Another\n"}

        assert read(**two).coming == ()
        assert {one.why for one in read(**two).left} >= {Why.OTHER_BODY}
        assert len(read("o1", **two).coming) == 1
        assert read("o2", **two).coming == ()

    def test_rules_of_version_3_are_read_as_they_are(self):
        schedules = (
            "id,service_at_location_id,dtstart,freq,interval,byday,until,opens_at,closes_at\n"
            'x1,a1,2026-11-25,WEEKLY,2,"MO,WE",2027-03-31,10:00,12:00\n'
            "x2,a1,2026-12-25,,,,,10:00,11:00\n"
        )
        (room,) = read(regular_schedules__csv=None, schedules__csv=schedules).coming

        assert room.windows == (
            {
                "start": "2026-11-25T10:00",
                "minutes": 120,
                "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20270331T235959",
            },
            {"start": "2026-12-25T10:00", "minutes": 60, "rule": ""},
        )

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"services__csv": None}, ("services.csv", 0, "missing_file", "")),
            ({"services__csv": "name\nx\n"}, ("services.csv", 1, "missing_column", "id")),
            ({"services__csv": 'id,name\ns1,"half\n'}, ("services.csv", 2, "not_csv", "")),
            ({"services__csv": "id,name\ns1,a\0b\n"}, ("services.csv", 1, "not_csv", "")),
            (
                {
                    "regular_schedules__csv": "id,service_at_location_id,weekday,opens_at,closes_at\nr,a1,²,9:00,10:00\n"
                },
                ("regular_schedules.csv", 2, "bad_weekday", "weekday"),
            ),
            (
                {
                    "regular_schedules__csv": "id,service_at_location_id,weekday,valid_from,opens_at,closes_at\n"
                    "r,a1,1,9999-12-31,9:00,10:00\n"
                },
                ("regular_schedules.csv", 2, "bad_start", "valid_from"),
            ),
            ({"locations__csv": "id,name\nl1\n"}, ("locations.csv", 2, "wrong_width", "")),
            ({"locations__csv": "id\nl1\nl2\nl3\nl1\n"}, ("locations.csv", 5, "repeated_id", "id")),
            (
                {"services_at_location__csv": "id,service_id,location_id\na1,s9,l1\n"},
                ("services_at_location.csv", 2, "unknown_id", "service_id"),
            ),
            (
                {
                    "regular_schedules__csv": "id,service_at_location_id,weekday,opens_at,closes_at\nr,a1,8,9:00,10:00\n"
                },
                ("regular_schedules.csv", 2, "bad_weekday", "weekday"),
            ),
            (
                {
                    "regular_schedules__csv": "id,service_at_location_id,weekday,opens_at,closes_at\nr,a1,1,9am,10:00\n"
                },
                ("regular_schedules.csv", 2, "bad_time", "opens_at"),
            ),
            (
                {
                    "schedules__csv": "id,service_id,freq,opens_at,closes_at\nr,s1,HOURLY,09:00,10:00\n",
                    "regular_schedules__csv": None,
                },
                ("schedules.csv", 2, "bad_rule", "freq"),
            ),
            (
                {"locations__csv": "id,latitude,longitude\nl1,512,-3\nl2,,\nl3,,\n"},
                ("locations.csv", 2, "bad_point", "latitude"),
            ),
            ({"kinds__csv": "service_id,kind\ns1,castle\n"}, ("kinds.csv", 2, "unknown_kind", "kind")),
            ({"service__csv": "id,name\n"}, ("services.csv", 1, "table_twice", "")),
        ],
    )
    def test_each_fault_is_told_by_file_and_line(self, changes, expected):
        faults = read(**changes).faults

        assert expected in [(one.file, one.line, one.code, one.column) for one in faults]
        assert {one.code for one in faults} <= FAULTS.keys()

    def test_every_reason_has_words_and_other_tables_are_left_alone(self):
        assert set(WHY) == set(Why)
        assert table_of("some/folder/Service_At_Location.csv") == "services_at_location"
        assert table_of("funding.csv") == ""


@pytest.fixture
def hub() -> Organisation:
    return body("hwb-cwm", "voluntary")


@pytest.fixture
def officer(hub):
    return holder(Part.OFFICER, hub, name="rooms")


class TestBringingIn:
    def test_everything_comes_in_once_and_again_only_changes_it(self, hub, officer):
        first = bring_in(reading=read(), organisation=hub, by=officer)
        kept = Asset.objects.get()
        Asset.objects.update(persons=30, name_cy="Yr ystafell")
        again = bring_in(
            reading=read(services__csv=FILES["services.csv"].replace("Meeting room", "Small meeting room")),
            organisation=hub,
            by=officer,
        )

        assert ((first.new, first.changed), (again.new, again.changed)) == ((1, 0), (0, 1))
        found = Asset.objects.select_related("free", "owner").get()
        assert (found.pk, found.name_en, found.name_cy) == (
            kept.pk,
            "Small meeting room, The Hub",
            "Yr ystafell",
        )
        assert found.persons == 30
        assert found.source == "HSDS a1"
        assert found.owner.organisation == hub
        assert found.owner.languages == ["cy", "en"]
        assert found.free.tuesday
        assert found.free.thursday
        assert not found.free.monday
        assert AuditLine.objects.filter(deed="import_assets").count() == 2

    def test_with_one_fault_nothing_comes_in(self, hub, officer):
        bad = read(kinds__csv="service_id,kind\ns1,castle\n")

        with pytest.raises(ValueError, match="may come in"):
            bring_in(reading=bad, organisation=hub, by=officer)
        assert Asset.objects.count() == 0

    def test_only_who_may_share_for_a_body_brings_in_for_it(self, hub):
        stranger = holder(Part.OFFICER, body("arall", "voluntary"), name="stranger")

        with pytest.raises(NotAllowed):
            bring_in(reading=read(), organisation=hub, by=stranger)
        assert Asset.objects.count() == 0

    def test_what_we_give_away_comes_in_as_what_it_was(self, hub, officer, rf):
        """Our own services, written as tables, say their kind by their attribute."""
        lent = asset(
            of=party(organisation=body("arall", "voluntary")),
            kind="garden-plot",
            name_en="Plot 9",
            week=free(),
        )
        site = connect_data.connecting.site("http://testserver", "en")
        whole = hsds.service(lent, site, "/", ["en"])
        (attribute,) = whole["attributes"]
        term = attribute["taxonomy_term"]
        (at,) = whole["service_at_locations"]
        place = at["location"]

        found = read(
            organizations__csv=None,
            regular_schedules__csv=None,
            services__csv=f"id,name\n{whole['id']},{whole['name']}\n",
            locations__csv=f"id,name,latitude,longitude\n{place['id']},,{place['latitude']},{place['longitude']}\n",
            services_at_location__csv=f"id,service_id,location_id\n{at['id']},{whole['id']},{place['id']}\n",
            attributes__csv=f"id,link_id,taxonomy_term_id\n1,{attribute['link_id']},{term['id']}\n",
            taxonomy_terms__csv=f"id,code,taxonomy\n{term['id']},{term['code']},{term['taxonomy']}\n",
        )

        assert [one.kind for one in found.coming] == ["garden-plot"]


def packed(**changes: str) -> bytes:
    """The tables as a file; the same tables are the same bytes, whatever the hour."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, text in (FILES | {name.replace("__", "."): text for name, text in changes.items()}).items():
            entry = zipfile.ZipInfo(f"tables/{name}", date_time=(2026, 11, 22, 12, 0, 0))
            pack.writestr(entry, text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def upload(content: bytes, name: str = "tables.zip") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/zip")


class TestThePage:
    @pytest.fixture
    def at(self, hub, officer, client: Client):
        client.force_login(officer)
        address = address_in("en", "portal:assets_import", hub.pk)
        return lambda **sent: client.post(address, sent) if sent else client.get(address)

    def test_first_it_is_looked_at_then_it_comes_in(self, at, hub):
        assert at().status_code == 200
        looked = at(file=upload(packed()), words="en", body="")

        page = looked.content.decode()
        assert looked.status_code == 200
        assert Asset.objects.count() == 0
        assert "New: 1. Changed: 0. Left out: 6." in page
        assert "Debt counselling" in page
        assert at(token=looked.context["dry"].token).status_code == 302
        assert Asset.objects.get().name_en == "Meeting room, The Hub"

    def test_a_file_with_faults_says_each_and_offers_no_way_in(self, at):
        page = at(file=upload(packed(kinds__csv="service_id,kind\ns1,<b>castle</b>\n")), words="en")

        assert page.status_code == 422
        assert page.context["dry"].token == ""
        assert "tables/kinds.csv 2 (kind: &lt;b&gt;castle&lt;/b&gt;)" in page.content.decode()

    @pytest.mark.parametrize("content", [b"no zip at all", b"PK\x03\x04broken"])
    def test_what_is_no_zip_is_told(self, at, content):
        assert at(file=upload(content), words="en").status_code == 422

    @pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_only_what_is_unpacked_bit_by_bit_is_unpacked(self, how):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", how) as pack:
            pack.writestr("services.csv", "id,name\n" + " " * 1_000_000)

        with pytest.raises(hsds_page.NotRead) as no:
            hsds_page.unpacked(made.getvalue())
        assert no.value.trouble == hsds_page.Trouble.NOT_ZIP

    def test_a_zip_with_broken_insides_is_told(self):
        whole = packed()
        at = whole.index(b"tables/services.csv") + len(b"tables/services.csv")
        broken = whole[:at] + b"\xff" * 20 + whole[at + 20 :]

        with pytest.raises(hsds_page.NotRead):
            hsds_page.unpacked(broken)

    def test_a_file_that_unpacks_to_too_much_is_not_unpacked(self, monkeypatch):
        monkeypatch.setattr(hsds_page, "LARGEST", 100)

        with pytest.raises(hsds_page.NotRead):
            hsds_page.unpacked(packed())

    def test_a_large_file_is_chosen_again_and_must_be_the_same(self, at, monkeypatch):
        monkeypatch.setattr(hsds_page, "LARGEST_CARRIED", 10)
        token = at(file=upload(packed()), words="en").context["dry"].token

        other = packed(funding__csv="x\n")
        assert at(token=token, file=upload(other)).status_code == 422
        assert Asset.objects.count() == 0
        assert at(token=token, file=upload(packed())).status_code == 302
        assert Asset.objects.count() == 1

    def test_a_token_of_somebody_else_opens_nothing(self, at):
        assert at(token="made up").status_code == 422
        assert Asset.objects.count() == 0

    def test_others_are_refused(self, hub, client):
        client.force_login(holder(Part.OFFICER, body("arall", "voluntary"), name="stranger"))

        assert client.get(address_in("en", "portal:assets_import", hub.pk)).status_code == 403


class TestTheCommand:
    @pytest.fixture
    def folder(self, tmp_path):
        for name, text in FILES.items():
            (tmp_path / name).write_text(text, "utf-8")
        return str(tmp_path)

    def test_a_dry_run_says_what_would_come_and_keeps_nothing(self, folder, hub, capsys):
        assert (
            main(
                ["--lang", "en", "hsds", "--import", folder, "--organisation", hub.pk, "--dry-run", "--json"]
            )
            == 0
        )

        said = json.loads(capsys.readouterr().out)
        assert (said["brought_in"], said["new"], len(said["left"])) == (False, 1, 6)
        assert said["left"][0] == {
            "file": "services_at_location.csv",
            "line": 3,
            "name": "Debt counselling",
            "why": "no_kind",
        }
        assert Asset.objects.count() == 0

    def test_an_account_brings_it_in(self, folder, hub, officer, capsys):
        words = ["--lang", "en", "hsds", "--import", folder, "--organisation", hub.pk, "--by", officer.email]

        assert main(words) == 0
        assert "New: 1." in capsys.readouterr().out
        assert Asset.objects.count() == 1

    def test_without_a_body_an_account_or_a_folder_it_says_so(self, folder, hub, capsys):
        for words in (
            ["--import", folder, "--organisation", "nobody"],
            ["--import", folder, "--organisation", hub.pk],
            ["--import", f"{folder}/none", "--organisation", hub.pk, "--dry-run"],
        ):
            assert main(["--lang", "en", "hsds", *words]) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 3


class TestTheSampleOfTheStandard:
    """The tables that Open Referral made as an example. No licence stands beside them, so they are read where they lie."""

    @pytest.fixture
    def sample(self, raw):
        folder = raw.parent / "matching" / "sample_hsds"
        if not folder.is_dir():
            pytest.skip("skipped: the sample of HSDS is not beside the raw data")
        return folder

    def test_it_is_read_whole_and_of_each_line_it_is_said_what_becomes_of_it(self, sample):
        files = {one.name: one.read_bytes() for one in sample.glob("*.csv")}
        tables = read_tables(files)
        lines = len(files["services_at_location.csv"].decode("utf-8-sig").strip().splitlines()) - 1
        bodies = read_assets(tables, today=TODAY, locate=area_at).bodies
        assert len(bodies) > 1

        for key, _name in bodies:
            found = read_assets(tables, today=TODAY, locate=area_at, body=key)
            assert (found.faults, found.coming) == ((), ())  # it tells of a town in Nevada
            assert [left.line for left in found.left] == list(range(2, lines + 2))
        own = read_assets(
            tables, today=TODAY, locate=area_at, body="1899600a-649c-11e6-8b77-86f30ca893d3"
        ).left
        assert {left.name: left.why for left in own if left.why != Why.OTHER_BODY} == {
            "Never Homeless Helpline": Why.NO_KIND
        }

    @pytest.mark.parametrize("dry", [True, False])
    def test_a_dry_run_and_bringing_it_in_say_the_same_and_keep_nothing_that_is_not_here(
        self, sample, hub, officer, capsys, dry
    ):
        words = ["--lang", "en", "hsds", "--import", str(sample), "--organisation", hub.pk, "--json"]

        code = main([*words, *(["--dry-run"] if dry else ["--by", officer.email])])

        said = json.loads(capsys.readouterr().out)
        assert (code, said["new"], len(said["left"])) == (0, 0, 13)
        assert Asset.objects.count() == 0
