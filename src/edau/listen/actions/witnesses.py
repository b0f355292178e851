"""Deeds of bearing out: those who took part, and bodies that neither asked nor answer, say whether what was noted was so.

Whoever notes what happened cannot bear it out as well: neither by a body that asks or answers, nor by a receipt that is in an
account which may note there. A receipt that is in nobody's account cannot be told from another's: so the page says whether
those who took part, or a body by name, bore a thing out, and of the first whether they were five or more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from edau.accounts.models import User
from edau.core import audit, clock
from edau.core.answers import insist
from edau.listen.actions.contributions import INVOLVEMENT, changed
from edau.listen.actions.principles import TookNoPart, took_part
from edau.listen.models import Happening, Involvement, Witness
from edau.listen.rules import may_bear_out, may_bear_out_with
from edau.people.models import Organisation
from edau.thread.models import Receipt


@transaction.atomic
def bear_out_as_participant(
    *, involvement: Involvement, receipt: Receipt, said: Mapping[str, bool], by: str
) -> None:
    """Says of things that were noted, by their ids, whether they were so; what is left out is taken back.

    Raises TookNoPart; NotAllowed where the receipt is in an account that notes for this involvement; ValueError for an id
    that is not a thing that stands noted there.
    """
    receipt = Receipt.objects.select_related("person__user").get(pk=receipt.pk)
    if not took_part(receipt, involvement):
        raise TookNoPart
    insist(may_bear_out_with(receipt, involvement))
    _bear_out(involvement, said, {"receipt": receipt}, by)


@transaction.atomic
def bear_out_for_body(
    *, involvement: Involvement, organisation: Organisation, said: Mapping[str, bool], by: User
) -> None:
    """The same in the name of another body. Raises NotAllowed; ValueError as above."""
    insist(may_bear_out(by, involvement, organisation.key))
    _bear_out(involvement, said, {"organisation": organisation}, str(by))


def _bear_out(involvement: Involvement, said: Mapping[str, bool], who: dict[str, Any], by: str) -> None:
    noted = Happening.objects.select_for_update().filter(involvement=involvement, replaced_by=None)
    standing = {one.pk: one for one in noted.order_by("pk")}
    if set(said) - set(standing):
        raise ValueError("No such thing stands noted here.")
    mine = Witness.objects.filter(happening__in=standing, **who)
    kept = {one.happening_id: one.so for one in mine}
    fresh = {key: so for key, so in said.items() if kept.get(key) is not so}
    gone = [key for key in kept if key not in said]
    mine.filter(happening__in=gone).delete()
    for key, so in fresh.items():
        Witness.objects.update_or_create(
            happening=standing[key],
            **who,
            defaults={"so": so, "by": by, "made": clock.now(), "synthetic": involvement.synthetic},
        )
    if fresh or gone:
        # Of one who took part the trail keeps that they said something, and not what.
        codes: audit.Codes = {"side": "participant" if "receipt" in who else "body"}
        audit.record(deed="bear_out", by=by, label=INVOLVEMENT, object_id=involvement.id, codes=codes)
        changed()
