"""What happened in an involvement as lines of a list: each with its day, when it was noted, and what it replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.language.numbers import day, number, pounds, shortest
from edau.listen.choices import Event, Level, NotedAs
from edau.listen.models import Happening
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
    before: bool
    older: tuple[Line, ...] = ()


def happening_lines(happenings: Sequence[Happening], language: str, before: Sequence[str] = ()) -> list[Line]:
    """What stands, by its day, each with its older versions, as `happenings_of` fetched it. One query for each kind of record
    that bears one out."""
    older = {each.replaced_by_id: each for each in happenings if each.replaced_by_id}
    ends = {(each.evidence_label, each.evidence_id) for each in happenings if each.evidence_label}
    told = tell(ends, language, EVERYONE) if ends else {}
    lines = []
    for each in happenings:
        if each.replaced_by_id is None:
            chain = []
            back = older.get(each.pk)
            while back is not None:
                chain.append(_line(back, language, told, before))
                back = older.get(back.pk)
            lines.append(_line(each, language, told, before, tuple(chain)))
    return lines


def _line(
    each: Happening,
    language: str,
    told: Mapping[tuple[str, str], Told],
    before: Sequence[str],
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
        proven=each.proven,
        before=each.pk in before,
        older=older,
    )


def _who(each: Happening, language: str) -> str:
    """As whom it was noted; empty where that was not kept yet."""
    role = str(NotedAs(each.noted_as).label) if each.noted_as else ""
    return f"{role}, {each.noted_for.name(language)}" if each.noted_for is not None else role


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
