"""A letter is a row first, goes out, is tried again, comes back, or is no longer wanted."""

from __future__ import annotations

import smtplib
import socket
import ssl
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from edau.core.mail import send
from edau.core.mail.addresses import hash_of, origin, read_stop_token
from edau.core.mail.bounces import read_reports, stop_letters, take_back
from edau.core.mail.outbox import (
    KEEP_WORDS,
    WAITS,
    deliver,
    deliver_due,
    erase_old_words,
    message_of,
    try_again,
)
from edau.core.mail.problems import WORDS, code_of, in_words, is_final
from edau.core.mail.testing import send_test
from edau.core.models import AuditLine, Letter, MailStop

pytestmark = pytest.mark.django_db

State = Letter.State
SIAN = "Sian@example.org"


class Broken(BaseEmailBackend):
    """A server that is not well; what ails it is set by the test."""

    problem: Exception = ConnectionRefusedError()

    def send_messages(self, email_messages):
        raise type(self).problem


@pytest.fixture
def broken(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    Broken.problem = ConnectionRefusedError()
    return Broken


def letter(purpose: str = "answer", **more) -> Letter:
    given = {"to": SIAN, "subject": "Ateb", "text": "Dyma’r ateb.", "language": "cy", **more}
    return send(purpose=purpose, **given)


def fresh(one: Letter) -> Letter:
    return Letter.objects.get(pk=one.pk)


# Going out


def test_a_letter_waits_until_its_transaction_has_ended_and_then_leaves(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        one = letter()
        assert (one.state, len(mail.outbox)) == (State.WAITING, 0)

    left = mail.outbox[0]
    assert (fresh(one).state, left.to, left.subject) == (State.SENT, [SIAN], "Ateb")
    assert left.body.startswith("Dyma’r ateb.")


def test_two_senders_never_send_the_same_letter():
    one = letter()

    assert deliver(one.id).state == State.SENT
    assert deliver(one.id) is None
    assert len(mail.outbox) == 1


def test_a_letter_whose_sender_died_is_taken_again_after_a_while():
    one = letter()
    Letter.objects.filter(pk=one.pk).update(next_try=timezone.now() + timedelta(minutes=9))
    assert deliver_due() == {}

    Letter.objects.filter(pk=one.pk).update(next_try=timezone.now())
    assert deliver_due() == {"sent": 1}


def test_a_letter_that_was_sent_and_not_noted_comes_again_under_the_same_message_id():
    one = letter()
    assert deliver(one.id).state == State.SENT
    # The machine stopped before it was noted: the row is as it was.
    Letter.objects.filter(pk=one.pk).update(state=State.WAITING, next_try=timezone.now(), tries=0, done=None)

    assert deliver_due() == {"sent": 1}

    first, second = (sent.extra_headers["Message-ID"] for sent in mail.outbox)
    assert first == second == message_of(fresh(one)).extra_headers["Message-ID"]
    deliver(letter().id)
    assert mail.outbox[-1].extra_headers["Message-ID"] != first


def test_a_subject_of_several_lines_becomes_one_and_no_header():
    one = letter(subject="Ateb\nBcc: everybody@example.org")

    deliver(one.id)

    assert (mail.outbox[0].subject, mail.outbox[0].bcc) == ("Ateb Bcc: everybody@example.org", [])


# Failing


def test_it_is_tried_again_later_and_later_and_then_given_up(broken):
    one = letter()
    waits = []
    for _time in range(len(WAITS) + 1):
        before = timezone.now()
        Letter.objects.filter(pk=one.pk).update(next_try=before)
        now = deliver(one.id)
        if now.next_try:
            waits.append(round((now.next_try - before).total_seconds()))

    assert waits == [wait.total_seconds() for wait in WAITS]
    assert (fresh(one).state, fresh(one).error) == (State.FAILED, "refused")


def test_an_address_that_is_refused_for_good_is_not_tried_again(broken):
    broken.problem = smtplib.SMTPRecipientsRefused({SIAN: (550, b"no such mailbox")})
    one = letter()

    assert (deliver(one.id).state, fresh(one).error) == (State.FAILED, "recipient_refused:550")


def test_one_that_is_refused_for_now_is(broken):
    broken.problem = smtplib.SMTPRecipientsRefused({SIAN: (450, b"later")})
    one = letter()

    assert (deliver(one.id).state, fresh(one).error) == (State.WAITING, "recipient_refused:450")


def test_an_operator_can_have_it_tried_again(broken, settings):
    broken.problem = smtplib.SMTPDataError(554, b"spam")
    one = letter()
    deliver(one.id)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert try_again(one.id) is True
    assert deliver(one.id).state == State.SENT
    assert try_again(one.id) is False


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (ConnectionRefusedError(111, "refused"), "refused"),
        (socket.gaierror(-2, "unknown"), "name_not_found"),
        (TimeoutError("timed out"), "timeout"),
        (smtplib.SMTPServerDisconnected("Connection unexpectedly closed: timed out"), "timeout"),
        (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), "disconnected"),
        (ConnectionResetError(104, "reset"), "disconnected"),
        (ssl.SSLCertVerificationError("self-signed"), "tls"),
        (smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server."), "tls"),
        (smtplib.SMTPNotSupportedError("SMTP AUTH extension not supported by server."), "login_refused"),
        (smtplib.SMTPAuthenticationError(535, b"no"), "login_refused:535"),
        (smtplib.SMTPSenderRefused(553, b"no", "us@example.org"), "sender_refused:553"),
        (smtplib.SMTPRecipientsRefused({SIAN: (550, b"no")}), "recipient_refused:550"),
        (smtplib.SMTPDataError(554, b"spam"), "message_refused:554"),
        (smtplib.SMTPConnectError(421, b"later"), "not_ready:421"),
        (OSError(113, "no route"), "unreachable"),
        (PermissionError(13, "denied"), "not_written"),
        (OSError(28, "full"), "not_written"),
        (ValueError("?"), "other"),
    ],
)
def test_every_failure_has_a_code_and_two_sentences(problem, code):
    assert code_of(problem) == code
    assert in_words(code) == tuple(map(str, WORDS[code.partition(":")[0]]))


