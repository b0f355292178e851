"""`python -m benchmarks.ahead`: how methods of looking ahead did in the past of every authority series, and what is refused.

Errors are in mean changes from one year to the next (of the area, up to then); "held" is how often the range meant to hold
eight in ten held what came. All forecasts are made with what was known at the time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import numpy as np

from benchmarks.release import live


def main() -> None:
    with live():
        report()


def report() -> None:
    from edau.kernels.indicators.projection import METHODS, project
    from edau.places.queries import every_area
    from edau.understand.analysis.ahead import ahead_of, yearly_table
    from edau.understand.catalogue import catalogue

    areas = [area.code for kind in ("country", "authority") for area in every_area(kind)]
    of_series: dict[str, list[Any]] = defaultdict(list)
    for area in areas:
        for one in ahead_of(area):
            of_series[one.series.key].append(one)

    head = "".join(f"{name:>15}" for name in (*METHODS, "the rule"))
    print(f"{'error (held, per cent)':<58}{'years':>6}{head}   what the page says")
    errors, held = defaultdict(list), defaultdict(list)
    reasons: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for key in catalogue().series:
        series = of_series[key]
        if not series:
            reasons["no authority has it"] += 1
            continue
        table = yearly_table([list(one.points) for one in series])
        codes = Counter(
            one.outlook.reasons[0].code if one.outlook.reasons else one.outlook.code for one in series
        )
        pages.update(codes)
        usual = codes.most_common(1)[0][0]
        reasons[usual] += 1
        cells = []
        for method in (*METHODS, ""):
            found = (
                project(table, methods=[method] if method else METHODS).finding if table is not None else None
            )
            if found is None or "hit_rate" not in found.params:
                cells.append("–")
                continue
            error, hits = float(found["scaled_error"]), float(found["hit_rate"])
            errors[method].append(error)
            held[method].append(hits)
            cells.append(f"{error:.2f} ({100 * hits:.0f})")
        years = 0 if table is None else table.shape[1]
        if set(cells) != {"–"}:
            print(f"{key[:57]:<58}{years:>6}{''.join(f'{cell:>15}' for cell in cells)}   {usual}")
    means = [f"{np.mean(errors[m]):.2f} ({100 * np.mean(held[m]):.0f})" for m in (*METHODS, "")]
    label = f"Mean of {len(errors[''])} series"
    print(f"{label:<64}{''.join(f'{mean:>15}' for mean in means)}")
    print(
        "\nSeries by what their pages say: " + ", ".join(f"{name} {n}" for name, n in reasons.most_common())
    )
    print("Series × areas: " + ", ".join(f"{name} {n}" for name, n in pages.most_common()))


if __name__ == "__main__":
    main()
