"""Prints the figures of this machine: page weight, server times, pages a second beside a bare page, search."""

from __future__ import annotations

import contextlib
import gzip
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing

PLACE = "/en/place/W38000081-pontypridd/"
READY = 15  # seconds: beside its first pages each worker makes ready what later ones share
QUERIES = (
    "Pontypridd",
    "ym Mhontypridd",
    "Gaerdydd",
    "Llan",
    "CF37 1TW",
    "Aberystwith",
    "Sir Benfro",
    "Y Bari",
)


def free_port() -> int:
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextlib.contextmanager
def served(command: list[str], port: int, home: str) -> Iterator[None]:
    environment = os.environ | {"EDAU_DEMO": "1", "EDAU_HOME": home}
    environment.pop(
        "PYTHONDONTWRITEBYTECODE", None
    )  # a later start finds its code compiled, as anybody's does
    server = subprocess.Popen([sys.executable, "-m", *command], env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(1200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.05)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def weight(port: int, address: str) -> dict[str, int]:
    """The gzipped bytes of a page and of all that a browser loads for it; of the fonts those whose letters it has."""
    base = f"http://127.0.0.1:{port}"
    html = urllib.request.urlopen(base + address).read().decode()
    total = {"html": len(gzip.compress(html.encode(), 6)), "css": 0, "fonts": 0, "script": 0}
    for sheet in set(re.findall(r'href="(/static/[^"]+\.css)"', html)):
        text = urllib.request.urlopen(base + sheet).read().decode()
        total["css"] += len(gzip.compress(text.encode(), 6))
        for face in re.findall(r"@font-face\s*{([^}]*)}", text):
            font = re.search(r'url\("?([^")]+\.woff2)"?\)', face)
            if font and _needed(face, html):
                total["fonts"] += len(
                    urllib.request.urlopen(f"{base}{sheet.rsplit('/', 1)[0]}/{font.group(1)}").read()
                )
    for script in set(re.findall(r'src="(/static/[^"]+\.js)"', html)):
        total["script"] += len(gzip.compress(urllib.request.urlopen(base + script).read(), 6))
    return total


def _needed(face: str, html: str) -> bool:
    """Whether a page has a letter of this font face; one without a range is always loaded."""
    ranges = re.search(r"unicode-range:([^;}]*)", face)
    if ranges is None:
        return True
    for part in ranges.group(1).split(","):
        low, _, high = part.strip().upper().removeprefix("U+").partition("-")
        ends = (int(low.replace("?", "0"), 16), int((high or low).replace("?", "F"), 16))
        if any(ends[0] <= ord(letter) <= ends[1] for letter in html):
            return True
    return False


def line(what: str, figure: str, aim: str = "") -> None:
    print(f"{what:<58}{figure:>22}   {aim}")


def main() -> None:
    from benchmarks.load import run

    with tempfile.TemporaryDirectory(prefix="edau-bench-") as home:
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "edau.cli", "demo", "--no-serve"],
            env=os.environ | {"EDAU_DEMO": "1", "EDAU_HOME": home},
            check=True,
        )
        line("First start: migrate, collect, load the release", f"{time.perf_counter() - begun:.1f} s")
        port = free_port()
        begun = time.perf_counter()
        with served(["edau.cli", "demo", "--bare", "--port", str(port)], port, home):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/en/").read()
            line("Later start to the first page", f"{time.perf_counter() - begun:.1f} s", "≤ 3 s")
            for address in (PLACE, PLACE.replace("/en/place/", "/cy/lle/")):
                parts = weight(port, address)
                detail = ", ".join(f"{name} {size / 1000:.1f}" for name, size in parts.items())
                line(
                    f"{address}: all, gzipped",
                    f"{sum(parts.values()) / 1000:.1f} KB",
                    f"≤ 60 KB ({detail}); script ≤ 20 KB",
                )
        port = free_port()
        with served(
            ["edau.cli", "serve", "--port", str(port), "--workers", "2", "--threads", "4"], port, home
        ):
            tag = urllib.request.urlopen(f"http://127.0.0.1:{port}{PLACE}").headers["ETag"]
            time.sleep(READY)
            run(port, PLACE, seconds=1)
            one = run(port, PLACE, connections=1)
            line("Place page, one reader: p50 / p95", f"{one.p50:.1f} / {one.p95:.1f} ms", "p95 ≤ 25 ms")
            fresh = run(port, PLACE, connections=8)
            line(
                "Place pages a second, built afresh",
                f"{fresh.per_second:.0f}",
                f"≥ 100 (p95 {fresh.p95:.0f} ms)",
            )
            again = run(port, PLACE, connections=8, headers=f"If-None-Match: {tag}\r\n")
            line(
                "Place pages a second, answered by ETag",
                f"{again.per_second:.0f}",
                f"≥ 1,000 (status {again.status})",
            )
            times = []
            for query in QUERIES:
                path = f"/en/?q={urllib.request.quote(query)}"
                run(port, path, seconds=0.3, connections=1)
                found = run(port, path, seconds=1, connections=1)
                times.append(found.p95)
                line(
                    f"Search page “{query}”: p50 / p95",
                    f"{found.p50:.1f} / {found.p95:.1f} ms",
                    "p95 ≤ 15 ms",
                )
        port = free_port()
        with served(["benchmarks.bare", str(port)], port, home):
            bare = run(port, "/", connections=8)
            line("Bare Django pages a second, same server, same run", f"{bare.per_second:.0f}")
            line(
                "Ratio: by ETag to bare / afresh to bare",
                f"{again.per_second / bare.per_second:.2f} / {fresh.per_second / bare.per_second:.3f}",
            )


if __name__ == "__main__":
    main()
