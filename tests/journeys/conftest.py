"""A real server, started as a newcomer starts it, and a real browser, where there is one."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)
            if _is_left_to_ci(item):
                item.add_marker(pytest.mark.slow)


# A journey is walked in both languages, with script and without. `make test` walks it one way: in Welsh without script, or
# in English with script; `make ci` walks the other ways too, and the journeys that take most of a minute or are of a few.
WITH_SCRIPT = ("test_comparing.py",)
LONG = (
    "test_saying.py",
    "test_reporting.py",
    "test_rooms_for_a_season.py",
    "test_connecting_for_somebody.py",
    "test_signals.py",
    "test_what_is_promised.py",
)


def _is_left_to_ci(item) -> bool:
    given = item.callspec.params if hasattr(item, "callspec") else {}
    language, script = given.get("language"), given.get("script")
    if item.path.name in LONG:
        return True
    if script in (None, True):
        return False
    with_script = item.path.name in WITH_SCRIPT
    return (language, script) != (("en", "with script") if with_script else ("cy", "without script"))


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    """The state folder of the demonstration: its letters lie there, since it sends none."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def surroundings(home) -> dict[str, str]:
    """The environment in which commands speak to the demonstration, and to nothing else."""
    own = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    }
    return own | {"EDAU_HOME": str(home), "EDAU_DEMO": "1"}


@pytest.fixture(scope="session")
def site(chromium, home, surroundings) -> Iterator[str]:
    """The address of a demonstration that `edau demo` started in a folder of its own."""
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "edau.cli", "demo", "--bare", "--port", str(port)],
        env=surroundings,
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(1800):
            if server.poll() is not None:
                pytest.fail(f"the server stopped: {server.stdout.read() if server.stdout else ''}")
            try:
                with urllib.request.urlopen(f"{address}/healthz", timeout=1):
                    break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("the server did not answer within three minutes")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        if server.stdout:
            server.stdout.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """Chromium, or a plain word that there is none."""
    if not CHROMIUM:
        pytest.skip("skipped: no Chromium")
    from playwright.sync_api import sync_playwright

    # The browser keeps an event loop running in this thread, from which Django would refuse every later test its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=["with script", "without script"])
def script(request) -> bool:
    return request.param == "with script"


@pytest.fixture(params=["cy", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture
def tab(chromium, script):
    """A new tab of a reader, with or without script; no page may log an error."""
    context = chromium.new_context(java_script_enabled=script, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


@pytest.fixture(scope="session", autouse=True)
def _whoever_clicks_waits_for_the_page() -> Iterator[None]:
    """A click returns when the next page has begun to arrive. What is counted at once is counted on half a page: so each
    click waits until the page it led to is there; one that led nowhere finds its page there already."""
    from playwright.sync_api import Locator

    click = Locator.click

    def click_and_wait(self, **how) -> None:
        click(self, **how)
        self.page.wait_for_load_state()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", click_and_wait)
        yield


@pytest.fixture
def visitor(chromium, script):
    """A tab in a browser of its own for each person; no page may log an error but a refusal that is meant."""
    contexts, complaints = [], []

    def open_tab():
        contexts.append(
            chromium.new_context(java_script_enabled=script, viewport={"width": 1280, "height": 900})
        )
        tab = contexts[-1].new_page()
        tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return tab

    yield open_tab
    for context in contexts:
        context.close()
    # The browser logs every answer that is no success: the form that was sent empty, the page without the role.
    assert [one for one in complaints if not re.search(r"status of (403|422)", one)] == []
