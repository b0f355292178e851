"""Deeds that join siblings: a release goes live only together with the search index over its names."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import DataError, transaction

from edau.core.search import Document, SearchIndex, weight
from edau.people.actions.loading import load_organisations
from edau.places.models import Area, Locality
from edau.portal.queries.search import normaliser, payload_of
from edau.portal.queries.story_search import story_documents
from edau.understand.actions.loading import Progress, is_live, load_verified, verify_release
from edau.understand.actions.signals import load_starters
from edau.understand.files.errors import ReleaseError
from edau.understand.files.read import Folder, bytes_of
from edau.understand.models import Release
from edau.understand.queries.releases import live_release

RELEASE_NAME = re.compile(r"[0-9a-f]{12}")
# What people mean most often comes first when names are alike.
WEIGHTS = {
    "country": 9,
    "place": 8,
    "authority": 7,
    "locality": 5,
    "community": 4,
    "board": 3,
    "health_board": 3,
    "ward": 2,
}


def go_live(*, folder: Folder, by: str, progress: Progress | None = None) -> Release | None:
    """Loads a release and its search index in one transaction; None if it is live already. ReleaseError if damaged."""
    try:
        if is_live(folder):
            _load_catalogue(by)  # what a new version of Edau brought
            return None
        verify_release(folder)
        with transaction.atomic():
            release = load_verified(folder=folder, by=by, progress=progress)
            if release is None:
                return None
            _keep_postcodes(folder, release.id)
            rebuild_search(release.id)
            _load_catalogue(by)
    except (DataError, ValueError, TypeError, KeyError, OverflowError) as problem:
        # Whole by its hashes, and yet holding what no table can take: refused like any other damage.
        raise ReleaseError("datapackage.json", 0, "type", {"text": str(problem)[:200]}) from problem
    return release


def _load_catalogue(by: str) -> None:
    """The bodies, boards and signals that ship with Edau."""
    load_organisations(by=by)
    load_starters(by=by)


def rebuild_search(release: str | None = None) -> int:
    """Makes the index of places and of stories again from the tables; returns how many documents it holds."""
    release = release or getattr(live_release(), "id", "")
    index = SearchIndex(normaliser(release))
    with transaction.atomic():
        index.clear()
        return index.index(chain(_documents(), story_documents()))


def _documents() -> Iterator[Document]:
    for area in Area.objects.select_related("authority").exclude(kind="lsoa").order_by("code"):
        yield Document(
            label="places.Area",
            object_id=area.code,
            kind=area.kind,
            title={"cy": area.name_cy, "en": area.name_en},
            weight=weight(WEIGHTS[area.kind], area.population),
            area=area.code,
            payload=payload_of(area),
        )
    links = ("place", "place__authority", "lsoa", "lsoa__authority", "lsoa__place")
    for locality in Locality.objects.select_related(*links).order_by("id"):
        target = locality.place or locality.lsoa
        if locality.place and locality.name in (locality.place.name_en, locality.place.name_cy):
            continue  # the town itself is in the index already
        yield Document(
            label="places.Locality",
            object_id=locality.id,
            kind="locality",
            title={"cy": locality.name_cy or locality.name, "en": locality.name},
            weight=weight(WEIGHTS["locality"]),
            area=target.code,
            payload=payload_of(target, village_of=locality.place or locality.lsoa.authority),
        )


def _keep_postcodes(folder: Folder, release: str) -> None:
    """Postcodes stay a packed file; the live release's own copy lies in the state folder."""
    kept = Path(settings.HOME) / "releases" / release
    kept.mkdir(parents=True, exist_ok=True)
    beside = kept / "postcodes.new"
    beside.write_bytes(bytes_of(folder, "postcodes.bin"))
    beside.replace(kept / "postcodes.bin")  # a process that has the old one open keeps it
    transaction.on_commit(lambda: _forget_older(kept))


def _forget_older(kept: Path) -> None:
    for folder in kept.parent.iterdir():
        if folder != kept and folder.is_dir() and RELEASE_NAME.fullmatch(folder.name):
            shutil.rmtree(folder, ignore_errors=True)
