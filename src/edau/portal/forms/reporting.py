"""What readers, authors and moderators fill in about a report. What was typed stays in its field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edau.core.abuse import Guard
from edau.moderation.actions.reporting import LONGEST
from edau.moderation.choices import Decision, Reason
from edau.moderation.models import Case
from edau.moderation.published import RULES, Why, ready_reason
from edau.portal.forms.errors import errors

DECISIONS = ((Decision.RESTORED, _("Show it again")), (Decision.REMOVED, _("Keep it out of sight")))
READY = "ready"  # a button that decides with the reason that stands ready


def _words(label: Any, hint: Any, *, required: Any = "", lang: str = "") -> forms.CharField:
    attrs: dict[str, Any] = {"rows": 4}
    if lang:
        attrs["lang"] = lang
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=attrs),
        error_messages=errors(required),
    )


class ReportForm(Guard):
    """Why somebody reports an item."""

    purpose = "report"

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages=errors(_("Choose what is wrong with it.")),
    )
    words = _words(
        _("What a moderator should know"),
        _("Only moderators read this. It is erased when the case is closed."),
    )


class AnswerForm(forms.Form):
    """What an author says before anybody has decided."""

    words = _words(
        _("Your answer"),
        _("Only moderators read this. It is erased when the case is closed."),
        required=_("Write your answer first."),
    )


class AppealForm(forms.Form):
    """Why somebody else should look again."""

    words = _words(
        _("Why somebody else should look again"),
        _("Only moderators read this. It is erased when it has been decided."),
    )


class DecisionForm(forms.Form):
    """A decision with its rule and its published reason; an empty reason stands for the one that is ready."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages=errors(_("Choose what you decide.")),
    )
    rule = forms.ChoiceField(
        label=_("By which rule?"),
        choices=[(reason.value, text) for reason, text in RULES.items()],
        widget=forms.RadioSelect,
        error_messages=errors(_("Choose the rule it breaks, or does not break.")),
    )
    why_cy = _words(
        _("Published reason in Welsh"),
        _("Everyone can read it. Left empty in both languages, the usual reason is published in both."),
        lang="cy",
    )
    why_en = _words(_("Published reason in English"), _("Do not repeat what the item says."), lang="en")

    def __init__(self, *args: Any, case: Case, others: int = 0, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)
        if case.decided:  # on appeal the rule stays
            del self.fields["rule"]
        if others:
            self.fields["alike"] = forms.BooleanField(
                label=_("Decide everything else by this author in the same way"), required=False
            )

    def decision_made(self) -> Decision:
        return Decision(self.cleaned_data["decision"])

    def rule_named(self) -> Reason:
        return Reason(self.cleaned_data.get("rule") or self.case.rule)

    def why(self) -> Why:
        """The reason as typed, or the one that is ready."""
        given = Why(cy=self.cleaned_data["why_cy"].strip(), en=self.cleaned_data["why_en"].strip())
        return given or ready_reason(self.decision_made(), self.rule_named())

    @property
    def alike(self) -> bool:
        return bool(self.cleaned_data.get("alike"))
