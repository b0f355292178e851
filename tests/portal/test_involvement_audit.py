"""The involvement audit of a body and year: what it counts, in which words, as page, table and document."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override
from docx import Document

from edau.answer.audit import Audit, audit_of
from edau.answer.queries.audit import audited, facts_of
from edau.answer.queries.evidence import counts_of
from edau.core import clock, visibility
from edau.kernels.deliberation import HIDDEN
from edau.listen.actions.principles import Planned, Rated, plan, rate_for_team
from edau.listen.choices import Co, Cycle, Event, Level
from edau.listen.models import Happening, Involvement, PublishedVoices, Witness
from edau.people.choices import Part
from edau.portal.pages.audit import audit_page, group_name, level_name
from tests import cast
from tests.answer.cast import answered

pytestmark = pytest.mark.django_db


def happened(asked: Involvement, kind: Event, days: int = 0, **more: object) -> Happening:
    """Something that was noted, so many days from the opening."""
    day = asked.opens + timedelta(days=days)
    return Happening.objects.create(
        involvement=asked, kind=kind, on=day, what_en="It happened", by="tests", **more
    )


def asked_as(**fields: object) -> Involvement:
    asked = cast.involvement(**{key: fields.pop(key) for key in ("question_en",) if key in fields})
    Involvement.objects.filter(pk=asked.pk).update(**fields)
    return Involvement.objects.get(pk=asked.pk)


def audit(key: str = "cyngor-cwm") -> Audit:
    today = clock.today()
    return audit_of(key, today.year, facts_of(key, today.year, today))


def share(shares, code):
    return next(one for one in shares if one.code == code)


def address(name: str = "involvement_audit", language: str = "en", year: int | None = None) -> str:
    with override(language):
        return reverse(f"portal:{name}", args=[cast.body().key, year or clock.today().year])


class TestWhatIsCounted:
    def test_hours_and_people_stand_under_the_level_that_was_promised_and_under_the_one_borne_out(self):
        asked = asked_as(promised=Level.INVOLVE, co=Co.DESIGN, cycle=Cycle.PLAN)
        cast.story(within=asked)
        happened(
            asked, Event.SESSION, level=Level.CONSULT, people=12, hours=Decimal("24.5"), cost=Decimal(90)
        )
        happened(asked, Event.SESSION)
        happened(asked, Event.INVITED, people=5, hours=Decimal(10))

        found = audit()

        promised = share(found.promised, Level.INVOLVE)
        assert (promised.involvements, promised.voices) == (1, 1)
        assert (promised.met.people, promised.met.hours, promised.met.cost) == (17, Decimal("34.5"), 90)
        assert (promised.met.meetings, promised.met.unknown, promised.met.shown) == (3, 1, 0)
        # Nobody but whoever noted them says that they met: beside the level borne out no hour counts.
        assert share(found.evidenced, found.rows[0].evidenced).met.people == 0
        assert found.rows[0].evidenced in (Level.INFORM, Level.CONSULT)
        assert share(found.cos, Co.DESIGN).involvements == 1
        assert dict(found.stages)[Cycle.PLAN] == 1

    def test_a_meeting_counts_by_its_own_level_and_beside_the_level_borne_out_once_somebody_bears_it_out(
        self,
    ):
        asked = asked_as(promised=Level.COLLABORATE)
        met = happened(asked, Event.SESSION, level=Level.CONSULT, people=12, hours=Decimal(24))
        happened(asked, Event.SESSION, level=Level.INVOLVE, people=4)
        happened(asked, Event.INVITED, people=5)
        neighbour = cast.body("cymdogion")
        Witness.objects.create(happening=met, organisation=neighbour, so=True, by="tests")

        found = audit()

        people = {
            code: (met.meetings, met.shown, met.people) for code, met in found.occasions if met.meetings
        }
        assert people == {Level.CONSULT: (1, 1, 12), Level.INVOLVE: (1, 0, 4), "": (1, 0, 5)}
        assert share(found.evidenced, found.rows[0].evidenced).met.people == 12
        assert found.met.people == 21
        page = Client().get(address()).content.decode()
        assert "bears out 1 of them" in page
        raw = Client().get(address("involvement_audit_csv")).content.decode("utf-8-sig")
        told = {(row[3], row[6]): row[7] for row in csv.reader(io.StringIO(raw)) if "by the level" in row[2]}
        assert (told["consult", "meetings borne out"], told["involve", "meetings borne out"]) == ("1", "0")

    def test_what_was_noted_wrongly_and_replaced_does_not_count(self):
        asked = asked_as()
        right = happened(asked, Event.SESSION, people=3)
        Happening.objects.filter(pk=happened(asked, Event.SESSION, people=300).pk).update(replaced_by=right)

        assert audit().met.people == 3

    def test_a_decision_before_the_opening_makes_it_consultation_after_the_decision(self):
        after, before = asked_as(), asked_as()
        happened(before, Event.DECIDED, -3)
        happened(after, Event.DECIDED, 20)
        happened(after, Event.NARROWED, -1)

        found = audit()

        assert (found.after_the_decision, found.decided, found.days) == (1, 2, 20)
        # Whoever noted it cannot take that back by themselves.
        (first,) = before.happenings.all()
        Happening.objects.filter(pk=first.pk).update(replaced_by=happened(before, Event.DECIDED, 9))
        assert (audit().after_the_decision, audit().decided) == (1, 2)
        assert found.closed_choices == 1
        assert "consultation after the decision" in Client().get(address()).content.decode()

    def test_its_counts_for_the_ladder_are_those_of_the_involvement_itself(self):
        asked, officer = asked_as(), cast.holder(Part.OFFICER, cast.body(), name="atebwr")
        told = [cast.story(within=asked) for _n in range(3)]
        answered(*told[:2], by=officer)
        cast.story()  # outside it
        visibility.hold(label="listen.Contribution", object_id=told[2].pk, reason="other", by="tests")

        (facts,) = facts_of("cyngor-cwm", clock.today().year, clock.today())

        assert facts.counts == counts_of(asked, facts.opened)
        # A report takes words out of sight, but neither out of the voices nor does it raise the share that was answered.
        assert (facts.voices, sum(facts.languages.values()), facts.counts.answered) == (3, 2, 2)
        assert (facts.debt.owed, facts.debt.on_time) == (1, 2)

    def test_small_numbers_by_language_are_hidden_with_the_one_that_would_give_them_away(self):
        asked = asked_as()
        for n in range(9):
            cast.story(within=asked, language="en" if n < 2 else "cy")

        found = audit()

        assert found.languages == {"cy": None, "en": None}
        assert found.voices == 9

    def test_from_the_audits_of_two_bodies_nobody_takes_the_few_who_spoke_in_a_third_involvement(self):
        shared, own = asked_as(), asked_as()
        Involvement.objects.filter(pk=shared.pk).update(answered_by=cast.body("arall"))
        for n in range(20):
            cast.story(within=shared, language="cy" if n < 7 else "en")
        cast.story(within=own, language="cy")

        both, other = audit(), audit("arall")

        assert (both.voices, other.voices) == (21, 20)
        assert both.languages == other.languages == {"cy": (5, 9), "en": (10, 14)}

    def test_what_is_held_or_asked_by_others_or_in_another_year_is_not_in_it(self):
        held, other = asked_as(), cast.involvement(organisation=cast.body("arall"))
        before = asked_as()
        Involvement.objects.filter(pk=before.pk).update(opens=before.opens - timedelta(days=400))
        visibility.hold(label="listen.Involvement", object_id=held.pk, reason="other", by="tests")

        assert audit().rows == ()
        assert [row.facts.involvement.pk for row in audit("arall").rows] == [other.pk]
        opened = Involvement.objects.get(pk=before.pk).opens.year
        assert audited(clock.today()) == [("arall", clock.today().year), ("cyngor-cwm", opened)]

    def test_the_ten_are_counted_over_involvements_and_never_averaged(self):
        asked, officer = asked_as(), cast.holder(Part.OFFICER, cast.body(), name="atebwr")
        plan(involvement=asked, plans={3: Planned("Mewn pryd", "In time")}, by=officer)
        rate_for_team(involvement=asked, ratings={3: Rated(4, "Notes")}, language="en", by=officer)

        three = audit().principles[2]

        assert (three.planned, three.team, three.participants, three.higher) == (1, 1, 0, 0)


class TestForms:
    def test_the_page_stands_in_both_languages_and_says_where_it_comes_from(self):
        asked_as(promised=Level.CONSULT, question_en="What about buses?")

        english = Client().get(address()).content.decode()
        welsh = Client().get(address(language="cy")).content.decode()

        assert "What about buses?" in english
        assert "Source: the public record of this site" in english
        assert "How early people came in" in english
        assert "How early people came in" not in welsh

    def test_the_document_opens_again_with_its_tables_and_its_language(self):
        asked_as(question_en="What about buses?\x0b")

        answer = Client().get(address("involvement_audit_docx"))
        made = Document(io.BytesIO(answer.content))

        assert made.core_properties.language == "en"
        assert made.core_properties.title.startswith("Involvement audit")
        headings = [one.text for one in made.paragraphs if one.style.name == "Heading 1"]
        assert headings[0] == "How much say people had"
        assert headings[-1] == "Where this comes from"
        each = next(table for table in made.tables if table.cell(0, 0).text == "Involvement")
        assert each.cell(1, 0).text.startswith("What about buses?")
        assert 'w:lang w:val="en-GB"' in made.styles.element.xml
        assert made.paragraphs[-1].text.endswith(address())

    def test_the_document_of_a_worked_example_says_that_it_is_made_up(self):
        asked = asked_as()
        Involvement.objects.filter(pk=asked.pk).update(synthetic=True)

        made = Document(io.BytesIO(Client().get(address("involvement_audit_docx")).content))
        rows = csv.DictReader(
            io.StringIO(Client().get(address("involvement_audit_csv")).content.decode("utf-8-sig"))
        )

        assert made.paragraphs[1].text == "Made-up example: nobody said or did any of this."
        assert {row["Example data"] for row in rows} == {"Made-up example"}

    def test_of_several_only_what_was_made_up_is_marked_as_made_up(self):
        asked_as(question_en="What about trains?")
        made_up = asked_as(question_en="What about buses?", synthetic=True)

        made = Document(io.BytesIO(Client().get(address("involvement_audit_docx")).content))
        text = Client().get(address("involvement_audit_csv")).content.decode("utf-8-sig")

        each = next(table for table in made.tables if table.cell(0, 0).text == "Involvement")
        assert {row.cells[0].text for row in each.rows[1:]} == {
            "What about trains?",
            "Made-up example. What about buses?",
        }
        rows = [row for row in csv.DictReader(io.StringIO(text)) if row["section"] == "each involvement"]
        assert len({row["code"] for row in rows}) == 2
        assert {row["code"] for row in rows if row["Example data"] == "Made-up example"} == {made_up.pk}

    def test_the_table_has_every_number_and_no_cell_that_runs(self):
        asked_as(question_en="=1+1", promised=Level.CONSULT)

        text = Client().get(address("involvement_audit_csv")).content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))

        assert next(row for row in rows if row["section"] == "each involvement")["name in English"] == "'=1+1"
        found = {(row["section"], row["code"], row["what is counted"]): row["value"] for row in rows}
        assert found["by what was promised", "consult", "involvements"] == "1"
        assert found["by language", "cy", "voices, at least"] == ""  # hidden
        welsh = Client().get(address("involvement_audit_csv", "cy")).content.decode("utf-8-sig")
        assert len(welsh.splitlines()) == len(text.splitlines())

    @pytest.mark.parametrize("language", ["cy", "en"])
    def test_page_document_and_table_say_the_same_of_each_involvement_and_of_each_group(self, language):
        asked = asked_as(promised=Level.INVOLVE, question_cy="Bysiau?", question_en="Buses?")
        happened(asked, Event.SESSION, level=Level.CONSULT, people=12, hours=Decimal(24))
        asked_as(question_cy="Trenau?", question_en="Trains?")
        PublishedVoices.objects.create(  # seven of one group, four of the other: these are hidden
            involvement=asked.pk,
            characteristic="sex",
            counts={"bands": [5, HIDDEN], "total": 10, "step": 5},
            at=clock.today(),
        )

        page = Client().get(address(language=language)).content.decode()
        made = Document(io.BytesIO(Client().get(address("involvement_audit_docx", language)).content))
        raw = Client().get(address("involvement_audit_csv", language)).content.decode("utf-8-sig")

        with override(language):
            found = audit()
            shown = audit_page(found, cast.body(), clock.today(), language)
            groups = [group_name("sex", band, language) for band in ("female", "male")]
            (own,) = (row for row in found.rows if row.facts.involvement.pk == asked.pk)
            levels = (str(Level.INVOLVE.label), level_name(own.evidenced))
        rows = list(csv.reader(io.StringIO(raw)))
        assert [(one.heard, one.told) for one in found.groups] == [(1, 1), (0, 1)]
        written = [[[cell.text for cell in row.cells] for row in one.rows[1:]] for one in made.tables]
        for table in (one for section in shown.sections for one in section.tables):
            assert [list(cells) for cells in table.cells] in written
            assert all(escape(cells[0]) in page for cells in table.cells)
        told = [row[7] for row in rows if groups[0] in row]
        assert told == ["1", "1"]
        assert sorted(row[7] for row in rows if groups[1] in row) == ["0", "1"]
        of_this = [row for row in rows if asked.pk in row]
        assert {(row[8], row[9]) for row in of_this} == {levels}
        assert [row[7] for row in of_this] == ["0", "12", "24", "", "0"]

    @pytest.mark.parametrize("year", [1999, 2014, 9999])
    def test_a_year_that_nobody_can_audit_is_not_found(self, year):
        cast.body()

        assert Client().get(address(year=year)).status_code == 404

    def test_a_body_that_asked_nothing_has_a_page_that_says_so(self):
        cast.body()

        assert "Nothing was opened in this year." in Client().get(address()).content.decode()

    def test_the_page_asks_the_same_number_of_questions_however_much_was_asked(
        self, django_assert_max_num_queries
    ):
        for n in range(5):
            asked = asked_as()
            happened(asked, Event.SESSION, n, people=n)
            cast.story(within=asked)

        with django_assert_max_num_queries(17):
            Client().get(address())
