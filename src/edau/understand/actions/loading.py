"""Making a release live: all of it in one transaction, or none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from edau.core import audit, locks, stamps
from edau.places.models import Area, Boundary, Locality
from edau.understand.files import read, verify
from edau.understand.files.errors import ReleaseError
from edau.understand.files.read import Folder
from edau.understand.files.rows import AreaRow, ObservationRow, ServiceRow
from edau.understand.models import (
    Flow,
    Neighbour,
    Observation,
    PlaceType,
    Release,
    SeriesPoint,
    ServicePoint,
    SmallAreaCounts,
    SmallAreaShare,
    Source,
)

Progress = Callable[[str, int, int], None]
LAYERS = ("places", "authorities", "health_boards", "lsoas")
BATCH = 2_000


def load_release(*, folder: Folder, by: str, progress: Progress | None = None) -> Release | None:
    """Makes the release in `folder` the live one and returns it; None if it is live already.

    The whole release is verified first. If anything in it is wrong, ReleaseError says which file and line, and the
    release that was live still is: everything happens in one transaction.
    """
    if is_live(folder):
        return None
    verify_release(folder)
    return load_verified(folder=folder, by=by, progress=progress)


def is_live(folder: Folder) -> bool:
    """Whether the release in `folder` is the live one. ReleaseError if it does not even say which it is."""
    return Release.objects.filter(id=read.release_id(folder), is_live=True).exists()


def verify_release(folder: Folder) -> None:
    """Reads the whole release. Raises ReleaseError with the first thing that is wrong: where a file is not what it was, with
    the first line of it that shows how, if any does. Takes seconds, so never call it inside a transaction: on SQLite nobody
    else could write meanwhile."""
    problems = verify.verify(folder)
    if problems:
        first = problems[0]
        in_its_lines = (one for one in problems if one.file == first.file and one.line)
        told = next(in_its_lines, first) if first.code == "changed_file" else first
        raise ReleaseError(told.file, told.line, told.code, told.params)


@transaction.atomic
def load_verified(*, folder: Folder, by: str, progress: Progress | None = None) -> Release | None:
    """The deed of `load_release` for a release that the caller has just verified."""
    locks.one_at_a_time("release")
    if is_live(folder):  # another process was quicker
        return None
    _replace_everything(folder, progress or (lambda what, done, total: None))
    Release.objects.filter(is_live=True).update(is_live=False)
    release_id, package = read.release_id(folder), read.description(folder)
    release, _created = Release.objects.update_or_create(
        id=release_id, defaults={"version": package["version"], "is_live": True, "description": package}
    )
    stamps.set_stamp(stamps.RELEASE, release_id)
    audit.record(deed="load_release", by=by, label="understand.Release", object_id=release_id)
    return release


def _replace_everything(folder: Folder, progress: Progress) -> None:
    tables: list[tuple[type[models.Model], Callable[[], Iterable[models.Model]]]] = [
        (Source, lambda: (Source(**row._asdict()) for row in read.sources(folder))),
        (Area, lambda: (_area(row) for row in read.areas(folder))),
        (Boundary, lambda: _boundaries(folder)),
        (Locality, lambda: _localities(folder)),
        (Observation, lambda: _observations(folder)),
        (
            SmallAreaCounts,
            lambda: (SmallAreaCounts(lsoa_id=r.lsoa, counts=r.counts) for r in read.lsoa_counts(folder)),
        ),
        (SmallAreaShare, lambda: _shares(folder)),
        (SeriesPoint, lambda: _series(folder)),
        (Flow, lambda: _flows(folder)),
        (ServicePoint, lambda: _services(folder)),
        (Neighbour, lambda: _neighbours(folder)),
        (PlaceType, lambda: _types(folder)),
    ]
    for model, _rows in reversed(tables):
        # The rows go without being fetched: nothing listens to their going, and areas point at one another.
        queryset = model._default_manager.all()
        queryset._raw_delete(queryset.db)  # type: ignore[attr-defined]
    for done, (model, rows) in enumerate(tables):
        progress(str(model._meta.verbose_name_plural), done, len(tables))
        for batch in _batches(rows()):
            model._default_manager.bulk_create(batch)
    progress("", len(tables), len(tables))


def _batches(rows: Iterable[models.Model]) -> Iterator[list[models.Model]]:
    batch: list[models.Model] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _area(row: AreaRow) -> Area:
    values: dict[str, Any] = row._asdict()
    for ours, theirs in (("locative_cy", "loc_cy"), ("latitude", "lat"), ("longitude", "lon")):
        values[ours] = values.pop(theirs)
    for link in ("authority", "health_board", "board", "community", "ward", "place"):
        values[f"{link}_id"] = values.pop(link) or None
    # Addresses know letters, digits and hyphens.
    slugs = {
        f"slug_{lang}": slugify(name).replace("_", "-")
        for lang, name in (("en", row.name_en), ("cy", row.name_cy))
    }
    return Area(**values, **slugs)


def _boundaries(folder: Folder) -> Iterator[Boundary]:
    for layer in LAYERS:
        for code, geometry in read.boundaries(folder, layer):
            polygons = (
                geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
            )
            yield Boundary(area_id=code, rings=[ring for polygon in polygons for ring in polygon])


def _localities(folder: Folder) -> Iterator[Locality]:
    for row in read.localities(folder):
        yield Locality(
            id=row.id,
            name=row.name,
            name_cy=row.name_cy,
            name_source=row.name_source,
            latitude=row.lat,
            longitude=row.lon,
            lsoa_id=row.lsoa,
            place_id=row.place or None,
        )


def _observations(folder: Folder) -> Iterator[Observation]:
    for reader in (read.observations, read.observations_odbl):
        for row in reader(folder):
            yield _observation(row)


def _observation(row: ObservationRow) -> Observation:
    values = row._asdict()
    values["area_id"], values["source_id"] = values.pop("area"), values.pop("source")
    return Observation(**values)


def _shares(folder: Folder) -> Iterator[SmallAreaShare]:
    for row in read.lsoa_places(folder):
        yield SmallAreaShare(lsoa_id=row.lsoa, place_id=row.place or None, residents=row.residents)


def _series(folder: Folder) -> Iterator[SeriesPoint]:
    for row in read.series(folder):
        values = row._asdict()
        values["area_id"] = values.pop("area")
        yield SeriesPoint(**values)


def _flows(folder: Folder) -> Iterator[Flow]:
    for kind, reader in (("work", read.flows_work), ("migration", read.flows_migration)):
        for row in reader(folder):
            yield Flow(kind=kind, **row._asdict())


def _neighbours(folder: Folder) -> Iterator[Neighbour]:
    for row in read.neighbours(folder):
        values = row._asdict()
        values["place_id"], values["neighbour_id"] = values.pop("place"), values.pop("neighbour")
        yield Neighbour(**values)


def _types(folder: Folder) -> Iterator[PlaceType]:
    for row in read.types(folder):
        yield PlaceType(place_id=row.place, type=row.type, strength=row.strength, next_type=row.next_type)


def _services(folder: Folder) -> Iterator[ServicePoint]:
    for reader in (read.services, read.stations):
        for row in reader(folder):
            yield _service(row)


def _service(row: ServiceRow) -> ServicePoint:
    return ServicePoint(
        kind=row.kind,
        name=row.name,
        name_cy=row.name_cy,
        latitude=row.lat,
        longitude=row.lon,
        place_id=row.place or None,
        lsoa_id=row.lsoa or None,
        source_id=row.source,
    )
