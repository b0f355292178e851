"""Why a letter could not be sent, as a code, and as a sentence with what to do about it."""

from __future__ import annotations

import errno
import smtplib
import socket
import ssl
from typing import Any

from django.utils.translation import gettext_lazy as _

# For each code: what happened, and what whoever runs the installation can do.
WORDS: dict[str, tuple[Any, Any]] = {
    "refused": (
        _("The mail server refused the connection."),
        _("It may be switched off, or the port may be wrong: see EDAU_SMTP_HOST and EDAU_SMTP_PORT."),
    ),
    "name_not_found": (
        _("There is no mail server of this name."),
        _("Look for a slip in EDAU_SMTP_HOST, and check that this machine can look names up."),
    ),
    "unreachable": (
        _("There is no way to the mail server from this machine."),
        _("Check the network, and whether a firewall lets this machine out to the port."),
    ),
    "timeout": (
        _("The mail server did not answer in time."),
        _("A firewall may be in the way, or the port may be wrong: see EDAU_SMTP_PORT."),
    ),
    "tls": (
        _("No safe connection to the mail server could be made."),
        _("It must offer STARTTLS, with a certificate that is valid for the name in EDAU_SMTP_HOST."),
    ),
    "login_refused": (
        _("The mail server did not accept the user name and password."),
        _("Check EDAU_SMTP_USER and EDAU_SMTP_PASSWORD."),
    ),
    "sender_refused": (
        _("The mail server does not let us send from our address."),
        _("Check EDAU_FROM, and that this user may send for it."),
    ),
    "recipient_refused": (
        _("The mail server does not accept the address the letter goes to."),
        _("Look for a slip in the address; or the server passes letters on only to some domains."),
    ),
    "message_refused": (
        _("The mail server refused the letter itself."),
        _("Its own log says why: it may be taken for unwanted mail."),
    ),
    "disconnected": (
        _("The mail server ended the connection in the middle."),
        _("This often passes. If it stays, look at the server’s own log."),
    ),
    "not_ready": (
        _("The mail server answered, but takes no letters now."),
        _("This often passes. If it stays, look at the server’s own log."),
    ),
    "not_written": (
        _("The letter could not be written to the folder of letters."),
        _("Check that the disk has room and that the folder belongs to Edau."),
    ),
    "too_late": (
        _("The code had run out before the letter could be sent."),
        _("Ask for a new code once letters go out again."),
    ),
    "other": (
        _("The letter could not be sent, for a reason we do not know."),
        _("The log of Edau has the mail server’s own words."),
    ),
}

NO_WAY = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})
NO_WRITING = frozenset({errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EDQUOT, errno.EPERM})


def code_of(problem: BaseException) -> str:
    """The code of what went wrong, with the server's own number behind it where it gave one: "recipient_refused:550"."""
    number = _number(problem)
    name = _name(problem)
    return f"{name}:{number}" if number else name


def is_final(code: str) -> bool:
    """Whether trying again cannot help: the server said no for good (a number from 500) to this letter or its address."""
    name, _colon, number = code.partition(":")
    return name in ("recipient_refused", "message_refused") and number.startswith("5")


def in_words(code: str) -> tuple[str, str]:
    """What happened and what to do, in the language that is active."""
    happened, to_do = WORDS.get(code.partition(":")[0], WORDS["other"])
    return str(happened), str(to_do)


def _name(problem: BaseException) -> str:
    # smtplib's errors are kinds of OSError too, so they are asked about first.
    if isinstance(problem, smtplib.SMTPException):
        return _smtp(problem)
    if isinstance(problem, ssl.SSLError):
        return "tls"
    if isinstance(problem, socket.gaierror):
        return "name_not_found"
    if isinstance(problem, TimeoutError):
        return "timeout"
    if isinstance(problem, ConnectionRefusedError):
        return "refused"
    if isinstance(problem, ConnectionError):
        return "disconnected"
    if isinstance(problem, OSError) and problem.errno in NO_WAY:
        return "unreachable"
    if isinstance(problem, OSError) and problem.errno in NO_WRITING:
        return "not_written"
    return "other"


def _smtp(problem: smtplib.SMTPException) -> str:
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return "login_refused"
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return "recipient_refused"
    if isinstance(problem, smtplib.SMTPSenderRefused):
        return "sender_refused"
    if isinstance(problem, smtplib.SMTPDataError):
        return "message_refused"
    if isinstance(problem, smtplib.SMTPNotSupportedError):
        return "login_refused" if "AUTH" in str(problem) else "tls"
    if isinstance(problem, smtplib.SMTPServerDisconnected):
        return "timeout" if "timed out" in str(problem) else "disconnected"
    if isinstance(problem, smtplib.SMTPConnectError | smtplib.SMTPHeloError):
        return "not_ready"
    return "other"


def _number(problem: BaseException) -> int:
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return max((code for code, _text in problem.recipients.values()), default=0)
    if isinstance(problem, smtplib.SMTPResponseException):
        return int(problem.smtp_code)
    return 0
