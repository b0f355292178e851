"""What organisations share as services and places of the Human Services Data Specification 3.0 (Open Referral; in the United
Kingdom Open Referral UK), https://docs.openreferral.org/. Of people nothing: only what a body shares in its own name.

Ids are UUIDs made from our own ids (RFC 9562, version 5), so that they stay the same wherever the data are served from.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.connect.actions.offers import FRESH_FOR
from edau.connect.choices import Language, TermTime
from edau.connect.models import Asset, FreeWeek
from edau.connect.skills import asset_kinds
from edau.connect.windows import Window, read_entries
from edau.language.numbers import pounds
from edau.people.models import Organisation

VERSION = "HSDS-3.0"
OURS = uuid.UUID("6f3b6a0e-6d0a-4b0e-9a51-64b5a0c3f6d1")  # drawn once by lot
EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"
COMES = ("WEEKLY", "MONTHLY")  # the only ones that the specification knows
NUMBERS = {"INTERVAL": "interval", "COUNT": "count"}
PARTS = {"BYDAY": "byday", "BYMONTHDAY": "bymonthday", "WKST": "wkst", "UNTIL": "until"}


@dataclass(frozen=True)
class Site:
    """Where and in which language the data are served. `page` gives the whole address of an asset's page, `kinds` the
    beginning of the address of a kind of asset in the SKOS list, `access` what a code of accessibility means in words."""

    language: str
    origin: str
    kinds: str
    access: Mapping[str, str]
    made_up: str  # what is said of an example

    def page(self, path: str) -> str:
        return self.origin + path


def id_of(sort: str, key: object) -> str:
    """The UUID of something of ours: `id_of("service", asset.pk)`."""
    return str(uuid.uuid5(OURS, f"{sort}:{key}"))


def organization(body: Organisation, site: Site) -> dict[str, Any]:
    """An organisation that shares something."""
    return {
        "id": id_of("organization", body.pk),
        "name": body.name(site.language),
        "description": str(body.get_sector_display()),
    }


def service(asset: Asset, site: Site, path: str, languages: Iterable[str]) -> dict[str, Any]:
    """What is shared, as a service with everything that belongs to it. `path` is that of its page; `languages` are codes of
    those in which the owner works."""
    with override(site.language):
        body = asset.owner.organisation
        at = service_at_location(asset, site)
        return _filled(
            {
                **plain_service(asset, site, path),
                "organization": organization(body, site) if body is not None else None,
                "languages": [_language(asset, code) for code in languages],
                "schedules": schedules(asset),
                "service_at_locations": [at],
                "cost_options": _costs(asset, site.language),
                "attributes": [_kind(asset, site)],
            }
        )


def plain_service(asset: Asset, site: Site, path: str) -> dict[str, Any]:
    """The same with its one-to-one fields only, as lists have it."""
    name, _spoken = asset.said("name", site.language)
    conditions, _spoken = asset.said("conditions", site.language)
    return _filled(
        {
            "id": id_of("service", asset.pk),
            "organization_id": id_of("organization", asset.owner.organisation_id),
            "name": name,
            "description": conditions,
            "url": site.page(path),
            "status": "active",
            "assured_date": (asset.fresh_until - FRESH_FOR).isoformat(),
            # No field of the standard says so, and whoever reads this must know.
            "alert": site.made_up if asset.synthetic else "",
        }
    )


def service_at_location(asset: Asset, site: Site) -> dict[str, Any]:
    """Where it is, with its times there."""
    return _filled(
        {
            "id": id_of("service-at-location", asset.pk),
            "service_id": id_of("service", asset.pk),
            "location_id": id_of("location", asset.pk),
            "location": location(asset, site),
            "schedules": schedules(asset),
        }
    )


def location(asset: Asset, site: Site) -> dict[str, Any]:
    """The place: its point only where everyone may know it, and what eases coming in."""
    name, _spoken = asset.said("name", site.language)
    with override(site.language):
        access = [
            {
                "id": id_of("accessibility", f"{asset.pk}:{code}"),
                "location_id": id_of("location", asset.pk),
                "description": str(site.access.get(code, code)),
            }
            for code in asset.access
        ]
    return _filled(
        {
            "id": id_of("location", asset.pk),
            "location_type": "physical",
            "organization_id": id_of("organization", asset.owner.organisation_id),
            "name": name,
            "latitude": asset.latitude,
            "longitude": asset.longitude,
            "external_identifier": asset.area,
            "external_identifier_type": "GSS",
            "accessibility": access,
        }
    )


def schedules(asset: Asset) -> list[dict[str, Any]]:
    """When it is open, a schedule for each window; none where nothing was said of times. What a day off, a school term or a
    bank holiday takes away is said in words: the specification has no field for it."""
    week = asset.free
    if week is None:
        return []
    return [
        {
            "id": id_of("schedule", f"{asset.pk}:{place}"),
            "service_id": id_of("service", asset.pk),
            **_schedule(window, week),
        }
        for place, window in enumerate(read_entries(week.windows))
    ]


def _schedule(window: Window, week: FreeWeek) -> dict[str, Any]:
    ends = window.start + timedelta(minutes=window.minutes)
    made: dict[str, Any] = {
        "dtstart": window.start.date().isoformat(),
        "opens_at": f"{window.start:%H:%M:%S}",
        "closes_at": f"{ends:%H:%M:%S}",
        "valid_from": _day(week.begins),
        "valid_to": _day(week.ends),
    }
    if not window.rule:
        made |= {"valid_from": made["dtstart"], "valid_to": made["dtstart"]}
    rule = dict(part.split("=", 1) for part in window.rule.upper().split(";") if "=" in part)
    if rule.get("FREQ") == "DAILY" and rule.get("INTERVAL", "1") == "1":
        rule = {
            "FREQ": "WEEKLY",
            "BYDAY": EVERY_DAY,
            **{k: v for k, v in rule.items() if k not in ("FREQ", "COUNT")},
        }
    if rule.get("FREQ") in COMES:
        made["freq"] = rule["FREQ"]
        made |= {name: int(rule[part]) for part, name in NUMBERS.items() if part in rule}
        made |= {name: rule[part] for part, name in PARTS.items() if part in rule}
    if "until" in made:
        made["until"] = f"{made['until'][:4]}-{made['until'][4:6]}-{made['until'][6:8]}"
    made["description"] = _description(window, made, week)
    return _filled(made)


def _description(window: Window, made: dict[str, Any], week: FreeWeek) -> str:
    said = []
    if window.rule and "freq" not in made:
        said.append(f"RRULE:{window.rule}")
    if window.minutes > 24 * 60:
        said.append(str(_("It lasts %(hours)s hours.")) % {"hours": window.minutes // 60})
    if week.terms != TermTime.ALWAYS:
        said.append(str(TermTime(week.terms).label))
    if not week.bank_holidays:
        said.append(str(_("not on bank holidays")))
    if week.off:
        said.append(str(_("not on: %(days)s")) % {"days": ", ".join(week.off)})
    return "; ".join(said)


def _language(asset: Asset, code: str) -> dict[str, Any]:
    named = Language(code)
    return {
        "id": id_of("language", f"{asset.pk}:{code}"),
        "service_id": id_of("service", asset.pk),
        "name": str(named.label),
        **({"code": code} if named is not Language.OTHER else {}),
    }


def _costs(asset: Asset, language: str) -> list[dict[str, Any]]:
    if asset.pence_an_hour is None:
        return []
    amount = asset.pence_an_hour / 100
    return [
        {
            "id": id_of("cost-option", asset.pk),
            "service_id": id_of("service", asset.pk),
            "amount": amount,
            "currency": "GBP",
            "amount_description": str(_("what an hour truly costs: %(money)s"))
            % {"money": pounds(amount, 2)},
        }
    ]


def _kind(asset: Asset, site: Site) -> dict[str, Any]:
    """What kind of thing it is, as a term of our own list (SKOS)."""
    kind = asset_kinds().get(asset.kind)
    name = kind.name.say(site.language) if kind is not None else asset.kind
    term = id_of("taxonomy-term", asset.kind)
    return {
        "id": id_of("attribute", asset.pk),
        "link_id": id_of("service", asset.pk),
        "link_entity": "service",
        "taxonomy_term_id": term,
        "taxonomy_term": {
            "id": term,
            "code": asset.kind,
            "name": name,
            "description": name,
            "taxonomy": "edau-asset-kinds",
            "language": site.language,
            "term_uri": site.kinds + asset.kind,
        },
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _filled(made: dict[str, Any]) -> dict[str, Any]:
    """Without the fields of which nothing is known."""
    return {name: value for name, value in made.items() if value not in (None, "", [])}
