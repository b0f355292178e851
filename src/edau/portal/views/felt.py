"""Did this matter? A page for the holder of a receipt, under its secret address or while this browser has it open."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edau.answer.actions.feeling import feel
from edau.answer.choices import Mattered
from edau.answer.models import Answered
from edau.answer.queries.replies import answers_to, felt_by
from edau.answer.wording import first_words
from edau.listen.models import Contribution
from edau.portal.doors.receipts import held, private
from edau.portal.forms.answering import FeltForm
from edau.portal.forms.asking import READ_AND_SEND, UNPROCESSABLE
from edau.portal.words.texts import text_in
from edau.ui.links import address_in


@private(forms=True)
@require_http_methods(READ_AND_SEND)
def felt(request: HttpRequest, receipt: str, contribution: str) -> HttpResponse:
    """Asks a teller whether the answer mattered; asked again, the newest counts."""
    holder, language = held(request, receipt), get_language() or "cy"
    told = Contribution.objects.filter(pk=contribution, receipt=holder.receipt, withdrawn=None).first()
    answers = answers_to([contribution])[contribution] if told is not None else []
    if told is None or not answers:
        raise Http404
    if request.method != "POST":
        said = felt_by(told)
        form = FeltForm(initial={"mattered": said.mattered, "words": said.words} if said else None)
        return _page(request, form, told, answers, receipt)
    form = FeltForm(request.POST)
    if not form.is_valid():
        return _page(request, form, told, answers, receipt, UNPROCESSABLE)
    try:
        feel(
            contribution=told.pk,
            mattered=Mattered(form.cleaned_data["mattered"]),
            words=form.cleaned_data["words"],
            language=language,
            by=holder.by,
        )
    except Contribution.DoesNotExist:  # taken back in another window
        raise Http404 from None
    messages.success(request, _("Thank you. You can change your mind here as long as you hold the receipt."))
    return redirect(request.path)


def _page(
    request: HttpRequest,
    form: FeltForm,
    told: Contribution,
    answers: list[Answered],
    receipt: str,
    status: int = 200,
) -> HttpResponse:
    language, newest = get_language() or "cy", answers[-1]
    context = {
        "form": form,
        "quote": newest.quote or first_words(told),
        "told": told,
        "words": text_in(newest.reply.said("words", language), language),
        "outcome": newest.reply.get_outcome_display(),
        "body": newest.reply.organisation.name(language),
        "receipt": address_in(language, "portal:receipt", receipt),
        "synthetic": told.synthetic,
    }
    return render(request, "portal/felt.html", context, status=status)
