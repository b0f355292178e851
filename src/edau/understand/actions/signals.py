"""Deeds with the register of trends and signals. Each asks first whether it may be done, and leaves one audit line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.crypto import get_random_string

from edau.accounts.models import User
from edau.core import audit, stamps
from edau.core.answers import insist
from edau.core.visibility import held_ids
from edau.understand import rules
from edau.understand.catalogue import catalogue
from edau.understand.choices import HEADINGS, HORIZONS, KINDS, MARKS
from edau.understand.models import SeriesPoint, Signal, SignalRating, Source
from edau.understand.queries.signals import LABEL, RATING_LABEL
from edau.understand.signal_catalogue import Starter, starters

STAMP = "signals"
PLAIN_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are mistaken for one another
REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")


class ChangedMeanwhile(Exception):
    """Somebody else has changed the entry since this person opened it; nothing was written over."""


@dataclass(frozen=True)
class Entry:
    """What a person says of a trend or a signal. A text may be empty in one language: it is then owed."""

    kind: str
    heading: str
    title_cy: str
    title_en: str
    what_cy: str
    what_en: str
    checked: bool
    source_cy: str
    source_en: str
    publisher_cy: str
    publisher_en: str
    source_address: str
    source_date: str
    licence: str
    horizons: list[str]
    areas: list[str]
    goals: list[str]
    series: str


@transaction.atomic
def add_signal(*, entry: Entry, by: User) -> Signal:
    """Adds an entry to the register. Raises NotAllowed, or ValueError for a code that does not exist."""
    insist(rules.may_add(by))
    _check(entry)
    signal = Signal(key=f"s-{get_random_string(8, PLAIN_LETTERS)}", added_by=by, **asdict(entry))
    signal.save(force_insert=True)
    _done("add_signal", by, LABEL, signal.key, {"kind": entry.kind, "heading": entry.heading})
    return signal


@transaction.atomic
def change_signal(*, key: str, entry: Entry, seen: datetime, by: User) -> Signal:
    """Changes an entry that looked as it did at `seen`. Nothing is done where nothing is different.

    Raises NotAllowed; ChangedMeanwhile; Signal.DoesNotExist, also for one that is held; ValueError for a code that
    does not exist.
    """
    signal = _visible(key)
    insist(rules.may_edit(by, signal))
    _check(entry)
    if signal.updated != seen:
        raise ChangedMeanwhile(key)
    changed = _differing(signal, asdict(entry))
    if changed:
        _set(signal, changed)
        _done("change_signal", by, LABEL, key, {"fields": ",".join(sorted(changed))})
    return signal


@transaction.atomic
def rate_signal(
    *, key: str, likelihood: int | None, impact: int | None, note: str, note_language: str, by: User
) -> SignalRating:
    """Adds a rating beside those that are there; from now on it is this person's newest. None is "do not know".

    Raises NotAllowed; Signal.DoesNotExist, also for one that is held; ValueError for a mark that is not 1 to 5.
    """
    insist(rules.may_rate(by))
    if not {likelihood, impact} <= {None, *MARKS}:
        raise ValueError(f"marks are 1 to 5 or None, not {likelihood} and {impact}")
    rating = SignalRating.objects.create(
        signal=_visible(key),
        rater=by,
        likelihood=likelihood,
        impact=impact,
        note=note,
        note_language=note_language if note else "",
    )
    # Without the marks: the trail must not tell who gave which.
    _done("rate_signal", by, RATING_LABEL, str(rating.pk), {"signal": key})
    return rating


@transaction.atomic
def load_starters(*, by: str) -> int:
    """Puts the entries that ship with Edau into the register, as the live release bears them out; returns how many
    are new or different now. Doing it again changes nothing.

    An entry that rests on a series is there only while the release has the series. One that has left the catalogue
    goes, unless somebody has rated it: then it stays, and can be changed on the site from then on.
    """
    wanted = _borne_out()
    there = Signal.objects.in_bulk()
    number = 0
    for key, values in wanted.items():
        signal = there.get(key)
        if signal is None:
            Signal.objects.create(key=key, **values)
            number += 1
        elif changed := _differing(signal, values):
            _set(signal, changed)
            number += 1
    gone = Signal.objects.filter(from_catalogue=True).exclude(key__in=wanted)
    number += gone.filter(ratings__isnull=False).distinct().count()
    gone.filter(pk__in=SignalRating.objects.values("signal")).update(from_catalogue=False)
    number += gone.filter(ratings=None).delete()[0]
    if number:
        stamps.set_stamp(STAMP, uuid4().hex)
        audit.record(deed="load_starters", by=by, label=LABEL, codes={"changed": number})
    return number


def _borne_out() -> Mapping[str, dict[str, Any]]:
    """The columns of each entry that ships, with the source of its series; without those the release has no series for."""
    sources = Source.objects.in_bulk()
    held = set(SeriesPoint.objects.exclude(value=None).values_list("series", flat=True).distinct())
    found = {}
    for starter in starters().values():
        if not starter.series:
            found[starter.key] = _columns(starter) | _given_source(starter)
        elif starter.series in held:
            source = sources[catalogue().series[starter.series].source]
            found[starter.key] = _columns(starter) | _source_of_series(source)
    return found


def _columns(starter: Starter) -> dict[str, Any]:
    return {
        "kind": starter.kind,
        "heading": starter.heading,
        "title_cy": starter.title.cy,
        "title_en": starter.title.en,
        "what_cy": starter.what.cy,
        "what_en": starter.what.en,
        "checked": starter.checked,
        "horizons": list(starter.horizons),
        "areas": list(starter.areas),
        "goals": list(starter.goals),
        "series": starter.series,
        "from_catalogue": True,
    }


def _given_source(starter: Starter) -> dict[str, Any]:
    source = starter.source
    if source is None:
        raise ValueError(f"{starter.key} has neither a series nor a source")
    return {
        "source_cy": source.title.cy,
        "source_en": source.title.en,
        "publisher_cy": source.publisher.cy,
        "publisher_en": source.publisher.en,
        "source_address": source.address,
        "source_date": source.date,
        "licence": source.licence,
    }


def _source_of_series(source: Source) -> dict[str, Any]:
    """The source of a series in the words of the release; its address is our copy's, at the commit that was read."""
    copied = bool(REPOSITORY.fullmatch(source.repository) and source.commit and source.path)
    return {
        "source_cy": source.title_cy,
        "source_en": source.title_en,
        "publisher_cy": source.publisher_cy,
        "publisher_en": source.publisher_en,
        "source_address": f"https://github.com/{source.repository}/blob/{source.commit}/{source.path}"
        if copied
        else "",
        "source_date": source.published[:10],
        "licence": source.licence,
    }


