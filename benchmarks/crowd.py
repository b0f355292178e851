"""Fifty people read and eight write at once for a minute: does anything fail, and is every word that was taken still there?

`python -m benchmarks.crowd [--seconds 60]` on SQLite; with DATABASE_URL on PostgreSQL (an empty database). Each reader asks
for a page, reads for about half a second and goes on; each writer opens the form, writes for as long as the form asks
for, and sends it.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from html import unescape
from urllib.parse import urlencode

from benchmarks.__main__ import free_port, served

READERS, WRITERS = 50, 8
READING = (0.3, 0.7)  # seconds a reader stays on a page
WRITING = 3.2  # seconds: a form sent sooner than three is taken for a program's

SCENE = """
import django; django.setup()
import json
from tests import cast
asked = cast.involvement()
for i in range(60):
    cast.story(f"Geiriau rhif {i}: mae’r neuadd yn dywyll bob nos.", within=asked)
print(json.dumps({"involvement": asked.id}))
"""
AFTER = """
import django; django.setup()
import json
from edau.core.audit import first_broken_line
from edau.core.models import AuditLine
from edau.listen.models import Contribution
from edau.thread.models import Edge
words = list(Contribution.objects.values_list("words", flat=True))
print(json.dumps({
    "broken": first_broken_line(), "words": words, "lines": AuditLine.objects.filter(deed="contribute").count(),
    "edges": Edge.objects.filter(kind="said").count(),
}))
"""


class Tally:
    """What happened, counted by all threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.times: dict[str, list[float]] = {"read": [], "write": []}
        self.faults: Counter[str] = Counter()
        self.taken: list[str] = []

    def took(self, kind: str, seconds: float) -> None:
        with self.lock:
            self.times[kind].append(seconds * 1000)

    def failed(self, what: str) -> None:
        with self.lock:
            self.faults[what] += 1


def ask(
    port: int, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
) -> tuple[int, str, list[tuple[str, str]]]:
    """One request over a connection of its own: its status, its text, its headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body or None, headers or {})
    answer = connection.getresponse()
    text = answer.read().decode(errors="replace")
    connection.close()
    return answer.status, text, answer.getheaders()


def read(port: int, pages: list[str], end: float, tally: Tally) -> None:
    dice = random.Random()
    while time.perf_counter() < end:
        begun = time.perf_counter()
        try:
            status, _text, _headers = ask(port, "GET", dice.choice(pages))
            if status != 200:
                tally.failed(f"read {status}")
        except OSError as problem:
            tally.failed(f"read {type(problem).__name__}")
        tally.took("read", time.perf_counter() - begun)
        time.sleep(dice.uniform(*READING))


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of a form without anybody touching it: its hidden fields and what is chosen."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        named = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]*)"', tag)
        if named is None or (kind and kind[1] in ("radio", "checkbox") and "checked" not in tag):
            continue
        found[named[1]] = unescape(value[1]) if value else ""
    for name, inner in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inner) or re.search(
            r'<option value="([^"]*)"', inner
        )
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


def write(port: int, form: str, end: float, tally: Tally) -> None:
    while time.perf_counter() < end:
        mark = f"Geiriau {secrets.token_hex(8)}: hoffwn i rywle cynnes i gwrdd."
        try:
            _status, page, headers = ask(port, "GET", form)
            cookies = "; ".join(
                value.split(";")[0] for name, value in headers if name.lower() == "set-cookie"
            )
            time.sleep(WRITING)
            given = fields_of(page) | {"words": mark}
            begun = time.perf_counter()
            status, text, _headers = ask(
                port,
                "POST",
                form,
                urlencode(given),
                {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Cookie": cookies,
                    "Referer": f"http://127.0.0.1:{port}{form}",
                },
            )
            tally.took("write", time.perf_counter() - begun)
            if status == 302:
                with tally.lock:
                    tally.taken.append(mark)
            else:
                why = re.sub(
                    r"<[^>]+>", " ", "".join(re.findall(r'govuk-error-message">(.*?)</p>', text, re.S))
                )
                tally.failed(f"write {status} {why.strip()[:80]}")
        except OSError as problem:
            tally.failed(f"write {type(problem).__name__}")


def told(environment: dict[str, str], script: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    answer: dict[str, object] = json.loads(done.stdout.strip().split("\n")[-1])
    return answer


def p(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {
            "EDAU_DEMO": "1",
            "EDAU_HOME": home,
            "DJANGO_SETTINGS_MODULE": "edau.config.settings",
            # All of the crowd sits behind one address; real ones do not.
            "EDAU_FORMS_PER_HOUR": "100000",
        }
        os.environ.update(environment)
        subprocess.run(
            [sys.executable, "-m", "edau.cli", "demo", "--no-serve", "--bare"], env=environment, check=True
        )
        scene = told(environment, SCENE)
        port, tally = free_port(), Tally()
        with served(["edau.cli", "serve", "--port", str(port)], port, home):
            form = f"/cy/gwrando/dweud/?involvement={scene['involvement']}"
            pages = [
                "/cy/",
                "/cy/gwrando/",
                f"/cy/gwrando/cynnwys/{scene['involvement']}/",
                "/en/stories/",
                "/en/answers-owed/",
                "/en/place/W38000081-pontypridd/",
                "/cy/?q=ym+Mhontypridd",
            ]
            for page in (*pages, form):
                status, _text, _headers = ask(port, "GET", page)
                if status != 200:
                    raise SystemExit(f"{page} answers {status}")
            end = time.perf_counter() + seconds
            crowd = [threading.Thread(target=read, args=(port, pages, end, tally)) for _ in range(READERS)]
            crowd += [threading.Thread(target=write, args=(port, form, end, tally)) for _ in range(WRITERS)]
            for each in crowd:
                each.start()
            for each in crowd:
                each.join()
        after = told(environment, AFTER)
    lost = len(set(tally.taken) - set(after["words"]))  # type: ignore[call-overload]
    engine = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    reads, writes = tally.times["read"], tally.times["write"]
    print(f"{engine}: {READERS} reading and {WRITERS} writing at once for {seconds:.0f} s")
    print(f"  read   {len(reads):6d} pages, p50 {p(reads, 0.5):.0f} ms, p95 {p(reads, 0.95):.0f} ms")
    print(
        f"  wrote  {len(tally.taken):6d} contributions, p50 {p(writes, 0.5):.0f} ms, p95 {p(writes, 0.95):.0f} ms"
    )
    print(f"  lost   {lost}; errors {sum(tally.faults.values())} {dict(tally.faults) or ''}")
    print("  trail  whole" if after["broken"] is None else f"  trail  broken at line {after['broken']}")
    return 1 if lost or tally.faults or after["broken"] is not None else 0


if __name__ == "__main__":
    raise SystemExit(main())
