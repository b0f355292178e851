"""Prints how long pages of patterns over 5,000 stories take, and the test of two groups: `python -m benchmarks.signs`."""

from __future__ import annotations

import gc
import os
import random
import tempfile
import time
from statistics import median, quantiles
from typing import TYPE_CHECKING

from benchmarks.__main__ import line

if TYPE_CHECKING:
    from django.test import Client

STORIES, COMPARED, ROUNDS = 5_000, 1_000, 40


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="edau-bench-") as home:
        os.environ |= {"EDAU_DEMO": "1", "EDAU_HOME": home, "DJANGO_SETTINGS_MODULE": "edau.config.settings"}
        import django

        django.setup()
        from edau.cli.demo import prepare

        prepare()
        _pages(*_seed())
        _comparison()


def _seed() -> tuple[str, str]:
    """Stories in both languages and ten places, each placed by every item of a framework; a tenth does not apply."""
    from edau.listen.actions.frameworks import use_framework
    from edau.listen.frameworks import ItemKind, frameworks
    from edau.listen.models import Contribution, Sign
    from edau.places.models import Area
    from tests import cast

    chance, asked = random.Random(7), cast.involvement()
    use_framework(involvement=asked, key="good-life", by=asked.opened_by)
    receipt = cast.receipt().receipt
    places = list(Area.objects.filter(kind="place").order_by("code").values_list("code", flat=True)[:10])
    said = Contribution.objects.bulk_create(
        Contribution(
            kind="story",
            involvement=asked,
            receipt=receipt,
            language=chance.choice(["cy", "en"]),
            place=chance.choice(places),
            words=f"Mae’r neuadd yn dywyll bob nos, a’r allwedd gyda’r cymdogion: llais {number}. " * 8,
            due=asked.answer_by,
        )
        for number in range(STORIES)
    )
    signs = []
    for one in said:
        for item in frameworks()["good-life"].items.values():
            sign = Sign(contribution=one, framework="good-life", item=item.key)
            if chance.random() < 0.1:
                sign.does_not_apply = True
            elif item.kind == ItemKind.TRIAD:
                sign.first = chance.randint(0, 100)
                sign.second = chance.randint(0, 100 - sign.first)
                sign.third = 100 - sign.first - sign.second
            elif item.kind == ItemKind.DYAD:
                sign.along = chance.randint(0, 100)
            else:
                sign.choice = chance.choice(item.options).key
            signs.append(sign)
    Sign.objects.bulk_create(signs, batch_size=2_000)
    return str(asked.pk), places[0]


def _pages(key: str, place: str) -> None:
    from django.test import Client

    from edau.ui.links import address_in

    client = Client()
    triad = address_in("en", "portal:pattern", key, "good-life", "about")
    pages = {
        "Triad page, 5,000 stories": (triad, "≤ 80 ms"),
        "the same, one language": (f"{triad}?only=language-cy", ""),
        "the same, one place": (f"{triad}?only=place-{place}", ""),
        "stories behind two parts": (f"{triad}stories/?more=a&fewer=b", ""),
        "dyad page": (address_in("en", "portal:pattern", key, "good-life", "pace"), ""),
        "choice page": (address_in("en", "portal:pattern", key, "good-life", "feeling"), ""),
        "joined triad page": (address_in("en", "portal:pattern_joined", "good-life", "about"), ""),
    }
    for what, (address, aim) in pages.items():
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        gc.collect()
        gc.freeze()  # as the server does once it is ready
        times = []
        for _round in range(ROUNDS):
            begun = time.perf_counter()
            client.get(address)
            times.append(1000 * (time.perf_counter() - begun))
        cuts = quantiles(times, n=20)
        line(what, f"{cuts[9]:.1f} / {cuts[18]:.1f} ms", aim)
    half, late = _after_a_change(client, triad)
    line("Triad page, first after a change", f"{half:.1f} / {late:.1f} ms", "≤ 80 ms")


def _after_a_change(client: Client, address: str) -> tuple[float, float]:
    """Median and 95th percentile of requests each of which finds nothing kept in memory."""
    from edau.listen.actions.contributions import changed

    times = []
    for _round in range(ROUNDS):
        changed()
        begun = time.perf_counter()
        client.get(address)
        times.append(1000 * (time.perf_counter() - begun))
    return median(times), quantiles(times, n=20)[18]


def _comparison() -> None:
    from edau.listen.analysis import signs
    from edau.listen.frameworks import frameworks
    from edau.listen.queries.signs import Given

    chance, item = random.Random(7), frameworks()["good-life"].items["about"]
    for count, aim in ((COMPARED, "≤ 1 s"), (STORIES, "")):
        rows = []
        for number in range(count):
            a = chance.randint(0, 100)
            b = chance.randint(0, 100 - a)
            language = "cy" if number % 2 else "en"
            rows.append(Given(str(number), "", language, "", a, b))
        begun = time.perf_counter()
        found = signs.compare(item, rows, signs.groups_by_language(rows), "cy", "en")
        assert found is not None
        said = f", {signs.MOST_COMPARED:,} of them drawn" if found.drawn else ""
        line(f"Two groups compared, {count:,} answers{said}", f"{time.perf_counter() - begun:.2f} s", aim)


if __name__ == "__main__":
    main()
