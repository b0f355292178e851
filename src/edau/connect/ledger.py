"""What makes a ledger of hours hold, as plain functions: no database, no words.

Each transfer is sealed together with the seal of the one before it, so that none can be changed, taken out, slipped in or
put in another order without all later seals ceasing to hold. The words of the law of it: every transfer comes to nothing,
so all accounts together do; numbers leave no gap; what is wrong is undone by a transfer that mirrors it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

BEGINNING = "0" * 64
CORRECTION, CLOSING = "correction", "closing"


@dataclass(frozen=True)
class Line:
    """A transfer with both its sides. `entries` are minutes by account: into it above nought, out of it below."""

    number: int
    id: str
    movement: str
    corrects: str  # the id of the transfer it undoes; empty for all but corrections
    reason: str
    by: str
    at: datetime
    entries: Mapping[str, int]
    seal: str = ""


@dataclass(frozen=True)
class Fault:
    """Something in the ledger that does not hold: the number of the transfer (0: of the ledger as a whole), and a code.

    Codes: `number` (one is missing, or there twice), `seal` (changed, taken out or slipped in), `zero` (hours came from
    nowhere or went nowhere), `one_sided` (fewer than two accounts), `corrects` (undoes what is not there, or twice),
    `mirror` (does not undo what it says it undoes), `closed` (moves hours of an account that was closed before), `left`
    (a closed account has something left), `trail` (not as the audit trail has it), `cut` (the newest were taken away),
    `sum` (the entries of all accounts do not come to nothing).
    """

    number: int
    code: str


def seal_of(line: Line, previous: str) -> str:
    """The SHA-256 of a transfer and of the seal before it, in hexadecimal.

    The proposal it was for is not in it: that is erased with its person, and the ledger must still hold.
    """
    content = [
        line.number,
        line.id,
        line.movement,
        line.corrects,
        line.reason,
        line.by,
        line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        sorted(line.entries.items()),
        previous,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def undone(entries: Mapping[str, int], heirs: Mapping[str, str]) -> dict[str, int]:
    """The entries that undo these. What concerns an account that was closed since concerns the pot that took what was left
    in it (`heirs`: pots by closed account). Empty where that leaves nothing to move."""
    found: dict[str, int] = {}
    for account, minutes in entries.items():
        now = heirs.get(account, account)
        found[now] = found.get(now, 0) - minutes
    return {account: minutes for account, minutes in found.items() if minutes}


def balances(lines: Iterable[Line]) -> dict[str, int]:
    """Minutes by account."""
    found: dict[str, int] = {}
    for line in lines:
        for account, minutes in line.entries.items():
            found[account] = found.get(account, 0) + minutes
    return found


def faults(lines: Iterable[Line], heirs: Mapping[str, str] = MappingProxyType({})) -> Iterator[Fault]:
    """What does not hold, by number; nothing for a whole ledger. `lines` come in the order of their numbers; `heirs` are the
    pots of the accounts that are closed now.

    After a break the chain is followed on from the seal that is there, so that one change is one fault.
    """
    previous, expected = BEGINNING, 1
    known: dict[str, Line] = {}
    corrected: set[str] = set()
    emptied: set[str] = set()
    for line in lines:
        if line.number != expected:
            yield Fault(line.number, "number")
        if line.seal != seal_of(line, previous):
            yield Fault(line.number, "seal")
        if sum(line.entries.values()):
            yield Fault(line.number, "zero")
        if len(line.entries) < 2:
            yield Fault(line.number, "one_sided")
        if emptied & line.entries.keys():
            yield Fault(line.number, "closed")
        if line.movement == CORRECTION:
            original = known.get(line.corrects)
            if original is None or line.corrects in corrected:
                yield Fault(line.number, "corrects")
            # Whether an account was closed before or after, what is left of both sides is the same once pots stand for
            # all that are closed.
            elif undone(original.entries, heirs) != undone(undone(line.entries, {}), heirs):
                yield Fault(line.number, "mirror")
            corrected.add(line.corrects)
        if line.movement == CLOSING:
            emptied |= line.entries.keys() & heirs.keys()
        known[line.id] = line
        previous, expected = line.seal, line.number + 1
