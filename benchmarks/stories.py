"""Prints how long lists of and searches over 10,000 stories take on SQLite: `python -m benchmarks.stories`."""

from __future__ import annotations

import gc
import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import quantiles

from benchmarks.__main__ import line

STORIES = 10_000
ROUNDS = 40
WELSH = (
    "mae’r neuadd yn dywyll bob nos a’r allwedd gyda’r cymdogion bont droed ar gau ers y llifogydd bws olaf am chwech"
    " côr heb ystafell ers gwanwyn meddyg teulu apwyntiad llyfrgell ysgol plant gardd rhandir cerdded llwybr siop"
)
ENGLISH = (
    "the hall is dark every night and the key is with neighbours footbridge closed since the flood last bus at six"
    " choir without a room since spring doctor appointment library school children garden allotment walking path shop"
)
LISTS = {
    "the newest": "",
    "page 250": "page=250",
    "the last page": "page=500",
    "of a place": "place=W38000081",
    "of an authority, in Welsh": "place=W06000016&spoken=cy",
    "of an involvement": "involvement={involvement}",
    "of a theme": "involvement={involvement}&theme={theme}",
    "searched: neuadd": "q=neuadd",
    "searched: bont": "q=bont",
    "searched: the library key": "q=the+library+key",
    "searched, of a place": "q=llyfrgell&place=W38000081",
    "searched, nothing there": "q=zzyzx",
}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="edau-bench-") as home:
        os.environ |= {"EDAU_DEMO": "1", "EDAU_HOME": home, "DJANGO_SETTINGS_MODULE": "edau.config.settings"}
        import django

        django.setup()
        from edau.cli.demo import prepare

        prepare()
        names = _seed()
        _measure(names)


def _seed() -> dict[str, str]:
    """Stories of eighty words on average, in both languages, half of them in one involvement, a tenth of one theme."""
    from django.utils import timezone

    from edau.core.search import SearchIndex
    from edau.listen.models import Contribution, Theme
    from edau.people.models import Person
    from edau.places.queries import every_area
    from edau.portal.queries.search import normaliser
    from edau.portal.queries.story_search import story_documents
    from edau.thread.choices import Link
    from edau.thread.models import Edge, Receipt
    from edau.understand.queries.releases import live_release_id
    from tests import cast

    chance, now = random.Random(7), timezone.now()
    asked = cast.involvement()
    theme = Theme.objects.create(involvement=asked, name_cy="Lle i gwrdd", by="bench")
    receipt = Receipt.objects.create(person=Person.objects.create(), link_hash="stories", code_hash="stories")
    areas = [area.code for area in every_area("place")]
    stories = [
        Contribution(
            kind=chance.choice(("story", "conversation", "insight")),
            involvement=asked if n % 2 else None,
            receipt=receipt,
            language=language,
            title=" ".join(chance.choices(words.split(), k=4)) if n % 3 else "",
            words=" ".join(chance.choices(words.split(), k=chance.randint(20, 140))),
            place=areas[n % len(areas)] if n % 20 else "W38000081",
            made=now - timedelta(minutes=n),
            due=now.date(),
        )
        for n in range(STORIES)
        for language, words in (chance.choice((("cy", WELSH), ("en", ENGLISH))),)
    ]
    Contribution.objects.bulk_create(stories, batch_size=1000)
    Edge.objects.bulk_create(
        Edge(
            from_label="listen.Contribution",
            from_id=one.pk,
            kind=Link.ABOUT,
            to_label="listen.Theme",
            to_id=theme.pk,
            by="bench",
            accepted=now,
            accepted_by="bench",
        )
        for one in stories[::10]
    )
    begun = time.perf_counter()
    SearchIndex(normaliser(live_release_id())).index(story_documents())
    line(f"Index of {STORIES:,} stories, made anew", f"{time.perf_counter() - begun:.1f} s")
    return {"involvement": asked.pk, "theme": theme.pk}


def _measure(names: dict[str, str]) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from edau.portal.queries import stories

    client = Client()
    gc.collect()
    gc.freeze()  # as the server does once it is ready
    for what, query in LISTS.items():
        address = f"/en/stories/?{query.format(**names)}"
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        _line(f"Stories {what} ({len(asked)} queries): p50 / p95", client, address)
        if "q=" in query:
            _line("  of them a search nobody made before", client, address, stories._searched.cache_clear)
    _line("Places searched beside them: p50 / p95", client, "/en/?q=Pontypridd")


def _line(what: str, client: object, address: str, before: Callable[[], object] = lambda: None) -> None:
    times = []
    for _round in range(ROUNDS):
        before()
        begun = time.perf_counter()
        client.get(address)  # type: ignore[attr-defined]
        times.append(1000 * (time.perf_counter() - begun))
    cuts = quantiles(times, n=20)
    line(what, f"{cuts[9]:.1f} / {cuts[18]:.1f} ms", "p95 ≤ 50 ms")


if __name__ == "__main__":
    main()
