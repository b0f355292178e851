"""Proving the audit trail: the chain itself, and that what was sealed is still what the seals say.

Withdrawn and erased words have neither text nor salt: of them the trail must only say that they were withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from edau.connect.queries import sharing
from edau.core.audit import Break, first_break, last_line
from edau.core.models import AuditLine
from edau.core.seals import seal
from edau.listen.actions.contributions import INVOLVEMENT, LABEL, Words
from edau.listen.actions.happenings import HAPPENING
from edau.listen.actions.involvements import seal_of
from edau.listen.choices import PARTS, WELSH, Stage
from edau.listen.models import Addition, Contribution, Happening, Involvement

ADDITION = "listen.Addition"
SEALING = ("contribute", "transcribe", "add_words", "publish_involvement")
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

    @property
    def holds(self) -> bool:
        return self.broken is None and not self.faults


def prove() -> Proof:
    """Verifies every line and every seal."""
    last = last_line()
    sealed = _sealed()
    seals, faults = 0, []
    for label, key, why in _checked(sealed):
        seals += 1
        if why:
            faults.append(Fault(label, key, why))
    return Proof(
        lines=last.number if last else 0,
        last=last.digest if last else "",
        broken=first_break(),
        seals=seals,
        faults=tuple(faults),
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
    there = set()
    for said in Contribution.objects.order_by("pk").iterator():
        there.add((LABEL, said.id))
        yield LABEL, said.id, _contribution(said, sealed.get((LABEL, said.id), ""))
    for added in Addition.objects.select_related("contribution").order_by("pk").iterator():
        now = seal(added.contribution.salt, {"words": added.words}) if added.contribution.salt else ""
        yield ADDITION, added.id, "" if now == sealed.get((ADDITION, added.id)) else "words"
    published = Involvement.objects.exclude(stage=Stage.DRAFT).prefetch_related("areas").order_by("pk")
    for one in published:
        there.add((INVOLVEMENT, one.id))
        now = seal_of(one, [area.code for area in one.areas.all()])
        kept = sealed.get((INVOLVEMENT, one.id), "")
        yield INVOLVEMENT, one.id, "" if now == one.seal == kept else "promise"
    yield from _happenings()
    for key, why in sharing.faulty():
        yield sharing.LABEL, key, why
    # What the trail says was said or promised must still have its row: only its words may go.
    for label, key in sealed:
        if label in (LABEL, INVOLVEMENT) and (label, key) not in there:
            yield label, key, "missing"


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


def _contribution(said: Contribution, kept: str) -> str:
    if said.withdrawn:
        left = [name for name in (*TEXTS, "salt", "place") if getattr(said, name)]
        return "not_erased" if left else ""
    texts = Words(said.language, **{name: getattr(said, name) for name in TEXTS}).texts()
    now = seal(said.salt, texts) if said.salt else ""
    return "" if now == said.seal == kept else "words"
