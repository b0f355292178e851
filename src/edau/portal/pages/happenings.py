"""What happened in an involvement as lines of a list: each with its day, when it was noted, and what it replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.answer.queries.proofs import NO_PROOFS, Proofs
from edau.language.numbers import day, number, pounds, shortest
from edau.listen.analysis.small_numbers import LEAST
from edau.listen.choices import Event, Level, NotedAs
from edau.listen.models import Happening
from edau.listen.queries.happenings import earlier_notes, standing
from edau.listen.queries.witnesses import Borne
from edau.portal.words.texts import Text, text_in
from edau.thread.records import EVERYONE, Told, tell


@dataclass(frozen=True)
class Line:
    """One thing that happened. `older` are the versions it replaced, the newest first; `before` marks a decision that was
    taken before people could speak."""

    key: str
    kind: str
    day: str
    noted: str
    what: Text
    level: str
    numbers: str
    who: str  # as whom it was noted, and for which body
    evidence: Told | None
    link: str
    proven: bool  # whether anything shows it beside the word of whoever noted it
    others: tuple[str, ...]  # what others say of it
    before: bool
    older: tuple[Line, ...] = ()


def happening_lines(
    happenings: Sequence[Happening], language: str, before: Sequence[str] = (), proofs: Proofs = NO_PROOFS
) -> list[Line]:
    """What stands, by its day, each with its older versions, as `happenings_of` fetched it, and what shows it. One query for
    each kind of record that a note names."""
    earlier = earlier_notes(happenings)
    ends = {(each.evidence_label, each.evidence_id) for each in happenings if each.evidence_label}
    told = tell(ends, language, EVERYONE) if ends else {}
    lines = []
    for each in standing(happenings):
        older = tuple(_line(one, language, told, before, proofs) for one in earlier[each.pk])
        lines.append(_line(each, language, told, before, proofs, older))
    return lines


def _line(
    each: Happening,
    language: str,
    told: Mapping[tuple[str, str], Told],
    before: Sequence[str],
    proofs: Proofs,
    older: tuple[Line, ...] = (),
) -> Line:
    return Line(
        key=each.pk,
        kind=str(Event(each.kind).label),
        day=day(each.on, language),
        noted=day(localdate(each.noted), language),
        what=text_in(each.said(language), language),
        level=str(Level(each.level).label) if each.level else "",
        numbers=", ".join(_numbers(each)),
        evidence=told.get((each.evidence_label, each.evidence_id)),
        who=_who(each, language),
        link=each.link,
        proven=each.pk in proofs.proven,
        others=tuple(others_in_words(proofs.said(each.pk), language)),
        before=each.pk in before,
        older=older,
    )


def _who(each: Happening, language: str) -> str:
    """As whom it was noted; empty where that was not kept yet."""
    role = str(NotedAs(each.noted_as).label) if each.noted_as else ""
    return f"{role}, {each.noted_for.name(language)}" if each.noted_for is not None else role


def others_in_words(others: Borne, language: str) -> list[str]:
    """What others say of a thing, a sentence each. Of fewer than five no number stands there: in a small meeting it would
    point at somebody."""
    found = []
    if others.so:
        found.append(
            _("Fewer than five of those who took part say that it was so.")
            if others.so < LEAST
            else _("%(n)s of those who took part say that it was so.") % {"n": number(others.so)}
        )
    if others.not_so:
        found.append(
            _("Fewer than five of those who took part say that it was not so.")
            if others.not_so < LEAST
            else _("%(n)s of those who took part say that it was not so.") % {"n": number(others.not_so)}
        )
    if others.bodies:
        names = ", ".join(body.name(language) for body in others.bodies)
        found.append(_("Borne out by: %(names)s.") % {"names": names})
    if others.against:
        names = ", ".join(body.name(language) for body in others.against)
        found.append(_("Not so, as they say: %(names)s.") % {"names": names})
    return found


def _numbers(each: Happening) -> list[str]:
    found = []
    if each.people is not None:
        found.append(
            ngettext("%(n)s person took part", "%(n)s people took part", each.people)
            % {"n": number(each.people)}
        )
    if each.hours is not None:
        found.append(
            ngettext("%(n)s hour in all", "%(n)s hours in all", int(each.hours))
            % {"n": shortest(float(each.hours))}
        )
    if each.cost is not None:
        found.append(_("it cost %(pounds)s") % {"pounds": pounds(float(each.cost))})
    return found
