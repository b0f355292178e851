"""What a worker that died left behind: a recording whose words were never kept, or were taken back a moment before."""

from __future__ import annotations

from datetime import timedelta

from edau.core import audit, clock
from edau.listen.models import Recording
from edau.listen.models.contributions import apart

AFTER = timedelta(hours=1)  # by then every request that could still own a file is over


def sweep_recordings() -> int:
    """Deletes files of recordings that no row speaks of and that are older than an hour; how many. A line in the trail where
    there were any. The file is written before its row, and deleted after its row has gone, so that a row never lacks its
    file; whoever dies between the two leaves a voice that nobody could take back."""
    storage = apart()
    try:
        _folders, files = storage.listdir("")
    except FileNotFoundError:
        return 0
    before = clock.now() - AFTER
    old = {name for name in files if storage.get_modified_time(name) < before}
    lost = old - set(Recording.objects.filter(file__in=old).values_list("file", flat=True))
    for name in lost:
        storage.delete(name)
    if lost:
        audit.record(deed="sweep_recordings", by="edau", codes={"files": len(lost)})
    return len(lost)
