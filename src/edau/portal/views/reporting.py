"""Reporting an item, what its author and its reporters can do, and the public account of all of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from edau.core import clock
from edau.core.abuse import AlreadySent, address_key
from edau.core.answers import NotAllowed
from edau.language.numbers import day
from edau.moderation import limits
from edau.moderation.actions.appealing import answer, appeal
from edau.moderation.actions.reporting import NotThere, report, take_back
from edau.moderation.choices import Decision, Effect, Reason
from edau.moderation.kinds import kind_of, tell_all
from edau.moderation.models import Case, Report
from edau.moderation.published import RULES
from edau.moderation.queries.account import public_case, published_account
from edau.moderation.queries.effects import Asked
from edau.moderation.queries.standing import may_answer, may_appeal, report_of
from edau.portal.api.files import formats_of, table_file
from edau.portal.doors.parties import Party, party
from edau.portal.doors.receipts import open_now, private
from edau.portal.exports.reporting import account_table
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE
from edau.portal.forms.reporting import AnswerForm, AppealForm, ReportForm
from edau.portal.pages.reporting import (
    account_page,
    any_made_up,
    lines_with_examples,
    moment,
    public_page,
)
from edau.portal.words.reporting import hours
from edau.ui.links import address_of


@private(forms=True)
@never_cache
@require_http_methods(READ_AND_SEND)
def report_item(request: HttpRequest, label: str, key: str, receipt: str = "") -> HttpResponse:
    """Why is this wrong? For who is signed in, holds a receipt, or is nobody we know."""
    who, kind = party(request, receipt), kind_of(label)
    if kind is None:
        raise Http404
    case = Case.objects.filter(label=label, object_id=key, decided=None).first()
    if case is None and not kind.is_read_by(key, who.name):
        raise Http404
    if case is not None and report_of(case, who.names) is not None:
        return redirect(_own_page(case, who))
    if request.method != "POST":
        return _report_page(request, ReportForm(request=request), who, label, key)
    form = ReportForm(request.POST, request=request)
    if not form.is_valid():
        return _report_page(request, form, who, label, key, UNPROCESSABLE)
    asked = Asked(who.name, Reason(form.cleaned_data["reason"]), address_key(request))
    try:
        with form.once():
            made = report(label=label, object_id=key, asked=asked, words=form.cleaned_data["words"])
    except AlreadySent as again:
        form.add_error(None, again.words)
        return _report_page(request, form, who, label, key, UNPROCESSABLE)
    except NotThere:  # it went while this was written
        raise Http404 from None
    if who.name:
        messages.success(request, _done(made))
        return redirect(_own_page(made.case, who))
    return redirect(f"{address_of('portal:case_public', made.case_id)}?reported={made.effect}")


def _done(made: Report) -> str:
    if made.effect == Effect.HELD:
        return _("Thank you. It is out of sight now, and a moderator will decide.")
    return _("Thank you. A moderator will look at it. Until then it stays where it is.")


def _report_page(
    request: HttpRequest, form: ReportForm, who: Party, label: str, key: str, status: int = 200
) -> HttpResponse:
    kind = kind_of(label)
    context = {
        "form": form,
        "who": who,
        "kind": kind.name if kind is not None else "",
        "at_once": kind is not None and kind.personal,
        "within": hours(limits.DECIDE_WITHIN),
        "here": request.path,
        "label": label,
        "key": key,
        "open_receipt": "" if who.name else open_now(request),
        "rules": list(RULES.values()),
    }
    return render(request, "portal/report.html", context, status=status)


def _own_page(case: Case, who: Party) -> str:
    if who.receipt:
        return address_of("portal:appeal_with_receipt", who.receipt, case.pk)
    return address_of("portal:appeal", case.pk)


@private(forms=True)
@never_cache
@require_http_methods(READ_AND_SEND)
def appeal_page(request: HttpRequest, case: str, receipt: str = "") -> HttpResponse:
    """What somebody who has a part in a case can do: take their report back, answer, or ask for another look."""
    who, found = party(request, receipt), _case(case)
    if request.method != "POST":
        return _own(request, found, who)
    deed = request.POST.get("deed")
    form = AnswerForm(request.POST) if deed == "answer" else AppealForm(request.POST)
    if deed == "take_back":
        mine = report_of(found, who.names)
        if mine is not None and take_back(case=found, reporter=mine.reporter):
            messages.success(request, _("You have taken your report back."))
        return redirect(_own_page(found, who))
    if not form.is_valid():
        return _own(request, found, who, form, UNPROCESSABLE)
    try:
        _write(found, who, form)
    except NotAllowed as no:
        form.add_error(None, str(no.answer.reason))
        return _own(request, found, who, form, 403)
    messages.success(request, _("Sent. Only moderators read it."))
    return redirect(_own_page(found, who))


def _write(case: Case, who: Party, form: AnswerForm | AppealForm) -> None:
    """As the one of their names that has a part in the case."""
    words, mine = form.cleaned_data["words"], report_of(case, who.names)
    reporter = mine.reporter if mine is not None else who.name
    name = case.author if case.author and case.author in who.names else reporter
    if isinstance(form, AnswerForm):
        answer(case=case, words=words, by=name)
        return
    both = [name, reporter]  # somebody may have reported what is their own
    appeal(case=case, words=words, by=next((one for one in both if may_appeal(case, {one})), name))


def _own(
    request: HttpRequest,
    case: Case,
    who: Party,
    form: AnswerForm | AppealForm | None = None,
    status: int = 200,
) -> HttpResponse:
    language, author = get_language() or "cy", bool(case.author) and case.author in who.names
    mine, can_answer, can_appeal = (
        report_of(case, who.names),
        may_answer(case, who.names),
        may_appeal(case, who.names),
    )
    if form is None and can_answer:
        form = AnswerForm(initial={"words": case.answer})
    elif form is None and can_appeal:
        form = AppealForm()
    context = {
        "page": public_page(case, language),
        "case": case,
        "who": who,
        "author": author,
        "mine": mine,
        "form": form,
        "can_answer": can_answer,
        "can_appeal": can_appeal,
        "reasons": list(dict.fromkeys(one.get_reason_display() for one in _standing(case))) if author else [],
        "can_take_back": mine is not None and case.decided is None,
        "here": request.path,
        "synthetic": _made_up(case),
    }
    return render(request, "portal/appeal.html", context, status=status)


def _made_up(case: Case) -> bool:
    """Whether a case is about something that was made up for the worked example. One question."""
    return any(told.synthetic for told in tell_all([(case.label, case.object_id)]).values())


def _standing(case: Case) -> list[Report]:
    return list(case.reports.filter(withdrawn=None).order_by("at"))


def _case(key: str) -> Case:
    found = public_case(key)
    if found is None:
        raise Http404
    return found


@require_safe
def public_case_page(request: HttpRequest, case: str) -> HttpResponse:
    """One case for everyone: rule, reason, dates. What it is about is not said, nor what anybody wrote."""
    found, effect = _case(case), request.GET.get("reported", "")
    language = get_language() or "cy"
    context = {
        "page": public_page(found, language),
        "reported": _done(Report(effect=effect)) if effect in Effect.values else "",
        "due": moment(found.due, language),
        "synthetic": _made_up(found),
    }
    response = render(request, "portal/case_public.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """What was reported, how it was decided and how long that took: by the rules that stand beside it."""
    language = get_language() or "cy"
    context = {
        "page": account_page(published_account(clock.now()), language),
        "synthetic": any_made_up(Case.objects.exclude(decision=Decision.DROPPED)),
        "counted": day(clock.today(), language),
        "rules": [(Reason(code).label, text) for code, text in RULES.items()],
        "within": hours(limits.DECIDE_WITHIN),
        "spam_days": limits.ENDS_AFTER[Reason.SPAM].days,
        "untrue_days": limits.ENDS_AFTER[Reason.UNTRUE].days,
        "holds": limits.HOLDS_A_DAY,
        "downloads": formats_of(
            address_of("portal:transparency_csv"), _("Reports and decisions"), language, cube=False
        ),
    }
    return render(request, "portal/transparency.html", context)


@require_safe
def transparency_csv(request: HttpRequest) -> HttpResponse:
    """The numbers of the account, as CSV."""
    name, account = _("reports"), published_account(clock.now())
    return table_file(request, f"edau-{name}", account_table(account, lines_with_examples(account)))
