"""Nothing is relaxed unless a variable says so."""

from __future__ import annotations

import os
import re
import subprocess
import sys

NAMES = (
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "ALLOWED_HOSTS",
)
ASK = f"import json, edau.config.settings as s; print(json.dumps([getattr(s, name) for name in {NAMES}]))"


def python(code: str, tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("EDAU_", "SECRET_KEY", "DATABASE_URL", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-c", code],
        env=clean | {"EDAU_HOME": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
    )


def test_without_a_secret_nothing_starts_and_the_reason_is_said_in_both_languages(tmp_path):
    answer = python("import edau.config.settings", tmp_path)

    assert answer.returncode == 1
    assert "SECRET_KEY is missing" in answer.stderr
    assert "Mae SECRET_KEY ar goll" in answer.stderr


def test_with_a_secret_everything_is_strict(tmp_path):
    answer = python(ASK, tmp_path, SECRET_KEY="s" * 60, EDAU_HOSTS="edau.cymru")

    assert answer.stdout.strip() == '[true, true, true, 31536000, ["edau.cymru"]]'


def test_a_demonstration_keeps_its_own_secret(tmp_path):
    code = "import edau.config.settings as s; print(s.SECRET_KEY)"

    first, second = (python(code, tmp_path, EDAU_DEMO="1").stdout for _ in range(2))

    assert first == second
    assert len(first.strip()) >= 60
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_secret_that_could_be_guessed_is_refused_in_both_languages(tmp_path):
    answer = python("import edau.config.settings", tmp_path, SECRET_KEY="s" * 31)

    assert answer.returncode == 1
    assert "SECRET_KEY is too short" in answer.stderr
    assert "Mae SECRET_KEY yn rhy fyr" in answer.stderr


def test_what_is_said_in_confidence_is_hashed_to_be_slow_to_guess(tmp_path):
    """The tests themselves hash quickly; this asks the product."""
    code = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'edau.config.settings'\n"
        "from edau.thread.codes import word_hash; print(word_hash('afal'))"
    )

    kept = python(code, tmp_path, EDAU_DEMO="1").stdout

    memory, rounds = re.search(r"^argon2\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$", kept).groups()
    assert int(memory) >= 19_456  # KiB, with two rounds: the least that OWASP advises
    assert int(rounds) >= 2


def test_an_address_that_is_no_database_is_refused_without_repeating_its_password(tmp_path):
    answer = python(
        "import edau.config.settings", tmp_path, EDAU_DEMO="1", DATABASE_URL="mongo://gwen:cyfrinach@db/edau"
    )

    assert answer.returncode == 1
    assert "DATABASE_URL is not the address of a database" in answer.stderr
    assert "cyfrinach" not in answer.stderr


def test_a_port_that_is_no_number_is_named(tmp_path):
    answer = python(
        "import edau.config.settings", tmp_path, EDAU_DEMO="1", EDAU_SMTP_HOST="post", EDAU_SMTP_PORT="smtp"
    )

    assert answer.returncode == 1
    assert "EDAU_SMTP_PORT is “smtp”: it must be a whole number." in answer.stderr


def test_two_that_prepare_one_folder_go_in_one_after_the_other(tmp_path):
    """Each writes when it comes in and when it goes out; nobody comes in between."""
    code = (
        "import sys, time, pathlib; from edau.config.home import one_at_a_time\n"
        "home = pathlib.Path(sys.argv[1])\n"
        "with one_at_a_time(home / 'preparing'), (home / 'log').open('a') as log:\n"
        "    log.write('in '); log.flush(); time.sleep(0.3); log.write('out '); log.flush()"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(2)]

    assert [one.wait(timeout=30) for one in both] == [0, 0]
    assert (tmp_path / "log").read_text() == "in out in out "
