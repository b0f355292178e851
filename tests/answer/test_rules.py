"""What may follow what, and who may do it: every state × every state, and each kind of officer."""

from __future__ import annotations

from itertools import product

import pytest
from django.utils import timezone

from edau.answer.queries.owing import WALES, bodies_of_authorities, owed_by, ower
from edau.answer.rules import FIRST, NEXT, OUT_OF_SIGHT, WITHDRAWN, may_answer, may_follow
from edau.listen.choices import State
from edau.listen.models import Contribution
from edau.people.choices import Part
from edau.people.models import Organisation
from edau.people.queries import roles_of
from edau.people.rules import Deed
from tests.answer.cast import officer
from tests.cast import PONTYPRIDD, body, holder, involvement, story

RCT = "W06000016"
LEGAL = {
    ("received", "heard"),
    ("heard", "weighed"),
    *product(
        ("weighed", "adopted", "adapted", "not_adopted", "delivered"), ("adopted", "adapted", "not_adopted")
    ),
    ("adopted", "delivered"),
    ("adapted", "delivered"),
}


def test_only_these_steps_are_legal_and_every_other_is_refused_with_a_reason():
    assert {str(one) for one in NEXT} == set(State.values)
    for before, after in product(State, State):
        answer = may_follow(Contribution(state=before), after)
        assert bool(answer) == ((str(before), str(after)) in LEGAL), (before, after)
        assert answer.reason == ("" if answer else FIRST.get(after, "")), (before, after)


def test_nobody_leads_back_to_where_no_answer_had_been_given():
    answered = {State.ADOPTED, State.ADAPTED, State.NOT_ADOPTED, State.DELIVERED}

    assert {after for before in answered for after in NEXT[before]} == answered


def test_withdrawn_and_held_words_cannot_be_answered_and_it_is_said_why():
    assert may_follow(Contribution(state="weighed", withdrawn=timezone.now()), State.ADOPTED) == WITHDRAWN
    assert may_follow(Contribution(state="weighed"), State.ADOPTED, hidden=True) == OUT_OF_SIGHT


@pytest.mark.django_db
class TestWhoOwesIt:
    def test_the_body_that_the_involvement_names(self):
        told = story(within=involvement(organisation=body("iechyd-cwm", "health")))

        assert ower(told, {RCT: "cyngor-cwm"}).organisation == "iechyd-cwm"

    def test_outside_any_the_authority_of_the_place_where_it_has_a_body(self):
        told = story(place=PONTYPRIDD)
        Organisation.objects.filter(sector="authority").delete()
        assert ower(told, bodies_of_authorities()).organisation == ""

        council = body()
        council.area = RCT
        council.save()

        assert bodies_of_authorities() == {RCT: council.key}
        assert ower(told, bodies_of_authorities()).organisation == council.key

    def test_each_officer_may_answer_what_is_theirs_and_no_other(self):
        Organisation.objects.filter(sector="authority").update(sector="other")
        council, health = body(), body("iechyd-cwm", "health")
        council.area = RCT
        council.save()
        within = story(within=involvement(organisation=health))
        free, placeless = story(place=PONTYPRIDD), story(place="")
        everyone = {
            "council": (officer(council), {free}),
            "health": (officer(health), {within}),
            "everywhere": (officer(name="everywhere"), {within, free, placeless}),
            "of the area": (officer(area=RCT), {free}),
            "of Wales": (officer(area=WALES), {free, placeless}),
            "elsewhere": (officer(area="W06000001"), set()),
            "listener": (holder(Part.LISTENER, health), set()),
        }
        bodies = bodies_of_authorities()

        for who, (account, theirs) in everyone.items():
            roles = roles_of(account)
            may = {one for one in (within, free, placeless) if may_answer(roles, Deed.REPLY, one, bodies)}
            assert (who, may) == (who, theirs)
            assert (who, set(owed_by(roles))) == (who, theirs)
