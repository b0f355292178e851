"""Season rounds as data for their pages: the list, a round for everyone, for an officer, and one request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edau.connect.analysis.seasons import lock_findings
from edau.connect.choices import Season
from edau.connect.models import Asset, Placing, SeasonRequest, SeasonRound
from edau.connect.queries import seasons as lists
from edau.connect.queries.offers import by_fives
from edau.connect.season_spaces import open_week
from edau.core import clock
from edau.language.alphabet import sort_names
from edau.language.numbers import day, number, percent
from edau.portal.words.offering import people_words
from edau.portal.words.season import (
    FAILED,
    HELPS,
    REASONS,
    clock_words,
    day_words,
    finding_words,
    hours_words,
    length_words,
    meetings_words,
    often_words,
    ranges_words,
    spans_words,
    time_words,
    would_fit_words,
)
from edau.portal.words.texts import Text, text_in
from edau.ui.rows import Heading
from edau.ui.tables import Table

WEEK = range(7)


@dataclass(frozen=True)
class SeasonCard:
    """A round on a list."""

    key: str
    name: Text
    organisation: str
    days: str
    state: str
    synthetic: bool


@dataclass(frozen=True)
class Meeting:
    """One time of somebody's. `key` is that of the placing; `request` that of the request."""

    key: int
    request: str
    when: str
    who: Text
    locked: bool
    room: str = ""


@dataclass(frozen=True)
class DayLine:
    """A day of a space: when it is open, who meets, what is still free."""

    name: str
    open: str
    meetings: tuple[Meeting, ...]
    free: str


@dataclass(frozen=True)
class SpaceWeek:
    """A space with its ordinary week. `shut` are days on which it is not open after all."""

    key: str
    name: Text
    persons: str
    part_of: str
    gone: bool
    days: tuple[DayLine, ...]
    open: tuple[str, ...]
    shut: str


@dataclass(frozen=True)
class Outcome:
    """What a plan comes to, beside what first come, first served would give, in sentences and as a table."""

    sentences: tuple[str, ...]
    table: Table


@dataclass(frozen=True)
class SeasonPage:
    """A round for everyone. What only a published one has is empty before."""

    card: SeasonCard
    asked: str
    open: bool
    ask_by: str
    published: str
    spaces: tuple[SpaceWeek, ...]
    outcome: Outcome | None = None
    rejected: tuple[tuple[str, str], ...] = ()
    sealed: str = ""


@dataclass(frozen=True)
class RequestLine:
    """A request as its group and the officer read it."""

    key: str
    who: Text
    words: Text
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    meetings: tuple[Meeting, ...]
    why: str
    helps: tuple[str, ...]
    synthetic: bool


@dataclass(frozen=True)
class RoundPage:
    """A round for whoever runs it."""

    card: SeasonCard
    published: bool
    stage: str
    failed: str
    planned: str
    stale: bool
    ready: bool
    spaces: tuple[SpaceWeek, ...]
    to_add: tuple[tuple[str, str], ...]
    requests: tuple[RequestLine, ...]
    rejected: tuple[RequestLine, ...]
    findings: tuple[str, ...]
    outcome: Outcome | None
    counts: str


def cards(seasons: Iterable[SeasonRound], language: str) -> list[SeasonCard]:
    """Rounds for a list."""
    return [card_of(one, language) for one in seasons]


def card_of(season: SeasonRound, language: str) -> SeasonCard:
    """One round for a list."""
    today = clock.today()
    if season.stage == Season.PUBLISHED:
        state = _("Published: see who meets where")
    elif lists.takes_requests(season, today):
        state = _("Ask for a room until %(day)s") % {"day": day(season.ask_by, language)}
    else:
        state = _("No more requests are taken; it is being planned")
    return SeasonCard(
        key=season.pk,
        name=text_in(season.said("name", language), language),
        organisation=season.organisation.name(language),
        days=days_words(season.begins, season.ends, language),
        state=state,
        synthetic=season.synthetic,
    )


def days_words(begins: date, ends: date, language: str) -> str:
    """From one day to another."""
    return _("%(begins)s to %(ends)s") % {"begins": day(begins, language), "ends": day(ends, language)}


def season_page(season: SeasonRound, language: str) -> SeasonPage:
    """A round for everyone. The same few queries however many ask."""
    spaces, requests = by_name(lists.spaces_of(season), language), lists.requests_of(season)
    published = season.stage == Season.PUBLISHED
    placings = lists.placings_of(season) if published else []
    shown = [space for space in spaces if space.withdrawn is None]
    told = public_names(requests, language)
    page = SeasonPage(
        card=card_of(season, language),
        asked=_asked_words(len(requests)),
        open=lists.takes_requests(season),
        ask_by=day(season.ask_by, language),
        published=day(localdate(season.published), language) if season.published else "",
        spaces=tuple(week_of(one, season, spaces, placings, told, language) for one in shown),
    )
    if not published:
        return page
    sealed = lists.sealed_as(season)
    return replace(
        page,
        outcome=outcome_of(season, spaces, placings, language),
        rejected=_rejected_counts(requests),
        sealed=_sealed_words(sealed),
    )


