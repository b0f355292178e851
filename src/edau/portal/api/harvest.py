"""The catalogue of the open data, for other catalogues to harvest: the release, its tables, and each indicator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from edau.portal.addresses import indicator_address
from edau.portal.api.answers import MEDIA_TYPES
from edau.portal.api.harvest_connect import connect_datasets
from edau.portal.api.links import LABELS, OF_INDICATOR, data_address
from edau.portal.queries.open_data import release_described
from edau.portal.words.release import every_source_line, release_line, said
from edau.ui.links import address_in
from edau.understand.analysis.cube import cube
from edau.understand.catalogue import Bilingual, Indicator, catalogue
from edau.understand.formats import dcat
from edau.understand.formats.table import Licence, SourceLine, both

STANDARDS = {
    "csv": "https://www.rfc-editor.org/rfc/rfc4180",
    "jsonstat": "https://json-stat.org/format/",
    "geojson": "https://www.rfc-editor.org/rfc/rfc7946",
    "csvw": "https://www.w3.org/TR/tabular-metadata/",
}
# Which address answers with the figures of a table of the release.
SERVED = {
    "areas": "api:places",
    "observations": "api:data",
    "odbl-observations": "api:data",
    "series": "api:series",
}


def dcat_catalogue(origin: str, language: str) -> dict[str, Any]:
    """The catalogue as JSON-LD; texts in both languages, pages and files linked in `language`."""
    address = origin + reverse("api:catalogue")
    described = release_described(cube().tag)
    sources = {source.key: source for source in every_source_line()}
    tables = [_table(resource, address, origin) for resource in described.get("resources", ())]
    indicators = [_indicator(one, sources, origin, language) for one in catalogue().indicators.values()]
    release = _release(described, address, [each.address for each in (*tables, *indicators)])
    of_connect = connect_datasets(address, origin, language)
    return dcat.catalogue(
        address=address,
        title=both(_("Edau: open data on the places of Wales")),
        description=both(
            _(
                "Figures about the towns, villages, small areas and authorities of Wales, each with its source and"
                " how sure it is."
            )
        ),
        release=release_line(),
        service=dcat.Service(
            address=origin + reverse("api:index"),
            title=both(_("Edau’s open interface")),
            description_address=f"{origin}{reverse('api:openapi')}?lang={language}",
        ),
        datasets=[release, *tables, *indicators, *of_connect],
    )


def _release(described: Mapping[str, Any], address: str, parts: list[str]) -> dcat.Dataset:
    line = release_line()
    return dcat.Dataset(
        address=f"{address}#release",
        identifier=line.id,
        title=Bilingual(cy=str(described.get("title_cy", "")), en=str(described.get("title", ""))),
        description=said(
            _("Release %(version)s, whole: its tables, and the indicators in them."), version=line.version
        ),
        licences=_licences(described),
        parts=tuple(parts),
    )


def _table(resource: Mapping[str, Any], address: str, origin: str) -> dcat.Dataset:
    """A table or file of the release as its data package describes it, with the address that serves its figures."""
    served = SERVED.get(resource["name"])
    title = Bilingual(cy=resource.get("title_cy", resource["title"]), en=resource["title"])
    distribution = dcat.Distribution(title, origin + reverse(served), MEDIA_TYPES["json"]) if served else None
    return dcat.Dataset(
        address=f"{address}#table-{resource['name']}",
        identifier=str(resource.get("hash", resource["name"])),
        title=title,
        description=said(_("The file %(path)s of the release."), path=resource["path"]),
        licences=_licences(resource),
        distributions=(distribution,) if distribution else (),
    )


def _indicator(one: Indicator, sources: Mapping[str, SourceLine], origin: str, language: str) -> dcat.Dataset:
    source = sources.get(one.source)
    return dcat.Dataset(
        address=f"{origin}{reverse('api:indicator', args=[one.key])}",
        identifier=one.key,
        title=one.name,
        description=one.definition,
        licences=(source.licence,) if source else (),
        publishers=(source.publisher,) if source else (),
        distributions=tuple(
            dcat.Distribution(
                title=both(label),
                address=origin + data_address(language, form, indicator=one.key, kind=OF_INDICATOR),
                media_type=MEDIA_TYPES[form].partition(";")[0],
                conforms_to=STANDARDS.get(form, ""),
            )
            for form, label in LABELS.items()
        ),
        page=origin + indicator_address(one.key, language),
    )


def _licences(described: Mapping[str, Any]) -> tuple[Licence, ...]:
    return tuple(Licence(one["name"], one["path"]) for one in described.get("licenses", ()))


def human_page(origin: str, language: str) -> str:
    """The page for people about all this."""
    return origin + address_in(language, "portal:api")