def test_only_a_no_for_good_is_final():
    codes = [
        "recipient_refused:550",
        "message_refused:554",
        "recipient_refused:450",
        "refused",
        "login_refused:535",
    ]

    assert [is_final(code) for code in codes] == [True, True, False, False, False]


# Sign-in codes


@pytest.fixture
def code_letter(settings) -> Letter:
    """A letter that came by Django's own door, as those of the sign-in do."""
    door = get_connection("edau.core.mail.backend.Outbox")
    door.send_messages([EmailMessage("Eich cod", "1234-5678", to=[SIAN])])
    return Letter.objects.get()


def test_a_code_cannot_be_refused_and_carries_no_link(code_letter):
    stop = MailStop(address=hash_of(SIAN), purpose="", reason=MailStop.Reason.BOUNCED)
    stop.save()

    deliver(code_letter.id)

    assert mail.outbox[0].body == "1234-5678"
    assert "List-Unsubscribe" not in mail.outbox[0].message()


def test_nothing_of_a_code_is_kept_once_it_has_been_sent(code_letter):
    deliver(code_letter.id)

    sent = Letter.objects.get()
    assert (sent.state, sent.to, sent.subject, sent.text) == (State.SENT, "", "", "")


def test_a_code_that_has_run_out_is_not_sent_and_not_kept(code_letter):
    Letter.objects.update(made=timezone.now() - timedelta(minutes=16))

    deliver(code_letter.id)

    gone = Letter.objects.get()
    assert (gone.state, gone.error, gone.text, mail.outbox) == (State.FAILED, "too_late", "", [])


def test_the_door_takes_plain_text_only():
    message = EmailMessage("Eich cod", "1234", to=[SIAN])
    message.attach("file.txt", "more")

    with pytest.raises(ValueError, match="plain text"):
        get_connection("edau.core.mail.backend.Outbox").send_messages([message])


# No more letters


def link_of(one: Letter) -> str:
    return str(message_of(one).extra_headers["List-Unsubscribe"]).strip("<>")


def test_a_letter_carries_a_link_that_stops_its_kind_and_names_nobody():
    one = letter()
    link = link_of(one)
    token = link.rstrip("/").rpartition("/")[2]

    assert link.startswith(f"{origin()}/cy/")
    assert read_stop_token(token) == (hash_of("sian@example.org"), "answer")
    assert "example" not in token
    assert message_of(one).extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in message_of(one).body


def test_a_link_that_was_tampered_with_says_nothing():
    token = link_of(letter()).rstrip("/").rpartition("/")[2]

    assert [read_stop_token(wrong) for wrong in ("", "x", token[:-1], token[1:])] == [None] * 4


def test_a_kind_that_is_not_wanted_does_not_go_out_and_others_do():
    stop_letters(address=hash_of(SIAN), purpose="answer", by="visitor")

    states = [deliver(letter(purpose).id).state for purpose in ("answer", "moderation")]

    assert states == [State.STOPPED, State.SENT]


