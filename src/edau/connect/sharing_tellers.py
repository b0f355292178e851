"""How the thread tells sharing records."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from edau.connect.queries.sharing import LABEL, records
from edau.thread.records import Reader, Told, register
from edau.ui.links import address_in


def register_sharing_records() -> None:
    """Lets the thread tell sharing records; everybody may read them."""
    register(LABEL, tell_sharing_records, cy="cofnod-rhannu", en="sharing-record")


def tell_sharing_records(ids: Collection[str], language: str, reader: Reader) -> Mapping[str, Told]:
    """Each under the name of its organisation. One query."""
    return {
        record.pk: Told(
            kind=str(_("sharing record")),
            title=record.organisation.name(language),
            address=address_in(language, "portal:sharing_record", record.pk),
            when=record.made,
            synthetic=record.synthetic,
            agent=record.organisation_id,
        )
        for record in records().filter(pk__in=list(ids))
    }
