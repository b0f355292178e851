"""Reports as people meet them: the button, the receipt, the queue, and what everyone can read."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edau.accounts.models import User
from edau.answer.models import Reply
from edau.core import clock
from edau.language.numbers import day
from edau.listen.models import Theme
from edau.moderation.actions.clock import run_clock
from edau.moderation.choices import Decision, Effect, Reason
from edau.moderation.models import Case
from edau.people.choices import Part
from edau.people.models import Person
from edau.thread.actions import Reach, issue_receipt
from edau.ui.links import address_in
from edau.understand.models import Signal
from tests.cast import account, body, holder, involvement, receipt, stamped, story
from tests.moderation.cast import (
    SAID,
    is_held,
    later,
    moderator,
    removed,
    reported,
    restored,
)

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["cy", "en"])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, *args: str, language: str = "en") -> str:
    return address_in(language, f"portal:{name}", *args)


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def sent(reason: Reason = Reason.PERSONAL, words: str = "") -> dict[str, object]:
    return stamped("report", reason=reason, words=words)


# Reporting


@LANGUAGES
def test_pages_of_stories_promises_themes_answers_and_signals_lead_to_a_report(client: Client, language):
    said = story(within=(asked := involvement()))
    theme = Theme.objects.create(involvement=asked, name_cy="Llwybrau", by="user 1")
    reply = Reply.objects.create(
        involvement=asked,
        organisation=body(),
        outcome="adopted",
        words_cy="Gwnawn.",
        words_en="We will.",
        written_by="user 1",
    )
    pages = {
        "story": said,
        "involvement": asked,
        "theme": theme,
        "reply": reply,
        "signal": Signal.objects.order_by("pk").first(),
    }

    for name, item in pages.items():
        page = client.get(address(name, item.pk, language=language))
        link = address("report", item._meta.label, item.pk, language=language)
        assert f'href="{link}"' in page.content.decode(), name
        assert client.get(link).status_code == 200, name


@LANGUAGES
def test_a_reader_without_an_account_reports_and_is_told_that_it_is_gone(client: Client, language):
    said = story()
    page = address("report", SAID, said.pk, language=language)
    assert client.get(page).status_code == 200

    answer = client.post(page, sent(), follow=True)

    case = Case.objects.get()
    assert (
        answer.redirect_chain[-1][0] == f"{address('case_public', case.pk, language=language)}?reported=held"
    )
    assert "sessionid" not in client.cookies
    assert is_held(said)
    assert client.get(page).status_code == 200  # it is open to others who saw it, too


def test_a_report_without_a_reason_keeps_what_was_typed(client: Client):
    page = address("report", SAID, story().pk)

    answer = client.post(page, stamped("report", words="Enw fy mam."))

    assert answer.status_code == 422
    assert "Choose what is wrong with it." in text_of(answer)
    assert "Enw fy mam." in text_of(answer)
    assert Case.objects.count() == 0


def test_the_same_form_sent_twice_reports_once(client: Client):
    page, data = address("report", SAID, story().pk), sent()
    client.post(page, data)

    answer = client.post(page, data)

    assert answer.status_code == 422
    assert Case.objects.get().reports.count() == 1


def test_what_a_reader_cannot_see_cannot_be_reported(client: Client):
    gone = story()
    removed(reported(gone).case)

    for label, key in ((SAID, gone.pk), (SAID, "no-such"), ("accounts.User", "1"), ("x", "y")):
        assert client.get(address("report", label, key)).status_code == 404


def test_somebody_signed_in_sees_what_came_of_it_and_takes_it_back():
    said, nia = story(), signed_in(account("nia"))
    answer = nia.post(address("report", SAID, said.pk), sent(), follow=True)
    own = answer.redirect_chain[-1][0]

    assert own == address("appeal", Case.objects.get().pk)
    assert "It is out of sight now, and a moderator will decide." in text_of(answer)
    assert nia.get(address("report", SAID, said.pk)).headers["Location"] == own
    nia.post(own, {"deed": "take_back"})
    assert not is_held(said)


def test_each_report_from_an_address_counts_once_towards_slow_mode():
    nia = signed_in(account("nia"))

    for said in [story() for _each in range(7)]:
        nia.post(address("report", SAID, said.pk), sent())

    effects = [case.reports.get().effect for case in Case.objects.order_by("opened", "pk")]
    assert effects == [Effect.HELD] * 6 + [Effect.QUEUED]


def test_whoever_has_opened_a_receipt_is_offered_to_report_with_it(client: Client):
    said, theirs = story(), receipt("en", word="afal")
    page = address("report", SAID, said.pk)
    with_receipt = address("report_with_receipt", theirs.receipt.pk, SAID, said.pk)
    assert with_receipt not in client.get(page).content.decode()

    client.post(address("receipt_find"), {"code": theirs.code, "word": "afal"})

    assert f'href="{with_receipt}"' in client.get(page).content.decode()
    client.post(with_receipt, sent())
    assert Case.objects.get().reports.get().reporter == f"receipt {theirs.receipt.pk}"


def test_a_receipt_vouches_for_who_reports_and_stays_out_of_sight(client: Client):
    said, holder_ = story(), receipt("en")
    page = address("report_with_receipt", holder_.link, SAID, said.pk)

    answer = client.post(page, sent())

    made = Case.objects.get().reports.get()
    assert (made.reporter, made.effect) == (f"receipt {holder_.receipt.pk}", Effect.HELD)
    assert answer.headers["Location"] == address("appeal_with_receipt", holder_.link, made.case_id)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert client.get(address("report_with_receipt", "x" * 22, SAID, said.pk)).status_code == 404


def test_who_has_claimed_their_receipt_counts_once():
    nia = account("nia")
    claimed = receipt(person=Person.objects.create(user=nia))
    said = story()

    Client().post(address("report_with_receipt", claimed.link, SAID, said.pk), sent())
    signed_in(nia).post(address("report", SAID, said.pk), sent())

    assert [one.reporter for one in Case.objects.get().reports.all()] == [str(nia)]


# Author


def test_the_author_reads_why_answers_and_after_the_decision_asks_for_another_look(client: Client):
    theirs = receipt("en")
    said = story(held_by=theirs)
    case = reported(said).case
    page = address("appeal_with_receipt", theirs.link, case.pk)

    assert "Somebody reported what you wrote" in text_of(client.get(page))
    client.post(page, {"deed": "answer", "words": "Dim ond barn yw hi."})
    case.refresh_from_db()
    assert case.answer == "Dim ond barn yw hi."

    removed(case)
    assert "Ask for another look" in text_of(client.get(page))
    client.post(page, {"deed": "appeal", "words": "Fy enw i yw hwn."})
    case.refresh_from_db()
    assert case.appeal.by == str(theirs.receipt)


def test_somebody_else_can_do_nothing_there(client: Client):
    case = reported(story()).case
    page = address("appeal", case.pk)

    assert "Open this page from your receipt, or sign in." in text_of(client.get(page))
    assert client.post(page, {"deed": "answer", "words": "Fi."}).status_code == 403
    assert client.post(page, {"deed": "appeal", "words": "Fi."}).status_code == 403
    client.post(page, {"deed": "take_back"})
    assert Case.objects.get().decided is None


def test_an_author_who_can_be_reached_gets_letters_with_the_way_back(django_capture_on_commit_callbacks):
    person = Person.objects.create(language="cy")
    issued = issue_receipt(
        person=person, language="cy", by="visitor", reach=Reach("email", email="dai@example.org")
    )
    said = story(held_by=issued)

    with django_capture_on_commit_callbacks(execute=True):
        case = reported(said).case
    with django_capture_on_commit_callbacks(execute=True):
        removed(case)

    letters = [letter for letter in mail.outbox if letter.to == ["dai@example.org"]]
    assert len(letters) == 2
    for letter in letters:
        assert address("appeal_with_receipt", issued.link, case.pk, language="cy") in letter.body
        assert "neuadd" not in letter.body  # never the words it is about
    assert {letter.to[0] for letter in mail.outbox} == {"dai@example.org", "nia@example.org"}


# Moderators


@pytest.mark.parametrize("part", [None, Part.OFFICER, Part.ADMINISTRATOR, Part.LISTENER])
def test_nobody_but_moderators_and_auditors_reads_the_queue(part):
    case = reported(story()).case
    reader = holder(part) if part else account("nia")

    for page in (address("moderation"), address("case", case.pk)):
        assert signed_in(reader).get(page).status_code == 403
        assert Client().get(page).status_code == 302


def test_an_auditor_reads_and_decides_nothing():
    case = reported(story()).case
    auditor = signed_in(holder(Part.AUDITOR))

    assert "Keep it out of sight" not in text_of(auditor.get(address("moderation")))
    assert auditor.post(address("case", case.pk), {"ready": "removed", "rule": "other"}).status_code == 403
    case.refresh_from_db()
    assert case.decided is None


def test_the_queue_has_the_overdue_first_with_their_words_and_their_reasons():
    with clock.at(clock.now() - timedelta(days=4)):
        old = reported(story("Geiriau hen."), words="Fy chwaer.").case
    new = reported(story("Geiriau newydd."), reason=Reason.SPAM).case
    reported(story(), by="", reason=Reason.SPAM)

    page = signed_in(moderator()).get(address("moderation")).content.decode()

    assert page.index(old.pk) < page.index(new.pk)
    assert page.count("Overdue") == 1
    assert all(words in page for words in ("Geiriau hen.", "Geiriau newydd.", "Fy chwaer.", "(1 report)"))
    assert page.count('accesskey="1"') == page.count('accesskey="2"') == page.count('accesskey="3"') == 1


def test_one_button_decides_with_the_reason_that_stands_ready_and_one_takes_it_back():
    said = story()
    case, mabli = reported(said, reason=Reason.SPAM).case, signed_in(moderator())

    mabli.post(address("case", case.pk), {"ready": "removed", "rule": "spam"})
    case.refresh_from_db()
    assert (case.decision, case.rule) == (Decision.REMOVED, Reason.SPAM)
    assert case.why_cy
    assert case.why_en == "It was an advertisement, or had nothing to do with what was asked."
    mabli.post(address("case_undo", case.pk))
    case.refresh_from_db()
    assert (case.decided, is_held(said)) == (None, True)


def test_a_decision_in_a_moderator_s_own_words_and_alike_for_all_of_one_author():
    theirs = receipt()
    cases = [reported(story(held_by=theirs), f"reader-{n}").case for n in range(3)]

    answer = signed_in(moderator()).post(
        address("case", cases[0].pk),
        {"decision": "removed", "rule": "hate", "why_cy": "Sarhad.", "why_en": "", "alike": "on"},
        follow=True,
    )

    assert "3 cases decided." in text_of(answer)
    assert [(one.rule, one.why_cy, one.why_en) for one in Case.objects.all()] == [("hate", "Sarhad.", "")] * 3


def test_a_decision_without_choosing_is_sent_back_with_its_words():
    case = reported(story()).case

    answer = signed_in(moderator()).post(address("case", case.pk), {"why_cy": "Sarhad.", "rule": "hate"})

    assert answer.status_code == 422
    assert "Choose what you decide." in text_of(answer)
    assert "Sarhad." in text_of(answer)


def test_who_decided_first_is_shown_no_form_for_the_appeal():
    said = story()
    case = removed(reported(said).case)
    from edau.moderation.actions.appealing import appeal

    appeal(case=case, words="Fy enw.", by=str(said.receipt))

    first = signed_in(moderator()).get(address("case", case.pk))
    second = signed_in(moderator("gwenllian")).get(address("case", case.pk))
    assert "You decided this first" in text_of(first)
    assert "Decide and publish" not in text_of(first)
    assert "Fy enw." in text_of(second)
    signed_in(moderator("gwenllian")).post(address("case", case.pk), {"decision": "restored"})
    assert not is_held(said)


def test_slow_mode_is_said_to_moderators():
    asked = involvement()
    for n in range(9):
        reported(story(within=asked), f"reader-{n}")

    page = text_of(signed_in(moderator()).get(address("moderation")))

    assert "Slow mode: many reports came at once within the last hour." in page


def test_the_queue_asks_as_many_questions_for_twenty_cases_as_for_two():
    mabli = signed_in(moderator())
    counts = []
    for more in (2, 14):
        for _n in range(more):
            reported(story(), f"reader-{len(Case.objects.all())}")
        mabli.get(address("moderation"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            mabli.get(address("moderation"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_script_in_words_is_shown_as_it_was_typed():
    case = reported(story("<script>alert(1)</script>"), words="<img src=x onerror=alert(1)>").case

    for page in (address("moderation"), address("case", case.pk)):
        html = signed_in(moderator()).get(page).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "&lt;script&gt;alert" in html
        assert "&lt;img src=x" in html


# What everyone reads


@LANGUAGES
def test_a_published_decision_has_rule_reason_and_dates_and_no_words(client: Client, language):
    said = story("Mae Dilys Enghraifft yn sâl.")
    case = removed(reported(said, words="Fy mam.").case)

    page = client.get(address("case_public", case.pk, language=language))

    why = {"cy": "Mae’n enwi cymydog.", "en": "It names a neighbour."}
    assert why[language] in text_of(page)
    for hidden in ("Dilys", "Fy mam", said.pk, "@example.org", "user "):
        assert hidden not in page.content.decode()


def test_small_numbers_are_not_given_in_the_public_account(client: Client):
    mabli = moderator()
    for n in range(5):
        removed(reported(story(), f"a{n}", Reason.SPAM).case, mabli, Reason.SPAM)
    for n in range(3):
        restored(reported(story(), f"b{n}", Reason.HATE).case, mabli, Reason.HATE)
    lonely = removed(reported(story(), "c", Reason.SEXUAL).case, mabli, Reason.SEXUAL)

    page = client.get(address("transparency"))
    assert f"Counted on {day(clock.today(), 'en')}." in page.content.decode()
    assert "Counted on " in page.content.decode()
    rows = list(
        csv.DictReader(io.StringIO(client.get(address("transparency_csv")).content.decode("utf-8-sig")))
    )

    assert [(row["how many"], row["Example data"]) for row in rows] == [("5", "")]
    assert page.content.decode().count("/en/case/") == 5
    assert lonely.pk not in page.content.decode()
    assert "Fewer than five cases are open now." in text_of(page)


def test_several_small_groups_stand_together_where_they_are_five(client: Client):
    mabli = moderator()
    for reason, count in ((Reason.HATE, 3), (Reason.SEXUAL, 2)):
        for n in range(count):
            removed(reported(story(), f"{reason}{n}", reason).case, mabli, reason)

    rows = list(csv.reader(io.StringIO(client.get(address("transparency_csv")).content.decode("utf-8-sig"))))

    assert [row[1:] for row in rows[1:]] == [
        ["several", "several rules, each with fewer than five", "all", "all decisions", "5", ""]
    ]


def test_the_clock_that_ticks_has_nothing_to_do_on_a_quiet_day():
    with later(days=400):
        assert run_clock() == {"escalated": 0, "lapsed": 0, "gone": 0, "erased": 0}
    assert body()


# Recordings, and examples


def recorded(**rest):
    from django.core.files.base import ContentFile

    from edau.listen.actions.recordings import keep_recording
    from edau.listen.sound import sound_of
    from tests.listen import sounds

    said = story(**rest)
    file = ContentFile(sounds.wav(2))
    keep_recording(contribution=said, file=file, sound=sound_of(file.file), by="visitor")
    return said


def test_who_decides_hears_a_recording_that_is_out_of_sight_and_nobody_else():
    said = recorded()
    case = reported(said).case
    sound = address("recording", said.pk)
    decides = signed_in(moderator())
    page = decides.get(address("case", case.pk))

    assert f'<audio controls preload="none" src="{sound}">' in page.content.decode()
    heard = decides.get(sound)
    assert heard.status_code == 200
    assert "no-store" in heard.headers["Cache-Control"]
    assert b"".join(heard.streaming_content).startswith(b"RIFF")
    for user in (holder(Part.AUDITOR, name="audit"), holder(Part.OFFICER, name="officer"), account("nobody")):
        assert signed_in(user).get(sound).status_code == 404
    assert Client().get(sound).status_code == 404
    reads = signed_in(User.objects.get(email="audit@example.org")).get(address("case", case.pk))
    assert "<audio" not in reads.content.decode()
    assert "Only those who decide may listen to it." in reads.content.decode()


def test_what_nobody_decided_in_time_is_heard_by_every_moderator_until_it_is_decided():
    said = recorded()
    case = reported(said).case
    elsewhere = holder(Part.MODERATOR, area="W06000015", name="elsewhere")
    sound = address("recording", said.pk)
    assert signed_in(elsewhere).get(sound).status_code == 404

    Case.objects.filter(pk=case.pk).update(escalated=clock.now())
    heard = signed_in(elsewhere).get(sound)
    assert heard.status_code == 200
    assert b"".join(heard.streaming_content).startswith(b"RIFF")

    removed(Case.objects.get(pk=case.pk))
    assert signed_in(elsewhere).get(sound).status_code == 404


def test_the_public_account_says_that_it_counts_examples(client):
    removed(reported(story()).case)
    assert "Example data." not in client.get(address("transparency")).content.decode()

    example = story(within=involvement())
    type(example).objects.filter(pk=example.pk).update(synthetic=True)
    type(example.involvement).objects.update(synthetic=True)
    assert "Example data." not in client.get(address("transparency")).content.decode()
    reported(example, "owen")
    assert "Example data." in client.get(address("transparency")).content.decode()


def test_each_line_of_the_account_says_whether_it_counts_examples(client):
    mabli = moderator()
    examples = [story(within=involvement()) for _n in range(2)]
    for one in examples:
        type(one).objects.filter(pk=one.pk).update(synthetic=True)
        type(one.involvement).objects.filter(pk=one.involvement_id).update(synthetic=True)
    for n in range(5):
        removed(reported(story(), f"a{n}", Reason.SPAM).case, mabli, Reason.SPAM)
    for n, one in enumerate([examples[0], *(story() for _n in range(4))]):
        removed(reported(one, f"b{n}", Reason.HATE).case, mabli, Reason.HATE)
    for n, one in enumerate([examples[1], *(story() for _n in range(4))]):
        reason = Reason.SEXUAL if n < 3 else Reason.THREAT
        removed(reported(one, f"c{n}", reason).case, mabli, reason)

    text = client.get(address("transparency_csv")).content.decode("utf-8-sig")

    marked = {row["rule"]: row["Example data"] for row in csv.DictReader(io.StringIO(text))}
    assert marked == {Reason.SPAM: "", Reason.HATE: "Made-up example", "several": "Made-up example"}
