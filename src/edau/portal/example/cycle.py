"""The worked example: weeks of listening and answering in the area of Cwm Taf Morgannwg, built by the deeds that anybody's
words go through. Its words are in `catalogue/demo`; all of them are made up, and every record of it is marked so.

The clock is moved to each day in turn. The audit trail is not: its lines say when the example was truly built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from importlib import resources
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from edau.accounts.actions import join
from edau.accounts.models import User
from edau.answer.actions.feeling import feel
from edau.answer.actions.passages import hear, weigh
from edau.answer.actions.replies import Draft, reply
from edau.answer.choices import Mattered, Outcome
from edau.core import audit, clock
from edau.core.locks import one_at_a_time
from edau.listen.actions.contributions import Words
from edau.listen.actions.frameworks import use_framework
from edau.listen.actions.involvements import Promise, open_involvement, publish
from edau.listen.actions.saying import say
from edau.listen.actions.themes import Name, name_theme, tie_words
from edau.listen.actions.voices import publish_voices
from edau.listen.choices import Audience, Kind
from edau.listen.models import Contribution, Happening, Involvement, Theme
from edau.moderation.actions.reporting import report
from edau.moderation.choices import Reason
from edau.moderation.queries.effects import Asked
from edau.people.actions.roles import Scope, give_role
from edau.people.choices import Part
from edau.people.models import Organisation
from edau.portal.example import connecting, crowd, involving, season
from edau.portal.queries.example import is_built

BY = "edau example"
LABEL, NEIGHBOUR = "listen.Contribution", "enghraifft-clwb-ieuenctid"
HEARD_AFTER = 3  # days from saying to being heard
THEMES_NAMED, PRINCIPLES_PLANNED, REACH_NOTED = -30, -46, -20  # days from today
Progress = Callable[[str, int, int], None]


@dataclass
class Cast:
    """Who does what in the example, and what has been made so far, by the names that its files use."""

    accounts: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    involvements: dict[str, Involvement] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    voices: dict[int, Contribution] = field(default_factory=dict)
    happened: dict[str, Happening] = field(default_factory=dict)


@dataclass(frozen=True)
class Moment:
    """One thing that happened: so many days from today, at an hour, in this order among those of the hour."""

    days: int
    hour: int
    what: Callable[[], object]


@transaction.atomic
def build_example(*, progress: Progress | None = None) -> int:
    """Builds the example, whole or not at all; returns how many voices it has, 0 where it is here already."""
    one_at_a_time("example")
    if is_built():
        return 0
    files = ("cycle", "voices", "involving", "connecting", "crowd")
    cycle, voices, honest, shared, many = (_read(name) for name in files)
    cycle["involvements"] += many["work"]
    honest["happenings"] += many["happenings"]
    honest["principles"] += many["principles"]
    honest["promises"] |= {one["key"]: one["promise"] for one in many["work"]}
    cast, today = Cast(), timezone.now().replace(minute=0, second=0, microsecond=0)
    _bring_in(cast, [*cycle["organisations"], *honest["organisations"], *shared["organisations"]])
    between = connecting.happenings(shared, cast.organisations, cast.accounts)
    moments = sorted(
        [
            *_moments(cast, cycle, voices, honest),
            *_honest_moments(cast, voices, honest),
            *(Moment(*one) for one in between),
            *(Moment(*one) for one in crowd.happenings(many, honest, cast.involvements, cast.accounts)),
            *(Moment(*one) for one in season.happenings(cast.organisations, cast.accounts)),
        ],
        key=lambda one: (one.days, one.hour),
    )
    for done, moment in enumerate(moments, start=1):
        with clock.at(_when(today, moment)):
            moment.what()
        if progress is not None:
            progress("", done, len(moments))
    publish_voices()
    return len(cast.voices) + sum(one["people"] for one in many["rounds"])


def _when(today: datetime, moment: Moment) -> datetime:
    """The moment itself; never later than now, since nothing of the example is still to come."""
    return min(today + timedelta(days=moment.days, hours=moment.hour - 24), today)


def _read(name: str) -> Any:
    return yaml.safe_load((resources.files("edau.catalogue") / "demo" / f"{name}.yaml").read_text("utf-8"))


def _bring_in(cast: Cast, organisations: Iterable[dict[str, str]]) -> None:
    """The bodies of the example and one account for each part, whose codes go where the demonstration's letters go."""
    for given in organisations:
        made = Organisation.objects.create(**given, synthetic=True)
        audit.record(deed="add_organisation", by=BY, label="people.Organisation", object_id=made.key)
        cast.organisations[made.key] = made
    for part in Part:
        account = join(email=f"{part.value}@enghraifft.example", language="cy")
        everywhere = part in (Part.AUDITOR, Part.ADMINISTRATOR)
        for scope in [Scope()] if everywhere else [Scope(one) for one in cast.organisations.values()]:
            give_role(user=account, part=part, scope=scope, by=BY)
        cast.accounts[part.value] = account
    cast.accounts["reader"] = join(email="darllenydd@enghraifft.example", language="cy")
    # Somebody of a body that neither asks nor answers, and has no other role: who can bear out what others noted.
    neighbour = join(email="cymydog@enghraifft.example", language="cy")
    give_role(user=neighbour, part=Part.FACILITATOR, scope=Scope(cast.organisations[NEIGHBOUR]), by=BY)
    cast.accounts["neighbour"] = neighbour


