"""How long the page of a need takes, and of it saying who could help: `python -m benchmarks.needs [offers] [needs] [seed]`.

A database of its own is filled with the open data, and with offers of parties all over Wales, made from a seed: each with
one to three skills, in one of the 1,917 small areas and somewhere near its middle, times in the mornings, afternoons or
evenings of some days. Then needs are asked about, one after the other, by turns as their whole page and as the answer in it
alone (`suggest_for`), after six to warm up. SQLite in a folder that is thrown away, or the PostgreSQL of DATABASE_URL where
that is set (its database is created and dropped).
"""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.__main__ import line

WARM_UP = 6


def fill(offers: int, needs: int, seed: int) -> list[str]:
    """Offers, and needs of other parties; the ids of the needs."""
    from django.utils import timezone

    from edau.connect.models import Capability, Doorstep, FreeWeek, Need, Offered, Party
    from edau.connect.models.weeks import DAYS
    from edau.connect.queries.matchable import places_of_skills
    from edau.core.ids import new_id
    from edau.places.queries import every_area

    rng = np.random.default_rng(seed)
    now, many = timezone.now(), offers + needs
    areas = [(one.code, one.latitude, one.longitude) for one in every_area("lsoa")]
    places = rng.integers(0, len(areas), many)
    where = [areas[place][0] for place in places]
    at = np.array([areas[place][1:] for place in places], float) + rng.normal(0, 0.003, (many, 2))
    parts = (((1 << 24) - (1 << 18)), ((1 << 34) - (1 << 26)), ((1 << 44) - (1 << 36)))
    weeks, parties, doors = [], [], []
    for row in range(many):
        mask = parts[rng.integers(0, 3)] | (parts[rng.integers(0, 3)] if row % 2 else 0)
        days = rng.random(7) < 0.5
        weeks.append(
            FreeWeek(
                id=row + 1,
                longest=8,
                **{day: mask * int(on) for day, on in zip(DAYS, days, strict=True)},
            )
        )
        language = [["cy", "en"], ["en"], ["cy"]][rng.choice(3, p=[0.25, 0.7, 0.05])]
        party = Party(id=new_id(), area=where[row], languages=language, since=now)
        parties.append(party)
        doors.append(Doorstep(party=party, latitude=at[row, 0], longitude=at[row, 1]))
    for made in (weeks, parties, doors):
        type(made[0]).objects.bulk_create(made, 2000)
    skills = sorted(places_of_skills().items())
    fresh = now.date() + timedelta(days=180)
    able, sorts = [], []
    for row in range(offers):
        can = Capability(
            id=new_id(),
            party=parties[row],
            language="en",
            remote=bool(rng.random() < 0.15),
            km=float(rng.choice([2, 5, 10, 20])),
            capacity=4,
            free_id=row + 1,
            made=now,
            fresh_until=fresh,
        )
        able.append(can)
        for chosen in rng.choice(len(skills), rng.integers(1, 4), replace=False):
            skill, (group, _place) = skills[chosen]
            sorts.append(
                Offered(
                    capability=can, skill=skill, group=group, area=where[row], km=can.km, remote=can.remote
                )
            )
    Capability.objects.bulk_create(able, 2000)
    Offered.objects.bulk_create(sorts, 2000)
    asked = []
    for row in range(offers, many):
        skill, (group, _place) = skills[rng.integers(0, len(skills))]
        asked.append(
            Need(
                id=new_id(),
                party=parties[row],
                language="en",
                skill=skill,
                group=group,
                minutes=int(rng.choice([30, 60, 120])),
                languages=parties[row].languages,
                remote=bool(rng.random() < 0.15),
                area=where[row],
                free_id=row + 1,
                made=now,
                until=fresh,
            )
        )
    Need.objects.bulk_create(asked, 2000)
    return [one.pk for one in asked]


def main(offers: int = 100_000, needs: int = 300, seed: int = 1) -> None:
    """Fills, asks, and prints the figures."""
    with TemporaryDirectory() as folder:
        os.environ["EDAU_HOME"], os.environ["EDAU_DEMO"] = folder, "1"
        os.environ["DJANGO_SETTINGS_MODULE"] = "edau.config.settings"
        import django

        django.setup()
        from django.db import connection

        name = connection.creation.create_test_db(verbosity=0, serialize=False)
        try:
            _measure(offers, needs, seed)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


def _measure(offers: int, needs: int, seed: int) -> None:
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from edau.config.statics import collect_if_new
    from edau.connect.actions.matching import suggest_for
    from edau.core import stamps
    from edau.portal.actions.going_live import go_live
    from edau.ui.links import address_in

    collect_if_new()
    go_live(folder=settings.RELEASE_FOLDER, by="benchmark")
    begun = time.perf_counter()
    keys = fill(offers, needs, seed)
    with connection.cursor() as cursor:
        # What PostgreSQL does by itself some minutes after so much was written.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    line(f"{connection.vendor}: {offers} offers", f"filled in {time.perf_counter() - begun:.0f} s")
    client, answers, pages, could = Client(HTTP_HOST="localhost"), [], [], []
    for number, key in enumerate(keys):
        # Every other one as the whole page, so that neither is warmed up by the other.
        begun = time.perf_counter()
        if number % 2:
            page = client.get(address_in("en", "portal:need", key))
            ended = time.perf_counter()
            if page.status_code != 200:
                raise SystemExit(f"the page of a need answered {page.status_code}")
        else:
            with stamps.one_reading():  # as every request has
                answer = suggest_for(key)
            ended = time.perf_counter()
        if number < WARM_UP:
            continue
        if number % 2:
            pages.append(1000 * (ended - begun))
        else:
            answers.append(1000 * (ended - begun))
            could.append(answer.could)
    _say("the whole page of a need", pages)
    _say("of it, who could help", answers)
    line("that many could", f"median {np.median(could):.0f}, nobody for {could.count(0)} of {len(could)}")
    if "numba" in sys.modules:
        raise SystemExit("numba was loaded: a page must never wait for it")


def _say(what: str, took: list[float]) -> None:
    median, late, worst = np.percentile(took, [50, 95, 100])
    line(what, f"p50 {median:.1f} ms, p95 {late:.1f} ms, most {worst:.1f} ms")


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    main(*given)
