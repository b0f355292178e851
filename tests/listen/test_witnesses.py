"""Bearing out: what somebody noted counts as shown once others say that it was so, and not by their own word or a link."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from edau.answer.actions.replies import reply
from edau.answer.choices import Outcome
from edau.answer.queries.proofs import proofs_of
from edau.core import clock
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.core.visibility import hold
from edau.listen.actions.contributions import withdraw
from edau.listen.actions.happenings import What, note, replace
from edau.listen.actions.principles import TookNoPart
from edau.listen.actions.witnesses import bear_out_as_participant, bear_out_for_body
from edau.listen.choices import Event, Level
from edau.listen.models import Contribution, Happening, Involvement, Witness
from edau.listen.queries.happenings import decided_before, shutting
from edau.listen.queries.witnesses import borne
from edau.people.choices import Part
from edau.people.models import Role
from edau.portal.pages.evidence import evidence_page
from edau.portal.queries.held_data import everything_about
from edau.portal.words.evidence import REQUIREMENTS
from edau.thread.actions import claim
from tests import cast
from tests.answer.cast import draft, weighed

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> Involvement:
    return cast.involvement()


@pytest.fixture
def officer():
    return cast.holder(Part.OFFICER, cast.body(), name="officer")


@pytest.fixture
def met(asked, officer) -> Happening:
    return note(involvement=asked, what=What(Event.SESSION, clock.today(), what_en="We met."), by=officer)


@pytest.fixture
def neighbour():
    return cast.holder(Part.OFFICER, cast.body("cymdogion"), name="neighbour")


def teller(asked):
    held = cast.receipt()
    cast.story("Roeddwn i yno.", within=asked, held_by=held)
    return held.receipt


def says(asked, receipt, **said: bool):
    keys = {key.removeprefix("k_"): so for key, so in said.items()}
    bear_out_as_participant(involvement=asked, receipt=receipt, said=keys, by=str(receipt))


def proven(asked) -> set[str]:
    return set(proofs_of(asked.happenings.all()).proven)


def test_nothing_but_others_and_a_reply_that_fits_shows_that_a_thing_happened(asked, officer):
    answers = reply(
        contributions=weighed(cast.story(within=asked), by=officer), draft=draft(Outcome.ADAPTED), by=officer
    )
    refusal = reply(
        contributions=weighed(cast.story(within=asked), by=officer),
        draft=draft(Outcome.NOT_ADOPTED),
        by=officer,
    )
    ours, theirs = ("answer.Reply", answers.pk), ("answer.Reply", refusal.pk)

    def noted(kind: Event, evidence: tuple[str, str] = ("", ""), link: str = "") -> str:
        what = What(kind, clock.today(), what_en="So.", evidence=evidence, link=link)
        return note(involvement=asked, what=what, by=officer).pk

    fitting = {noted(Event.TOLD, ours), noted(Event.TOLD, theirs), noted(Event.CHANGED, ours)}
    noted(Event.CHANGED, theirs)  # what was not adopted changed nothing
    noted(Event.CHOSE, ours)
    noted(Event.SESSION, ("listen.Theme", "x"))
    noted(Event.TOLD, ("answer.Reply", "of-another"))
    noted(Event.SESSION, link="https://example.org/")

    assert proven(asked) == fitting


def test_one_who_took_part_bears_it_out_and_more_who_deny_it_undo_that(asked, met):
    told = [teller(asked) for _n in range(3)]
    says(asked, told[0], **{f"k_{met.pk}": True})
    assert proven(asked) == {met.pk}

    says(asked, told[1], **{f"k_{met.pk}": False})
    assert proven(asked) == set()
    says(asked, told[2], **{f"k_{met.pk}": True})
    assert proven(asked) == {met.pk}

    says(asked, told[0])  # taken back
    assert proven(asked) == set()
    assert Witness.objects.count() == 2


def test_most_who_deny_it_outweigh_a_reply(asked, officer):
    answers = reply(
        contributions=weighed(cast.story(within=asked), by=officer), draft=draft(Outcome.ADOPTED), by=officer
    )
    what = What(Event.CHANGED, clock.today(), what_en="So.", evidence=("answer.Reply", answers.pk))
    changed = note(involvement=asked, what=what, by=officer)
    assert proven(asked) == {changed.pk}

    says(asked, teller(asked), **{f"k_{changed.pk}": False})

    assert proven(asked) == set()


def test_one_person_with_many_receipts_has_one_say_the_last(asked, met):
    user = cast.account("llawer")
    for so in (True, True, False):
        one = teller(asked)
        claim(receipt=one, by=user)
        says(asked, one, **{f"k_{met.pk}": so})

    found = borne({met.pk})[met.pk]
    assert (found.so, found.not_so) == (0, 1)


def test_who_took_no_part_or_took_their_words_back_bears_nothing_out(asked, met):
    with pytest.raises(TookNoPart):
        says(asked, cast.receipt().receipt, **{f"k_{met.pk}": True})

    gone = teller(asked)
    says(asked, gone, **{f"k_{met.pk}": True})
    withdraw(contribution=Contribution.objects.get(receipt=gone), by=str(gone))

    assert Witness.objects.count() == 0


def test_held_words_still_bear_out_and_words_that_wait_do_not(asked, met):
    one = teller(asked)
    says(asked, one, **{f"k_{met.pk}": True})
    words = Contribution.objects.get(receipt=one)

    hold(label="listen.Contribution", object_id=words.pk, reason="other", by="tests")
    assert proven(asked) == {met.pk}  # nobody is silenced by a report
    Contribution.objects.filter(pk=words.pk).update(waiting=True)
    assert proven(asked) == set()


def test_whoever_may_note_does_not_bear_it_out_neither_by_receipt_nor_for_another_body(asked, met, officer):
    own = teller(asked)
    claim(receipt=own, by=officer)
    with pytest.raises(NotAllowed):
        says(asked, own, **{f"k_{met.pk}": True})

    other = cast.body("arall")
    Role.objects.create(user=officer, part=Part.OFFICER, organisation=other)
    with pytest.raises(NotAllowed):
        bear_out_for_body(involvement=asked, organisation=other, said={met.pk: True}, by=officer)


def test_another_body_bears_it_out_by_name_and_only_by_those_who_act_for_it(asked, met, neighbour):
    other = cast.body("cymdogion")
    bear_out_for_body(involvement=asked, organisation=other, said={met.pk: True}, by=neighbour)
    assert borne({met.pk})[met.pk].bodies == (other,)

    stranger = cast.holder(Part.OFFICER, cast.body("arall"), name="stranger")
    for who, body in ((stranger, other), (neighbour, cast.body()), (cast.account("nobody"), other)):
        with pytest.raises(NotAllowed):
            bear_out_for_body(involvement=asked, organisation=body, said={met.pk: False}, by=who)


def test_only_what_stands_noted_there_can_be_borne_out(asked, met, officer):
    newer = replace(
        happening=met, what=What(Event.SESSION, clock.today(), what_en="We met twice."), by=officer
    )
    for key in (met.pk, "nothing"):
        with pytest.raises(ValueError, match="stands noted"):
            says(asked, teller(asked), **{f"k_{key}": True})
    says(asked, teller(asked), **{f"k_{newer.pk}": True})
    assert proven(asked) == {newer.pk}


def test_a_decision_that_was_put_right_counts_as_first_noted_until_others_bear_the_new_note_out(
    asked, officer
):
    day = What(Event.DECIDED, asked.opens - timedelta(days=3), what_en="Decided.")
    first = note(involvement=asked, what=day, by=officer)
    other = What(Event.TOLD, clock.today(), what_en="Only told.")
    newest = replace(happening=first, what=other, by=officer)
    assert decided_before([asked]) == {asked.pk}  # calling it something else does not help either

    says(asked, teller(asked), **{f"k_{newest.pk}": True})
    assert decided_before([asked]) == set()


def test_of_a_thing_that_was_put_right_more_than_once_the_earliest_note_counts_once(asked, officer):
    newest = None
    for days, kind in ((5, Event.DECIDED), (3, Event.DECIDED), (9, Event.NARROWED), (0, Event.TOLD)):
        what = What(kind, asked.opens - timedelta(days=days), what_en="So.")
        made = note(involvement=asked, what=what, by=officer) if newest is None else None
        newest = made or replace(happening=newest, what=what, by=officer)

    counted = [(one.kind, (asked.opens - one.on).days) for one in shutting(asked.happenings.all(), ())]
    assert counted == [("decided", 5), ("narrowed", 9)]
    assert shutting(asked.happenings.all(), {newest.pk}) == []
    assert evidence_page(asked, "en").tests[0].why.startswith("1 decision is noted")


def test_what_was_put_right_bears_no_level_out_whoever_bore_out_the_first_note(asked, officer):
    chose = What(Event.CHOSE, clock.today(), what_en="They chose.", level=Level.EMPOWER)
    first = note(involvement=asked, what=chose, by=officer)
    says(asked, teller(asked), **{f"k_{first.pk}": True})
    assert [need.met for need in needs_of(asked, "chose")] == [True]

    replace(happening=first, what=What(Event.TOLD, clock.today(), what_en="Only told."), by=officer)

    assert [(need.met, need.unproven) for need in needs_of(asked, "chose")] == [(False, ())]


def needs_of(asked, requirement: str):
    words = str(REQUIREMENTS[requirement])
    rungs = evidence_page(Involvement.objects.get(pk=asked.pk), "en").rungs
    return [need for rung in rungs for need in rung.needs if need.words == words]


def test_the_trail_keeps_that_somebody_bore_out_and_not_what(asked, met):
    one = teller(asked)
    says(asked, one, **{f"k_{met.pk}": False})
    lines = AuditLine.objects.filter(deed="bear_out")
    assert [line.codes for line in lines] == [{"side": "participant"}]

    says(asked, one, **{f"k_{met.pk}": False})
    assert lines.count() == 1  # what is sent again as it stood leaves no line


def test_what_somebody_bore_out_is_among_what_is_held_about_them(asked, met):
    user, one = cast.account("deiliad"), teller(asked)
    claim(receipt=one, by=user)
    says(asked, one, **{f"k_{met.pk}": True})

    (row,) = everything_about(user).of("listen.Witness")
    assert row["so"] is True


class TestPages:
    def address(self, name: str, *args: str) -> str:
        with override("en"):
            return reverse(f"portal:{name}", args=args)

    def test_the_receipt_opens_a_form_that_keeps_what_was_said(self, asked, met):
        held = cast.receipt()
        cast.story("Roeddwn i yno.", within=asked, held_by=held)
        address, client = self.address("receipt_bear_out", held.link), Client()

        assert client.post(address, {met.pk: "perhaps"}).status_code == 422
        assert client.post(address, {met.pk: "not-so"}).status_code == 302
        html = client.get(address).content.decode()
        assert re.findall(r'value="([^"]*)"[^>]*checked', html) == ["not-so"]
        assert Witness.objects.get().so is False

    def test_of_few_who_took_part_no_number_stands_on_the_page(self, asked, met):
        for _n in range(4):
            says(asked, teller(asked), **{f"k_{met.pk}": True})
        page = self.address("happenings", asked.pk)
        assert (
            "Fewer than five of those who took part say that it was so."
            in Client().get(page).content.decode()
        )

        says(asked, teller(asked), **{f"k_{met.pk}": True})
        assert "5 of those who took part say that it was so." in Client().get(page).content.decode()

    def test_a_body_bears_out_on_its_page_and_those_who_note_are_told_why_not(
        self, asked, met, officer, neighbour
    ):
        address = self.address("bear_out", asked.pk)
        client = Client()
        assert client.get(address).status_code == 302
        client.force_login(officer)
        refused = client.get(address)
        assert (refused.status_code, "Somebody else has to say" in refused.content.decode()) == (403, True)

        client.force_login(neighbour)
        assert client.post(address, {met.pk: "so"}).status_code == 302
        assert Witness.objects.get().organisation == cast.body("cymdogion")

    def test_what_was_put_right_meanwhile_is_looked_at_again(self, asked, met, officer):
        held = cast.receipt()
        cast.story("Roeddwn i yno.", within=asked, held_by=held)
        address, client = self.address("receipt_bear_out", held.link), Client()
        replace(happening=met, what=What(Event.SESSION, clock.today(), what_en="We met twice."), by=officer)

        answer = client.post(address, {met.pk: "so"})

        assert answer.status_code == 302  # a thing that no longer stands is no field of the form
        assert Witness.objects.count() == 0