def _check(entry: Entry) -> None:
    """Codes and the least that an entry needs. A form says all this in words first; here it must hold."""
    known = catalogue()
    wrong = [
        entry.kind not in KINDS,
        entry.heading not in HEADINGS,
        not entry.horizons or not set(entry.horizons) <= set(HORIZONS),
        not set(entry.goals) <= set(known.goals),
        bool(entry.series) and entry.series not in known.series,
        not (entry.title_cy and entry.what_cy) and not (entry.title_en and entry.what_en),
        not (entry.source_cy or entry.source_en) or not (entry.publisher_cy or entry.publisher_en),
        not entry.source_date,
        not entry.areas,
    ]
    if any(wrong):
        raise ValueError(
            "an entry needs codes that exist, one whole language, a source with its date, and areas"
        )


def _visible(key: str) -> Signal:
    """The entry, kept from others until the deed is done."""
    if key in held_ids(LABEL):
        raise Signal.DoesNotExist(key)
    return Signal.objects.select_for_update().get(key=key)


def _differing(signal: Signal, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(signal, name) != value}


def _set(signal: Signal, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(signal, name, value)
    signal.save(update_fields=[*values, "updated"])


def _done(deed: str, by: User, label: str, object_id: str, codes: audit.Codes) -> None:
    """The stamp that makes every page ask again, and the line in the trail."""
    stamps.set_stamp(STAMP, uuid4().hex)
    audit.record(deed=deed, by=str(by), label=label, object_id=object_id, codes=codes)
