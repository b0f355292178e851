"""What every involvement says before it is published, what a body under the Standards must ask, and that a decision which
came first is said wherever the question is named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from edau.answer.actions.replies import reply
from edau.core import clock
from edau.core.models import AuditLine
from edau.listen.actions.frameworks import use_framework
from edau.listen.actions.happenings import What, note, replace
from edau.listen.actions.involvements import Unsaid, is_as_sealed, publish
from edau.listen.actions.themes import Name, name_theme, tie_words
from edau.listen.actions.witnesses import bear_out_for_body
from edau.listen.choices import Event, Stage
from edau.listen.models import Happening, Involvement, Pack
from edau.listen.queries.happenings import consulted_after
from edau.listen.rules import asks_welsh_effects, unsaid
from edau.people.choices import Part, Sector
from edau.portal.pages.evidence import evidence_page
from edau.portal.pages.involvements import involvement_page
from edau.thread.records import slug_of
from tests.answer.cast import draft as draft_of_reply
from tests.answer.cast import weighed
from tests.cast import PONTYPRIDD, body, holder, involvement, receipt, story
from tests.portal.test_listening import LANGUAGES, address, html_of, signed_in, text_of
from tests.portal.test_promise import filled, today

pytestmark = pytest.mark.django_db
SAYS_NOTHING = {"cycle": "", "co": "", "promised": "", "no_policy_cy": "", "no_policy_en": ""}
AFTER = {"cy": "Ymgynghori ar ôl penderfynu", "en": "Consultation after the decision"}


@pytest.fixture
def officer():
    return holder(Part.OFFICER, body(), name="officer")


# What must be said before anything is published


@LANGUAGES
def test_a_draft_that_does_not_say_what_it_promises_is_not_published_and_each_gap_leads_to_its_field(
    language, officer
):
    one = involvement(live=False, by=officer, **SAYS_NOTHING)
    client, where = signed_in(officer), address("involvement_publish", one.pk, language=language)
    edit = address("involvement_edit", one.pk, language=language)
    form = html_of(client.get(edit))

    refused = client.post(where)
    assert refused.status_code == 422
    for field in ("id_promised_0", "id_cycle", "id_co", "id_policy_0"):
        assert f'href="{edit}#{field}"' in html_of(refused)
        assert f'id="{field}"' in form
    assert html_of(client.get(where)).count(f'href="{edit}#') == 4
    with pytest.raises(Unsaid, match="promised, cycle, co, policy"):
        publish(involvement=one, by=officer)
    one.refresh_from_db()
    assert (one.stage, one.published) == (Stage.DRAFT, None)

    said = filled(promised="consult", cycle="plan", co="assess", policy="no", no_policy_en="It only asks.")
    assert client.post(edit, said)["Location"] == where
    assert client.post(where).status_code == 302
    one.refresh_from_db()
    assert one.stage == Stage.PUBLISHED


@LANGUAGES
def test_what_was_published_before_this_was_asked_stays_and_says_that_nothing_was_said(
    language, officer, client
):
    one = involvement()
    note(involvement=one, what=What(Event.TOLD, today(), "Taflen.", "A leaflet."), by=officer)
    Involvement.objects.filter(pk=one.pk).update(**SAYS_NOTHING)
    Happening.objects.update(noted_as="", noted_for=None)

    page = text_of(client.get(address("happenings", one.pk, language=language)))
    as_whom = {
        "cy": "Nodwyd gan rywun sy’n gofalu am y cwestiwn hwn",
        "en": "Noted by somebody who looks after",
    }
    assert as_whom[language] in page
    page = text_of(client.get(address("involvement", one.pk, language=language)))
    nothing = {"cy": "Heb ei ddweud", "en": "Not said"}[language]
    assert page.count(nothing) == 3  # the promise, the stage, what is done together


# Policy, and the Welsh language


@pytest.mark.parametrize(
    ("sector", "says", "asks", "missing"),
    [
        (Sector.AUTHORITY, {}, True, ("policy",)),
        (Sector.AUTHORITY, {"policy": True}, True, ()),
        (Sector.AUTHORITY, {"plan": True}, True, ()),
        (Sector.AUTHORITY, {"no_policy_en": "It only asks."}, False, ()),
        (Sector.AUTHORITY, {"plan": True, "no_policy_en": "It only asks."}, True, ()),
        (Sector.VOLUNTARY, {}, False, ()),
        (Sector.VOLUNTARY, {"policy": True}, False, ()),
        (None, {}, False, ()),
        (None, {"policy": True}, True, ()),  # a citizen says so of what a council answers
    ],
)
def test_a_body_under_the_standards_asks_unless_it_has_said_why_not(sector, says, asks, missing):
    asker = body(f"corff-{sector}", sector) if sector else None
    said = {"policy": False, "plan": False, "no_policy_cy": "", "no_policy_en": "", **says}
    one = Involvement(
        asked_by=asker, answered_by=asker or body(), cycle="plan", co="design", promised="consult", **said
    )

    assert (asks_welsh_effects(one), unsaid(one)) == (asks, missing)


def test_that_it_is_not_about_policy_is_said_in_words_shown_sealed_and_kept_in_the_trail_as_a_code(
    officer, client
):
    desk = signed_in(officer)
    given = filled(promised="consult", cycle="plan", co="assess", policy="no")
    for wrong, field in (
        ({}, "no_policy_en"),
        ({"no_policy_en": "It only asks.", "policy": ""}, "policy"),
        ({"no_policy_en": "It only asks.", "plan": "on", "short_too": "on"}, "policy"),
    ):
        refused = desk.post(address("involvement_new"), {**given, **wrong})
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])

    reason = "It only asks which colour the door should be."
    desk.post(address("involvement_new"), {**given, "no_policy_en": reason})
    one = Involvement.objects.get()
    desk.post(address("involvement_publish", one.pk))
    one = Involvement.objects.get()

    assert f"Not about policy, as whoever asks says: {reason}" in text_of(
        client.get(address("involvement", one.pk))
    )
    assert "welsh_effects" not in html_of(client.get(f"{address('say')}?involvement={one.pk}"))
    codes = AuditLine.objects.get(deed="publish_involvement").codes
    assert codes == {"seal": one.seal, "policy": "no"}
    assert is_as_sealed(one)
    one.no_policy_en = "Another reason."
    assert not is_as_sealed(one)


def test_a_plan_is_about_policy_whatever_is_ticked_and_everyone_is_asked(officer, client):
    given = filled(
        promised="consult",
        cycle="plan",
        co="assess",
        plan="on",
        closes=today(84).isoformat(),
        answer_by=today(99).isoformat(),
    )
    desk = signed_in(officer)
    desk.post(address("involvement_new"), given)
    one = Involvement.objects.get()
    desk.post(address("involvement_publish", one.pk))

    assert Involvement.objects.filter(pk=one.pk, policy=True, stage=Stage.PUBLISHED).exists()
    assert AuditLine.objects.get(deed="publish_involvement").codes["policy"] == "plan"
    assert "welsh_effects" in html_of(client.get(f"{address('say')}?involvement={one.pk}"))


# Twelve weeks from the day on which people can really speak


def test_the_weeks_of_a_plan_are_counted_from_the_day_it_really_opens(officer):
    typed = filled(plan="on", opens=today(-40).isoformat(), closes=today(60).isoformat())
    warned = signed_in(officer).post(address("involvement_new"), typed)
    assert (warned.status_code, list(warned.context["form"].errors)) == (422, ["closes"])

    in_time = involvement(live=False, by=officer, days=(0, 84, 99), plan=True, question_en="In time?")
    assert involvement_page(in_time, "en").short_plan == ""
    with clock.at(clock.now() + timedelta(days=5)):
        assert "12 weeks" in involvement_page(in_time, "en").short_plan  # a draft opens today at the earliest
    in_time = publish(involvement=in_time, by=officer)
    with clock.at(clock.now() + timedelta(days=70)):
        assert involvement_page(in_time, "en").short_plan == ""  # it opened when it did

    late = involvement(by=officer, days=(-5, 83, 99), plan=True)
    assert "12 weeks" in involvement_page(late, "en").short_plan
    assert evidence_page(late, "en").tests[2].code == "no"


# What is open is part of what people are told


def test_who_is_not_told_what_is_open_has_not_been_told(officer):
    one = involvement(by=officer, open_cy="", open_en="")

    found = evidence_page(one, "en")
    assert (found.shown, found.tests[0].code, found.tests[1].code) == (None, "cannot_say", "not_yet")


# Consultation after the decision, wherever the question is named


@pytest.fixture
def asked_too_late(officer):
    """A question with all that can be made of it, whose decision was taken the day before."""
    one = involvement(
        by=officer,
        question_en="Where should the school go?",
        question_cy="Ble dylai’r ysgol fynd?",
        live=False,
    )
    use_framework(involvement=one, key="good-life", by=officer)
    one = publish(involvement=one, by=officer)
    note(involvement=one, what=What(Event.DECIDED, today(-1), what_en="The cabinet decided."), by=officer)
    return one


def named_on(one: Involvement, officer, language: str) -> dict[str, str]:
    """What every page, feed and file says that names this question."""
    held = receipt(language)
    said = story(within=one, held_by=held, place=PONTYPRIDD)
    theme = name_theme(involvement=one, name=Name(cy="Yr ysgol", en="The school"), by=officer)
    tie_words(theme=theme, contributions=[said.pk], by=officer)
    late = story("Y bws.", within=one)
    keys = weighed(said, by=officer)
    answer = reply(contributions=keys, draft=draft_of_reply(), by=officer)
    other = involvement(live=False, by=officer, question_en="Another?", question_cy="Un arall?")

    desk = signed_in(officer)
    desk.post(address("packs", one.pk, language=language), {"sheets": "2"})
    pack = Pack.objects.get(involvement=one).pk
    say = f"?involvement={one.pk}"
    places = {
        "home": ("home",),
        "every involvement": ("involvements",),
        "the question": ("involvement", one.pk),
        "what happened": ("happenings", one.pk),
        "calendar of asks": ("asks",),
        "asks as a table": ("asks_csv",),
        "asks as a calendar": ("asks_calendar",),
        "asks as a feed": ("asks_feed",),
        "beside another draft": ("involvement_publish", other.pk),
        "themes": ("themes", one.pk),
        "a theme": ("theme", theme.pk),
        "tying": ("themes_tie", one.pk),
        "patterns": ("patterns", one.pk),
        "a pattern": ("pattern", one.pk, "good-life", "about"),
        "patterns as a table": ("patterns_csv", one.pk, "good-life"),
        "who shares the questions": ("framework", "good-life"),
        "who was heard": ("involvement_voices", one.pk),
        "who came back": ("retention", one.pk),
        "ten principles": ("principles", one.pk),
        "answers": ("replies", one.pk),
        "an answer": ("reply", answer.pk),
        "answers owed": ("owed",),
        "owed as a table": ("owed_csv",),
        "the desk": ("desk",),
        "a story": ("story", said.pk),
        "choice of stories": ("stories",),
        "the thread": ("follow", slug_of("listen.Involvement", language), one.pk),
        "paper": ("packs", one.pk),
        "a pack": ("pack", pack),
        "printed sheets": ("pack_print", pack),
        "its body": ("organisation", body().key),
        "the audit of its year": ("involvement_audit", body().key, str(one.opens.year)),
        "who answers for data": ("data_protection",),
        "the receipt": ("receipt", held.link),
    }
    found = {name: html_of(desk.get(address(*where, language=language))) for name, where in places.items()}
    for name in ("say", "say_recording", "say_conversation", "say_for", "say_insight"):
        found[name] = html_of(desk.get(f"{address(name, language=language)}{say}"))
    with clock.at(clock.now() + timedelta(days=70)):  # the second voice is owed an answer by then
        found["owed as a feed"] = html_of(Client().get(address("owed_feed", language=language)))
    assert late.pk
    return found


@pytest.mark.slow
@LANGUAGES
def test_every_page_feed_and_file_that_names_the_question_says_that_the_decision_came_first(
    language, officer, asked_too_late
):
    found = named_on(asked_too_late, officer, language)

    told = AFTER[language].lower()
    silent = [name for name, page in found.items() if told not in page.replace("\r\n ", "").lower()]
    assert silent == []
    assert f"({AFTER[language]})" in found["the audit of its year"]


def test_of_a_question_that_was_asked_in_time_nothing_of_the_kind_is_said(officer):
    one = involvement(by=officer, live=False)
    use_framework(involvement=one, key="good-life", by=officer)
    one = publish(involvement=one, by=officer)
    note(involvement=one, what=What(Event.DECIDED, today(), what_en="Decided."), by=officer)

    found = named_on(one, officer, "en")
    # A table names its columns whether or not anything stands in them, and an audit says that there were none.
    tables = {"asks as a table", "patterns as a table", "owed as a table", "the audit of its year"}
    told = AFTER["en"].lower()
    assert [name for name, page in found.items() if told in page.lower() and name not in tables] == []


def test_which_questions_came_too_late_is_asked_once_and_again_after_a_note_is_put_right(
    officer, asked_too_late, django_assert_num_queries
):
    for n in range(3):
        other = involvement(by=officer, question_en=f"Too late {n}?")
        note(involvement=other, what=What(Event.DECIDED, today(-2), what_en="Decided."), by=officer)

    with django_assert_num_queries(
        4
    ):  # the stamps, the questions, their decisions, the days they were published
        assert len(consulted_after()) == 4
    with django_assert_num_queries(1):  # the stamps
        consulted_after()
    wrong = asked_too_late.happenings.get()
    right = replace(happening=wrong, what=What(Event.DECIDED, today(), what_en="Decided to ask."), by=officer)
    assert asked_too_late.pk in consulted_after()  # nobody else says so
    neighbour = body("cymdogion")
    bear_out_for_body(
        involvement=asked_too_late,
        organisation=neighbour,
        said={right.pk: True},
        by=holder(Part.OFFICER, neighbour, name="neighbour"),
    )
    assert asked_too_late.pk not in consulted_after()
    assert len(consulted_after()) == 3
