"""What happened: it is noted and put right, never taken away; and a decision that came first cannot be hidden."""

from __future__ import annotations

from dataclasses import replace as replaced
from datetime import timedelta
from decimal import Decimal

import pytest

from edau.core import clock
from edau.core.answers import NotAllowed
from edau.core.models import AuditLine
from edau.kernels.deliberation.ladder import DECIDING
from edau.listen.actions.first_steps import begin, tick
from edau.listen.actions.happenings import AlreadyReplaced, What, note, replace
from edau.listen.actions.involvements import open_involvement, publish
from edau.listen.choices import Event, Level, NotedAs
from edau.listen.models import FirstStep, Happening, Involvement
from edau.listen.queries.first_steps import first_steps_of
from edau.listen.queries.happenings import DECISIONS, decided_before, happenings_of, opening_days, standing
from edau.listen.rules import asks_welsh_effects, may_note
from edau.listen.starting import starting
from edau.people.choices import Part, Sector
from edau.people.models import Role
from edau.people.standards import standards, under_standards
from edau.portal.pages.proving import prove
from tests.cast import SAYS, account, body, holder, involvement

pytestmark = pytest.mark.django_db


def ago(days: int):
    return clock.today() - timedelta(days=days)


@pytest.fixture
def officer():
    return holder(Part.OFFICER, body(), name="officer")


@pytest.fixture
def asked() -> Involvement:
    return involvement()


def decided(asked, officer, days: int, **more) -> Happening:
    what = What(Event.DECIDED, ago(days), what_en="The cabinet decided.", **more)
    return note(involvement=asked, what=what, by=officer)


def test_what_is_noted_stands_with_its_day_and_the_moment_it_was_noted(asked, officer):
    what = What(
        Event.SESSION,
        ago(2),
        "Cwrdd yn y neuadd.",
        level=Level.INVOLVE,
        people=14,
        hours=Decimal("28.5"),
        cost=Decimal(60),
    )
    made = note(involvement=asked, what=what, by=officer)

    assert happenings_of(asked) == [made]
    assert (made.on, made.noted.date(), made.people, made.by) == (
        ago(2),
        clock.now().date(),
        14,
        str(officer),
    )
    line = AuditLine.objects.get(deed="note_happening")
    assert line.codes == {
        "kind": "session",
        "on": ago(2).isoformat(),
        "involvement": f"listen.Involvement {asked.pk}",
        "as": "officer",
        "relies_on": "",
    }
    assert (made.noted_as, made.noted_for) == (NotedAs.OFFICER, body())


def test_only_those_who_look_after_it_note_what_happened(asked, officer):
    elsewhere = holder(Part.FACILITATOR, body("arall"), name="elsewhere")
    citizen = account("citizen")

    for somebody in (elsewhere, citizen, holder(Part.LISTENER, body(), name="listener")):
        with pytest.raises(NotAllowed):
            decided(asked, somebody, 1)
    assert may_note(asked.opened_by, asked)
    assert may_note(holder(Part.FACILITATOR, body(), name="facilitator"), asked)
    assert not Happening.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"what_cy": "", "what_en": "  "},
        {"what_en": "x" * 2_001},
        {"on": -1},
        {"level": Level.INVOLVE},
        {"people": -3},
        {"link": "javascript:alert(1)"},
    ],
)
def test_what_cannot_have_happened_is_refused(asked, officer, wrong):
    given = {"kind": Event.DECIDED, "what_en": "The cabinet decided.", **wrong}
    given["on"] = ago(given.get("on", 1))

    with pytest.raises(ValueError, match=r"\w"):
        note(involvement=asked, what=What(**given), by=officer)


def test_what_was_noted_wrongly_is_replaced_and_stays_to_be_read(asked, officer):
    first = decided(asked, officer, 9)
    second = replace(happening=first, what=What(Event.DECIDED, ago(3), "Ail.", ""), by=officer)

    assert standing(happenings_of(asked)) == [second]
    first.refresh_from_db()
    assert first.replaced_by == second
    with pytest.raises(AlreadyReplaced):
        replace(happening=first, what=What(Event.DECIDED, ago(1), "Trydydd."), by=officer)
    with pytest.raises(NotAllowed):
        replace(happening=second, what=What(Event.DECIDED, ago(1), "Na."), by=account("stranger"))


