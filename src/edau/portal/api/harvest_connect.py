"""What Connect gives away, for the catalogue of the open data."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from edau.connect.openactive import LICENCE as OPEN_LICENCE
from edau.connect.skos import LICENCE as OUR_LICENCE
from edau.portal.exports.impact import HIDDEN_NOTE
from edau.ui.links import address_in
from edau.understand.formats import dcat
from edau.understand.formats.table import Licence, both

JSON, JSON_LD, CSV = "application/json", "application/ld+json", "text/csv"
CC_BY, MIT = Licence("CC-BY-4.0", OPEN_LICENCE), Licence("MIT", OUR_LICENCE)
DATASETS: tuple[tuple[str, Any, Any, Licence, tuple[tuple[str, Any, str, str], ...]], ...] = (
    (
        "services",
        _("What organisations share"),
        _("Rooms, vehicles, kitchens and other things, with their places and times. Nothing of people."),
        CC_BY,
        (("api:services", _("Services and places"), JSON, "https://docs.openreferral.org/"),),
    ),
    (
        "rooms",
        _("Empty half hours of rooms"),
        _(
            "Rooms that organisations share, and at which half hours of the fourteen days from tomorrow they are free."
        ),
        CC_BY,
        (
            (
                "api:facility_uses",
                _("Feed of rooms"),
                JSON,
                "https://openactive.io/realtime-paged-data-exchange/",
            ),
            (
                "api:slots",
                _("Feed of half hours"),
                JSON,
                "https://openactive.io/realtime-paged-data-exchange/",
            ),
        ),
    ),
    (
        "skills",
        _("Everyday skills and kinds of asset"),
        _("A list in Welsh and English, from broad to narrow."),
        MIT,
        (("api:skills", _("The list"), JSON_LD, "https://www.w3.org/TR/skos-reference/"),),
    ),
    (
        "connect-counts",
        _("What is offered and needed, by authority and group of skills"),
        HIDDEN_NOTE,
        CC_BY,
        (
            ("api:connect", _("The counts"), JSON, ""),
            ("api:connect:csv", _("The counts"), CSV, "https://www.rfc-editor.org/rfc/rfc4180"),
        ),
    ),
)


def connect_datasets(address: str, origin: str, language: str) -> list[dcat.Dataset]:
    """The datasets of Connect. `address` is that of the catalogue."""
    return [
        dcat.Dataset(
            address=f"{address}#{key}",
            identifier=f"edau-{key}",
            title=both(title),
            description=both(about),
            licences=(licence,),
            distributions=tuple(
                dcat.Distribution(both(name), _served(view, origin, language), media_type, standard)
                for view, name, media_type, standard in served
            ),
            page=origin + address_in(language, "portal:api"),
        )
        for key, title, about, licence, served in DATASETS
    ]


def _served(view: str, origin: str, language: str) -> str:
    as_csv = view.endswith(":csv")
    address = origin + reverse(view.removesuffix(":csv"))
    return f"{address}?format=csv&lang={language}" if as_csv else f"{address}?lang={language}"
