"""What the pages and the file of a sharing record say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from edau.connect.models import SharingRecord
from edau.connect.queries.sharing import HELP, Verdict, countersigned_texts, sealed_texts, verdict
from edau.connect.skills import asset_kinds
from edau.language.numbers import day, month, number
from edau.portal.words.hours import amount
from edau.ui.links import address_of
from edau.ui.rows import Heading
from edau.ui.tables import Table


@dataclass(frozen=True)
class RecordPage:
    """One record in words. `lines` are sentences; `replaced` and `replaces` are addresses, empty where there is none."""

    name: str
    days: str
    made: str
    lines: tuple[str, ...]
    table: Table | None
    confirmed: str
    verdict: Verdict
    seal: str
    replaced: str
    replaces: str


def record_page(record: SharingRecord) -> RecordPage:
    """A record as everybody reads it, verified while they do. One query."""
    language, told = get_language() or "cy", record.statement
    newer = getattr(record, "replaced_by", None)
    return RecordPage(
        name=record.organisation.name(language),
        days=days_of(record.begins, record.ends, language),
        made=day(localtime(record.made).date(), language),
        lines=tuple(_lines(told)),
        table=_table(told, language),
        confirmed=_confirmed(record, language),
        verdict=verdict(record),
        seal=record.seal,
        replaced=address_of("portal:sharing_record", newer.pk) if newer is not None else "",
        replaces=address_of("portal:sharing_record", record.replaces_id) if record.replaces_id else "",
    )


def days_of(begins: date, ends: date, language: str) -> str:
    """The first and the last day of a record, in words."""
    return _("from %(begins)s to %(ends)s") % {"begins": day(begins, language), "ends": day(ends, language)}


def _confirmed(record: SharingRecord, language: str) -> str:
    if record.countersigned is None or record.countersigned_for is None:
        return ""
    words = {
        "name": record.countersigned_for.name(language),
        "day": day(localtime(record.countersigned).date(), language),
    }
    return _("Confirmed for %(name)s on %(day)s.") % words


def _lines(told: dict[str, Any]) -> list[str]:
    said = [_("Hours shared in all: %(hours)s.") % {"hours": amount(int(told.get("minutes", 0)))}]
    if told.get("groups") is not None:
        said.append(
            _("Groups and organisations that used something: %(count)s.") % {"count": number(told["groups"])}
        )
    if told.get("times") is not None:
        said.append(_("How often something was used: %(count)s.") % {"count": number(told["times"])})
    if told.get("crossing") is not None:
        words = {"count": number(told["crossing"])}
        said.append(_("How often by an organisation of another sector: %(count)s.") % words)
    if told.get("left_out"):
        said.append(_("Further hours were left out: fewer than five people had them."))
    return said


def _table(told: dict[str, Any], language: str) -> Table | None:
    rows = [
        [_kind(row["kind"], language), _month(row["month"], language), amount(row["minutes"])]
        for row in told.get("hours", ())
    ]
    if not rows:
        return None
    columns = [Heading(_("What")), Heading(_("Month")), Heading(_("Hours"), numeric=True)]
    return Table("shared", _("What was shared, by kind and month"), columns, rows, fold=True)


def _kind(key: str, language: str) -> str:
    if not key:
        return _("to people by themselves, all kinds")
    if key == HELP:
        return _("help by its people")
    return asset_kinds()[key].name.say(language) if key in asset_kinds() else key


def _month(text: str, language: str) -> str:
    return month(date.fromisoformat(f"{text}-01"), language) if text else _("all months")


def record_file(record: SharingRecord) -> dict[str, Any]:
    """The record as a file that verifies itself: the sealed texts, the salt, the seal, and how they belong together."""
    found: dict[str, Any] = {
        "record": record.pk,
        "synthetic": record.synthetic,
        "sealed": sealed_texts(record),
        "salt": record.salt,
        "seal": record.seal,
        "how_to_verify": (
            "SHA-256 over: the salt as UTF-8; then, for each of the sealed texts in the order of their names, the name and"
            " the text, each as UTF-8 and each after its length in bytes as 8 bytes, the highest first. In hexadecimal that"
            " is the seal. The page of the record says in which line of the audit trail the same seal stands."
        ),
    }
    if record.countersigned is not None:
        found["countersigned"] = countersigned_texts(record)
    return found