def test_stopping_twice_is_one_deed_whose_line_names_no_address():
    assert stop_letters(address=hash_of(SIAN), purpose="answer", by="visitor") is True
    assert stop_letters(address=hash_of(SIAN), purpose="answer", by="visitor") is False

    line = AuditLine.objects.get(deed="stop_letters")
    assert (line.object_id, line.codes) == ("", {"purpose": "answer"})


def test_codes_cannot_be_stopped():
    with pytest.raises(ValueError, match="Nobody"):
        stop_letters(address=hash_of(SIAN), purpose="sign_in", by="visitor")


# Coming back


def report(one: Letter, *, action: str = "failed", status: str = "5.1.1", to: str = SIAN) -> bytes:
    return f"""From: MAILER-DAEMON@example.org
To: edau@localhost
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such user

--b
Content-Type: message/rfc822

From: edau@localhost
To: {to}
Subject: Ateb
Message-ID: <{one.id}@localhost>

Dyma'r ateb.

--b--
""".encode()


def sent() -> Letter:
    one = letter()
    deliver(one.id)
    return one


def test_a_letter_that_came_back_is_marked_and_so_is_its_address():
    one = sent()

    assert take_back(read_reports(report(one)), by="edau mail") == 1
    assert (fresh(one).state, fresh(one).error) == (State.BOUNCED, "5.1.1")
    assert deliver(letter("moderation").id).state == State.STOPPED
    assert AuditLine.objects.get(deed="bounce").codes == {"status": "5.1.1"}


def test_the_same_report_twice_marks_once():
    one = sent()
    take_back(read_reports(report(one)), by="edau mail")

    assert take_back(read_reports(report(one)), by="edau mail") == 0


def test_a_delay_and_a_false_report_mark_nothing():
    one = sent()
    other = Letter(id="222222222222")

    reports = [report(one, action="delayed"), report(other), report(one, to="gwen@example.org")]
    assert [take_back(read_reports(each), by="edau mail") for each in reports] == [0, 0, 0]
    assert (fresh(one).state, MailStop.objects.count()) == (State.SENT, 0)


def test_a_mailbox_file_holds_many_reports_and_other_mail():
    first, second = sent(), sent()
    ordinary = b"From: gwen@example.org\nSubject: Diolch\n\nDiolch am yr ateb.\n"
    mailbox = b"\n".join(
        b"From MAILER-DAEMON Sun Nov 22 10:00:00 2026\n" + each
        for each in (report(first), ordinary, report(second))
    )

    assert [one.letter for one in read_reports(mailbox)] == [first.id, second.id]


def test_what_is_no_mail_at_all_is_no_report():
    assert read_reports(b"") == read_reports(b"\x00\xff" * 40) == []


def test_trying_again_takes_the_address_for_possible_again():
    one = sent()
    take_back(read_reports(report(one)), by="edau mail")

    assert try_again(one.id) is True
    assert deliver(one.id).state == State.SENT


# What is kept


def test_words_and_address_go_after_a_fortnight_and_the_outcome_stays():
    one, waiting = sent(), letter()
    Letter.objects.filter(pk=one.pk).update(done=timezone.now() - KEEP_WORDS - timedelta(minutes=1))

    assert (erase_old_words(), erase_old_words()) == (1, 0)
    assert (fresh(one).to, fresh(one).text, fresh(one).state) == ("", "", State.SENT)
    assert fresh(waiting).text == "Dyma’r ateb."


def test_in_a_demonstration_letters_become_files_that_a_mail_program_opens(settings, tmp_path):
    settings.EMAIL_BACKEND = "edau.core.mail.backend.Outbox"
    settings.MAIL_TRANSPORT = "edau.core.mail.transports.Folder"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"

    deliver(letter(subject="Eich ateb: tŷ").id)

    [file] = (tmp_path / "mail").iterdir()
    read = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (file.suffix, file.stat().st_mode & 0o777) == (".eml", 0o600)
    assert (read["to"], read["subject"], read["content-language"]) == (SIAN, "Eich ateb: tŷ", "cy")
    assert read.get_content().startswith("Dyma’r ateb.")


# The test letter


def test_a_test_letter_tells_at_once_and_is_not_tried_again(broken):
    broken.problem = TimeoutError()

    tried = send_test(to=SIAN, language="en", by="user 1")

    assert (tried.state, tried.error) == (State.FAILED, "timeout")
    assert deliver_due() == {}
    assert AuditLine.objects.get(deed="test_mail").codes == {"result": "timeout"}


def test_a_test_letter_that_leaves_is_in_the_language_of_who_sends_it():
    assert send_test(to=SIAN, language="en", by="user 1").state == State.SENT
    assert mail.outbox[0].subject == "Test letter from Edau"
