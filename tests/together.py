"""Which tests share what is dear to make, so that one worker runs them, and begins with the largest lot of them.

By the beginnings of their ids. The marks of pytest-xdist for this (`xdist_group`) go unheard with pytest 9.2, which keeps
the id of a test where xdist 3.8 does not write it; nothing says so, everything is made in each worker.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    # One server and one browser for each of two lots, so that two workers walk: what one person does, what several do. In
    # `make test`, which leaves the long journeys out, one lot: the second server would cost more than it saves.
    **{
        f"tests/journeys/test_{journey}.py": "journeys of one"
        for journey in ("comparing", "draw", "reading", "worked_example", "rooms_for_a_season")
    },
    # Needs no server: each language by whoever is free.
    **{
        f"tests/journeys/test_every_kind_of_page.py::{test}[{language}]": f"every kind of page, {language}"
        for test in ("test_axe_finds_nothing_on_any_kind_of_page_and_none_is_wider_than_a_telephone",)
        for language in ("cy", "en")
    },
    "tests/journeys/": "journeys of several",
    "tests/test_every_page.py": "worked example",  # every page is fetched once
    "tests/portal/test_example.py::TestAsItIsBuilt": "worked example",
    "tests/answer/test_debt.py::TestEveryContribution": "debt",
    "tests/understand/actions/test_loading.py::TestANewRelease": "another release",
}


class TogetherScheduling(LoadScopeScheduling):
    """Hands out tests one by one, but whole lots where they belong together."""

    def _split_scope(self, nodeid: str) -> str:
        for beginning, lot in TOGETHER.items():
            if nodeid.startswith(beginning):
                few = lot.startswith("journeys") and "not slow" in self.config.option.markexpr
                return "journeys" if few else lot
        return nodeid
