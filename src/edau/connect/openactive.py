"""Rooms of organisations and the half hours at which they stand empty, as OpenActive has them (Modelling Opportunity Data,
https://openactive.io/modelling-opportunity-data/): FacilityUse and Slot, in pages of a feed (Realtime Paged Data Exchange
1.0, https://openactive.io/realtime-paged-data-exchange/)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from edau.connect.hsds import Site
from edau.connect.models import Asset
from edau.connect.queries.idle_slots import HALF_HOUR, Slot
from edau.connect.skills import asset_kinds

CONTEXT = "https://openactive.io/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
FACILITY, SLOT = "FacilityUse", "FacilityUse/Slot"

Item = dict[str, Any]


def facility_use(asset: Asset, site: Site, path: str, address: str) -> dict[str, Any]:
    """A room. `path` is that of its page, `address` the whole one by which slots name it."""
    name, _spoken = asset.said("name", site.language)
    conditions, _spoken = asset.said("conditions", site.language)
    kind, body = asset_kinds().get(asset.kind), asset.owner.organisation
    geo = {"@type": "GeoCoordinates", "latitude": asset.latitude, "longitude": asset.longitude}
    amenities = [
        {"@type": "LocationFeatureSpecification", "name": str(site.access.get(code, code)), "value": True}
        for code in asset.access
    ]
    place: dict[str, Any] = {"@type": "Place", "name": name, "identifier": asset.area}
    place |= {"geo": geo} if asset.latitude is not None else {}
    place |= {"amenityFeature": amenities} if amenities else {}
    place |= {"maximumAttendeeCapacity": asset.persons} if asset.persons else {}
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "FacilityUse",
        "@id": address,
        "identifier": asset.pk,
        "name": name,
        "url": site.page(path),
        "location": place,
        "provider": {
            "@type": "Organization",
            "identifier": body.pk if body is not None else "",
            "name": body.name(site.language) if body is not None else "",
        },
        "facilityType": [
            {
                "@type": "Concept",
                "@id": site.kinds + asset.kind,
                "prefLabel": kind.name.say(site.language) if kind is not None else asset.kind,
            }
        ],
    }
    # No field of the standard says that something is made up, and whoever reads this must know.
    about = ". ".join(filter(None, (site.made_up if asset.synthetic else "", conditions)))
    return made | ({"description": about} if about else {})


def slot(one: Slot, facility: str) -> dict[str, Any]:
    """Half an hour of it. `facility` is the address of the room."""
    return {
        "@context": CONTEXT,
        "@type": "Slot",
        "@id": f"{facility}#{one.begins:%Y%m%dT%H%MZ}",
        "identifier": slot_id(one),
        "facilityUse": facility,
        "startDate": _iso(one.begins),
        "endDate": _iso(one.begins + HALF_HOUR),
        "duration": "PT30M",
        "remainingUses": one.remaining,
        "maximumUses": 1,
    }


def slot_id(one: Slot) -> str:
    """The id of a slot: those of a room follow one another in time."""
    return f"{one.asset}-{one.begins:%Y%m%dT%H%MZ}"


def item(kind: str, key: str, modified: int, data: dict[str, Any] | None) -> Item:
    """An item of a feed; without data it is gone."""
    made: Item = {"state": "updated" if data is not None else "deleted", "kind": kind, "id": key}
    return made | {"modified": modified} | ({"data": data} if data is not None else {})


def page(items: Sequence[Item], next_address: str) -> dict[str, Any]:
    """A page of a feed: an empty one is the last."""
    return {"next": next_address, "items": list(items), "license": LICENCE}


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
