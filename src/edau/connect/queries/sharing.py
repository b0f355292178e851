"""Questions about what an organisation shared: what may be stated of some days, and whether a record still says it.

A record names no person. Hours that people had by themselves are stated only where five or more had them together; counts
below five are left out, and so is what they could be worked out from.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from edau.connect.choices import HELPED, Season
from edau.connect.models import Placing, Proposal, SharingRecord
from edau.core.models import AuditLine
from edau.core.seals import seal
from edau.core.visibility import visible
from edau.people.models import Organisation

LABEL = "connect.SharingRecord"
STATED, COUNTERSIGNED = "state_sharing", "countersign_sharing"  # deeds of the audit trail
VERSION = 1
SMALL = 5  # fewer than these are not told of
HELP = "help"  # what the people of an organisation did, where it is no asset of the catalogue's kinds


@dataclass(frozen=True)
class Use:
    """One time that something of an organisation was used: its kind, the day, the minutes, by which party, and of which
    sector that is; empty for a person."""

    kind: str
    on: date
    minutes: int
    party: str
    organisation: str
    sector: str
    synthetic: bool


def uses_of(organisation: Organisation, begins: date, ends: date) -> list[Use]:
    """Every time that something of an organisation was used from one day to another, both counted: help and loans that
    are done, and the times of published seasons. Two queries."""
    return sorted(
        [*_done(organisation, begins, ends), *_placed(organisation, begins, ends)],
        key=lambda use: (use.on, use.kind, use.party),
    )


def _done(organisation: Organisation, begins: date, ends: date) -> Iterator[Use]:
    start = timezone.make_aware(datetime.combine(begins, time.min))
    stop = timezone.make_aware(datetime.combine(ends + timedelta(days=1), time.min))
    theirs = Q(asset__owner__organisation=organisation) | Q(capability__party__organisation=organisation)
    on_time = Q(when__gte=start, when__lt=stop) | Q(when=None, done__gte=start, done__lt=stop)
    found = Proposal.objects.filter(theirs, on_time, stage__in=HELPED)
    for one in found.select_related("need__party__organisation", "asset").order_by("pk"):
        moment = one.when or one.done
        if moment is not None:
            yield Use(
                one.asset.kind if one.asset is not None else HELP,
                timezone.localtime(moment).date(),
                one.minutes or one.need.minutes,
                *_by(one.need.party),
                one.synthetic,
            )


def _placed(organisation: Organisation, begins: date, ends: date) -> Iterator[Use]:
    found = Placing.objects.filter(
        asset__owner__organisation=organisation,
        request__withdrawn=None,
        request__season__stage=Season.PUBLISHED,
        request__season__begins__lte=ends,
        request__season__ends__gte=begins,
    )
    joined = found.select_related("asset", "request__season", "request__party__organisation")
    for placing in joined.order_by("pk"):
        season = placing.request.season
        first, last = max(begins, season.begins), min(ends, season.ends)
        day = first + timedelta(days=(placing.weekday - first.weekday()) % 7)
        while day <= last:
            by = _by(placing.request.party)
            yield Use(placing.asset.kind, day, placing.minutes, *by, season.synthetic)
            day += timedelta(days=7)


def _by(party: Any) -> tuple[str, str, str]:
    body = party.organisation
    return party.pk, body.pk if body is not None else "", str(body.sector) if body is not None else ""


def stated(organisation: Organisation, uses: Iterable[Use]) -> dict[str, Any]:
    """What may be stated of these uses.

    `hours` are minutes by kind and month (both empty: hours that people had by themselves, taken together); `minutes` is
    their sum. `left_out`: fewer than five people had further hours by themselves, of which nothing is said. `groups` are
    organisations that used something, `times` how often something was used, `crossing` how often by an organisation of
    another sector; None where that is fewer than five, or would tell of fewer than five.
    """
    groups: set[str] = set()
    cells: dict[tuple[str, str], int] = defaultdict(int)
    alone: dict[tuple[str, str], list[Use]] = defaultdict(list)
    times = crossing = 0
    for use in uses:
        cell = (use.kind, f"{use.on:%Y-%m}")
        times += 1
        if use.organisation:
            groups.add(use.organisation)
            crossing += use.sector != organisation.sector
            cells[cell] += use.minutes
        else:
            alone[cell].append(use)
    few = []
    for cell, theirs in alone.items():
        if len({use.party for use in theirs}) >= SMALL:
            cells[cell] += sum(use.minutes for use in theirs)
        else:
            few += theirs
    together = len({use.party for use in few}) >= SMALL
    if together:
        cells["", ""] += sum(use.minutes for use in few)
    apart = times - crossing
    return {
        "version": VERSION,
        "hours": [
            {"kind": kind, "month": month, "minutes": minutes}
            for (kind, month), minutes in sorted(cells.items())
        ],
        "minutes": sum(cells.values()),
        "left_out": bool(few) and not together,
        "groups": len(groups) if len(groups) >= SMALL else None,
        "times": times if times >= SMALL else None,
        "crossing": crossing if crossing >= SMALL and (apart == 0 or apart >= SMALL) else None,
    }


def receivers(uses: Iterable[Use]) -> set[str]:
    """The keys of the organisations that used something: one of these confirms a record."""
    return {use.organisation for use in uses if use.organisation}


def sealed_texts(record: SharingRecord) -> dict[str, str]:
    """What the seal of a record is made of: named texts, as everybody can read them in the file of the record."""
    return {
        "id": record.pk,
        "organisation": record.organisation_id,
        "begins": record.begins.isoformat(),
        "ends": record.ends.isoformat(),
        "made": _moment(record.made),
        "replaces": record.replaces_id or "",
        "statement": json.dumps(record.statement, sort_keys=True, separators=(",", ":"), ensure_ascii=False),
    }


def countersigned_texts(record: SharingRecord) -> dict[str, str]:
    """What the seal of the confirmation is made of. ValueError where nobody confirmed it."""
    if record.countersigned is None or record.countersigned_for_id is None:
        raise ValueError("nobody has confirmed this record")
    return {
        "seal": record.seal,
        "organisation": record.countersigned_for_id,
        "countersigned": _moment(record.countersigned),
    }


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Verdict:
    """Whether a record is what was sealed: `holds` by its own seal and that of the audit trail, in which it is line `line`
    (0: none); `confirmed` by the confirmation's, None where nobody confirmed it."""

    holds: bool
    line: int
    confirmed: bool | None


