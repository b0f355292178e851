"""The part of the worked example that shows people, groups, firms and public bodies helping one another: what they offer,
lend and need, the rounds in which it was matched, and what came of it. Everything is made up, by the real deeds.

Which offer goes to which need is not written down anywhere: the matching finds it, as it would for anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils.timezone import localtime

from edau.accounts.models import User
from edau.connect.actions import hours
from edau.connect.actions.acting import note_consent
from edau.connect.actions.exchanges import agree_time, mark_done, thank
from edau.connect.actions.matching import match_all
from edau.connect.actions.needs import Wanted, need
from edau.connect.actions.offers import Ability, Thing, offer, offer_asset
from edau.connect.actions.parties import Somebody, Where
from edau.connect.actions.proposals import decline, introduce, say_yes
from edau.connect.actions.times import Times
from edau.connect.choices import Side, Stage, Why
from edau.connect.models import Asset, Party, Proposal
from edau.connect.queries.reaching import giver_of
from edau.connect.queries.speaking import Speaker
from edau.core import clock
from edau.people.actions.roles import Scope, give_role
from edau.people.choices import Part
from edau.people.models import Organisation
from edau.places.queries import visible_area
from edau.thread.models import Receipt

DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
MORNING = 10  # the hour at which help begins
GONE_ON = {"agreed", "done", "thanked"}  # how far a need must come for a time to be agreed
ASKED_A_WEEK = 7  # as often as a body may be asked; a person twice, as everywhere
ANSWERED, DONE, THANKED = 1, 3, 4  # days after a round
# A made-up moment: days from today, hour, what happens.
Happening = tuple[int, int, Callable[[], object]]


@dataclass
class Play:
    """Who takes part, and what has been made so far, by the names that the file uses."""

    given: Mapping[str, Any]
    organisations: Mapping[str, Organisation]
    officer: User
    broker: User
    parties: dict[str, Party] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    assets: dict[str, Asset] = field(default_factory=dict)
    needs: dict[str, Mapping[str, Any]] = field(default_factory=dict)  # by the id of the need

    def speaker(self, party: Party) -> Speaker:
        """Who answers for a party: a body's officer, the connector for whom they act, the person with their receipt."""
        if party.organisation_id is not None:
            return Speaker(account=self.officer)
        name = next(key for key, one in self.parties.items() if one.pk == party.pk)
        if self.given["people"][name].get("acted_for"):
            return Speaker(account=self.broker)
        return Speaker(receipt=self.receipts[name])


def happenings(
    given: Mapping[str, Any],
    organisations: Mapping[str, Organisation],
    accounts: Mapping[str, User],
) -> Iterable[Happening]:
    """Everything that happens, in no order: the example puts it among its other days. `organisations` and `accounts` are
    read when a moment comes, not before."""
    play = Play(given, organisations, accounts["officer"], accounts["broker"])
    yield min(one["days"] for one in given["assets"]) - 1, 8, partial(_appoint, play, given["board"])
    for one in given["assets"]:
        yield one["days"], 10, partial(_lend, play, one)
    for one in given["offers"]:
        yield one["days"], 11, partial(_offer, play, one)
    for one in given["needs"]:
        yield one["days"], 12, partial(_need, play, one)
    for day in given["rounds"]:
        yield day, 3, match_all
        yield day, 9, partial(_introduce, play)
        yield day + ANSWERED, 18, partial(_answer, play)
        yield min(day + DONE, -1), 20, partial(_carry_out, play)
        yield min(day + THANKED, -1), 21, partial(_thank, play)
    for one in given["gifts"]:
        yield one["days"], 13, partial(_give, play, one)


def _appoint(play: Play, board: str) -> None:
    """The connector of the whole area of the board."""
    give_role(user=play.broker, part=Part.BROKER, scope=Scope(area=board), by="edau example")


def _who(play: Play, name: str) -> Somebody:
    """A person of the example: a receipt of their own from the second time on. Or a body."""
    organisation = play.organisations.get(name)
    told = play.given["bodies" if organisation is not None else "people"][name]
    where = Where(told["area"], *_point(told["area"])) if organisation is None else Where(told["area"])
    return Somebody(
        where=where,
        languages=told["languages"],
        language="cy" if told["languages"][0] == "cy" else "en",
        organisation=organisation,
        receipt=play.receipts.get(name),
        alone=told.get("alone", False),
        asks_a_week=ASKED_A_WEEK if organisation is not None else 2,
        counts_hours=told.get("counts_hours", True),
    )


def _came(play: Play, name: str, made: Any) -> None:
    """Keeps who it was. Whoever is off-line has said aloud that the connector may act for them."""
    is_new = name not in play.parties
    play.parties[name] = made.party
    if made.issued is not None:
        play.receipts[name] = made.issued.receipt
    if is_new and play.given["people"].get(name, {}).get("acted_for"):
        note_consent(party=made.party, language="cy", spoken=True, by=play.broker)


def _lend(play: Play, given: Mapping[str, Any]) -> None:
    who = _who(play, given["of"])
    body = who.organisation is not None
    latitude, longitude = _point(who.where.area) if body else (None, None)
    texts = {name: given.get(name, "") for name in ("name_cy", "name_en", "conditions_cy", "conditions_en")}
    thing = Thing(
        kind=given["kind"],
        area=who.where.area,
        latitude=latitude,
        longitude=longitude,
        persons=given.get("persons"),
        access=given.get("access", ()),
        pence_an_hour=given.get("pence_an_hour"),
        rent_pence=given.get("rent_pence"),
        part_of=play.assets[given["part_of"]] if "part_of" in given else None,
        steward=play.officer if body else None,
        **texts,
    )
    made = offer_asset(thing=thing, times=_times(given), who=who, by=_by(play, who), synthetic=True)
    play.assets[given["key"]] = made.record
    _came(play, given["of"], made)


