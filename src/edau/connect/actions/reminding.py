"""Asking whether an offer still holds, by letter, of those who left an e-mail address; and the link in it."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.connect.models import Asset, Capability, Party
from edau.connect.queries.reaching import letterboxes
from edau.connect.wording import language_of
from edau.core import audit, clock, mail
from edau.core.mail.addresses import origin
from edau.core.visibility import visible
from edau.ui.links import address_in

PURPOSE = "still_true"
ASSET = "connect.Asset"
SALT = "edau.connect.still_true"
AHEAD = timedelta(days=14)  # so long before it stops counting
GOOD_FOR = timedelta(days=60)  # a link that is older opens nothing
AT_ONCE = 200


@transaction.atomic
def remind() -> int:
    """Writes to those whose offers stop counting within a fortnight, once for each time; how many letters. The letter is to
    the party itself, and says nothing of what it offers: who reads a mailbox need not be who wrote it."""
    today = clock.today()
    due = {"withdrawn": None, "waiting": False, "reminded": None}
    soon = {"fresh_until__lte": today + AHEAD, "fresh_until__gte": today - AHEAD}
    capabilities = list(
        visible(Capability.objects.select_for_update().filter(party__gone=None, **due, **soon)).order_by(
            "pk"
        )[:AT_ONCE]
    )
    # What an organisation shares is its officers' to confirm, who are signed in.
    assets = list(
        visible(
            Asset.objects.select_for_update().filter(
                owner__gone=None, owner__person__isnull=False, **due, **soon
            )
        ).order_by("pk")[:AT_ONCE]
    )
    whose = {one.pk: one.party_id for one in capabilities} | {one.pk: one.owner_id for one in assets}
    boxes = letterboxes(set(whose.values()))
    parties = {party.pk: party for party in Party.objects.select_related("person").filter(pk__in=boxes)}
    due_now: list[Capability | Asset] = [*capabilities, *assets]
    for one in due_now:
        box = boxes.get(whose[one.pk])
        if box:
            _write(one, parties[whose[one.pk]], box)
        one.reminded = today
        one.save(update_fields=["reminded"])
    if capabilities or assets:
        codes: audit.Codes = {"letters": sum(key in boxes for key in whose.values())}
        audit.record(deed="remind", by="edau", label="connect.Party", codes=codes)
    return sum(key in boxes for key in whose.values())


def token_of(record: Capability | Asset) -> str:
    """What stands in the link: it says of one offer that it still holds, and opens nothing."""
    return signing.dumps([record._meta.label, record.pk], salt=SALT)


def record_of(token: str) -> Capability | Asset | None:
    """The offer of such a link; None where it is gone. Raises BadSignature for any other text, and for a link that is old."""
    label, key = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    if label == ASSET:
        return Asset.objects.filter(pk=key, withdrawn=None).first()
    return Capability.objects.filter(pk=key, withdrawn=None).first()


def _write(record: Capability | Asset, party: Party, box: str) -> None:
    language = language_of(party)
    link = origin() + address_in(language, "portal:still_true", token_of(record))
    with override(language):
        text = _(
            "Half a year ago you said what you could offer. Is it still true?\n\nIf it is, open this page and press the"
            " button:\n%(link)s\n\nIf not, do nothing: from then on it is suggested to nobody. With your receipt"
            " you can change it or take it back."
        ) % {"link": link}
        subject = _("Is your offer still true?")
    mail.send(to=box, subject=subject, text=text, purpose=PURPOSE, language=language)
