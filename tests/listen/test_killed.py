"""The machine stops in the middle of a word: nothing that was acknowledged is lost, and the trail still verifies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import loaded

WRITER = """
import django; django.setup()
from edau.listen.actions.contributions import Words, contribute
from edau.listen.choices import Kind
from edau.people.models import Person
from edau.thread.actions import issue_receipt
while True:
    person = Person.objects.create(language="cy")
    held = issue_receipt(person=person, language="cy", by="visitor")
    words = Words(language="cy", words="Geiriau sydd i'w cadw. " * 40)
    said = contribute(kind=Kind.STORY, words=words, receipt=held.receipt, by="visitor")
    print(said.id, flush=True)
"""
READER = """
import django; django.setup()
from edau.core.audit import first_broken_line
from edau.core.models import AuditLine
from edau.listen.models import Contribution
from edau.thread.models import Edge, Receipt
print(first_broken_line())
print(Contribution.objects.count(), AuditLine.objects.filter(deed="contribute").count())
print(Receipt.objects.count(), AuditLine.objects.filter(deed="issue_receipt").count())
print(" ".join(Contribution.objects.values_list("id", flat=True)))
"""
ACKNOWLEDGED = 25


def at_home(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "SECRET_KEY")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "edau.config.settings",
        "EDAU_DEMO": "1",
        "EDAU_HOME": str(home),
    }


def run(home: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], env=at_home(home), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def killed_while_writing(home: Path, after: int) -> list[str]:
    """What the writers had been told is kept when all of them were stopped at once, as by a power switch."""
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER], env=at_home(home), stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    acknowledged: list[str] = []
    try:
        for _ in range(after):
            acknowledged += [str(writer.stdout.readline()).strip() for writer in writers]  # type: ignore[union-attr]
    finally:
        for writer in writers:
            os.kill(writer.pid, signal.SIGKILL)
            rest, _nothing = writer.communicate(timeout=20)
            # A last line may have been cut in the pipe; a whole one was acknowledged.
            acknowledged += [line for line in rest.split("\n")[:-1] if line]
    return acknowledged


@pytest.mark.slow
@pytest.mark.databases
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot stop a process so")
def test_killed_in_the_middle_of_writing_nothing_acknowledged_is_lost_and_the_trail_verifies(tmp_path):
    loaded.empty(
        tmp_path / "edau.sqlite3",
        lambda: run(tmp_path, "-m", "edau.cli", "manage", "migrate", "--verbosity", "0"),
    )

    acknowledged = killed_while_writing(tmp_path, ACKNOWLEDGED)
    broken, counted, receipts, kept = run(tmp_path, "-c", READER).strip().split("\n")

    assert len(acknowledged) >= 2 * ACKNOWLEDGED
    assert set(acknowledged) - set(kept.split()) == set()
    assert broken == "None"
    for record in (counted, receipts):  # each has its line, and each line its record
        rows, lines = record.split()
        assert rows == lines