def _offer(play: Play, given: Mapping[str, Any]) -> None:
    ability = Ability(
        words=given["words"],
        language=given["language"],
        skills=given["skills"],
        remote=given.get("remote", False),
        km=given["km"],
        capacity=given["capacity"],
    )
    who = _who(play, given["of"])
    made = offer(ability=ability, times=_times(given), who=who, by=_by(play, who), synthetic=True)
    _came(play, given["of"], made)


def _need(play: Play, given: Mapping[str, Any]) -> None:
    asked = {
        name: given[name]
        for name in ("skill", "asset_kind", "units", "persons", "languages", "checks", "remote")
        if name in given
    }
    wanted = Wanted(
        words=given["words"],
        title=given["title"],
        language=given["language"],
        minutes=given["minutes"],
        **asked,
    )
    who = _who(play, given["of"])
    made = need(wanted=wanted, times=_times(given), who=who, by=_by(play, who), synthetic=True)
    play.needs[made.record.pk] = given
    _came(play, given["of"], made)


def _by(play: Play, who: Somebody) -> User | str:
    if who.organisation is not None:
        return play.officer
    return str(who.receipt) if who.receipt is not None else "visitor"


def _times(given: Mapping[str, Any]) -> Times | None:
    """The windows of `free`: each begins on the first of its days after the one on which it is said."""
    if "free" not in given:
        return None
    return Times([_window(days, at, minutes) for days, at, minutes in given["free"]])


def _window(days: str, at: str, minutes: int) -> dict[str, Any]:
    wanted = {DAYS[day] for day in days.split(",")}
    first: date = next(
        day
        for day in (clock.today() + timedelta(days=after) for after in range(7))
        if day.weekday() in wanted
    )
    start = datetime.combine(first, time.fromisoformat(at))
    return {
        "start": start.isoformat(timespec="minutes"),
        "minutes": minutes,
        "rule": f"FREQ=WEEKLY;BYDAY={days}",
    }


def _point(area: str) -> tuple[float, float] | tuple[None, None]:
    """The point that stands for a small area: nobody of the example lives anywhere more exactly."""
    found = visible_area(area)
    if found is None or found.latitude is None or found.longitude is None:
        return None, None
    return found.latitude, found.longitude


def _open(play: Play, stage: Stage) -> list[Proposal]:
    found = Proposal.objects.filter(stage=stage, need__in=list(play.needs)).select_related(
        "need__party", "capability__party", "asset__owner"
    )
    return list(found.order_by("made", "need__made", "need", "pk"))


def _introduce(play: Play) -> None:
    """The connector looks at what was found where one stands between, and asks both."""
    for one in _open(play, Stage.PROPOSED):
        if one.giver_asked is None:
            introduce(proposal=one.pk, by=play.broker)


def _answer(play: Play) -> None:
    """Both sides say what they were always going to say, and agree on the next morning. Whoever helps two goes from one to
    the other."""
    tomorrow = localtime(clock.now()).replace(hour=MORNING, minute=0) + timedelta(days=1)
    until: dict[str, datetime] = {}
    for one in _open(play, Stage.PROPOSED):
        goes = play.needs[one.need_id].get("goes")
        giver, seeker = play.speaker(giver_of(one)), play.speaker(one.need.party)
        if goes == "declined":
            decline(proposal=one.pk, side=Side.GIVER, why=Why.TIME, by=giver)
        elif goes in GONE_ON | {"consented"}:
            say_yes(proposal=one.pk, side=Side.GIVER, by=giver)
            made = say_yes(proposal=one.pk, side=Side.SEEKER, by=seeker)
            if made.stage == Stage.CONSENTED and goes in GONE_ON:
                when = until.get(giver_of(one).pk, tomorrow)
                until[giver_of(one).pk] = when + timedelta(minutes=one.need.minutes)
                agree_time(proposal=one.pk, side=Side.SEEKER, when=when, by=seeker)


def _carry_out(play: Play) -> None:
    for one in _open(play, Stage.AGREED):
        given = play.needs[one.need_id]
        if given.get("goes") in ("done", "thanked"):
            speaker = play.speaker(giver_of(one))
            mark_done(proposal=one.pk, side=Side.GIVER, minutes=given["minutes"], by=speaker)


def _thank(play: Play) -> None:
    for one in _open(play, Stage.DONE):
        given = play.needs[one.need_id]
        if given.get("goes") == "thanked":
            words, by = given.get("thanks", ""), play.speaker(one.need.party)
            thank(proposal=one.pk, words=words, language=given["language"], by=by)


def _give(play: Play, given: Mapping[str, Any]) -> None:
    """A body gives hours for what somebody did for everybody; or somebody gives away theirs."""
    giver, taker, minutes = play.parties[given["from"]], play.parties[given["to"]], given["minutes"]
    if giver.organisation_id is not None:
        hours.issue(organisation=giver, member=taker, minutes=minutes, by=play.officer)
    else:
        by = play.speaker(giver).by
        hours.gift(giver=giver, to=hours.open_account(party=taker, by=by), minutes=minutes, by=by)
