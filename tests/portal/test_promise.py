"""The honest promise on its pages: what is promised and asked, what happened, whether it is fair, and a place to start."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import timedelta

import pytest

from edau.answer.actions.replies import reply
from edau.answer.choices import Outcome
from edau.core import clock
from edau.listen.actions.contributions import Words, contribute, withdraw
from edau.listen.actions.happenings import What, note, replace
from edau.listen.actions.involvements import publish
from edau.listen.actions.witnesses import bear_out_as_participant, bear_out_for_body
from edau.listen.choices import PARTS, WELSH, Event, Kind, Level
from edau.listen.imports import columns
from edau.listen.models import Contribution, FirstStep, Happening, Involvement
from edau.listen.rules import unsaid
from edau.people.choices import Part, Sector
from edau.portal.forms.involvement import InvolvementForm
from edau.portal.forms.saying import ConversationForm, ForSomebodyForm, StoryForm
from edau.portal.pages.evidence import evidence_page
from edau.portal.pages.paper import in_both
from edau.portal.pages.proving import prove
from edau.portal.pages.stories import story_page
from edau.portal.queries.story_search import story_documents
from tests.answer.cast import draft, weighed
from tests.cast import body, holder, involvement, receipt, stamped, story
from tests.portal.test_listening import LANGUAGES, address, html_of, signed_in, text_of

pytestmark = pytest.mark.django_db


def today(days: int = 0):
    return clock.today() + timedelta(days=days)


@pytest.fixture
def officer():
    return holder(Part.OFFICER, body(), name="officer")


@pytest.fixture
def asked() -> Involvement:
    return involvement(days=(0, 30, 60))


def policy(organisation=None, **more) -> Involvement:
    """A published involvement on a decision about policy."""
    one = involvement(organisation=organisation, live=False, **more)
    one.policy = True
    one.save()
    return publish(involvement=one, by=one.opened_by)


def filled(**given: object) -> dict[str, object]:
    return {
        "question_en": "Which buildings should stay open?",
        "open_en": "All of them.",
        "places": "Pontypridd",
        "opens": today().isoformat(),
        "closes": today(30).isoformat(),
        "answer_by": today(60).isoformat(),
        "asked_by": body().key,
        "answered_by": body().key,
        "controllers": ["answers"],
        **given,
    }


# The form of an involvement


@LANGUAGES
def test_the_form_says_what_each_promise_asks_and_keeps_what_was_promised(language, officer):
    client = signed_in(officer)
    page = text_of(client.get(address("involvement_new", language=language)))
    for words in {
        "cy": (
            "Chi sy’n penderfynu. Ni sy’n ei wneud.",
            "Does dim yn cael ei benderfynu cyn gofyn i bobl.",
            "7, 8",
        ),
        "en": ("You decide. We carry it out.", "Nothing is decided before people are asked.", "7, 8"),
    }[language]:
        assert words in page

    earlier = involvement(question_en="What matters?", question_cy="Beth sy’n bwysig?")
    given = filled(promised="involve", cycle="design", co="commission", policy="yes", follows=earlier.pk)
    assert client.post(address("involvement_new", language=language), given).status_code == 302
    one = Involvement.objects.get(question_en=given["question_en"])
    assert (one.promised, one.cycle, one.co, one.policy, one.plan, one.follows) == (
        "involve",
        "design",
        "commission",
        True,
        False,
        earlier,
    )
    shown = InvolvementForm(account=officer, involvement=one)
    assert [shown.initial[name] for name in ("promised", "cycle", "policy", "follows")] == [
        "involve",
        "design",
        "yes",
        earlier.pk,
    ]


def test_a_plan_that_gives_people_less_than_twelve_weeks_is_warned_about_with_the_law(officer):
    client = signed_in(officer)
    given = filled(plan="on", closes=today(83).isoformat(), answer_by=today(99).isoformat())

    warned = client.post(address("involvement_new"), given)
    assert warned.status_code == 422
    assert "section 43" in text_of(warned)
    assert "12 weeks" in text_of(warned)
    assert 'value="Which buildings should stay open?"' in html_of(warned)
    assert not Involvement.objects.exists()

    assert (
        client.post(address("involvement_new"), {**given, "closes": today(84).isoformat()}).status_code == 302
    )
    kept = client.post(address("involvement_new"), {**given, "short_too": "on"})
    assert kept.status_code == 302
    assert "12 weeks" in text_of(client.get(kept["Location"]))


def test_without_a_plan_nobody_is_asked_whether_the_days_are_to_be_kept(officer):
    page = html_of(signed_in(officer).get(address("involvement_new")))

    assert '<input type="hidden" name="short_too"' in page


# What happened


@LANGUAGES
def test_what_happened_is_noted_with_a_keyboard_and_read_by_everyone(language, officer, asked, client):
    desk = signed_in(officer)
    where = address("happening_note", asked.pk, language=language)
    assert "autofocus" in html_of(desk.get(where))

    sent = {
        "kind": "session",
        "on": today().isoformat(),
        "what_cy": "Cwrdd yn y neuadd.",
        "level": "involve",
        "people": "14",
    }
    assert desk.post(where, sent)["Location"] == where
    made = Happening.objects.get()
    page = text_of(client.get(address("happenings", asked.pk, language=language)))

    assert "Cwrdd yn y neuadd." in page
    assert "14" in page
    assert (made.kind, made.people, made.what_en) == ("session", 14, "")
    assert html_of(client.get(address("happenings", asked.pk, language="en"))).count('lang="cy">Cwrdd') == 1


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"kind": ""}, ["Choose what it was."]),
        ({"on": "last week"}, ["Type a day as year-month-day, such as 2027-03-31."]),
        ({"on": "2999-01-01"}, ["That day is still to come. Note it once it has happened."]),
        ({"what_en": ""}, ["Say in a few words what happened."]),
        ({"level": "involve"}, ["Only a meeting and a decision that people took have this."]),
        ({"people": "many"}, ["Type a number, 0 or more."]),
        ({"hours": "1.25"}, ["Type a number, 0 or more."]),
        ({"evidence": "answer.Reply elsewhere"}, ["Choose one of those on the list."]),
    ],
)
def test_what_is_wrong_with_a_note_is_said_and_what_was_typed_stays(officer, asked, wrong, errors):
    given = {"kind": "told", "on": today().isoformat(), "what_en": "A leaflet to every house.", **wrong}
    answer = signed_in(officer).post(address("happening_note", asked.pk), given)

    assert answer.status_code == 422
    assert [error for some in answer.context["form"].errors.values() for error in some] == errors
    assert "What is noted cannot be taken away" in text_of(answer)
    assert ("A leaflet to every house." in text_of(answer)) == ("what_en" not in wrong)
    assert not Happening.objects.exists()


def test_strangers_note_nothing_and_nobody_learns_of_a_draft(asked, client):
    draft_of_somebody = involvement(live=False, question_en="Not yet?")
    listener = signed_in(holder(Part.LISTENER, body(), name="listener"))

    assert client.get(address("happening_note", asked.pk)).status_code == 302
    assert listener.get(address("happening_note", asked.pk)).status_code == 403
    assert listener.post(address("happening_note", draft_of_somebody.pk)).status_code == 403
    assert client.get(address("happenings", draft_of_somebody.pk)).status_code == 404


def test_what_is_put_right_shows_both_and_is_put_right_once(officer, asked, client):
    first = note(
        involvement=asked, what=What(Event.DECIDED, today(-4), what_en="Closed the hall."), by=officer
    )
    desk = signed_in(officer)
    where = address("happening_replace", first.pk)
    assert "Closed the hall." in html_of(desk.get(where))

    sent = {"kind": "decided", "on": today().isoformat(), "what_en": "Decided to ask."}
    assert desk.post(where, {**sent, "kind": ""}).status_code == 422
    assert desk.post(where, sent).status_code == 302
    assert desk.post(where, sent).status_code == 302
    assert Happening.objects.count() == 2

    page = text_of(client.get(address("happenings", asked.pk)))
    assert (
        page.index("Decided to ask.") < page.index("What stood here before") < page.index("Closed the hall.")
    )
    # Until somebody else bears out what stands there now, the first note counts.
    assert "Consultation after the decision." in page
    assert "nobody else has borne out what stands there now" in page
    assert evidence_page(Involvement.objects.get(pk=asked.pk), "en").tests[0].code == "no"

    neighbour = body("cymdogion")
    bear_out_for_body(
        involvement=asked,
        organisation=neighbour,
        said={Happening.objects.get(replaced_by=None).pk: True},
        by=holder(Part.OFFICER, neighbour, name="neighbour"),
    )
    page = text_of(client.get(address("happenings", asked.pk)))
    assert "A decision was first noted here as taken on" in page
    assert "Borne out by: Example Valley Council." in page
    formative = evidence_page(Involvement.objects.get(pk=asked.pk), "en").tests[0]
    assert (formative.code, "The note has been put right since" in formative.why) == ("yes", True)
    assert "Consultation after the decision." not in page


# Promised and shown


def test_the_level_shown_is_that_of_the_events_each_with_its_place_on_the_list(officer, asked, client):
    Involvement.objects.filter(pk=asked.pk).update(promised=Level.INVOLVE)
    one = Involvement.objects.get(pk=asked.pk)
    assert evidence_page(one, "en").shown.key == "inform"

    said = [story(within=one), story("Y bws.", within=one)]
    desk = holder(Part.OFFICER, body(), name="desk")
    reply(contributions=weighed(*said, by=desk), draft=draft(Outcome.ADAPTED), by=desk)
    assert evidence_page(one, "en").shown.key == "consult"

    what = What(Event.SESSION, today(), what_en="We met.", level=Level.INVOLVE)
    alone = note(involvement=one, what=what, by=officer)
    page = evidence_page(one, "en")
    assert (page.shown.key, page.said.key) == ("consult", "involve")
    assert page.sentence == (
        "Promised: “We work it out with you”. What has happened so far shows: “We ask you”."
        " The body says: “We work it out with you”. Nothing but its word shows that yet."
    )
    told = text_of(client.get(address("happenings", one.pk)))
    assert "Nothing but the word of whoever noted it shows this." in told
    assert "Noted by: officer, Example Valley Council." in told
    assert "The body says: People and the body worked on it together" in told

    met = replace(
        happening=alone, what=dataclasses.replace(what, link="https://example.org/minutes"), by=officer
    )
    assert evidence_page(one, "en").shown.key == "consult"  # nobody here has read what the link leads to
    told = receipt()
    story("Roeddwn i yno.", within=one, held_by=told)
    bear_out_as_participant(involvement=one, receipt=told.receipt, said={met.pk: True}, by=str(told.receipt))
    page = evidence_page(one, "en")
    assert (page.shown.key, page.said) == ("involve", None)
    assert page.sentence == "Promised: “We work it out with you”. What happened bears it out."
    html = html_of(client.get(address("happenings", one.pk)))
    assert f'#{met.pk}">' in html
    assert f'id="{met.pk}"' in html
    assert "2 taken up, wholly or in part" in html

    withdraw(contribution=said[0], by="visitor")
    withdraw(contribution=said[1], by="visitor")
    assert evidence_page(one, "en").shown.key == "inform"  # what nobody says any more bears nothing out


def test_what_is_counted_costs_as_much_however_much_was_said_and_noted(
    officer, asked, django_assert_max_num_queries
):
    for n in range(6):
        story(f"Words {n}", within=asked)
        note(involvement=asked, what=What(Event.TOLD, today(), what_en=f"Told {n}"), by=officer)

    with django_assert_max_num_queries(7):
        evidence_page(Involvement.objects.get(pk=asked.pk), "cy")


@LANGUAGES
def test_the_four_tests_stand_on_the_page_with_their_cases_and_are_no_advice(language, asked, client):
    page = text_of(client.get(address("happenings", asked.pk, language=language)))

    assert "Gunning" in page
    assert "[2014] UKSC 56" in page
    assert {"en": "are not legal advice", "cy": "nid cyngor cyfreithiol"}[language] in page
    assert [test.code for test in evidence_page(asked, language).tests] == [
        "yes",
        "yes",
        "cannot_say",
        "not_yet",
    ]


# The Welsh language


@LANGUAGES
@pytest.mark.parametrize(("name", "of"), [("say", StoryForm), ("say_conversation", ConversationForm)])
def test_a_consultation_on_policy_asks_everyone_the_three_questions(language, name, of, client):
    one = policy()
    where = f"{address(name, language=language)}?involvement={one.pk}"
    page = text_of(client.get(where))
    question = {
        "cy": "Pa effeithiau fyddai hyn yn eu cael ar y Gymraeg",
        "en": "What effects would this have on the Welsh language",
    }
    assert question[language] in page

    texts = {
        "welsh_effects": "Llai o Gymraeg ar y cae.",
        "welsh_better": "Hyfforddwyr.",
        "welsh_harms": "Arwyddion.",
    }
    sent = {
        "words": "The hall.",
        "language": "en",
        "audience": "everyone",
        "route": "none",
        "place_name": "",
        **texts,
    }
    assert client.post(where, stamped(of.purpose, **sent)).status_code == 302
    kept = Contribution.objects.get()
    assert {name: getattr(kept, name) for name in WELSH} == texts
    assert prove().holds
    document = next(story_documents())
    assert all(text in document.body["en"] for text in texts.values())
    parts = [part.words for part in story_page(kept, language).parts]
    assert parts[-3:] == list(texts.values())

    assert (
        client.post(where, stamped(of.purpose, **{**sent, **dict.fromkeys(texts, "")})).status_code == 302
    )  # nobody need answer


def test_they_are_asked_of_whoever_is_under_the_standards_and_only_about_policy(client):
    others = {
        "no policy": involvement(question_en="No policy?"),
        "a charity": policy(body("elusen", Sector.VOLUNTARY), question_en="Charity?"),
    }

    for why, one in others.items():
        assert "welsh_effects" not in html_of(client.get(f"{address('say')}?involvement={one.pk}")), why
    assert "welsh_effects" not in html_of(client.get(address("say")))
    assert "welsh_effects" in html_of(client.get(f"{address('say')}?involvement={policy().pk}"))


@pytest.mark.parametrize("of", [StoryForm, ConversationForm, ForSomebodyForm])
def test_they_cannot_be_switched_off_in_a_form(of, rf, officer):
    """Whatever is sent or set on the form class, the fields are there: they follow from the involvement alone."""
    one = policy()
    request = rf.post("/", {"welsh_effects": "", "policy": ""})
    request.user, request.session = officer, {}
    form = of(request.POST, request=request, involvement=one)

    assert set(WELSH) <= set(form.fields)
    assert not any(form.fields[name].required for name in WELSH)
    assert not set(WELSH) & set(InvolvementForm(account=officer).fields)  # nothing there to leave them out by


def test_what_was_said_of_welsh_goes_when_its_teller_takes_it_back():
    words = Words("cy", words="Y neuadd.", welsh_effects="Colli’r côr.", welsh_harms="Dim.")
    one = contribute(
        kind=Kind.STORY, words=words, receipt=receipt().receipt, by="visitor", involvement=policy()
    )
    sealed = one.seal
    withdraw(contribution=one, by="visitor")

    one.refresh_from_db()
    assert [getattr(one, name) for name in (*PARTS, *WELSH)] == [""] * 7
    assert sealed
    assert prove().holds
    Contribution.objects.filter(pk=one.pk).update(welsh_effects="Colli’r côr.")
    assert [fault.why for fault in prove().faults] == ["not_erased"]


def test_words_without_them_keep_the_seal_they_had_before_they_were_asked():
    assert set(Words("cy", words="Y neuadd.").texts()) == {"title", *PARTS}
    assert set(Words("cy", welsh_harms="Dim.").texts()) == {"title", *PARTS, "welsh_harms"}


def test_they_are_in_the_file_of_what_is_held_about_somebody():
    person = receipt()
    user = holder(Part.LISTENER, body(), name="teller")
    person.receipt.person.user = user
    person.receipt.person.save()
    words = Words("cy", words="Y neuadd.", welsh_better="Mwy o’r Gymraeg ar y cae.")
    contribute(kind=Kind.STORY, words=words, receipt=person.receipt, by="visitor", involvement=policy())

    client = signed_in(user)
    assert "Mwy o’r Gymraeg ar y cae." in text_of(client.get(address("my_data")))
    held = client.get(address("my_data_file"))
    content = b"".join(held.streaming_content) if held.streaming else held.content
    assert "Mwy o’r Gymraeg ar y cae." in json.dumps(json.loads(content), ensure_ascii=False)


def test_paper_and_files_ask_them_too():
    one = policy()

    assert [len(each.welsh) for each in in_both(one)] == [3, 3]
    assert [each.welsh for each in in_both(involvement())] == [[], []]
    assert set(columns.asked(welsh=True)) - set(columns.asked(welsh=False)) == set(WELSH)
    assert (
        columns.column_of("Mwy o les i'r Gymraeg")
        == columns.column_of("more good for Welsh")
        == "welsh_better"
    )


# A place to start


@LANGUAGES
def test_four_questions_become_a_draft_with_its_steps(language, officer):
    client = signed_in(officer)
    where = address("start", language=language)
    missing = client.post(where, {})
    assert missing.status_code == 422
    assert len(missing.context["form"].errors) == 7
    citizen = signed_in(holder(Part.LISTENER, body(), name="citizen")).post(where, {})
    assert "policy" not in citizen.context["form"].errors  # what a citizen asks is not under the Standards

    given = {
        "about": "Beth am y pwll?",
        "notice": "Plant y dref",
        "open": "Yr oriau.",
        "size": "day",
        "place_name": "Pontypridd",
        "answered_by": body().key,
        "policy": "no",
        "no_policy": "Dim ond gofyn.",
    }
    for left_out, field in (("policy", "policy"), ("no_policy", "no_policy")):
        refused = client.post(where, {**given, "no_policy": "", left_out: ""})
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    again = client.post(where, {**given, "size": ""})
    assert again.status_code == 422
    assert "Plant y dref" in text_of(again)
    answer = client.post(where, given)

    one = Involvement.objects.get()
    assert (one.stage, one.said("question", language), one.promised) == (
        "draft",
        ("Beth am y pwll?", language),
        "involve",
    )
    assert "Plant y dref" in getattr(one, f"about_{language}")
    assert (one.asked_by, one.opens, one.closes) == (body(), today(7), today(35))
    assert (one.cycle, one.co, getattr(one, f"no_policy_{language}")) == (
        "design",
        "design",
        "Dim ond gofyn.",
    )
    assert unsaid(one) == ()
    assert FirstStep.objects.filter(involvement=one).count() == 8
    page = html_of(client.get(answer["Location"]))
    assert page.count(address("first_step", one.pk, "x", language=language).replace("/x/", "/")) == 8


def test_a_step_is_ticked_on_the_list_and_leads_to_where_it_is_done(officer, client):
    desk = signed_in(officer)
    sent = {
        "about": "The pool?",
        "notice": "Children",
        "open": "Hours",
        "size": "hour",
        "place_name": "Pontypridd",
        "policy": "yes",
    }
    desk.post(address("start"), {**sent, "answered_by": body().key})
    one = Involvement.objects.get()
    tick = address("first_step", one.pk, "both-languages")

    assert client.post(tick, {"done": "yes"}).status_code == 302  # to the door
    assert signed_in(holder(Part.LISTENER, body(), name="l")).post(tick, {"done": "yes"}).status_code == 403
    assert desk.post(address("first_step", one.pk, "nothing"), {"done": "yes"}).status_code == 404
    back = desk.post(tick, {"done": "yes"})
    assert back["Location"] == f"{address('involvement_publish', one.pk)}#steps"
    page = desk.get(back["Location"])
    assert "1 of 4 steps done" in text_of(page)
    assert f'href="{address("involvement_edit", one.pk)}"' in html_of(page)
    assert re.search(r"Not done after all", text_of(page))
