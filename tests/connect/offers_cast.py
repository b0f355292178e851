"""Somebody with an offer and a need on one receipt, and a body that shares a hall: for tests that open every page."""

from __future__ import annotations

from edau.connect.actions.acting import note_consent
from edau.connect.actions.acting import token_of as token_of_consent
from edau.connect.actions.needs import Wanted, need
from edau.connect.actions.offers import Ability, Thing, offer, offer_asset
from edau.connect.actions.parties import Contact, Somebody, Where
from edau.connect.actions.reminding import token_of
from edau.connect.actions.times import Times
from edau.people.choices import Part
from edau.thread.actions import Issued
from tests import cast
from tests.cast import PONTYPRIDD

TUESDAYS = Times([{"start": "2026-11-24T18:00", "minutes": 120, "rule": "FREQ=WEEKLY;BYDAY=TU"}])


def offers_and_needs(held: Issued) -> dict[str, str]:
    """Made through the real deeds; the ids by what they are called in addresses."""
    who = Somebody(
        where=Where(PONTYPRIDD, 51.60371, -3.34219),
        languages=["cy"],
        receipt=held.receipt,
        contact=Contact("Enw", "enw@example.org"),
    )
    skill = "mend-bike"
    given = offer(
        ability=Ability(words="Dw i’n trwsio beiciau.", language="cy", skills=[skill]),
        times=TUESDAYS,
        who=who,
        by="visitor",
    )
    wanted = Wanted(words="Mae angen rhywun i drwsio fy meic.", language="cy", skill=skill)
    asked = need(wanted=wanted, times=TUESDAYS, who=who, by="visitor")
    body = cast.body()
    hall = offer_asset(
        thing=Thing(kind="hall", area=PONTYPRIDD, name_cy="Y festri", name_en="The vestry"),
        times=TUESDAYS,
        who=Somebody(where=Where(PONTYPRIDD), languages=["cy"], organisation=body),
        by=cast.holder(Part.OFFICER, body, name="steward"),
    )
    agreed = note_consent(
        party=given.party, language="cy", spoken=True, by=cast.holder(Part.BROKER, name="gwen")
    )
    return {
        "agreed": token_of_consent(agreed),
        "capability": given.record.pk,
        "need": asked.record.pk,
        "asset": hall.record.pk,
        "asked": token_of(given.record),
    }
