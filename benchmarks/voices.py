"""Prints how long it takes to find who is missing among 100,000 people heard, on SQLite: `python -m benchmarks.voices`."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from statistics import median

from benchmarks.__main__ import line

PEOPLE = 100_000
ROUNDS = 7


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="edau-bench-") as home:
        os.environ |= {"EDAU_DEMO": "1", "EDAU_HOME": home, "DJANGO_SETTINGS_MODULE": "edau.config.settings"}
        import django

        django.setup()
        from edau.cli.demo import prepare

        prepare()
        _measure()


def _measure() -> None:
    from django.db import transaction

    from edau.core import clock, stamps
    from edau.listen.actions.voices import STAMP, publish_voices
    from edau.listen.analysis.voices import population_of, set_against, to_publish
    from edau.listen.characteristics import NOT_SAID, characteristics
    from edau.listen.models import PublishedVoices
    from edau.listen.queries.voices import Scope, counted, members
    from edau.portal.pages.voices import areas_of, told_of, voices_page
    from edau.understand.analysis.cube import cube
    from tests import cast
    from tests.listen.voices_cast import heard

    chance, asked = random.Random(4), cast.involvement()
    answers = {
        key: [*(band.key for band in one.bands), NOT_SAID, ""] for key, one in characteristics().items()
    }

    def somebody() -> dict[str, str] | None:
        if chance.random() < 0.3:
            return None
        return {key: chance.choice(values) for key, values in answers.items()}

    with transaction.atomic():
        for _batch in range(PEOPLE // 10_000):
            heard([somebody() for _one in range(10_000)], within=asked)
    areas, scope = areas_of(asked), Scope(involvement=asked.pk)
    cube()  # the figures of the release are kept from the first page on

    def findings() -> int:
        numbers = counted(members(scope, {}))
        found = 0
        for key, one in characteristics().items():
            table = to_publish(numbers.bands[key], numbers.heard)
            if table is not None:
                found += len(set_against(table, population_of(areas, one, cube())).bands)
        return found

    def publishing() -> int:
        PublishedVoices.objects.all().delete()
        stamps.set_stamp(STAMP, "")
        return publish_voices()

    line("People heard", f"{PEOPLE:,}")
    line("Who is missing, from the database to the findings", f"{_median(findings):.0f} ms", "≤ 1,000 ms")
    line("Publishing it, once a day", f"{_median(publishing):.0f} ms")
    page = _median(lambda: len(voices_page(told_of(scope, areas), areas, "cy").parts))
    line("Its page, from what is published", f"{page:.1f} ms", f"on {clock.today()}")


def _median(deed: Callable[[], int]) -> float:
    """Milliseconds, the middle of several runs. Raises where a run finds nothing: that would be no measurement."""
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        if not deed():
            raise ValueError("nothing was found")
        times.append(1000 * (time.perf_counter() - start))
    return median(times)


if __name__ == "__main__":
    main()
