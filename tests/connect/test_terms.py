"""School terms of authorities: read whole or not at all, entered by whoever may, on the page and on the command line."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from edau.accounts.models import User
from edau.cli import main
from edau.connect import csv_lines, terms_files
from edau.connect.actions.terms import Entered, enter_terms, take_terms_off
from edau.connect.choices import TermTime
from edau.connect.csv_lines import Unreadable
from edau.connect.models import FreeWeek, SchoolTerm
from edau.connect.queries.availability import free_on, terms_of
from edau.connect.stamps import STAMP
from edau.connect.terms_files import LARGEST, MOST_LINES, Term, read_terms
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.core.stamps import stamp
from edau.people.choices import Part
from edau.portal.words.terms import FAULTS
from edau.ui.links import address_in
from tests.cast import account, body, holder
from tests.cli.test_rooms import codes

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])
RCT, MON = "W06000016", "W06000001"
HEAD = "authority,from,to,source\n"
AUTUMN = f"{RCT},2026-09-03,2026-10-23,made up\nrhondda cynon taf,2026-11-02,2026-12-18,made up\n"


def faults_of(text: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(Unreadable) as no:
        read_terms(text if isinstance(text, bytes) else text.encode())
    return [(one.line, one.code) for one in no.value.faults]


def read(text: str) -> tuple[Term, ...]:
    return read_terms(f"{HEAD}{text}".encode())


def boss() -> User:
    """An administrator of everywhere, always the same."""
    found = account("boss")
    return found if found.roles.exists() else holder(Part.ADMINISTRATOR, name="boss")


class TestTheFile:
    def test_an_authority_by_its_code_or_by_either_name_however_it_is_typed(self):
        text = "".join(
            f"{name},2026-0{month}-01,2026-0{month}-20,made up\n"
            for month, name in enumerate((MON, "Ynys Môn", "ynys mon", "Isle of Anglesey", "YNYS-MON"), 1)
        )

        found = read(text)

        assert {one.authority for one in found} == {MON}
        assert [one.begins.month for one in found] == [1, 2, 3, 4, 5]

    def test_the_columns_in_any_order_a_mark_at_the_beginning_and_empty_lines(self):
        text = f"\ufeffsource,to,from,authority\nmade up,2026-12-18,2026-11-02,{RCT}\n\n"

        assert read_terms(text.encode()) == (Term(RCT, date(2026, 11, 2), date(2026, 12, 18), "made up", 2),)

    @pytest.mark.parametrize(
        ("line", "code"),
        [
            ("Camelot,2026-09-01,2026-10-20,made up", "unknown_authority"),
            (",2026-09-01,2026-10-20,made up", "unknown_authority"),
            ("W38000081,2026-09-01,2026-10-20,made up", "unknown_authority"),  # a place, no authority
            (f"{RCT},01/09/2026,2026-10-20,made up", "bad_day"),
            (f"{RCT},2026-09-31,2026-10-20,made up", "bad_day"),
            (f"{RCT},20260901,2026-10-20,made up", "bad_day"),
            (f"{RCT},1926-09-01,2026-10-20,made up", "bad_day"),
            (f"{RCT},2026-09-01,2026-09-01,made up", "ends_first"),
            (f"{RCT},2026-09-01,2026-08-20,made up", "ends_first"),
            (f"{RCT},2026-09-01,2027-07-20,made up", "too_long"),
            (f"{RCT},2026-09-01,2026-10-20,", "no_source"),
            (f"{RCT},2026-09-01,2026-10-20,{'x' * 201}", "no_source"),
            (f"{RCT},2026-09-01,2026-10-20", "wrong_width"),
            (f"{RCT},2026-09-20,2026-10-20,made up", "overlaps"),
        ],
    )
    def test_what_is_wrong_is_told_by_its_line(self, line, code):
        good = f"{RCT},2026-08-24,2026-09-25,made up\n" if code == "overlaps" else f"{AUTUMN}"
        if code != "overlaps":
            good = good.replace("2026-", "2031-")

        assert faults_of(f"{HEAD}{good}{line}\n") == [(2 + good.count("\n"), code)]

    def test_every_fault_at_once_in_the_order_of_the_lines(self):
        assert faults_of(f"{HEAD}Camelot,x,2026-10-20,\n{RCT},2026-09-01,x,y\n") == [
            *((2, code) for code in ("unknown_authority", "bad_day", "no_source")),
            (3, "bad_day"),
        ]

    def test_files_of_another_form(self):
        assert faults_of("") == [(1, "empty")]
        assert faults_of(HEAD) == [(1, "empty")]
        assert faults_of(b"\xff\xfe") == [(1, "not_utf8")]
        assert faults_of("authority,from,to,kind\n") == [(1, "missing_column"), (1, "unknown_column")]
        assert faults_of(f'{HEAD}"{RCT},2026') == [(2, "not_csv")]
        assert faults_of(b" " * (LARGEST + 1)) == [(0, "too_large")]
        line = f"{RCT},2026-09-01,2026-10-20,s\n"
        assert (MOST_LINES + 2, "too_many_lines") in faults_of(HEAD + line * (MOST_LINES + 1))

    def test_every_fault_has_its_words_and_no_others_have(self):
        places = {"Fault": 2, "wrong": 0, "read": 1}
        of_ids = {"wrong_id", "repeated_id"}  # of tables whose lines have names
        assert (codes(csv_lines, places) | codes(terms_files, places)) - of_ids == set(FAULTS)

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.tuples(st.sampled_from([RCT, MON]), st.integers(0, 700), st.integers(1, 149)),
            min_size=1,
            max_size=6,
        )
    )
    def test_a_file_is_taken_exactly_where_no_day_of_an_authority_is_in_two_terms(self, rows):
        days = [(authority, first + each) for authority, first, length in rows for each in range(length + 1)]
        start = date(2026, 1, 1).toordinal()
        text = "".join(
            f"{authority},{date.fromordinal(start + first)},{date.fromordinal(start + first + length)},s\n"
            for authority, first, length in rows
        )

        if len(days) == len(set(days)):
            assert len(read(text)) == len(rows)
        else:
            assert {code for _line, code in faults_of(HEAD + text)} == {"overlaps"}


class TestEntering:
    def test_what_was_never_known_makes_rooms_free_in_term_time(self):
        week = FreeWeek(
            windows=[{"start": "2026-09-07T09:00", "minutes": 120, "rule": "FREQ=DAILY"}],
            terms=TermTime.TERM,
        )
        monday, half_term = date(2026, 9, 7), date(2026, 10, 26)
        assert free_on(week, monday, authority=RCT) == []

        before = stamp(STAMP)
        assert enter_terms(terms=read(AUTUMN), by=boss()) == Entered(2, 0, 0)

        assert free_on(week, monday, authority=RCT) == [(540, 120)]
        assert free_on(week, half_term, authority=RCT) == []
        assert free_on(week, monday, authority=MON) == []
        assert stamp(STAMP) != before

    def test_the_same_again_changes_nothing_and_a_correction_only_the_days_it_is_about(self):
        by = boss()
        spring = f"{RCT},2027-01-04,2027-02-05,made up\n"
        enter_terms(terms=read(AUTUMN + spring), by=by)
        enter_terms(terms=read(f"{MON},2026-09-01,2026-10-20,made up\n"), by=by)
        kept = set(SchoolTerm.objects.values_list("pk", flat=True))

        assert enter_terms(terms=read(AUTUMN), by=by) == Entered(0, 2, 0)
        assert set(SchoolTerm.objects.values_list("pk", flat=True)) == kept
        moved = AUTUMN.replace("2026-09-03", "2026-09-02")
        assert enter_terms(terms=read(moved), by=by) == Entered(1, 1, 1)

        assert [str(begins) for begins, _ends in terms_of(RCT)] == ["2026-09-02", "2026-11-02", "2027-01-04"]
        assert len(terms_of(MON)) == 1
        codes = [line.codes for line in AuditLine.objects.filter(deed="enter_terms").order_by("number")]
        assert codes == [{"new": 3, "gone": 0}, {"new": 1, "gone": 0}, {"new": 1, "gone": 1}]

    def test_whoever_may_not_enter_one_of_them_enters_none(self):
        council = body("cyngor-rct")
        council.area = RCT
        council.save()
        group = body("grwp-rct", "voluntary")
        group.area = RCT
        group.save()
        both = read(f"{AUTUMN}{MON},2026-09-01,2026-10-20,made up\n")
        may = [
            holder(Part.OFFICER, council, name="one"),
            holder(Part.OFFICER, area=RCT, name="two"),
            holder(Part.ADMINISTRATOR, area="psb-cwm-taf-morgannwg", name="three"),
        ]
        no = [
            *(holder(Part.OFFICER, group, name="four"), holder(Part.OFFICER, area=MON, name="five")),
            *(holder(Part.FACILITATOR, name="six"), account("seven")),
        ]
        for who in (*may, *no):
            with pytest.raises(NotAllowed):
                enter_terms(terms=both, by=who)
        for who in no:
            with pytest.raises(NotAllowed):
                enter_terms(terms=both[1:], by=who)
        assert not SchoolTerm.objects.exists()
        for who in may:
            assert enter_terms(terms=read(AUTUMN), by=who) in (Entered(2, 0, 0), Entered(0, 2, 0))

    def test_all_of_an_authority_are_taken_off_by_whoever_may_enter_them(self):
        by = boss()
        enter_terms(terms=read(AUTUMN), by=by)
        with pytest.raises(NotAllowed):
            take_terms_off(authority=RCT, by=holder(Part.OFFICER, area=MON))

        assert (take_terms_off(authority=RCT, by=by), take_terms_off(authority=RCT, by=by)) == (2, 0)
        assert AuditLine.objects.filter(deed="take_terms_off", object_id=RCT).count() == 1

    def test_no_terms_are_no_deed(self):
        with pytest.raises(ValueError, match="no term"):
            enter_terms(terms=[], by=boss())


class TestThePage:
    def at(self, language: str = "en") -> str:
        return address_in(language, "portal:school_terms")

    def client(self, user: User | None = None) -> Client:
        client = Client()
        client.force_login(user or boss())
        return client

    def send(self, client: Client, text: str, language: str = "en"):
        file = SimpleUploadedFile("terms.csv", text.encode(), "text/csv")
        return client.post(self.at(language), {"file": file})

    @LANGUAGES
    def test_first_what_would_change_then_all_of_it(self, language):
        client = self.client()

        look = self.send(client, HEAD + AUTUMN, language)
        assert (look.status_code, SchoolTerm.objects.count()) == (200, 0)
        assert len(look.context["look"].new) == 2
        token = look.context["look"].token
        assert f'value="{token}"' in look.content.decode()
        assert client.post(self.at(language), {"token": token}).status_code == 302

        assert SchoolTerm.objects.count() == 2
        known = client.get(self.at(language)).context["known"]
        assert [(one.name, len(one.terms), one.sources) for one in known] == [
            ("Rhondda Cynon Taf", 2, ("made up",))
        ]
        again = self.send(client, HEAD + AUTUMN, language)
        assert (again.status_code, again.context["look"].token) == (200, "")

    @LANGUAGES
    def test_faults_are_told_by_line_and_nothing_comes_in(self, language):
        answer = self.send(self.client(), f"{HEAD}{AUTUMN}Camelot,x,y,z\n", language)

        look = answer.context["look"]
        assert (answer.status_code, len(look.faults), look.token) == (422, 3, "")
        assert all("4" in fault for fault in look.faults)
        assert "Camelot" in answer.content.decode()
        assert not SchoolTerm.objects.exists()

    @LANGUAGES
    def test_what_somebody_may_not_enter_is_told_before(self, language):
        officer = holder(Part.OFFICER, area=RCT)
        answer = self.send(self.client(officer), f"{HEAD}{AUTUMN}{MON},2026-09-01,2026-10-20,s\n", language)

        look = answer.context["look"]
        assert (answer.status_code, len(look.refused), look.token) == (422, 1, "")

    def test_no_file_a_large_one_and_a_token_of_somebody_else(self):
        client, other = self.client(), self.client(holder(Part.OFFICER, area=RCT))
        token = self.send(client, HEAD + AUTUMN).context["look"].token

        assert client.post(self.at()).status_code == 422
        assert self.send(client, "x" * (LARGEST + 1)).status_code == 422
        for sender, sent in ((other, token), (client, token[:-2]), (client, "x")):
            answer = sender.post(self.at(), {"token": sent})
            assert answer.status_code == 422
            assert answer.context["form"].non_field_errors()
        assert not SchoolTerm.objects.exists()

    def test_a_file_of_the_largest_size_comes_through(self):
        client = self.client()
        lines = [
            f"{RCT},{2030 + n // 12}-{n % 12 + 1:02}-01,{2030 + n // 12}-{n % 12 + 1:02}-28,{'s' * 180}\n"
            for n in range(480)
        ]
        look = self.send(client, HEAD + "".join(lines)).context["look"]

        assert client.post(self.at(), {"token": look.token}).status_code == 302
        assert SchoolTerm.objects.count() == 480

    @LANGUAGES
    def test_all_of_an_authority_are_taken_off_there(self, language):
        enter_terms(terms=read(AUTUMN), by=boss())
        far = self.client(holder(Part.OFFICER, area=MON))

        shown = far.get(self.at(language))
        assert 'name="off"' not in shown.content.decode()
        assert far.post(self.at(language), {"off": RCT}).status_code == 403
        assert self.client().post(self.at(language), {"off": RCT}).status_code == 302
        assert not SchoolTerm.objects.exists()

    def test_only_officers_and_administrators(self):
        for part in (Part.LISTENER, Part.BROKER, Part.FACILITATOR, Part.AUDITOR):
            assert self.client(holder(part, name=str(part))).get(self.at()).status_code == 403
        assert Client().get(self.at()).status_code == 302

    def test_a_constant_number_of_queries(self):
        client, counts = self.client(), []
        enter_terms(terms=read(f"{MON},2026-09-01,2026-10-20,made up\n"), by=boss())
        client.get(self.at())
        for year in (2026, 2027):
            text = AUTUMN.replace("2026", str(year))
            client.get(self.at())
            with CaptureQueriesContext(connection) as asked:
                token = self.send(client, HEAD + text).context["look"].token
                client.get(self.at())
            counts.append(len(asked))
            client.post(self.at(), {"token": token})

        assert counts[0] == counts[1] <= 12


class TestTheCommand:
    def run(self, tmp_path, text: str, *words: str) -> int:
        file = tmp_path / "terms.csv"
        file.write_text(text, encoding="utf-8")
        return main(["terms", "--import", str(file), "--lang", "en", *words])

    def test_a_dry_run_keeps_nothing_and_an_account_enters_them(self, tmp_path, capsys):
        email = boss().email
        assert self.run(tmp_path, HEAD + AUTUMN, "--dry-run", "--json") == 0
        said = json.loads(capsys.readouterr().out)
        assert (said["entered"], said["new"], said["terms"][0]["authority"]) == (False, 2, RCT)
        assert not SchoolTerm.objects.exists()

        assert self.run(tmp_path, HEAD + AUTUMN) == 2
        assert self.run(tmp_path, HEAD + AUTUMN, "--by", email) == 0

        assert "New: 2." in capsys.readouterr().out
        assert SchoolTerm.objects.count() == 2

    def test_faults_and_whoever_may_not_end_it(self, tmp_path, capsys):
        email = holder(Part.OFFICER, area=MON).email
        assert self.run(tmp_path, f"{HEAD}Camelot,2026-09-01,2026-10-01,s\n", "--dry-run") == 1
        assert re.search(r"Line 2 \(authority: Camelot\): ", capsys.readouterr().err)
        assert self.run(tmp_path, f"{HEAD}Camelot,2026-09-01,2026-10-01,s\n", "--dry-run", "--json") == 1
        assert json.loads(capsys.readouterr().out)["faults"][0]["code"] == "unknown_authority"

        assert self.run(tmp_path, HEAD + AUTUMN, "--by", email) == 1
        assert "Rhondda Cynon Taf" in capsys.readouterr().err
        assert not SchoolTerm.objects.exists()
