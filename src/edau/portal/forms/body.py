"""What an officer fills in for an organisation: what it needs, and what its people can do for others."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from edau.connect.actions.parties import Contact
from edau.connect.models import Reaching
from edau.portal.forms.offering import NeedForm, OfferForm


class ReachedAtWork(forms.Form):
    """How to reach the organisation is asked until it has been said: whoever shared a room first said nothing of it."""

    use_required_attribute = False
    REACH = ("contact_name", "email", "telephone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        party = getattr(self, "party", None)
        self.asks_reach = party is not None and not Reaching.objects.filter(party=party).exists()
        if self.asks_reach:
            for name in self.REACH:
                self.fields[name] = deepcopy(self.base_fields[name])

    def reached(self) -> Contact | None:
        """What was said of it; None where nothing was, or it was known."""
        given = self.cleaned_data
        if not (given.get("email") or given.get("telephone")):
            return None
        return Contact(*(str(given.get(name) or "").strip() for name in self.REACH))


class OfferOfBody(ReachedAtWork, OfferForm):
    """What its people can do for others."""

    purpose = "connect_offer_of_body"


class NeedOfBody(ReachedAtWork, NeedForm):
    """What it needs. It is nobody who lives alone; for a child or an adult at risk, they or somebody for them asks."""

    purpose = "connect_need_of_body"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("alone", "at_risk", "bring", "bring_tags", "bring_other"):
            self.fields.pop(name, None)
        self.fields["words"].label = gettext_lazy("What would help, in a few sentences")
