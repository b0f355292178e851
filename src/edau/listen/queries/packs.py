"""Packs of paper: those of an involvement, one of them, and which of its sheets have come in."""

from __future__ import annotations

from django.db.models import Count

from edau.listen.models import Contribution, Involvement, Pack


def packs_of(involvement: Involvement) -> list[tuple[Pack, int]]:
    """The packs of an involvement, the newest first, each with how many of its sheets are in. Two queries."""
    packs = list(Pack.objects.filter(involvement=involvement).order_by("-made", "pk"))
    counted = (
        Contribution.objects.filter(receipt__pack__in=[pack.pk for pack in packs])
        .values_list("receipt__pack")
        .annotate(sheets=Count("receipt", distinct=True))
    )
    found = {str(key): int(sheets) for key, sheets in counted}
    return [(pack, found.get(pack.pk, 0)) for pack in packs]


def pack_of(key: str) -> Pack | None:
    """A pack with its involvement; None where there is none."""
    return Pack.objects.select_related("involvement").filter(pk=key).first()


def numbers_in(pack: Pack) -> list[int]:
    """The numbers of the sheets that have been written in, also of what was taken back since."""
    found = Contribution.objects.filter(receipt__pack=pack.pk).values_list("receipt__number", flat=True)
    return sorted({number for number in found if number is not None})
