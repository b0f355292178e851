"""The doors of the site that have no language yet, and the one for the operator's watch."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from edau import __version__
from edau.core.freshness import same_for_everyone
from edau.understand.queries.releases import live_release


@require_safe
@same_for_everyone
def front_door(request: HttpRequest) -> HttpResponse:
    """Both languages, Welsh first; the reader chooses by a link, not by a guess about their browser."""
    with override("cy"):
        return render(request, "portal/front_door.html")


@csrf_exempt
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether this installation can answer: 200 with the live release, or 503 and what is missing."""
    try:
        release = live_release()
    except DatabaseError:
        return JsonResponse({"status": "no database", "version": __version__}, status=503)
    if release is None:
        return JsonResponse({"status": "no release", "version": __version__}, status=503)
    return JsonResponse({"status": "ok", "version": __version__, "release": release.id})


@csrf_exempt
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nAllow: /\n", content_type="text/plain; charset=utf-8")
