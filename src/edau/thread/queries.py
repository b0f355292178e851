"""Questions about receipts and edges."""

from __future__ import annotations

from edau.accounts.models import User
from edau.thread.codes import code_hash, is_word, link_hash, read_code
from edau.thread.models import Contact, Receipt


def receipt_by_link(link: str) -> Receipt | None:
    """The receipt of a secret address; None where there is none."""
    return Receipt.objects.select_related("person").filter(link_hash=link_hash(link)).first()


def receipt_by_code(typed: str, word: str) -> Receipt | None:
    """The receipt of a spoken code and its second word; None where the two do not belong together. Whoever asks counts
    the tries. A code that nobody holds takes as long as a word that is wrong: time tells no code."""
    code = read_code(typed)
    if not code:
        return None
    receipt = Receipt.objects.select_related("person").filter(code_hash=code_hash(code)).first()
    right = is_word(word, receipt.word_hash if receipt is not None else "")
    return receipt if right else None


def receipt_of_id(key: str) -> Receipt | None:
    """A receipt by its id, which is no secret: whoever asks knows why the reader may see it."""
    return Receipt.objects.select_related("person").filter(pk=key).first()


def receipts_of(user: User) -> list[Receipt]:
    """The receipts that an account has claimed, the newest first."""
    return list(Receipt.objects.filter(person__user=user).order_by("-made"))


def contact_of(receipt: Receipt) -> Contact | None:
    """How the holder is to be reached; None where they are not, or no longer."""
    return Contact.objects.filter(receipt=receipt).first()
