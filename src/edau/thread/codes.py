"""The two secrets of a receipt: a link nobody can guess, and a code short enough to be said down a telephone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from enum import StrEnum
from functools import lru_cache

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


class Slip(StrEnum):
    """Why what somebody typed cannot be a code of ours. It says nothing about which codes there are."""

    LENGTH = "length"
    SIGN = "sign"
    CHECK = "check"


def read_code(typed: str) -> str:
    """A code as somebody typed it, in capitals and without spaces or dashes; empty if it cannot be one of ours."""
    return "" if slip_in(typed) else _bare(typed)


def slip_in(typed: str) -> Slip | None:
    """What is wrong with a code as somebody typed it; None where it can be one of ours."""
    code = _bare(typed)
    if any(sign not in SIGNS for sign in code):
        return Slip.SIGN
    if len(code) != LENGTH:
        return Slip.LENGTH
    return None if check_sign(code[:-1]) == code[-1] else Slip.CHECK


def strange_signs(typed: str) -> list[str]:
    """The signs of what somebody typed that no code of ours has, each once."""
    return [sign for sign in dict.fromkeys(_bare(typed)) if sign not in SIGNS]


def _bare(typed: str) -> str:
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def spaced(code: str) -> str:
    """ "7H4KTM92RW" as it is printed: "7H4K TM9 2RW"."""
    parts, at = [], 0
    for length in GROUPS:
        parts.append(code[at : at + length])
        at += length
    return " ".join(parts)


FIGURES = {
    "cy": ("dim", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}


def aloud(code: str, language: str) -> str:
    """How a code is said down a telephone, a pause between its groups: "saith, H, pedwar, K; T, M, naw; dau, R, W"."""
    words = FIGURES[language]
    return "; ".join(
        ", ".join(words[int(sign)] if sign.isdecimal() else sign for sign in group)
        for group in spaced(code).split()
    )


def code_hash(code: str) -> str:
    """What is kept of a code. Forty bits could be tried out, so the hash is keyed with the installation's secret."""
    return hmac.new(settings.SECRET_KEY.encode(), f"receipt {code}".encode(), hashlib.sha256).hexdigest()


def word_hash(word: str) -> str:
    """What is kept of the second word: Argon2, of the word in small letters without spaces round it."""
    return make_password(_plain(word))


def is_word(word: str, kept: str) -> bool:
    """Whether this is the second word. Never for a receipt that has none; that takes as long to find out."""
    right = check_password(_plain(word), kept or _nobodys_word())
    return right and bool(kept)


@lru_cache(maxsize=1)
def _nobodys_word() -> str:
    return word_hash(secrets.token_hex(16))


def _plain(word: str) -> str:
    return " ".join(word.casefold().split())