def test_as_whom_it_was_noted_is_kept_with_it_and_a_link_or_a_record_is_proof(asked, officer):
    citizen = account("citizen")
    theirs = open_involvement(promise=replaced(promise_of(asked), asked_by=None), by=citizen)
    for_area = holder(Part.FACILITATOR, area="W38000081", name="for-area")
    elsewhere = body("arall")
    both = holder(Part.FACILITATOR, elsewhere, name="both")
    Role.objects.create(user=both, part=Part.OFFICER, organisation=body())

    said = What(Event.TOLD, ago(0), "Taflen.")
    noted = [
        note(involvement=asked, what=said, by=officer),
        note(involvement=asked, what=said, by=for_area),
        note(involvement=asked, what=said, by=both),
        note(involvement=theirs, what=said, by=citizen),
    ]
    assert [(one.noted_as, one.noted_for_id) for one in noted] == [
        ("officer", body().key),
        ("facilitator", None),
        ("officer", body().key),  # in the name of who asks, not of where the other role is
        ("opener", None),
    ]


def test_a_decision_taken_before_people_could_speak_is_found_and_one_of_that_day_is_not(asked, officer):
    other = involvement(question_en="Another?")
    decided(asked, officer, 0)
    assert decided_before([asked, other]) == set()

    decided(asked, officer, 1)
    assert decided_before([asked, other]) == {asked.pk}


def test_what_people_chose_before_the_others_could_speak_is_a_decision_too(asked, officer):
    note(involvement=asked, what=What(Event.CHOSE, ago(2), what_en="The forum chose."), by=officer)

    assert decided_before([asked]) == {asked.pk}
    assert set(DECISIONS) == set(DECIDING)


def test_the_opening_cannot_be_put_back_to_before_the_decision(officer):
    back = involvement(days=(-30, 30, 60), question_en="Backdated?")
    decided(back, officer, 10)

    assert back.opens == ago(30)
    assert opening_days([back]) == {back.pk: clock.today()}
    assert decided_before([back]) == {back.pk}

    # Not even by somebody with their hands in the table: the trail has the day on which it was published.
    Involvement.objects.filter(pk=back.pk).update(published=clock.now() - timedelta(days=30))
    assert decided_before([Involvement.objects.get(pk=back.pk)]) == {back.pk}
    assert ("listen.Involvement", back.pk, "promise") in {(f.label, f.id, f.why) for f in prove().faults}


def test_a_day_that_was_changed_past_the_deed_is_seen_in_the_trail(asked, officer):
    made = decided(asked, officer, 5)
    assert prove().holds

    Happening.objects.filter(pk=made.pk).update(on=clock.today())
    assert [(fault.label, fault.id) for fault in prove().faults] == [("listen.Happening", made.pk)]
    Happening.objects.filter(pk=made.pk).delete()
    assert [(fault.id, fault.why) for fault in prove().faults] == [(made.pk, "missing")]


def test_made_up_records_count_by_the_days_they_name(asked, officer):
    Involvement.objects.filter(pk=asked.pk).update(
        synthetic=True, opens=ago(20), published=clock.now() - timedelta(days=21)
    )

    assert opening_days([Involvement.objects.get(pk=asked.pk)]) == {asked.pk: ago(20)}


def test_a_list_costs_two_queries_however_long_it_is(officer, django_assert_num_queries):
    several = [involvement(question_en=f"Number {n}?") for n in range(4)]
    for one in several[:3]:
        decided(one, officer, 2)

    with django_assert_num_queries(2):
        assert decided_before(several) == {one.pk for one in several[:3]}
    with django_assert_num_queries(0):
        assert decided_before([]) == set()


# A place to start


def promise_of(draft: Involvement):
    from edau.listen.actions.involvements import Promise

    texts = {
        f"{name}_{each}": getattr(draft, f"{name}_{each}")
        for name in ("question", "about", "open", "fixed")
        for each in ("cy", "en")
    }
    return Promise(
        **texts,
        checked=False,
        opens=draft.opens,
        closes=draft.closes,
        answer_by=draft.answer_by,
        areas=("W38000081",),
        asked_by=draft.asked_by,
        answered_by=draft.answered_by,
        controllers=(draft.answered_by,),
        **SAYS,
    )


