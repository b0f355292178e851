"""The two secrets of a receipt: a link nobody can guess, and a code short enough to be said down a telephone."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

# Twenty-three signs, none mistaken for another in print or by ear; a prime number of them, so that the check sign below
# finds every single wrong sign and every two that changed places.
SIGNS = "2345679ACEFHJKMNPRTUWXY"
LENGTH = 10  # nine at random (40 bits) and the check sign
GROUPS = (4, 3, 3)  # as they are printed and said: "7H4K TM9 2RW"


def new_link() -> str:
    """The secret part of a receipt's address: 128 bits at random, 22 signs."""
    return secrets.token_urlsafe(16)


def link_hash(link: str) -> str:
    """What is kept of a link. It has 128 bits, so a plain hash tells nothing."""
    return hashlib.sha256(link.encode()).hexdigest()


def new_code() -> str:
    """A new spoken code without spaces, with its check sign."""
    body = "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1))
    return body + check_sign(body)


def check_sign(body: str) -> str:
    """The sign that makes the weighted sum of all signs a multiple of 23 (weights 2 to 10, as in an ISBN)."""
    total = sum(SIGNS.index(sign) * weight for weight, sign in enumerate(body, start=2))
    return SIGNS[-total % len(SIGNS)]


def read_code(typed: str) -> str:
    """A code as somebody typed it, in capitals and without spaces or dashes; empty if it cannot be one of ours."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(code) != LENGTH or any(sign not in SIGNS for sign in code):
        return ""
    return code if check_sign(code[:-1]) == code[-1] else ""


def spaced(code: str) -> str:
    """ "7H4KTM92RW" as it is printed: "7H4K TM9 2RW"."""
    parts, at = [], 0
    for length in GROUPS:
        parts.append(code[at : at + length])
        at += length
    return " ".join(parts)


def code_hash(code: str) -> str:
    """What is kept of a code. Forty bits could be tried out, so the hash is keyed with the installation's secret."""
    return hmac.new(settings.SECRET_KEY.encode(), f"receipt {code}".encode(), hashlib.sha256).hexdigest()


def word_hash(word: str) -> str:
    """What is kept of the second word: Argon2, of the word in small letters without spaces round it."""
    return make_password(_plain(word))


def is_word(word: str, kept: str) -> bool:
    """Whether this is the second word. Never for a receipt that has none."""
    return bool(kept) and check_password(_plain(word), kept)


def _plain(word: str) -> str:
    return " ".join(word.casefold().split())
