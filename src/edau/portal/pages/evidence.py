"""Promised and shown side by side: how much say people were promised in an involvement, how much the events bear out, whether
it is fair, and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from edau.answer.analysis import Judged, judged
from edau.answer.queries.evidence import Counts, counts_of
from edau.answer.queries.proofs import proofs_of
from edau.core import clock
from edau.language.numbers import day
from edau.listen.actions.involvements import is_as_sealed
from edau.listen.choices import Co, Cycle, Event, Level
from edau.listen.models import Happening, Involvement
from edau.listen.promises import law, promises
from edau.listen.queries.contributions import published_involvement
from edau.listen.queries.happenings import happenings_of, opening_days
from edau.portal.pages.happenings import Line, happening_lines
from edau.portal.words.evidence import (
    CAPS,
    REQUIREMENTS,
    VERDICTS,
    fact_in_words,
    level_name,
    sentence,
    why_in_words,
)
from edau.portal.words.texts import Text, text_in


@dataclass(frozen=True)
class Proof:
    """An event that bears a requirement out, with its place on the list; or something that is counted, without."""

    words: str
    key: str = ""


@dataclass(frozen=True)
class Needed:
    """A requirement of a level: whether it is met, and by what; and which notes say so that nothing else shows."""

    words: str
    met: bool
    proofs: tuple[Proof, ...]
    unproven: tuple[Proof, ...]


@dataclass(frozen=True)
class Rung:
    """A level: what it promises and asks, where it stands on the known ladders, whether it was promised and is borne out."""

    key: str
    name: str
    promises: str
    requires: str
    arnstein: str
    iap2: str
    promised: bool
    shown: bool
    needs: tuple[Needed, ...]


@dataclass(frozen=True)
class Test:
    """One of the four tests: its verdict as a code and in words, and what it rests on."""

    question: str
    code: str
    verdict: str
    why: str


@dataclass(frozen=True)
class EvidencePage:
    """What was promised and what happened. `missing` is what the next level still needs; `first_noted` are decisions
    that were first noted as taken before people could speak, and have been put right since, as somebody else bears out."""

    key: str
    sentence: str
    cycle: str
    co: str
    follows: tuple[Text, str] | None
    promised: Rung | None
    shown: Rung | None
    said: Rung | None  # a higher level, for which there is nothing but the word of those who noted it
    body: bool  # whether a body asks; else somebody who lives there
    rungs: tuple[Rung, ...]
    missing: tuple[str, ...]
    caps: tuple[str, ...]
    tests: tuple[Test, ...]
    tests_source: str
    tests_checked: bool
    opened: str
    decided: str  # the day of the first decision that was taken before people could speak
    put_right: bool  # whether that note was put right since, and nobody else bears that out
    first_noted: str
    happenings: tuple[Line, ...]


def rungs(language: str) -> tuple[Rung, ...]:
    """The ladder as it is explained to whoever chooses a level: nothing is promised or shown on it."""
    return tuple(_rung(key, language) for key in promises())


def evidence_page(one: Involvement, language: str) -> EvidencePage:
    """The whole comparison; eight queries at most, whatever there is in it, and one for each kind of record a note names."""
    happenings = happenings_of(one)
    opened = opening_days([one])[one.pk]
    counts = counts_of(one, opened)
    sealed = is_as_sealed(one)
    proofs = proofs_of(happenings)
    found = judged(
        one,
        happenings,
        counts,
        opened=opened,
        sealed=sealed,
        weeks=law().weeks,
        proven=proofs.proven,
        out=proofs.out,
    )
    by_key = {each.pk: each for each in happenings}
    ladder = tuple(_rung(key, language, one, found, by_key, counts) for key in promises())
    named = {rung.key: rung for rung in ladder}
    return EvidencePage(
        key=one.pk,
        sentence=sentence(
            found,
            one.promised,
            over=clock.today() > one.answer_by,
            body=one.asked_by_id is not None,
        ),
        cycle=str(Cycle(one.cycle).label) if one.cycle else "",
        co=str(Co(one.co).label) if one.co else "",
        follows=_follows(one, language),
        promised=named.get(one.promised),
        shown=named.get(found.level.level),
        said=named.get(found.level.said) if found.level.said != found.level.level else None,
        body=one.asked_by_id is not None,
        rungs=ladder,
        missing=tuple(str(REQUIREMENTS[each.requirement]) for each in found.level.missing),
        caps=tuple(str(CAPS[cap.why]) for cap in found.level.caps),
        tests=tuple(_tests(found, language)),
        tests_source=law().tests_source.say(language),
        tests_checked=law().tests_checked,
        opened=day(opened, language),
        decided=_first_day(found.before, by_key, language),
        put_right=any(by_key[key].replaced_by_id for key in found.before),
        first_noted="" if found.before else _first_day(found.was_before, by_key, language),
        happenings=tuple(happening_lines(happenings, language, (*found.before, *found.was_before), proofs)),
    )


def _first_day(keys: Sequence[str], by_key: dict[str, Happening], language: str) -> str:
    return day(min(by_key[key].on for key in keys), language) if keys else ""


def _follows(one: Involvement, language: str) -> tuple[Text, str] | None:
    earlier = published_involvement(one.follows_id) if one.follows_id else None
    return (
        (text_in(earlier.said("question", language), language), earlier.pk) if earlier is not None else None
    )


def _rung(
    key: str,
    language: str,
    one: Involvement | None = None,
    found: Judged | None = None,
    by_key: dict[str, Happening] | None = None,
    counts: Counts | None = None,
) -> Rung:
    said = promises()[key]
    needs: Iterable[Needed] = ()
    shown = False
    if found is not None and by_key is not None and counts is not None:
        checks = [each for each in found.level.checks if each.level == key]
        needs = [
            Needed(
                words=str(REQUIREMENTS[each.requirement]),
                met=each.met,
                proofs=(
                    *(Proof(_event(by_key[event], language), event) for event in each.events),
                    *(Proof(fact_in_words(fact, counts)) for fact in each.facts),
                ),
                unproven=tuple(Proof(_event(by_key[event], language), event) for event in each.unproven),
            )
            for each in checks
        ]
        level = found.level.level
        shown = bool(level) and Level.values.index(key) <= Level.values.index(level)
    return Rung(
        key=key,
        name=level_name(key),
        promises=said.promises.say(language),
        requires=said.requires.say(language),
        arnstein=", ".join(str(rung) for rung in said.arnstein),
        iap2=said.iap2.say(language),
        promised=one is not None and one.promised == key,
        shown=shown,
        needs=tuple(needs),
    )


def _event(each: Happening, language: str) -> str:
    return f"{Event(each.kind).label}, {day(each.on, language)}"


def _tests(found: Judged, language: str) -> Iterable[Test]:
    words = law().tests
    for each in found.fair:
        why = each.reasons[0]
        yield Test(
            question=words[str(each["test"])].say(language),
            code=each.code,
            verdict=str(VERDICTS[each.code]),
            why=why_in_words(why.code, dict(why.params)),
        )
