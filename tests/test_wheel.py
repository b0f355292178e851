"""The wheel: what it holds, and that Edau runs from it in an environment of its own, far from this checkout."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN = 120  # seconds; the first start migrates and loads the release

pytestmark = pytest.mark.slow


def pip(*arguments: str, python: str | Path = sys.executable) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "--disable-pip-version-check",
        *arguments,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Built as a release would be, from the packages of the lock alone."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "-w", str(folder), str(ROOT))
    (built,) = folder.glob("edau-*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory) -> Path:
    """An environment into which nothing was put but the wheel; what it needs is read where it is installed already."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    pip("install", "--quiet", "--no-deps", "--no-index", "--no-compile", str(wheel), python=python)
    (packages,) = folder.glob("lib/python*/site-packages")
    # The .pth files of that folder are not followed, so that this checkout is not seen through it.
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def surroundings(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return kept | {"EDAU_HOME": str(home), "HOME": str(home)}


def files_of_the_package() -> set[str]:
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "--cached", "--others", "--exclude-standard", "src/edau"],
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0 or not listed.stdout:
        pytest.skip("skipped: this is no checkout")
    return {name.removeprefix("src/") for name in listed.stdout.splitlines() if (ROOT / name).is_file()}


def test_it_holds_every_file_of_the_package_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert held == files_of_the_package()
    assert wheel.stat().st_size < 20_000_000


def test_the_demonstration_runs_from_it(elsewhere, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = subprocess.run(
        [elsewhere, "-c", "import edau; print(edau.__file__)"],
        cwd=tmp_path,
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(elsewhere.parents[1])

    command = [elsewhere.parent / "edau", "demo", "--bare", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=tmp_path, env=surroundings(tmp_path / "home"), stdout=log, stderr=subprocess.STDOUT
        )
        try:
            page = asked(f"http://127.0.0.1:{port}/cy/lle/W38000081-pontypridd/", server)
        finally:
            server.terminate()
            server.wait(timeout=30)
    assert "Pontypridd" in page, (tmp_path / "log").read_text()
    assert (tmp_path / "home").is_dir()


def asked(page: str, server: subprocess.Popen[bytes]) -> str:
    """A page, as soon as it is there."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(page, timeout=10) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    return ""
