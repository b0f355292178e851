"""A connector writes down what somebody off-line would offer or needs, with the consent that they gave aloud."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction

from edau.accounts.models import User
from edau.connect.actions.acting import note_consent
from edau.connect.actions.offers import Kept, Made
from edau.connect.actions.parties import Somebody


@transaction.atomic
def write_down(
    *, deed: Callable[[Somebody], Made[Kept]], who: Somebody, language: str, by: User
) -> Made[Kept]:
    """Carries out `deed` (an offer or a need) for `who`, and notes that they agreed aloud, in this language, to be acted for
    by this connector. Of somebody who agreed before, the consent that is there stays.

    Raises what the deed raises, and NotAllowed where the connector is none of where they are: then nothing is kept.
    """
    made = deed(replace(who, broker=by))
    note_consent(party=made.party, language=language, spoken=True, by=by)
    return made
