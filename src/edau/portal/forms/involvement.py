"""The form of an involvement: a question, an honest promise, the days, and who answers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.accounts.models import User
from edau.core import clock
from edau.listen.actions.involvements import NO_POLICY, SAY, Promise
from edau.listen.choices import Co, Cycle, Level, Stage
from edau.listen.models import Involvement
from edau.listen.promises import is_short, law
from edau.listen.queries.involvements import looked_after
from edau.listen.rules import may_ask, may_ask_as_citizen
from edau.people.choices import Part
from edau.people.models import Organisation
from edau.people.queries import organisations, roles_of
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import day_field, line_in_language, text_in_language
from edau.portal.forms.place_field import codes_of_lines, name_to_type
from edau.portal.forms.policy_fields import IS, check_policy, policy_field, policy_of, reason_field
from edau.portal.forms.saying import plain_lines

MYSELF = "myself"
ASKS, ANSWERS = "asks", "answers"
MOST_PLACES, LONGEST_TEXT = 12, 4_000
BOTH = ("cy", "en")
NEEDED = gettext_lazy("It can stay open in a draft, and is needed before you publish.")
NOTHING_SAID = gettext_lazy("Nothing said")
# What keeps a draft from being published, each with the address of its field in the form.
UNSAID = {
    "promised": (gettext_lazy("Say how much say you promise."), "id_promised_0"),
    "cycle": (gettext_lazy("Say where in the work people come in."), "id_cycle"),
    "co": (gettext_lazy("Say what you do together."), "id_co"),
    "policy": (gettext_lazy("Say whether it is about a decision on policy; if not, why not."), "id_policy_0"),
}


def _text(language: str, label: Any, hint: Any = "") -> forms.CharField:
    return text_in_language(language, label, LONGEST_TEXT, rows=4, hint=hint)


class InvolvementForm(forms.Form):
    """Each language is asked for; one may be owed."""

    use_required_attribute = False

    question_cy = line_in_language("cy", gettext_lazy("The question in Welsh"), 200)
    question_en = line_in_language("en", gettext_lazy("The question in English"), 200)
    about_cy = _text("cy", gettext_lazy("What it is about, in Welsh"))
    about_en = _text("en", gettext_lazy("What it is about, in English"))
    open_cy = _text(
        "cy",
        gettext_lazy("What is still open, in Welsh"),
        gettext_lazy("What people’s words can still change. Be honest: this is sealed when you publish."),
    )
    open_en = _text("en", gettext_lazy("What is still open, in English"))
    fixed_cy = _text("cy", gettext_lazy("What cannot change and why, in Welsh"))
    fixed_en = _text("en", gettext_lazy("What cannot change and why, in English"))
    checked = forms.BooleanField(label=gettext_lazy("Somebody qualified has read the Welsh"), required=False)
    promised = forms.ChoiceField(
        label=gettext_lazy("How much say do you promise?"),
        help_text=format_lazy(
            "{} {}",
            gettext_lazy(
                "What each of these asks of you stands above. What happens is shown beside what you promised, by its events."
            ),
            NEEDED,
        ),
        choices=[("", NOTHING_SAID), *Level.choices],
        required=False,
        widget=forms.RadioSelect,
        error_messages=errors(),
    )
    cycle = forms.ChoiceField(
        label=gettext_lazy("Where in the work do people come in?"),
        help_text=NEEDED,
        choices=[("", NOTHING_SAID), *Cycle.choices],
        required=False,
        error_messages=errors(),
    )
    co = forms.ChoiceField(
        label=gettext_lazy("What do you do together?"),
        help_text=NEEDED,
        choices=[("", NOTHING_SAID), *Co.choices],
        required=False,
        error_messages=errors(),
    )
    policy = policy_field()
    no_policy_cy = reason_field("cy", gettext_lazy("If not, why not? In Welsh"))
    no_policy_en = reason_field("en", gettext_lazy("If not, why not? In English"))
    plan = forms.BooleanField(
        label=gettext_lazy("It consults on a local well-being plan"),
        help_text=gettext_lazy("Then it is about policy, and the law gives people twelve weeks."),
        required=False,
    )
    follows = forms.ChoiceField(
        label=gettext_lazy("Does it go on from an earlier one?"),
        help_text=gettext_lazy("The same work at an earlier stage."),
        required=False,
        error_messages=errors(),
    )
    places = forms.CharField(
        label=gettext_lazy("Places it is about"),
        help_text=gettext_lazy("One on each line, by name in either language, or by its code."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=errors(gettext_lazy("Name at least one place; “Wales” for all of it.")),
    )
    opens = day_field(gettext_lazy("First day for words"))
    closes = day_field(gettext_lazy("Last day for words"))
    answer_by = day_field(
        gettext_lazy("Everyone is answered by"),
        gettext_lazy("Whoever has no answer by this day is shown in public as owed one."),
    )
    asked_by = forms.ChoiceField(
        label=gettext_lazy("Who asks?"),
        help_text=gettext_lazy(
            "Asking as a citizen, you declare that you ask for yourself and not for a body you work for. That is kept."
        ),
        error_messages=errors(),
    )
    answered_by = forms.ChoiceField(
        label=gettext_lazy("Who answers?"),
        help_text=gettext_lazy(
            "If another body is to answer than the one that asks, its officers can say that they take it up."
        ),
        error_messages=errors(gettext_lazy("Choose who is to answer.")),
    )
    controllers = forms.MultipleChoiceField(
        label=gettext_lazy("Who answers in law for the data that people give?"),
        help_text=gettext_lazy("A board is no legal person: it is the bodies themselves."),
        choices=[
            (ASKS, gettext_lazy("the organisation that asks")),
            (ANSWERS, gettext_lazy("the organisation that answers")),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=errors(),
    )
    short_too = forms.BooleanField(
        label=gettext_lazy("Keep the days, though the law gives a plan more time"), required=False
    )
    controller_too = forms.ChoiceField(
        label=gettext_lazy("Another one besides"), required=False, error_messages=errors()
    )

    def __init__(
        self, *args: Any, account: User, involvement: Involvement | None = None, **kwargs: Any
    ) -> None:
        self.known = organisations()
        kwargs["initial"] = _initial_of(involvement) if involvement is not None else _first_days()
        super().__init__(*args, **kwargs)
        language = get_language() or "cy"
        named = sorted(
            ((key, one.name(language)) for key, one in self.known.items()), key=lambda pair: pair[1]
        )
        self.account = account
        self.fields["asked_by"].choices = self._askers(named, involvement)  # type: ignore[attr-defined]
        self.fields["answered_by"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]
        self.fields["controller_too"].choices = [("", _("None")), *named]  # type: ignore[attr-defined]
        self.fields["follows"].choices = self._earlier(involvement, language)  # type: ignore[attr-defined]
        if not self._is_short():  # it is asked only of who needs it
            self.fields["short_too"].widget = forms.HiddenInput()

    def _askers(self, named: list[tuple[str, str]], involvement: Involvement | None) -> list[tuple[str, str]]:
        """As a citizen, or in the name of a body in which the account has a role that asks."""
        asking = [role for role in roles_of(self.account) if role.part in (Part.FACILITATOR, Part.OFFICER)]
        everywhere = any(not role.organisation_id and not role.area for role in asking)
        keys = {role.organisation_id for role in asking}
        if involvement is not None:
            keys.add(involvement.asked_by_id)
        return [
            (MYSELF, _("I do, as a citizen")),
            *((key, name) for key, name in named if everywhere or key in keys),
        ]

    def _earlier(self, involvement: Involvement | None, language: str) -> list[tuple[str, str]]:
        """The published involvements that the account looks after, and the one that stands there already."""
        mine = looked_after(self.account, roles_of(self.account)).filter(stage=Stage.PUBLISHED)
        found = {one.pk: one for one in mine.exclude(pk=involvement.pk if involvement is not None else "")}
        if involvement is not None and involvement.follows is not None:
            found[involvement.follows.pk] = involvement.follows
        return [("", _("None")), *((key, one.said("question", language)[0]) for key, one in found.items())]

    def _is_short(self) -> bool:
        """Whether what was filled in is a plan for which the law gives more time. Nobody can speak before today, whatever
        day is typed."""
        if not self.is_bound:
            return False
        opens, closes = (parse_day(self.data.get(name, "")) for name in ("opens", "closes"))
        if not (self.data.get("plan") and opens and closes):
            return False
        return is_short(max(opens, clock.today()), closes)

    def clean_places(self) -> list[str]:
        """The codes of the places that were named."""
        return codes_of_lines(str(self.cleaned_data["places"]), most=MOST_PLACES)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        language = get_language() or "cy"
        if not any(given.get(f"question_{one}") or f"question_{one}" in self.errors for one in BOTH):
            self.add_error(f"question_{language}", _("Write the question in at least one language."))
        if not any(given.get(f"open_{one}") or f"open_{one}" in self.errors for one in BOTH):
            self.add_error(
                f"open_{language}", _("Say what can still change. If nothing can, there is nothing to ask.")
            )
        if given.get("checked") and not given.get("question_cy"):
            self.add_error("checked", _("There is no Welsh text yet that anybody could have read."))
        self._check_days(given)
        self._check_bodies(given)
        asks = self.known.get(given.get("asked_by", ""))
        check_policy(self, asks=asks, reasons=NO_POLICY, must=False)
        return given

    def _check_days(self, given: dict[str, Any]) -> None:
        opens, closes, answer_by = (given.get(name) for name in ("opens", "closes", "answer_by"))
        if opens and closes and closes < opens:
            self.add_error("closes", _("The last day cannot be before the first."))
        if closes and answer_by and answer_by < closes:
            self.add_error("answer_by", _("Nobody can be answered before the last day for words."))
        if opens and closes and opens <= closes and self._is_short() and not given.get("short_too"):
            language = get_language() or "cy"
            words = {"law": law().weeks_says.say(language), "source": law().weeks_source.say(language)}
            self.add_error(
                "closes",
                _("%(law)s (%(source)s.) Choose a later day, or tick below that you keep these days.")
                % words,
            )

    def _check_bodies(self, given: dict[str, Any]) -> None:
        asks = given.get("asked_by")
        if asks == MYSELF and ASKS in given.get("controllers", []):
            self.add_error(
                "controllers", _("You ask as a citizen: tick the organisation that answers, or name another.")
            )
        elif not given.get("controllers") and not given.get("controller_too"):
            self.add_error("controllers", _("Tick or name at least one organisation."))
        if asks and not (answer := may_ask(self.account, self.known.get(asks))):
            self.add_error("asked_by", str(answer.reason))
        elif asks == MYSELF:
            keys = [given.get("answered_by"), given.get("controller_too")]
            named = [body for key in keys if (body := self.known.get(key or "")) is not None]
            if not (answer := may_ask_as_citizen(self.account, named)):
                self.add_error("asked_by", str(answer.reason))

    def promise(self) -> Promise:
        """What was filled in, once it is right."""
        given = self.cleaned_data
        asked_by = self.known.get(given["asked_by"])
        answered_by = self.known[given["answered_by"]]
        texts = {
            f"{name}_{language}": plain_lines(given[f"{name}_{language}"])
            for name in ("question", "about", "open", "fixed")
            for language in BOTH
        }
        named = {ASKS: asked_by, ANSWERS: answered_by}
        controllers: list[Organisation | None] = [named[which] for which in given["controllers"]]
        controllers.append(self.known.get(given["controller_too"]))
        return Promise(
            **texts,  # type: ignore[arg-type]  # each name is one of the texts
            checked=given["checked"],
            opens=given["opens"],
            closes=given["closes"],
            answer_by=given["answer_by"],
            areas=tuple(given["places"]),
            asked_by=asked_by,
            answered_by=answered_by,
            controllers=tuple(dict.fromkeys(one for one in controllers if one is not None)),
            **{name: given[name] for name in SAY},
            policy=given["policy"] == IS,
            plan=given["plan"],
            **{name: plain_lines(given[name]) for name in NO_POLICY},
            follows=Involvement.objects.get(pk=given["follows"]) if given["follows"] else None,
        )


def parse_day(text: str) -> date | None:
    """A day as it is typed; None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _first_days() -> dict[str, Any]:
    """A month for words and a month for answers, unless somebody says otherwise."""
    today: date = clock.today()
    return {
        "opens": today,
        "closes": today + timedelta(days=30),
        "answer_by": today + timedelta(days=60),
        "asked_by": MYSELF,
        "controllers": [ANSWERS],
    }


def _initial_of(involvement: Involvement) -> dict[str, Any]:
    names = ("question", "about", "open", "fixed")
    texts = {f"{name}_{one}": getattr(involvement, f"{name}_{one}") for name in names for one in BOTH}
    keys = [one.key for one in involvement.controllers.all()]
    known = {ASKS: involvement.asked_by_id, ANSWERS: involvement.answered_by_id}
    ticked = [which for which, key in known.items() if key in keys]
    others = [key for key in keys if key not in known.values()]
    return {
        **texts,
        "checked": involvement.checked,
        **{name: getattr(involvement, name) for name in (*SAY, "plan", *NO_POLICY)},
        "policy": policy_of(involvement),
        "follows": involvement.follows_id or "",
        "places": "\n".join(name_to_type(area.code) or area.code for area in involvement.areas.all()),
        "opens": involvement.opens,
        "closes": involvement.closes,
        "answer_by": involvement.answer_by,
        "asked_by": involvement.asked_by_id or MYSELF,
        "answered_by": involvement.answered_by_id,
        "controllers": ticked,
        "controller_too": others[0] if others else "",
    }
