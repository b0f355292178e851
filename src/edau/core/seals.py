"""Seals: a salted hash of words stands in the audit trail, the words and the salt beside their record.

Whoever holds the words and the salt can show that they are those of that day. When both are erased, what is left says
nothing about anybody, and the trail still verifies.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping


def new_salt() -> str:
    """128 bits at random, so that short words cannot be guessed from their hash."""
    return secrets.token_hex(16)


def seal(salt: str, words: Mapping[str, str]) -> str:
    """The SHA-256 of named words under a salt, in hexadecimal. The order of the names does not matter; names and words
    are told apart by their lengths, so that no other words give the same seal. ValueError without a salt."""
    if not salt:
        raise ValueError("Without a salt a seal can be guessed.")
    digest = hashlib.sha256(salt.encode())
    for name, text in sorted(words.items()):
        for part in (name.encode(), text.encode()):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()
