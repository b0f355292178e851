"""Prints how long the page of a drawn place takes, and what the page for drawing weighs: `python -m benchmarks.drawn`."""

from __future__ import annotations

import gc
import gzip
import json
import os
import re
import tempfile
import time
import urllib.request
from statistics import quantiles

from benchmarks.__main__ import free_port, line, served, weight

RADII = (1.0, 2.0, 3.0, 5.0, 8.0)
SPOTS = 40
LARGEST_AUTHORITY = "W06000015"  # Cardiff: the heaviest piece of the map


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="edau-bench-") as home:
        os.environ |= {"EDAU_DEMO": "1", "EDAU_HOME": home, "DJANGO_SETTINGS_MODULE": "edau.config.settings"}
        _prepare()
        _profiles()
        _weight(home)


def _prepare() -> None:
    import django

    django.setup()
    from edau.cli.demo import prepare

    prepare()


def _profiles() -> None:
    """Every drawing is opened once, so that nothing about it is remembered: 40 towns × 5 radii, and the largest."""
    from django.test import Client

    from edau.places.actions import keep_drawn_place
    from edau.places.analysis import small_areas_within, widest_radius
    from edau.places.queries import every_area
    from edau.portal.warming import warm
    from edau.understand.analysis.drawn import _figures, figures_of_drawn

    warm()
    towns = every_area("place")[:: len(every_area("place")) // SPOTS][:SPOTS]
    sets = {small_areas_within(town.longitude, town.latitude, km) for town in towns for km in RADII} - {()}
    first = towns[0]
    wide = small_areas_within(first.longitude, first.latitude, widest_radius(first.longitude, first.latitude))
    sums, pages = [], []
    client = Client(headers={"accept-encoding": "gzip"})
    figures_of_drawn(wide)
    client.get(_address(keep_drawn_place(small_areas=wide[:3], how={"way": "list"}, by="bench").citation))
    gc.collect()
    gc.freeze()  # as the server does once it is ready
    for codes in sets:
        begun = time.perf_counter()
        figures_of_drawn(codes)
        sums.append(1000 * (time.perf_counter() - begun))
        _figures.cache_clear()  # the page is to work them out for itself
        address = _address(keep_drawn_place(small_areas=codes, how={"way": "list"}, by="bench").citation)
        begun = time.perf_counter()
        assert client.get(address).status_code == 200
        pages.append(1000 * (time.perf_counter() - begun))
    line(f"Figures of a drawn place ({len(sets)} drawings): p50 / p95", _p50_p95(sums))
    line("Its whole page, never opened before: p50 / p95", _p50_p95(pages), "p95 ≤ 50 ms")
    address = _address(keep_drawn_place(small_areas=wide, how={"way": "list"}, by="bench").citation)
    begun = time.perf_counter()
    assert client.get(address).status_code == 200
    line(f"The page of {len(wide)} small areas", f"{1000 * (time.perf_counter() - begun):.1f} ms")


def _address(citation: str) -> str:
    from edau.ui.links import address_in

    return address_in("en", "portal:drawn", citation)


def _p50_p95(times: list[float]) -> str:
    cuts = quantiles(times, n=20)
    return f"{cuts[9]:.1f} / {cuts[18]:.1f} ms"


def _weight(home: str) -> None:
    from edau.ui.links import address_in

    port = free_port()
    with served(["edau.cli", "demo", "--port", str(port)], port, home):
        for language in ("en", "cy"):
            address = address_in(language, "portal:draw")
            parts = weight(port, address) | {"map": _map(port, address)}
            detail = ", ".join(f"{name} {size / 1000:.1f}" for name, size in parts.items())
            total = sum(parts.values())
            line(f"{address}: all, gzipped, the map open", f"{total / 1000:.1f} KB", f"≤ 150 KB ({detail})")


def _map(port: int, address: str) -> int:
    """What opening the map adds: its module, the authorities, and the small areas of the largest one."""
    base = f"http://127.0.0.1:{port}"
    html = urllib.request.urlopen(base + address).read().decode()
    module, outlines = (re.search(rf'data-{name}="([^"]+)"', html) for name in ("module", "outlines"))
    assert module
    assert outlines
    files = [module[1], outlines[1], f"{outlines[1]}?within={LARGEST_AUTHORITY}"]
    answers = [urllib.request.urlopen(base + file).read() for file in files]
    assert json.loads(answers[2])["areas"]
    return sum(len(gzip.compress(answer, 6)) for answer in answers)


if __name__ == "__main__":
    main()