def public_names(requests: Iterable[SeasonRequest], language: str) -> dict[str, Text]:
    """Under which name everyone reads who meets: an organisation's own; of people no more than that it is a group."""
    return {
        one.pk: Text(one.party.organisation.name(language) if one.party.organisation else _("A group"))
        for one in requests
    }


def inside_names(requests: Iterable[SeasonRequest], language: str) -> dict[str, Text]:
    """Under which name the officer reads who meets: the organisation, or else what they want the room for."""
    return {
        one.pk: Text(one.party.organisation.name(language))
        if one.party.organisation
        else Text(one.words, one.language if one.language != language else "")
        for one in requests
    }


def week_of(
    space: Asset,
    season: SeasonRound,
    spaces: Sequence[Asset],
    placings: Sequence[Placing],
    names: Mapping[str, Text],
    language: str,
) -> SpaceWeek:
    """A space with its week. No query."""
    near = lists.related(spaces, space.pk)
    there = [one for one in placings if one.asset_id in near]
    opened, free = open_week(space), lists.free_of(space, spaces, placings)
    known = {one.pk: one for one in spaces}
    return SpaceWeek(
        key=space.pk,
        name=text_in(space.said("name", language), language),
        persons=number(space.persons or 0),
        part_of=space.part_of.said("name", language)[0] if space.part_of is not None else "",
        gone=space.withdrawn is not None,
        days=tuple(
            DayLine(
                name=day_words(weekday),
                open=spans_words(opened[weekday]),
                meetings=tuple(
                    meeting_of(
                        one, names, "" if one.asset_id == space.pk else _room(known, one.asset_id, language)
                    )
                    for one in there
                    if one.weekday == weekday
                ),
                free=spans_words(free[weekday]),
            )
            for weekday in WEEK
        ),
        open=tuple(f"{day_words(n)}: {spans_words(mask)}" for n, mask in enumerate(opened) if mask),
        shut=", ".join(day(one, language) for one in lists.days_shut(space, season)),
    )


def meeting_of(placing: Placing, names: Mapping[str, Text], room: str = "") -> Meeting:
    """One time of somebody's, for a line of a week."""
    return Meeting(
        key=placing.pk,
        request=placing.request_id,
        when=clock_words(placing.start, placing.minutes),
        who=names.get(placing.request_id, Text("")),
        locked=placing.locked,
        room=room,
    )


def _room(known: Mapping[str, Asset], key: str, language: str) -> str:
    return known[key].said("name", language)[0] if key in known else ""


def outcome_of(
    season: SeasonRound, spaces: Sequence[Asset], placings: Sequence[Placing], language: str
) -> Outcome | None:
    """What the plan comes to; None before there was one. One query."""
    if not season.first_come:
        return None
    used, first = lists.use_of(season, spaces, placings), season.first_come
    share, first_share = _share(used.used, used.open), _share(first["used"], first["open"])
    worth, first_worth = _share(season.value, season.bound), _share(first["value"], season.bound)
    sentences = [
        _(
            "The rooms are open for %(open)s in these weeks; groups have them for %(used)s of those, %(share)s."
        )
        % {"open": hours_words(used.open), "used": hours_words(used.used), "share": share},
        _("Before, %(hours)s in these weeks had been agreed one by one.")
        % {"hours": hours_words(used.before)},
        _(
            "First come, first served would have given room to %(first)s, in %(share)s of the open hours; this plan gives"
            " room to %(planned)s."
        )
        % {
            "first": meetings_words(int(first["placed"])),
            "share": first_share,
            "planned": meetings_words(len(placings)),
        },
        _("The best plan that there could be is worth at most %(rest)s more than this one.")
        % {"rest": _rest(season)}
        if season.value < season.bound
        else _("No plan could be better than this one by the rules that all requests are weighed by."),
    ]
    columns = [
        Heading(_("How rooms are shared out")),
        Heading(_("Meetings a week"), numeric=True),
        Heading(_("Of the open hours"), numeric=True),
        Heading(_("Of the most there could be"), numeric=True),
    ]
    rows = [
        [_("This plan"), number(len(placings)), share, worth],
        [_("First come, first served"), number(int(first["placed"])), first_share, first_worth],
    ]
    return Outcome(
        tuple(sentences), Table("outcome", _("This plan beside first come, first served"), columns, rows)
    )


def _share(part: float, whole: float) -> str:
    return percent(100 * part / whole) if whole else "–"


