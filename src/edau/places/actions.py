"""Deeds with places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from edau.core import audit
from edau.places.drawn import LABEL, MOST_SMALL_AREAS, citation_of, cleaned_name, new_key
from edau.places.models import DrawnPlace
from edau.places.queries import areas_by_code


@transaction.atomic
def keep_drawn_place(
    *, small_areas: Iterable[str], how: Mapping[str, str | float | None], name: str = "", by: str
) -> DrawnPlace:
    """Keeps a set of small areas under a link, with the name that whoever drew it gives it.

    Without a name there is nothing to tell one link from another: the same set is the same place, kept once. `how` is
    codes and numbers. ValueError where there is no small area, too many, or one that is not there.
    """
    codes = sorted(set(small_areas))
    known = areas_by_code(codes)
    if not 1 <= len(codes) <= MOST_SMALL_AREAS or any(
        known[code].kind != "lsoa" if code in known else True for code in codes
    ):
        raise ValueError(
            "A drawn place is made of small areas that are there, at least one and not too many."
        )
    vintage, name = known[codes[0]].vintage, cleaned_name(name)
    values = {"vintage": vintage, "small_areas": codes, "how": dict(how)}
    citation = citation_of(codes, vintage)
    if name:
        kept, made = DrawnPlace.objects.create(key=new_key(), citation=citation, name=name, **values), True
    else:
        kept, made = DrawnPlace.objects.get_or_create(
            citation=citation, name="", defaults={"key": new_key(), **values}
        )
    if made:
        codes_of_deed: audit.Codes = {
            "citation": citation,
            "small_areas": len(codes),
            "named": bool(name),
        }
        audit.record(deed="keep_drawn_place", by=by, label=LABEL, object_id=kept.key, codes=codes_of_deed)
    return kept
