"""The involvement audit of a body and year: as a page, a document and a table, each in both languages."""

from __future__ import annotations

from collections import defaultdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from edau.answer.audit import Audit, audit_of
from edau.answer.queries.audit import EARLIEST, audited, facts_of
from edau.core import clock
from edau.core.freshness import same_for_everyone
from edau.language.alphabet import sort_names
from edau.people.models import Organisation
from edau.people.queries import organisation as organisation_of
from edau.people.queries import organisations
from edau.portal.api.files import formats_of, table_file
from edau.portal.exports.audit import DOCX, audit_table, document
from edau.portal.pages.audit import AuditPage, audit_page
from edau.ui.links import address_of


@require_safe
@same_for_everyone
def every_audit(request: HttpRequest) -> HttpResponse:
    """Every body that has asked or answered something, with its years."""
    language, years = get_language() or "cy", defaultdict(list)
    for key, year in audited(clock.today()):
        years[key].append(year)
    bodies = organisations(years)
    named = sort_names(bodies.values(), language=language, name=lambda one: one.name(language))
    rows = [(one.key, one.name(language), years[one.key]) for one in named]
    synthetic = any(one.synthetic for one in named)
    return render(request, "portal/involvement_audits.html", {"rows": rows, "synthetic": synthetic})


@require_safe
@same_for_everyone
def audit(request: HttpRequest, organisation: str, year: int) -> HttpResponse:
    """The audit as a page."""
    body, _found, page = _audit(organisation, year)
    address = address_of("portal:involvement_audit_csv", body.key, str(year))
    context = {
        "page": page,
        "name": body.name(get_language() or "cy"),
        "downloads": formats_of(address, page.title, get_language() or "cy", cube=False),
        "synthetic": page.synthetic,
    }
    return render(request, "portal/involvement_audit.html", context)


@require_safe
@same_for_everyone
def audit_csv(request: HttpRequest, organisation: str, year: int) -> HttpResponse:
    """The same as CSV, or in another format."""
    body, found, _page = _audit(organisation, year)
    return table_file(request, _file_name(body, year), audit_table(found))


@require_safe
@same_for_everyone
def audit_docx(request: HttpRequest, organisation: str, year: int) -> HttpResponse:
    """The same as a document."""
    body, _found, page = _audit(organisation, year)
    where = request.build_absolute_uri(address_of("portal:involvement_audit", body.key, str(year)))
    response = HttpResponse(document(page, get_language() or "cy", address=where), content_type=DOCX)
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(body, year)}.docx"'
    return response


def _file_name(body: Organisation, year: int) -> str:
    return "-".join(("edau", _("involvement-audit"), body.key, str(year)))


def _audit(key: str, year: int) -> tuple[Organisation, Audit, AuditPage]:
    body, today = organisation_of(key), clock.today()
    if body is None or not EARLIEST <= year <= today.year:
        raise Http404
    found = audit_of(body.key, year, facts_of(body.key, year, today))
    return body, found, audit_page(found, body, today, get_language() or "cy")
