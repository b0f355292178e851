"""Prints how often the suggestion of skills finds what our own phrases mean, beside plainer ways.

`python -m benchmarks.suggesting`. The phrases are a smoke test of our own, not written by an independent Welsh speaker. The
likeness by meaning is measured where its extra is installed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

import yaml
from rapidfuzz import fuzz

from edau.connect import meaning, suggesting
from edau.connect.skills import asset_kinds, skills
from edau.language import vocabulary
from edau.language.orthography import fold

DATA = Path(__file__).parent.parent / "tests" / "connect" / "data"
FILES = ("phrases", "phrases_after")  # the list was changed after the first, and not after the second
MOST = suggesting.MOST
Way = Callable[[str], list[str]]


def main() -> None:
    vocabulary.warm()
    start = time.perf_counter()
    suggesting.warm()
    print(f"labels made ready, the vocabulary being there: {time.perf_counter() - start:.2f} s")
    labels = {
        key: [text for language in ("cy", "en") for text in one.label.every(language)]
        for many in (skills(), asset_kinds())
        for key, one in many.items()
    }
    print(f"{len(labels)} skills and kinds, {sum(map(len, labels.values()))} labels")
    ways: dict[str, Way] = {
        "words, as people are answered": lambda text: [one.key for one in suggesting.suggest(text)],
        "whole words alike, no forms": shared(labels),
        "letters alike (token set ratio)": letters(labels),
    }
    compare(ways)
    start = time.perf_counter()
    if not suggesting.warm_meaning():
        print("the extra for meaning is not installed here")
        return
    print(f"vectors of the extra made ready: {time.perf_counter() - start:.1f} s")
    ready = meaning.ready()
    assert ready is not None
    compare(
        {
            "meaning alone": lambda text: best(ready.near(text)),
            "words and meaning": lambda text: [one.key for one in suggesting.suggest(text)],
        }
    )


def compare(ways: dict[str, Way]) -> None:
    for file in FILES:
        phrases = yaml.safe_load((DATA / f"{file}.yaml").read_text(encoding="utf-8"))
        print(f"{file}:")
        for name, way in ways.items():
            show(name, way, phrases)


def show(name: str, way: Way, phrases: list[dict[str, object]]) -> None:
    """How many phrases have what they expect first, and among five, by language; and milliseconds a phrase."""
    times, said = [], []
    for language in ("cy", "en"):
        first = among = count = 0
        for one in (each for each in phrases if each["language"] == language):
            start = time.perf_counter()
            found = way(str(one["text"]))
            times.append((time.perf_counter() - start) * 1000)
            hits = [key in one["expects"] for key in found[:MOST]]  # type: ignore[operator]
            first, among, count = first + hits[:1].count(True), among + any(hits), count + 1
        said.append(f"{language} {first:>2} first, {among:>2} among five, of {count}")
    print(
        f"  {name:32} {said[0]}; {said[1]}; {median(times):.1f} ms, p95 {quantiles(times, n=20)[-1]:.1f} ms"
    )


def best(values: dict[str, float]) -> list[str]:
    return sorted((key for key in values if values[key] > 0), key=lambda key: -values[key])[:MOST]


def shared(labels: dict[str, list[str]]) -> Way:
    """The skill whose labels have most words of the text, in the form in which they were written."""
    words = {key: set(fold(" ".join(texts)).split()) for key, texts in labels.items()}
    return lambda text: best({key: float(len(words[key] & set(fold(text).split()))) for key in words})


def letters(labels: dict[str, list[str]]) -> Way:
    """The skill with a label whose words are spelt most like those of the text."""
    folded = {key: [fold(text) for text in texts] for key, texts in labels.items()}
    return lambda text: best(
        {key: max(fuzz.token_set_ratio(fold(text), one) for one in texts) for key, texts in folded.items()}
    )


if __name__ == "__main__":
    main()
