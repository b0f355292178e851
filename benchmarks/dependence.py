"""`python -m benchmarks.dependence`: how many places are described, how surely, and what the description hangs on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.release import live


def main() -> None:
    with live():
        report()


def report() -> None:
    from edau.places.queries import every_area, visible_areas
    from edau.understand.analysis.depend import describe, everyone
    from edau.understand.dependence import dependence_model

    found, model, names = everyone(), dependence_model(), visible_areas()
    print("Listed places:", len(found.places), " ranked:", len(found.ranked))
    counts = Counter((one.standing, one.label.code) for one in found.places.values())
    for (standing, code), number in sorted(counts.items()):
        said = {"clear": "one description", "between": "between two", "not_known": "services only"}[code]
        print(f"  {standing:<10}{said:<18}{number:>5}")
    for label in model.labels:
        own = [code for code in found.ranked if found.places[code].label.params.get("label") == label.code]
        shown = ", ".join(names[code].name_en for code in own[:6])
        print(f"  “{label.says.en}”: {len(own)} ({shown}, …)" if own else f"  “{label.says.en}”: 0")

    gaps = [_unlisted(one.work_out) for one in found.places.values() if one.work_out]
    print(
        f"People in links too small to be among the largest: median {100 * np.median(gaps):.0f}% of those who go"
    )

    base = _words(found)
    print(f"\n{'Sensitivity':<52}{'ranked':>8}{'clear':>8}{'same':>8}{'apart':>8}")
    print(f"{'as it stands':<52}{len(found.ranked):>8}{_clear(found):>8}{'':>8}{'':>8}")
    for name, other in _variants(model):
        one = describe(other, every_area("place"), *_rest())
        words = _words(one)
        both = [code for code in base if code in words]
        same = sum(base[code] == words[code] for code in both) / len(both)
        order = [label.code for label in model.labels]
        far = sum(abs(order.index(base[code]) - order.index(words[code])) > 1 for code in both)
        print(f"{name:<52}{len(one.ranked):>8}{_clear(one):>8}{100 * same:>7.0f}%{far:>8}")
    print(
        "\nclear: ranked places with one description; same: the most likely description is the same; apart: it is"
    )
    print("more than one step away.")


def _rest() -> tuple[Any, Any, Any]:
    from edau.understand.analysis.cube import cube
    from edau.understand.queries.flows import every_flow

    return cube(), every_flow("work"), every_flow("migration")


def _variants(model: Any) -> list[tuple[str, Any]]:
    """The model with one thing changed at a time."""
    variants = [
        (f"weights drawn closer together (concentration {level:g})", replace(model, concentration=level))
        for level in (3.0, 10.0)
    ]
    variants += [
        (f"other draws (seed {seed})", replace(model, seed=seed)) for seed in (model.seed + 1, model.seed + 2)
    ]
    for axis in model.axes:
        for measure in axis.measures:
            kept = tuple(one for one in axis.measures if one != measure)
            axes = tuple(replace(one, measures=kept) if one is axis else one for one in model.axes)
            variants.append((f"without “{measure}”", replace(model, axes=axes)))
    for axis in model.axes:
        axes = tuple(one for one in model.axes if one is not axis)
        variants.append((f"without the axis “{axis.name.en.lower()}”", replace(model, axes=axes)))
    variants += [
        ("ranked among places with a fit of 0.8 and more", replace(model, around=0.8, own=0.81)),
        ("cuts 0.2, 0.5, 0.8", replace(model, cuts=(0.2, 0.5, 0.8))),
        ("cuts 0.3, 0.5, 0.7", replace(model, cuts=(0.3, 0.5, 0.7))),
    ]
    return variants


def _words(everyone: Any) -> dict[str, str]:
    """The most likely description of each ranked place."""
    return {
        code: max(everyone.places[code].shares, key=everyone.places[code].shares.get)
        for code in everyone.ranked
    }


def _clear(everyone: Any) -> int:
    return sum(everyone.places[code].label.code == "clear" for code in everyone.ranked)


def _unlisted(direction: Any) -> float:
    return (
        float(direction.rest / (direction.total - direction.stay))
        if direction.total > direction.stay
        else 0.0
    )


if __name__ == "__main__":
    main()
