"""Names for records: short, readable aloud, in no order that tells how many there are."""

from __future__ import annotations

import secrets

# Without those that are mistaken for one another, in writing or in a bad photograph of a screen.
LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
LENGTH = 12  # 30^12: nearly 59 bits, enough that two never meet; no secret


def new_id() -> str:
    """A new name for a record, such as "h7k2m9qwx4tp". It says nothing, and opens nothing by being known."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
