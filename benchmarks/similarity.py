"""Prints how places are matched: how fast, how firmly, and whether it agrees with a published finding.

`python -m benchmarks.similarity` works on the release that ships and needs no raw data. With `--write` the page about our
methods tells what came out.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

from benchmarks.measured import write_measured

LINE = "{:<62}{:>20}   {}"
BLAENAU, NELSON, PORTHMADOG = "W37000076", "W38000098", "W37000357"


def line(what: str, figure: str, aim: str = "") -> None:
    print(LINE.format(what, figure, aim).rstrip())


def main() -> None:
    os.environ.setdefault("EDAU_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edau.config.settings")
    import django

    django.setup()
    from edau.kernels.similarity.distance import all_distances
    from edau.kernels.similarity.neighbours import nearest
    from edau.kernels.similarity.stability import draw, overlap, stability
    from edau.release import __file__ as package
    from edau.understand.analysis.likeness import NEAREST, likeness, peers, shaken
    from edau.understand.analysis.types import types_of
    from edau.understand.files import read
    from edau.understand.variables import similarity

    folder = Path(package).parent
    areas = {row.code: row for row in read.areas(folder) if row.kind == "place"}
    rows = [(row.area, row) for row in read.observations(folder)]
    residents = {code: float(area.population or 0) for code, area in areas.items()}
    alike = likeness(similarity(), residents, rows)
    equal = alike.weights()
    line("Places; of them comparable in every theme", f"{len(alike.places)}; {int(alike.complete.sum())}")
    line("Variables; themes", f"{len(alike.indicators)}; {len(alike.themes)}")

    begun = time.perf_counter()
    distance = all_distances(likeness(similarity(), residents, rows).space, equal)
    ranked = [
        nearest(np.where(np.arange(len(row)) == i, np.nan, row), NEAREST) for i, row in enumerate(distance)
    ]
    line("All neighbours of all places, from the figures", f"{time.perf_counter() - begun:.2f} s", "≤ 1 s")

    begun = time.perf_counter()
    draws = shaken(alike)
    stable = np.array([stability(alike.space, draws, i, equal)[own] for i, own in enumerate(ranked)])
    line("All stabilities, 200 draws", f"{time.perf_counter() - begun:.1f} s", "≤ 60 s")

    times = []
    for code in alike.places[::10]:
        begun = time.perf_counter()
        peers(alike, code, draws, weights=alike.weights({"language": 2.0}))
        times.append(1000 * (time.perf_counter() - begun))
    line(
        "One place under weights of one's own: median / most",
        f"{np.median(times):.0f} / {max(times):.0f} ms",
        "< 50 ms",
    )

    complete = alike.complete
    kept = overlap(alike.space, draw(alike.space, noise=False), equal)
    line("Top ten kept under 75 % of the variables, mean", f"{100 * kept.mean():.0f} %", "≥ 65 %")
    line(
        "  places of 2,000 people and more; smaller ones",
        f"{100 * kept[complete].mean():.0f}; {100 * kept[~complete].mean():.0f} %",
    )
    line("Stability (with noise) of the ten nearest, mean", f"{stable.mean():.2f}")
    line("  of them 0.5 and more, shown by default", f"{100 * (stable >= 0.5).mean():.0f} %")
    few = int(((stable >= 0.5).sum(axis=1) < 3).sum())
    line("  places with fewer than three of those", f"{few} of {len(alike.places)}")

    print("\nVariables that share one weight (rank correlation beyond 0.8) or are dropped (beyond 0.95)")
    groups = Counter(alike.pruned.group.tolist())
    for group, size in groups.items():
        if group >= 0 and size > 1:
            members = [i for i, own in enumerate(alike.pruned.group.tolist()) if own == group]
            strong = alike.pruned.correlation[members[0], members[1]]
            line("  " + ", ".join(alike.indicators[i] for i in members), f"{strong:.2f}", "share one weight")
    for gone, twin in alike.pruned.dropped:
        line(f"  {alike.indicators[gone]}", "", f"dropped for {alike.indicators[twin]}")

    print("\nTypes: adjusted Rand index between the groups and those of bootstrap resamples")
    found = types_of(alike)
    for one in found.tried:
        line(f"  {one.groups} types", f"{one.mean:.2f}", "≥ 0.70")
    sizes = Counter(one.type for one in found.of_place.values())
    line(
        "  chosen", f"{found.number} types", ", ".join(f"{key} {size}" for key, size in sorted(sizes.items()))
    )

    print("\nPublished finding: Blaenau Ffestiniog is more like Nelson (Caerphilly) than like Porthmadog")
    orders = []
    for name, asked in (
        ("every theme the same", {}),
        *((f"without {theme}", {theme: 0.0}) for theme in alike.themes),
    ):
        row = all_distances(alike.space, alike.weights(asked))[alike.at(BLAENAU)]
        nelson, porthmadog = row[alike.at(NELSON)], row[alike.at(PORTHMADOG)]
        orders.append(bool(nelson < porthmadog))
        line(
            f"  {name}: to Nelson / to Porthmadog",
            f"{nelson:.2f} / {porthmadog:.2f}",
            "agrees" if nelson < porthmadog else "does not agree",
        )
    if "--write" in sys.argv[1:]:
        agreement = max(one.mean for one in found.tried if one.groups == found.number)
        figures = {
            "release": read.description(folder)["version"],
            "kept": round(float(kept.mean()), 3),
            "kept_aim": 0.65,
            "agreement": round(float(agreement), 3),
            "published_finding": {"agrees": orders[0], "without_any_theme_the_same": len(set(orders)) == 1},
        }
        print(f"\nWritten: {write_measured('similarity', figures)}")


if __name__ == "__main__":
    main()