def _moments(
    cast: Cast, cycle: dict[str, Any], voices: list[dict[str, Any]], honest: dict[str, Any]
) -> Iterable[Moment]:
    for given in cycle["involvements"]:
        yield Moment(given["opens"] - 1, 9, lambda given=given: _involve(cast, given, honest))  # type: ignore[misc]
    for key, spoken in (("evenings", voices), ("hall", cycle["hall"])):
        for voice in spoken:
            yield Moment(-voice["days"], 10, lambda v=voice, k=key: _speak(cast, v, k))  # type: ignore[misc]
            if voice["days"] > HEARD_AFTER and key == "evenings" and "reported" not in voice:
                yield Moment(-voice["days"] + HEARD_AFTER, 15, lambda v=voice: _hear(cast, v))  # type: ignore[misc]
            if voice.get("themes"):
                day = max(THEMES_NAMED, 1 - voice["days"])
                yield Moment(day, 16, lambda v=voice: _tie(cast, v))  # type: ignore[misc]
    for given in cycle["themes"]:
        yield Moment(THEMES_NAMED, 9, lambda given=given: _name(cast, given))  # type: ignore[misc]
    for given in cycle["replies"]:
        yield Moment(given["days"], 11, lambda given=given: _answer(cast, given))  # type: ignore[misc]
    yield Moment(-1, 12, lambda: _feel(cast))
    yield Moment(-1, 13, lambda: _report(cast, voices))


def _honest_moments(cast: Cast, voices: list[dict[str, Any]], honest: dict[str, Any]) -> Iterable[Moment]:
    """What happened, what tellers say of themselves and of their stories, and what goes on elsewhere."""
    for one in honest["happenings"]:
        yield Moment(one["days"], 17, partial(_happen, cast, one))
        if "borne_out" in one:
            yield Moment(one["borne_out"]["days"], 18, partial(_bear_out, cast, one))
    for one in honest["principles"]:
        yield Moment(
            one.get("days", PRINCIPLES_PLANNED), 18, partial(_with_officer, cast, involving.mean, one)
        )
    for one in honest["asks"]:
        yield Moment(one["opens"], 9, partial(_ask_elsewhere, cast, one))
    for one in honest["reach"]:
        yield Moment(REACH_NOTED, 9, partial(_reach, cast, one))
    for voice in voices:
        if "reported" not in voice:
            yield Moment(-voice["days"], 11, partial(_place, cast, voice["by"], honest))
            yield Moment(-voice["days"], 12, partial(_say_who, cast, voice["by"], honest))


def _with_officer(cast: Cast, deed: Callable[..., None], given: dict[str, Any]) -> None:
    deed(given, cast.involvements[given["of"]], by=cast.accounts["officer"])


def _happen(cast: Cast, given: dict[str, Any]) -> None:
    one, officer = cast.involvements[given["of"]], cast.accounts["officer"]
    made = involving.happen(given, one, by=officer, themes=cast.themes)
    if "borne_out" in given:
        cast.happened[given["borne_out"]["key"]] = made


def _bear_out(cast: Cast, given: dict[str, Any]) -> None:
    """A body and some of the tellers, by their numbers, say that it was so."""
    borne = given["borne_out"]
    involving.bear_out(
        cast.happened[borne["key"]],
        tellers=[cast.voices[number] for number in borne.get("tellers", ())],
        body=cast.organisations[NEIGHBOUR],
        by=cast.accounts["neighbour"],
    )


def _ask_elsewhere(cast: Cast, given: dict[str, Any]) -> None:
    asking = cast.organisations[given["by"]]
    involving.ask_elsewhere(given, asking, today=given["opens"], by=cast.accounts["officer"])


