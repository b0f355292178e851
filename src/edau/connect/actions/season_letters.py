"""The letter to those who asked for a room: who meets where is published. It says nothing of what anybody was given."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.connect.models import Party
from edau.connect.queries.reaching import letterboxes
from edau.connect.wording import language_of
from edau.core import mail
from edau.core.mail.addresses import origin
from edau.ui.links import address_in

PURPOSE = "season"


def tell_published(parties: set[str]) -> None:
    """One letter for each party that has an address. Only inside a deed."""
    boxes = letterboxes(parties)
    if not boxes:
        return
    for party in Party.objects.select_related("person").filter(pk__in=boxes).order_by("pk"):
        language = language_of(party)
        with override(language):
            page = origin() + address_in(language, "portal:season_requests")
            lines = [
                _("It has been decided who meets in which room, and when, in the season you asked for."),
                _("What you were given stands here; open it with your receipt or your account:")
                + f"\n{page}",
            ]
            if party.synthetic:
                lines.insert(0, _("Made-up example."))
            mail.send(
                to=boxes[party.pk],
                subject=_("Rooms for the season"),
                text="\n\n".join(lines),
                purpose=PURPOSE,
                language=language,
            )