def test_a_plan_has_the_steps_of_its_size_and_each_can_be_ticked_and_unticked(asked, officer):
    made = {size: begin(promise=promise_of(asked), size=size, by=officer) for size in starting().sizes}
    keys = {size: [step.key for step in first_steps_of(one)] for size, one in made.items()}

    assert {size: len(found) for size, found in keys.items()} == {"hour": 4, "day": 8, "month": 10}
    assert set(keys["hour"]) < set(keys["day"]) < set(keys["month"])
    assert all(step.due >= clock.today() for step in FirstStep.objects.all())

    step = first_steps_of(made["hour"])[0]
    tick(step=step, done=True, by=officer)
    tick(step=step, done=True, by=officer)
    step.refresh_from_db()
    assert step.done is not None
    assert step.done_by == str(officer)
    tick(step=step, done=False, by=officer)
    step.refresh_from_db()
    assert step.done is None
    assert step.done_by == ""
    assert AuditLine.objects.filter(deed="tick_step").count() == 2
    with pytest.raises(NotAllowed):
        tick(step=step, done=True, by=account("stranger"))


def test_a_size_leaves_the_time_that_its_steps_need():
    for size in starting().sizes.values():
        steps = starting().steps_of(size.key)
        after = {step.key: step.after[size.key] for step in steps}
        assert after["publish"] <= size.opens
        assert after["answer"] <= size.answer_by
        assert all(days <= size.answer_by for days in after.values())


# Who must ask about the Welsh language


@pytest.mark.parametrize(
    ("sector", "asks"),
    [(Sector.AUTHORITY, True), (Sector.HEALTH, True), (Sector.VOLUNTARY, False), (Sector.FIRM, False)],
)
def test_a_body_under_the_standards_asks_about_welsh_where_it_is_about_policy(sector, asks):
    one = involvement(organisation=body(f"corff-{sector}", sector))

    assert not asks_welsh_effects(one)
    one.policy = True
    assert asks_welsh_effects(one) is asks
    assert (under_standards(one.answered_by) is not None) is asks


def test_a_citizen_who_asks_a_council_asks_about_welsh_as_the_council_would():
    one = involvement()
    one.asked_by, one.policy = None, True

    assert asks_welsh_effects(one)
    assert under_standards(None) is None


def test_where_it_stands_that_a_body_is_under_the_standards_is_named_and_whether_it_was_seen():
    assert standards().sectors[Sector.AUTHORITY].checked
    assert not standards().sectors[Sector.HEALTH].checked
    assert all(under.source for under in (*standards().sectors.values(), *standards().also.values()))


# The seal covers what is promised


def test_what_is_promised_of_the_say_is_sealed_and_a_promise_without_it_keeps_its_seal(officer):
    draft = involvement(live=False)
    before = Involvement.objects.get(pk=draft.pk)
    before.promised, before.cycle, before.policy = Level.INVOLVE, "plan", True
    before.save()
    live = publish(involvement=before, by=draft.opened_by)
    plain = involvement(question_en="Without?")
    assert prove().holds

    for field, value in (
        ("promised", Level.INFORM),
        ("policy", False),
        ("plan", True),
        ("follows_id", plain.pk),
    ):
        old = getattr(live, field)
        Involvement.objects.filter(pk=live.pk).update(**{field: value})
        assert [fault.id for fault in prove().faults] == [live.pk], field
        Involvement.objects.filter(pk=live.pk).update(**{field: old})
    assert prove().holds


def test_who_asks_for_a_body_under_the_standards_does_not_ask_it_as_a_citizen(officer):
    """Else the questions on the Welsh language could be left out by having an officer ask."""
    asked = involvement(live=False)
    as_citizen = replaced(promise_of(asked), asked_by=None)
    with pytest.raises(NotAllowed, match="not as a citizen"):
        open_involvement(promise=as_citizen, by=officer)
    with pytest.raises(NotAllowed, match="not as a citizen"):  # nor what it answers for in law
        open_involvement(
            promise=replaced(as_citizen, answered_by=body("arall", Sector.VOLUNTARY)), by=officer
        )

    citizen = account("citizen")
    theirs = open_involvement(promise=as_citizen, by=citizen)
    Role.objects.create(user=citizen, part=Part.OFFICER, organisation=body())
    with pytest.raises(NotAllowed, match="not as a citizen"):  # who came to the body since
        publish(involvement=theirs, by=citizen)


def test_the_trail_keeps_as_whom_it_was_asked():
    citizen = account("citizen")
    theirs = open_involvement(promise=replaced(promise_of(involvement()), asked_by=None), by=citizen)
    publish(involvement=theirs, by=citizen)

    lines = AuditLine.objects.filter(deed="publish_involvement").order_by("pk")
    assert [line.codes["as"] for line in lines] == ["cyngor-cwm", "citizen"]