def verdict(record: SharingRecord) -> Verdict:
    """Verifies a record against its seals and the audit trail. One query."""
    return _verdict(record, _trail([record.pk]))


def faulty() -> Iterator[tuple[str, str]]:
    """Every record, with what is wrong with it (`words`, `countersigned`); empty for one that holds. Two queries."""
    trail = _trail(None)
    for record in SharingRecord.objects.order_by("pk").iterator():
        found = _verdict(record, trail)
        yield record.pk, "words" if not found.holds else "countersigned" if found.confirmed is False else ""


def _trail(keys: list[str] | None) -> dict[tuple[str, str], tuple[int, str]]:
    lines = AuditLine.objects.filter(deed__in=(STATED, COUNTERSIGNED), label=LABEL)
    if keys is not None:
        lines = lines.filter(object_id__in=keys)
    rows = lines.order_by("number").values_list("deed", "object_id", "number", "codes")
    return {(deed, key): (number, str(codes.get("seal", ""))) for deed, key, number, codes in rows}


def _verdict(record: SharingRecord, trail: dict[tuple[str, str], tuple[int, str]]) -> Verdict:
    line, kept = trail.get((STATED, record.pk), (0, ""))
    holds = bool(record.salt) and seal(record.salt, sealed_texts(record)) == record.seal == kept
    if record.countersigned is None:
        told = trail.get((COUNTERSIGNED, record.pk))
        return Verdict(holds, line, False if told else None)
    _line, signed = trail.get((COUNTERSIGNED, record.pk), (0, ""))
    return Verdict(holds, line, holds and seal(record.salt, countersigned_texts(record)) == signed)


def records() -> QuerySet[SharingRecord]:
    """The records that everybody may read, the newest first."""
    found = SharingRecord.objects.select_related(
        "organisation", "countersigned_for", "replaced_by", "replaces"
    )
    return visible(found).order_by("-made", "pk")


def record_of(key: str) -> SharingRecord | None:
    """One record that everybody may read. One query."""
    return records().filter(pk=key).first()


def ids_of_records() -> Iterable[str]:
    """The ids of the records that are shown."""
    return records().values_list("pk", flat=True)
