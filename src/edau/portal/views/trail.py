"""The audit trail, for those who watch over it: read, and proved when asked. Nothing here changes it."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from edau.accounts.models import User
from edau.core.models import AuditLine
from edau.people.rules import Deed, may
from edau.portal.pages.proving import prove
from edau.portal.pages.trail import in_pieces, proof_in_words, trail_table
from edau.portal.views.roles import refused

A_PAGE = 50


@never_cache
@require_safe
@login_required
def trail(request: HttpRequest) -> HttpResponse:
    """Fifty lines a page, the newest first. `?prove=1` walks the whole chain and every seal, which takes a while."""
    if not (answer := may(cast(User, request.user), Deed.READ_TRAIL)):
        return refused(request, answer)
    page = Paginator(AuditLine.objects.order_by("-number"), A_PAGE).get_page(request.GET.get("page"))
    proof = prove() if request.GET.get("prove") else None
    context = {
        "table": trail_table(page.object_list),
        "turning": {"page": page.number, "pages": page.paginator.num_pages},
        "proof": proof,
        "last": in_pieces(proof.last) if proof is not None else (),
        "proved": proof_in_words(proof) if proof is not None else (),
    }
    return render(request, "portal/trail.html", context)