def _rest(season: SeasonRound) -> str:
    return percent(100 * (season.bound - season.value) / season.value) if season.value else percent(0)


def _asked_words(count: int) -> str:
    if not count:
        return _("Nobody has asked for a room yet.")
    return _("Groups that have asked for a room: %(count)s.") % {"count": people_words(by_fives(count))}


def _rejected_counts(requests: Iterable[SeasonRequest]) -> tuple[tuple[str, str], ...]:
    """Reasons and how many groups each is of, by fives, the most first; codes that are of no plan are left out."""
    found = Counter(one.refused for one in requests if one.refused in REASONS)
    return tuple((str(REASONS[code]), people_words(by_fives(count))) for code, count in found.most_common())


def _sealed_words(sealed: lists.Sealed | None) -> str:
    if sealed is None:
        return ""
    words = {"line": number(sealed.line)}
    if sealed.holds:
        return (
            _("What stands here is what was sealed: line %(line)s of the audit trail has its hash.") % words
        )
    return (
        _(
            "Line %(line)s of the audit trail has the hash of what was published. What stands here is not all of that any"
            " more: somebody who had a time may have been erased since."
        )
        % words
    )


def request_line(
    one: SeasonRequest,
    placings: Iterable[Placing],
    names: Mapping[str, str],
    who: Text,
    language: str,
    *,
    shown: bool = True,
) -> RequestLine:
    """A request with what it got and why not more. `names` are those of the spaces, by id. `shown` is whether the plan is for
    this reader yet."""
    facts = [
        (_("How many come"), (number(one.persons),)),
        (_("How long"), (length_words(one.least, one.most),)),
        (_("How often"), (often_words(one.times),)),
        (_("When"), tuple(ranges_words(one.ranges))),
        (
            _("Rooms, the one liked most first"),
            tuple(names.get(key, "") for key in one.preferred) or (_("any"),),
        ),
    ]
    given = [placing for placing in placings if placing.request_id == one.pk] if shown else []
    meetings = tuple(
        Meeting(
            placing.pk,
            one.pk,
            time_words(placing.weekday, placing.start, placing.minutes),
            who,
            placing.locked,
            names.get(placing.asset_id, ""),
        )
        for placing in sorted(given, key=lambda each: (each.weekday, each.start))
    )
    why = str(REASONS[one.refused]) if shown and one.refused in REASONS else ""
    helps = (str(HELPS[one.refused]), *would_fit_words(one.detail, names)) if why else ()
    return RequestLine(
        one.pk,
        who,
        Text(one.words, one.language if one.language != language else ""),
        tuple(facts),
        meetings,
        why,
        helps,
        one.synthetic,
    )


def by_name(spaces: Iterable[Asset], language: str) -> list[Asset]:
    """Spaces in the alphabetical order of the language in which they are read; a plan keeps an order of its own."""
    return sort_names(spaces, language=language, name=lambda one: one.said("name", language)[0])


def space_names(spaces: Iterable[Asset], language: str) -> dict[str, str]:
    """The names of spaces, by id."""
    return {one.pk: one.said("name", language)[0] for one in spaces}


def round_page(season: SeasonRound, language: str) -> RoundPage:
    """A round for whoever runs it. The same few queries however many ask."""
    spaces, requests = by_name(lists.spaces_of(season), language), lists.requests_of(season)
    placings = lists.placings_of(season)
    names, whose = space_names(spaces, language), inside_names(requests, language)
    lines = tuple(request_line(one, placings, names, whose[one.pk], language) for one in requests)
    published = season.stage == Season.PUBLISHED
    found = lock_findings(season, spaces, requests, placings)
    to_add = [] if published else by_name(lists.spaces_to_add(season), language)
    return RoundPage(
        card=card_of(season, language),
        published=published,
        stage=season.get_stage_display(),
        failed=str(FAILED[season.failed]) if season.failed in FAILED else "",
        planned=day(localdate(season.planned), language) if season.planned else "",
        stale=bool(placings) and season.planned is None,
        ready=bool(placings) and not published and (season.planned is not None or bool(season.failed)),
        spaces=tuple(week_of(one, season, spaces, placings, whose, language) for one in spaces),
        to_add=tuple((one.pk, one.said("name", language)[0]) for one in to_add),
        requests=lines,
        rejected=tuple(line for line in lines if line.why),
        findings=tuple(finding_words(one, {key: text.text for key, text in whose.items()}) for one in found),
        outcome=outcome_of(season, spaces, placings, language) if placings else None,
        counts=_counts(len(requests), len(placings)),
    )


def _counts(requests: int, placings: int) -> str:
    asked = ngettext("%(count)s request", "%(count)s requests", requests) % {"count": number(requests)}
    return _("%(requests)s; %(meetings)s have a room") % {
        "requests": asked,
        "meetings": meetings_words(placings),
    }
