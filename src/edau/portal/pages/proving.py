"""Proving the audit trail: the chain itself, and that what was sealed, words and recordings, is still what the seals say.

Withdrawn and erased words have neither text nor salt: of them the trail must say that they were withdrawn, and what it says
was withdrawn must be gone. Replies of before replies were sealed are counted apart: nothing can be said of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from edau.answer.queries import sealed as replies
from edau.connect.queries import sharing
from edau.core.audit import Break, first_break, last_line
from edau.core.models import AuditLine
from edau.core.seals import seal
from edau.listen.actions.contributions import INVOLVEMENT, LABEL, Words
from edau.listen.actions.happenings import HAPPENING
from edau.listen.actions.involvements import is_as_sealed
from edau.listen.choices import PARTS, WELSH, Stage
from edau.listen.models import Addition, Contribution, Happening, Involvement
from edau.listen.queries import sealed_recordings as recordings

ADDITION, ADDED, WITHDRAWN = "listen.Addition", "add_words", "withdraw"
SEALING = ("contribute", "transcribe", ADDED, "publish_involvement")
TEXTS = ("title", *PARTS, *WELSH)


@dataclass(frozen=True)
class Fault:
    """A sealed record that is not what its seal says: which, and why, as a code."""

    label: str
    id: str
    why: str


@dataclass(frozen=True)
class Proof:
    """What was found. `last` is the number and the digest of the newest line: kept elsewhere, they show later that nothing
    was cut off."""

    lines: int
    last: str
    broken: Break | None
    seals: int
    faults: tuple[Fault, ...] = field(default=())
    unsealed: int = 0  # replies of before replies were sealed

    @property
    def holds(self) -> bool:
        return self.broken is None and not self.faults


def prove() -> Proof:
    """Verifies every line and every seal."""
    last = last_line()
    sealed = _sealed()
    seals, unsealed, faults = 0, 0, []
    for label, key, why in _checked(sealed):
        if why == replies.UNSEALED:
            unsealed += 1
            continue
        seals += 1
        if why:
            faults.append(Fault(label, key, why))
    return Proof(
        lines=last.number if last else 0,
        last=last.digest if last else "",
        broken=first_break(),
        seals=seals,
        faults=tuple(faults),
        unsealed=unsealed,
    )


def _sealed() -> dict[tuple[str, str], str]:
    """The newest seal in the trail of each record."""
    lines = AuditLine.objects.filter(deed__in=SEALING).order_by("number")
    return {
        (label, key): codes.get("seal", "")
        for label, key, codes in lines.values_list("label", "object_id", "codes").iterator()
    }


def _checked(sealed: dict[tuple[str, str], str]) -> Iterator[tuple[str, str, str]]:
    """Each sealed record with what is wrong with it; nothing for one that holds."""
    there, gone = set(), _withdrawn()
    for said in Contribution.objects.order_by("pk").iterator():
        there.add((LABEL, said.id))
        yield LABEL, said.id, _contribution(said, sealed.get((LABEL, said.id), ""), said.id in gone)
    for added in Addition.objects.select_related("contribution").order_by("pk").iterator():
        there.add((ADDITION, added.id))
        now = seal(added.contribution.salt, {"words": added.words}) if added.contribution.salt else ""
        yield ADDITION, added.id, "" if now == sealed.get((ADDITION, added.id)) else "words"
    published = (
        Involvement.objects.exclude(stage=Stage.DRAFT).prefetch_related("areas", "controllers").order_by("pk")
    )
    for one in published:
        there.add((INVOLVEMENT, one.id))
        kept = sealed.get((INVOLVEMENT, one.id), "")
        yield INVOLVEMENT, one.id, "" if one.seal == kept and is_as_sealed(one) else "promise"
    yield from _happenings()
    for key, why in recordings.verdicts(gone):
        yield recordings.LABEL, key, why
    for key, why in sharing.faulty():
        yield sharing.LABEL, key, why
    for key, why in replies.verdicts():
        yield replies.LABEL, key, why
    # What the trail says was said or promised must still have its row: only its words may go.
    for label, key in sealed:
        if label in (LABEL, INVOLVEMENT) and (label, key) not in there:
            yield label, key, "missing"
    for key in _lost({key for label, key in there if label == ADDITION}, gone):
        yield ADDITION, key, "missing"


def _withdrawn() -> dict[str, int]:
    """What the trail says was taken back, with the number of the line. One deed erases words, whoever asks for it: the holder
    of a receipt, or of an account that is erased."""
    lines = AuditLine.objects.filter(deed=WITHDRAWN, label=LABEL).order_by("number")
    return dict(lines.values_list("object_id", "number"))


def _lost(there: set[str], gone: Mapping[str, int]) -> Iterator[str]:
    """Words that were added and are gone, though what they were added to was not taken back after that.

    Older lines do not say what was added to: of these it is only known that somebody took something back later.
    """
    newest = max(gone.values(), default=0)
    lines = AuditLine.objects.filter(deed=ADDED, label=ADDITION).order_by("number")
    for number, key, codes in lines.values_list("number", "object_id", "codes").iterator():
        until = gone.get(codes["of"], 0) if "of" in codes else newest
        if key not in there and until < number:
            yield key


def _happenings() -> Iterator[tuple[str, str, str]]:
    """Each thing that was noted: it has still the day and the kind with which it came into the trail."""
    lines = AuditLine.objects.filter(deed="note_happening", label=HAPPENING).order_by("number")
    noted = dict(lines.values_list("object_id", "codes"))
    for key, kind, on in Happening.objects.order_by("pk").values_list("pk", "kind", "on").iterator():
        codes = noted.pop(key, {})
        same = (codes.get("kind"), codes.get("on")) == (kind, on.isoformat())
        yield HAPPENING, key, "" if same else "day"
    for key in noted:
        yield HAPPENING, key, "missing"


def _contribution(said: Contribution, kept: str, gone: bool) -> str:
    """What is wrong with it, as a code. `gone`: the trail says that it was taken back."""
    if said.withdrawn or gone:
        left = [name for name in (*TEXTS, "salt", "place") if getattr(said, name)]
        if left or not said.withdrawn:
            return "not_erased"
        return "" if gone else "not_withdrawn"
    texts = Words(said.language, **{name: getattr(said, name) for name in TEXTS}).texts()
    now = seal(said.salt, texts) if said.salt else ""
    return "" if now == said.seal == kept else "words"
