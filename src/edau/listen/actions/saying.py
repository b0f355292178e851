"""Deeds with which words come in, each one whole: a person, their receipt, what they said, and the recording of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files import File
from django.db import transaction

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.answers import insist
from edau.listen.actions.contributions import Words, contribute
from edau.listen.actions.recordings import keep_recording
from edau.listen.choices import Audience, Kind, Route
from edau.listen.models import Contribution, Involvement
from edau.listen.rules import may_write_for
from edau.listen.sound import Sound
from edau.people.models import Consent, Person
from edau.places.queries import visible_area
from edau.thread.actions import Issued, Reach, issue_receipt
from edau.thread.models import Receipt

SPOKEN_FOR = "spoken_for_others"  # the purpose of the consent that somebody else writes their words down
VISITOR = "visitor"


@dataclass(frozen=True)
class Said:
    """What came in, and the receipt with its secrets, which are shown once."""

    contribution: Contribution
    issued: Issued


@transaction.atomic
def say(
    *,
    kind: Kind,
    words: Words,
    by: User | None = None,
    again: Receipt | None = None,
    involvement: Involvement | None = None,
    place: str = "",
    audience: Audience = Audience.EVERYONE,
    word: str = "",
    reach: Reach | None = None,
    recording: tuple[File[bytes], Sound] | None = None,
    waiting: bool = False,
    synthetic: bool = False,
) -> Said:
    """Takes in what somebody says and gives them a receipt. Nobody needs an account: without `by` a new pseudonym speaks,
    with it the person of that account, who finds the receipt there again; with `again`, an earlier receipt that they hold,
    the pseudonym of that one, so that somebody without an account can be counted as coming back.

    Raises NotOpen; ValueError for no words, a text that is too long, or a place that is not there.
    """
    name = str(by) if by is not None else VISITOR
    person = again.person if again is not None and by is None else _person(by, words.language)
    return _take_in(
        person=person,
        name=name,
        kind=kind,
        words=words,
        involvement=involvement,
        place=place,
        audience=audience,
        word=word,
        reach=reach,
        recording=recording,
        waiting=waiting,
        synthetic=synthetic,
    )


@transaction.atomic
def write_down(
    *,
    kind: Kind,
    words: Words,
    by: User,
    wording: str,
    consent_language: str,
    involvement: Involvement | None = None,
    place: str = "",
    audience: Audience = Audience.EVERYONE,
    word: str = "",
    reach: Reach | None = None,
    synthetic: bool = False,
) -> Said:
    """Takes in what somebody said aloud to a listener and agreed to have written down, as a new pseudonym.

    `wording` is the version of the words that were read to them, in `consent_language`. Raises as `say`, and NotAllowed.
    """
    insist(may_write_for(by, involvement, place))
    person = Person.objects.create(language=words.language, since=clock.now())
    consent = Consent.objects.create(
        person=person,
        purpose=SPOKEN_FOR,
        wording=wording,
        language=consent_language,
        spoken=True,
        taken_by=str(by),
        given=clock.now(),
    )
    codes: audit.Codes = {"purpose": SPOKEN_FOR, "wording": wording}
    audit.record(deed="take_consent", by=str(by), label="people.Consent", object_id=consent.id, codes=codes)
    return _take_in(
        person=person,
        name=str(by),
        kind=kind,
        words=words,
        involvement=involvement,
        place=place,
        audience=audience,
        word=word,
        reach=reach,
        route=Route.SPOKEN,
        written_by=str(by),
        synthetic=synthetic,
    )


def _take_in(
    *,
    person: Person,
    name: str,
    kind: Kind,
    words: Words,
    involvement: Involvement | None,
    place: str,
    audience: Audience,
    word: str,
    reach: Reach | None,
    recording: tuple[File[bytes], Sound] | None = None,
    route: Route = Route.WEB,
    written_by: str = "",
    waiting: bool = False,
    synthetic: bool = False,
) -> Said:
    if place and visible_area(place) is None:
        raise ValueError("There is no such place.")
    issued = issue_receipt(person=person, language=words.language, by=name, word=word, reach=reach)
    contribution = contribute(
        kind=kind,
        words=words,
        receipt=issued.receipt,
        by=name,
        involvement=involvement,
        place=place,
        audience=audience,
        route=route,
        written_by=written_by,
        waiting=waiting,
        recorded=recording is not None,
        synthetic=synthetic,
    )
    if recording is not None:
        file, sound = recording
        keep_recording(contribution=contribution, file=file, sound=sound, by=name)
    return Said(contribution, issued)


def _person(user: User | None, language: str) -> Person:
    if user is None:
        return Person.objects.create(language=language, since=clock.now())
    person, _made = Person.objects.get_or_create(
        user=user, defaults={"language": language, "since": clock.now()}
    )
    return person
