"""Questions about receipts and edges."""

from __future__ import annotations

from edau.thread.codes import code_hash, is_word, link_hash, read_code
from edau.thread.models import Receipt


def receipt_by_link(link: str) -> Receipt | None:
    """The receipt of a secret address; None where there is none."""
    return Receipt.objects.select_related("person").filter(link_hash=link_hash(link)).first()


def receipt_by_code(typed: str, word: str) -> Receipt | None:
    """The receipt of a spoken code and its second word; None where the two do not belong together. Whoever asks counts
    the tries."""
    code = read_code(typed)
    if not code:
        return None
    receipt = Receipt.objects.select_related("person").filter(code_hash=code_hash(code)).first()
    return receipt if receipt is not None and is_word(word, receipt.word_hash) else None