def _reach(cast: Cast, given: dict[str, str]) -> None:
    involving.reach(given, cast.organisations[given["organisation"]], by=cast.accounts["officer"])


def _place(cast: Cast, number: int, honest: dict[str, Any]) -> None:
    involving.place(number, cast.voices[number], honest["frameworks"]["evenings"], honest["places"])


def _say_who(cast: Cast, number: int, honest: dict[str, Any]) -> None:
    involving.say_who(number, cast.voices[number], honest["tellers"])


def _involve(cast: Cast, given: dict[str, Any], honest: dict[str, Any]) -> None:
    """An officer opens the involvement and publishes it: the real deeds, the real seal."""
    opens, closes, answer_by = (
        timezone.localdate() + timedelta(days=given[day]) for day in ("opens", "closes", "answer_by")
    )
    asked_by, answered_by = (cast.organisations[given[who]] for who in ("asked_by", "answered_by"))
    words = {f"{part}_{language}": given[f"{part}_{language}"] for part in PARTS for language in ("cy", "en")}
    promise = Promise(
        **words,
        checked=False,
        opens=opens,
        closes=closes,
        answer_by=answer_by,
        areas=tuple(given["areas"]),
        asked_by=asked_by,
        answered_by=answered_by,
        controllers=(answered_by,),
        follows=cast.involvements.get(given.get("follows", "")),
        **honest["promises"][given["key"]],
    )
    draft = open_involvement(promise=promise, by=cast.accounts["officer"], synthetic=True)
    if given["key"] in honest["frameworks"]:
        framework = honest["frameworks"][given["key"]]
        use_framework(involvement=draft, key=framework, by=cast.accounts["officer"])
    cast.involvements[given["key"]] = publish(involvement=draft, by=cast.accounts["officer"])


PARTS = ("question", "about", "open", "fixed")


def _speak(cast: Cast, voice: dict[str, Any], involvement: str) -> None:
    texts = {
        name: voice.get(name, "") for name in ("title", "words", "can_do", "others_can", "only_services")
    }
    said = say(
        kind=Kind(voice["kind"]),
        words=Words(language=voice["language"], **texts),
        involvement=cast.involvements[involvement],
        place=voice["place"],
        audience=Audience(voice.get("audience", Audience.EVERYONE)),
        synthetic=True,
    )
    cast.voices[voice["by"]] = said.contribution


def _name(cast: Cast, given: dict[str, str]) -> None:
    name = Name(cy=given["name_cy"], en=given["name_en"])
    involvement = cast.involvements["evenings"]
    cast.themes[given["key"]] = name_theme(
        involvement=involvement, name=name, by=cast.accounts["facilitator"]
    )


def _tie(cast: Cast, voice: dict[str, Any]) -> None:
    for theme in voice["themes"]:
        tie_words(
            theme=cast.themes[theme],
            contributions=[cast.voices[voice["by"]].id],
            by=cast.accounts["facilitator"],
        )


def _hear(cast: Cast, voice: dict[str, Any]) -> None:
    hear(contributions=[cast.voices[voice["by"]].id], by=cast.accounts["officer"])


def _answer(cast: Cast, given: dict[str, Any]) -> None:
    keys, officer = [cast.voices[number].id for number in given["to"]], cast.accounts["officer"]
    weigh(contributions=keys, by=officer)
    draft = Draft(
        outcome=Outcome(given["outcome"]),
        words_cy=given["words_cy"],
        words_en=given["words_en"],
        later=not (given["words_cy"] and given["words_en"]),
    )
    reply(contributions=keys, draft=draft, by=officer)


def _feel(cast: Cast) -> None:
    """Two tellers say whether it mattered."""
    for number, mattered, language in ((1, Mattered.YES, "cy"), (6, Mattered.PARTLY, "en")):
        told = cast.voices[number]
        feel(
            contribution=told.id,
            mattered=mattered,
            words="",
            language=language,
            by=f"receipt {told.receipt_id}",
        )


def _report(cast: Cast, voices: list[dict[str, Any]]) -> None:
    """A reader reports the advertisement among the voices: it is out of sight at once, and a moderator's clock runs."""
    for voice in voices:
        if "reported" in voice:
            asked = Asked(reporter=str(cast.accounts["reader"]), reason=Reason(voice["reported"]))
            report(label=LABEL, object_id=cast.voices[voice["by"]].id, asked=asked)
