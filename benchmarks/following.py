"""Prints how long following a record takes where 1,000 edges lie within three steps: `python -m benchmarks.following`."""

from __future__ import annotations

import gc
import os
import tempfile
import time
from statistics import quantiles

from benchmarks.__main__ import line

ROUNDS = 60
BRANCHES = 10  # of each record at each step: 10 + 100 + 1,000 edges


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="edau-bench-") as home:
        os.environ |= {"EDAU_DEMO": "1", "EDAU_HOME": home, "DJANGO_SETTINGS_MODULE": "edau.config.settings"}
        import django

        django.setup()
        from edau.cli.demo import prepare

        prepare()
        theme = _seed()
        _measure(theme, "en", "theme")
        _measure(theme, "cy", "thema")


def _seed() -> str:
    """A theme with ten voices, each tied to ten more, and those to ten areas or voices each."""
    from django.utils import timezone

    from edau.listen.models import Contribution, Theme
    from edau.people.models import Person
    from edau.thread.choices import Link
    from edau.thread.models import Edge, Receipt
    from tests import cast

    asked = cast.involvement()
    theme = Theme.objects.create(
        involvement=asked, name_cy="Lle i gwrdd", name_en="Somewhere to meet", by="bench"
    )
    receipt = Receipt.objects.create(person=Person.objects.create(), link_hash="b", code_hash="b")
    now = timezone.now()
    count = BRANCHES + BRANCHES**2 + BRANCHES**3
    said = Contribution.objects.bulk_create(
        Contribution(
            kind="story",
            involvement=asked,
            receipt=receipt,
            language="cy" if n % 2 else "en",
            words=f"Mae’r neuadd yn dywyll bob nos, a’r allwedd gyda’r cymdogion: llais {n}. " * 8,
            due=now.date(),
        )
        for n in range(count)
    )
    edges, above = [], [("listen.Theme", theme.pk)]
    remaining = iter(said)
    for _step in range(3):
        below = []
        for label, key in above:
            for one in [next(remaining) for _n in range(BRANCHES)]:
                below.append(("listen.Contribution", one.pk))
                edges.append(
                    Edge(
                        from_label="listen.Contribution",
                        from_id=one.pk,
                        kind=Link.ABOUT if label == "listen.Theme" else Link.EVIDENCES,
                        to_label=label,
                        to_id=key,
                        by="bench",
                        accepted=now,
                        accepted_by="bench",
                    )
                )
        above = below
    Edge.objects.bulk_create(edges)
    return theme.pk


def _measure(theme: str, language: str, what: str) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from edau.ui.links import address_in

    client, address = Client(), address_in(language, "portal:follow", what, theme)
    begun = time.perf_counter()
    answer = client.get(address)
    first = 1000 * (time.perf_counter() - begun)
    assert answer.status_code == 200, answer.status_code
    with CaptureQueriesContext(connection):
        client.get(address)
        queries = len(connection.queries)
    gc.collect()
    gc.freeze()  # as the server does once it is ready
    times = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        client.get(address)
        times.append(1000 * (time.perf_counter() - begun))
    cuts = quantiles(times, n=20)
    shown = answer.content.decode().count("<li>")
    line(
        f"Follow page, 1,110 edges, {shown} lines, {queries} queries, in {language}", f"{first:.0f} ms first"
    )
    line("p50 / p95", f"{cuts[9]:.1f} / {cuts[18]:.1f} ms", "≤ 50 ms")


if __name__ == "__main__":
    main()
