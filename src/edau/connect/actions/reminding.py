"""Asking whether an offer still holds, by letter, of those who left an e-mail address; and the link in it."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.connect.actions.offers import whose
from edau.connect.models import Asset, Capability, Party
from edau.connect.queries.reaching import letterboxes
from edau.connect.rules import may_share
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


class Letterbox(NamedTuple):
    """Where a letter about an offer goes, and in which language."""

    email: str
    language: str


@transaction.atomic
def remind() -> int:
    """Writes to those whose offers stop counting within a fortnight, once for each time; how many letters. The letter is to
    the party itself, or for what an organisation shares to the account that looks after it; it says nothing of what is
    offered: who reads a mailbox need not be who wrote it."""
    today = clock.today()
    due = {"withdrawn": None, "waiting": False, "reminded": None}
    soon = {"fresh_until__lte": today + AHEAD, "fresh_until__gte": today - AHEAD}
    capabilities = list(
        visible(
            Capability.objects.select_for_update(of=("self",))
            .select_related("party")
            .filter(party__gone=None, **due, **soon)
        ).order_by("pk")[:AT_ONCE]
    )
    of_assets = Asset.objects.select_for_update(of=("self",)).select_related("steward", "owner__organisation")
    assets = list(visible(of_assets.filter(owner__gone=None, **due, **soon)).order_by("pk")[:AT_ONCE])
    parties_of = {one.pk: one.party_id for one in capabilities} | {one.pk: one.owner_id for one in assets}
    boxes = letterboxes(set(parties_of.values()))
    parties = {party.pk: party for party in Party.objects.select_related("person").filter(pk__in=boxes)}
    letters = 0
    due_now: list[Capability | Asset] = [*capabilities, *assets]
    for one in due_now:
        box = _looked_after(one)
        if box is None and parties_of[one.pk] in boxes:
            box = Letterbox(boxes[parties_of[one.pk]], language_of(parties[parties_of[one.pk]]))
        if box is not None:
            _write(one, box)
            letters += 1
        one.reminded = today
        one.save(update_fields=["reminded"])
    if due_now:
        audit.record(deed="remind", by="edau", label="connect.Party", codes={"letters": letters})
    return letters


def _looked_after(record: Capability | Asset) -> Letterbox | None:
    """The account that looks after what an organisation shares; None where nobody does, or who did so may not any more."""
    if not isinstance(record, Asset) or record.owner.organisation is None or record.steward is None:
        return None
    steward = record.steward
    if not steward.is_active or not may_share(steward, record.owner.organisation):
        return None
    return Letterbox(steward.email, steward.language)


def token_of(record: Capability | Asset) -> str:
    """What stands in the link: it says of one offer that it still holds, and opens nothing."""
    return signing.dumps([record._meta.label, record.pk], salt=SALT)


def record_of(token: str) -> Capability | Asset | None:
    """The offer of such a link; None where it is gone. Raises BadSignature for any other text, and for a link that is old."""
    label, key = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    if label == ASSET:
        return Asset.objects.filter(pk=key, withdrawn=None).first()
    return Capability.objects.filter(pk=key, withdrawn=None).first()


def _write(record: Capability | Asset, box: Letterbox) -> None:
    body = whose(record).organisation_id
    with override(box.language):
        if body is not None:
            # Only whoever may share for it confirms what is an organisation's: the link leads them to its list, signed in.
            link = address_in(box.language, "portal:shared_assets", body)
            text = _(
                "Half a year ago your organisation said what it could share. Is it still true?\n\nIf it is, sign in on"
                " this page and press the button:\n%(link)s\n\nIf not, do nothing: from then on it is suggested to"
                " nobody. On the same page you can change it or take it back."
            )
        else:
            link = address_in(box.language, "portal:still_true", token_of(record))
            text = _(
                "Half a year ago you said what you could offer. Is it still true?\n\nIf it is, open this page and press"
                " the button:\n%(link)s\n\nIf not, do nothing: from then on it is suggested to nobody. With your"
                " receipt you can change it or take it back."
            )
        subject = _("Is your offer still true?")
    text %= {"link": origin() + link}
    mail.send(to=box.email, subject=subject, text=text, purpose=PURPOSE, language=box.language)
