"""What somebody fills in who offers something or needs something: a page of its own for the words, and one for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from edau.connect.actions.needs import LONGEST_TITLE, Wanted
from edau.connect.actions.offers import LONGEST, Ability
from edau.connect.actions.parties import Contact, Somebody, Where
from edau.connect.choices import Language, Sort
from edau.connect.models import Capability, Need, Party
from edau.connect.skills import asset_kinds, check_kinds, groups, skills
from edau.core import clock
from edau.core.abuse import Guard
from edau.places.queries import visible_area
from edau.portal.forms.careful import Careful
from edau.portal.forms.errors import errors
from edau.portal.forms.fields import day_field, email_field, line_field, second_word_field, telephone_field
from edau.portal.forms.saying import LANGUAGES, NO_TELEPHONE, plain_lines
from edau.portal.forms.tag_fields import every_kind, name_of, other_skill_field, suggested, tags_field
from edau.portal.forms.week_fields import WeekForm
from edau.portal.forms.where_field import WhereForm
from edau.portal.words.offering import minutes_words

WRITE = gettext_lazy("Write something first: a sentence is enough.")
WHOLE_NUMBER = gettext_lazy("Type a whole number.")
DURATIONS = (30, 60, 90, 120, 180, 240, 360, 480, 1440, 2880, 10080)


def words_field(label: Any, hint: Any = "", *, required: Any = "", rows: int = 4) -> forms.CharField:
    """A text in somebody's own words, shorter than a story."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=errors(required),
    )


def whole_field(
    label: Any, least: int, most: int, hint: Any = "", *, required: bool = True
) -> forms.IntegerField:
    """A whole number between two others."""
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=required,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": WHOLE_NUMBER,
            "invalid": WHOLE_NUMBER,
            "min_value": gettext_lazy("Type %(limit_value)s or more."),
            "max_value": gettext_lazy("Type %(limit_value)s or less."),
        },
    )


def language_field() -> forms.ChoiceField:
    """The language of the words."""
    return forms.ChoiceField(
        label=gettext_lazy("Which language is it in?"),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose Cymraeg or English.")),
    )


class WordsForm(forms.Form):
    """The first step: what it is, in one's own words."""

    use_required_attribute = False

    words = words_field(
        gettext_lazy("In your own words"),
        gettext_lazy("A sentence is enough. Please do not name other people."),
        required=WRITE,
    )
    language = language_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"language": get_language() or "cy"})
        super().__init__(*args, **kwargs)


class WhoForm(WhereForm):
    """Who it is: where, in which languages, how to reach them. None of it is asked again of who has said it before, but where
    place and languages are of each thing that is said (`of_each`): then what is known stands there, to be changed."""

    use_required_attribute = False
    place_needed = True
    of_each = False

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Which languages suit you?"),
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=errors(gettext_lazy("Choose a language at least.")),
    )
    contact_name = line_field(gettext_lazy("Name to be called by"), autocomplete="name")
    email = email_field()
    telephone = telephone_field()
    word = second_word_field()
    WHO = ("place_name", "place", "languages", "contact_name", "email", "telephone", "word")

    def __init__(
        self, *args: Any, party: Party | None = None, has_receipt: bool = False, **kwargs: Any
    ) -> None:
        self.place_needed = party is None
        self.party = party
        super().__init__(*args, **kwargs)
        if party is not None:
            for name in self.WHO[3 if self.of_each else 0 :]:
                del self.fields[name]
            if self.of_each:
                self._know(party)
        elif has_receipt:
            del self.fields["word"]
        if "languages" in self.fields:
            self.initial.setdefault("languages", [get_language() or "cy"])

    def _know(self, party: Party) -> None:
        self.initial.setdefault("languages", party.languages)
        self.fields["languages"].required = False

    def _offer(self, candidates: list[Any]) -> None:
        super()._offer([] if self.party is not None and not self.of_each else candidates)

    def clean(self) -> dict[str, Any]:
        if self.party is not None and not self.of_each:
            self.offers_places = False
            return forms.Form.clean(self) or self.cleaned_data
        given = super().clean()
        figures = "".join(each for each in str(given.get("telephone") or "") if each.isdigit())
        if given.get("telephone") and not 10 <= len(figures) <= 14:
            self.add_error("telephone", str(NO_TELEPHONE))
        unreachable = not (
            given.get("email") or given.get("telephone") or {"email", "telephone"} & self.errors.keys()
        )
        if given.get("contact_name") and unreachable:
            self.add_error("email", _("Give an e-mail address or a telephone number, too."))
        return given

    def contact(self) -> Contact | None:
        """How to reach them, where they said so."""
        given = self.cleaned_data
        if not (given.get("email") or given.get("telephone")):
            return None
        return Contact(given["contact_name"].strip(), given["email"].strip(), given["telephone"].strip())


class OfferForm(Guard, Careful, WeekForm, WhoForm):
    """The second step of an offer: what it is called, who, where, when."""

    purpose = "connect_offer"

    words = words_field(gettext_lazy("What you can do, in your own words"), required=WRITE)
    language = language_field()
    sort = forms.ChoiceField(
        label=gettext_lazy("What kind of thing is it?"),
        choices=[(one.value, one.label) for one in Sort],
        widget=forms.RadioSelect,
        error_messages=errors(gettext_lazy("Choose one of these.")),
    )
    remote = forms.BooleanField(label=gettext_lazy("Also by telephone or video"), required=False)
    km = whole_field(gettext_lazy("How far would you go, in kilometres?"), 0, 200)
    capacity = whole_field(gettext_lazy("How often a month, at most?"), 1, 60)

    def __init__(
        self, *args: Any, request: HttpRequest, capability: Capability | None = None, **kwargs: Any
    ) -> None:
        language = get_language() or "cy"
        initial = {"language": language, "sort": Sort.DO, "km": 5, "capacity": 2, **kwargs.pop("initial", {})}
        if capability is not None:
            names = ("words", "language", "sort", "remote", "capacity")
            initial |= {name: getattr(capability, name) for name in names} | {"km": round(capability.km)}
            initial["tags"] = [each.skill for each in capability.skills.all()]
        super().__init__(*args, request=request, initial=initial, keeps=capability is not None, **kwargs)
        given = self.data if self.is_bound else initial
        keys = suggested_keys(
            self, initial, suggested(str(given.get("words") or ""), spoken_in(given), assets=False), "tags"
        )
        _mark_language(self, ("words",), spoken_in(given))
        self.fields["tags"] = tags_field([key for key in keys if key in skills()], language)
        self.fields["other"] = other_skill_field(language)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        chosen = [*(given.get("tags") or []), *filter(None, [given.get("other")])]
        self.skills = list(dict.fromkeys(chosen))
        if not self.skills and not {"tags", "other"} & self.errors.keys():
            self.add_error(
                "tags" if self.fields["tags"].choices else "other",  # type: ignore[attr-defined]
                _("Tick what it is, so that it can be found."),
            )  # type: ignore[attr-defined]
        return given

    def ability(self) -> Ability:
        """What is offered, once the form is right."""
        given = self.cleaned_data
        return Ability(
            words=plain_lines(given["words"]),
            language=given["language"],
            skills=self.skills,
            sort=given["sort"],
            remote=given["remote"],
            km=given["km"],
            capacity=given["capacity"],
        )


class NeedForm(Guard, Careful, WeekForm, WhoForm):
    """The second step of a need: what it is called, for how long, who, where, when; and what its party could bring."""

    purpose = "connect_need"
    of_each = True
    careful = ("words", "title", "bring")

    words = words_field(gettext_lazy("What would help, in your own words"), required=WRITE)
    title = line_field(gettext_lazy("A short title, if you like"), most=LONGEST_TITLE)
    language = language_field()
    units = whole_field(gettext_lazy("How many people or things?"), 1, 50)
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long does it take?"), coerce=int, error_messages=errors(WHOLE_NUMBER)
    )
    persons = whole_field(gettext_lazy("For how many people, if it is a room?"), 1, 20_000, required=False)
    remote = forms.BooleanField(label=gettext_lazy("By telephone or video would do"), required=False)
    until = day_field(
        gettext_lazy("Until when is it needed?"), gettext_lazy("Without a day, for two months.")
    )
    open_to_all = forms.BooleanField(
        label=gettext_lazy("Everyone may read it, without who I am"),
        help_text=gettext_lazy("Without this tick only the matching and a connector see it."),
        required=False,
    )
    alone = forms.BooleanField(label=gettext_lazy("I see few people"), required=False)
    at_risk = forms.BooleanField(
        label=gettext_lazy("It is for a child, or for an adult who may need protecting"),
        help_text=gettext_lazy("Then a connector always stands between, and whoever helps has been checked."),
        required=False,
    )
    bring = words_field(
        gettext_lazy("What could you bring?"),
        gettext_lazy(
            "Everybody has something: what you know, like doing, or could lend. You can leave this empty."
        ),
        rows=3,
    )

    def __init__(self, *args: Any, request: HttpRequest, need: Need | None = None, **kwargs: Any) -> None:
        language = get_language() or "cy"
        self.need = need
        initial = {
            "language": language,
            "units": 1,
            "minutes": 60,
            "open_to_all": True,
            **kwargs.pop("initial", {}),
        }
        if need is not None:
            names = (
                "words",
                "title",
                "language",
                "units",
                "minutes",
                "persons",
                "remote",
                "until",
                "open_to_all",
                "languages",
            )
            initial |= {name: getattr(need, name) for name in names}
            initial |= {"tag": need.skill or need.asset_kind, "checks": need.checks}
        super().__init__(*args, request=request, initial=initial, keeps=need is not None, **kwargs)
        given = self.data if self.is_bound else initial
        self.fields["until"].required = False
        durations = sorted({*DURATIONS, int(initial["minutes"])})
        self.fields["minutes"].choices = [(each, minutes_words(each)) for each in durations]  # type: ignore[attr-defined]
        text, spoken = str(given.get("words") or ""), spoken_in(given)
        keys = suggested_keys(self, initial, suggested(text, spoken, assets=True), "tag")
        self.fields["tag"] = forms.ChoiceField(
            label=gettext_lazy("Is it one of these?"),
            help_text=gettext_lazy("We looked for it in your words. Choose what is right."),
            choices=[(key, name_of(key, language)) for key in keys],
            required=False,
            widget=forms.RadioSelect,
            error_messages=errors(),
        )
        self.fields["other"] = other_skill_field(language)
        self.fields["other_asset"] = forms.ChoiceField(
            label=gettext_lazy("Or something to use"),
            choices=[("", gettext_lazy("nothing else")), *every_kind(language)],
            required=False,
            error_messages=errors(),
        )
        self._add_checks(given, initial, language)
        self._add_bring(given, spoken, language, new=need is None)
        _mark_language(self, ("words", "title"), spoken)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        # What is picked from the whole list is meant, even where one of those suggested is chosen, too.
        picked = [given.get(name) for name in ("other", "other_asset") if given.get(name)]
        self.key = str(picked[0] if picked else given.get("tag") or "")
        if len(picked) > 1:
            self.add_error("other_asset", _("Choose one thing: help of somebody, or something to use."))
        elif not self.key and not {"tag", "other", "other_asset"} & self.errors.keys():
            self.add_error(
                "tag" if self.fields["tag"].choices else "other",  # type: ignore[attr-defined]
                _("Choose what it is, so that it can be found."),
            )  # type: ignore[attr-defined]
        until = given.get("until")
        if isinstance(until, date) and self._past(until):
            self.add_error("until", _("This day has gone by."))
        if given.get("bring", "").strip() and not self._brought(given) and "bring_tags" not in self.errors:
            field = "bring_tags" if self.fields["bring_tags"].choices else "bring_other"  # type: ignore[attr-defined]
            self.add_error(field, _("Tick what it is, so that it can be found."))
        return given

    def wanted(self) -> Wanted:
        """What is needed, once the form is right."""
        given = self.cleaned_data
        skill = self.key if self.key in skills() else ""
        eligible = groups()[skills()[skill].group].checks if skill else ()
        return Wanted(
            words=plain_lines(given["words"]),
            language=given["language"],
            title=given["title"],
            skill=skill,
            asset_kind=self.key if self.key in asset_kinds() else "",
            units=given["units"],
            minutes=given["minutes"],
            persons=given["persons"],
            languages=given.get("languages") or (),
            # What was ticked for one skill may not be asked for with another that was picked afterwards.
            checks=[code for code in given.get("checks") or [] if code in eligible],
            remote=given["remote"],
            where=self._where_needed(),
            until=given["until"],
            open_to_all=given["open_to_all"],
        )

    def _know(self, party: Party) -> None:
        super()._know(party)
        area = visible_area(self.need.area if self.need is not None else party.area)
        field, known = (
            self.fields["place_name"],
            area.name(get_language() or "cy") if area is not None else "",
        )
        field.label = gettext_lazy("Where is it needed?")
        field.help_text = (
            _(
                "%(where)s, as we know it. Leave this empty if it is there; else type a postcode, town or village."
            )
            % {"where": known}
            if known
            else self.where_hint
        )
        self.fields["languages"].label = gettext_lazy("In which languages, for this?")

    def _where_needed(self) -> Where | None:
        """The place of this need, where it has one of its own; None where it is at its party's doorstep."""
        if self.party is None:
            return None  # what was typed is where they are
        if (named := self.where()) is not None or self.need is None:
            return named
        kept = self.need
        own = kept.latitude is not None or kept.area != self.party.area
        return Where(kept.area, kept.latitude, kept.longitude) if own else None

    def bringing(self) -> Ability | None:
        """What they could bring; None where they left it empty."""
        given = self.cleaned_data
        text = plain_lines(given.get("bring") or "").strip()
        if not text:
            return None
        return Ability(words=text, language=given["language"], skills=self._brought(given))

    def _brought(self, given: dict[str, Any]) -> list[str]:
        return [*(given.get("bring_tags") or []), *filter(None, [given.get("bring_other")])]

    def _past(self, day: date) -> bool:
        return day < clock.today()

    def _add_checks(self, given: Any, initial: dict[str, Any], language: str) -> None:
        """Checks are asked about only where those who do this may be asked for one."""
        key = str(given.get("other") or given.get("tag") or initial.get("tag") or "")
        group = groups()[skills()[key].group] if key in skills() else None
        if group is None or not group.checks:
            return
        self.fields["checks"] = forms.MultipleChoiceField(
            label=gettext_lazy("Must whoever helps hold one of these?"),
            help_text=gettext_lazy("Only what people who do this may be asked for. You can leave it open."),
            choices=[(code, check_kinds()[code].name.say(language)) for code in group.checks],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages=errors(),
        )

    def _add_bring(self, given: Any, spoken: str, language: str, *, new: bool) -> None:
        if not new:
            del self.fields["bring"]
            return
        text = str(given.get("bring") or "")
        ticked = given.getlist("bring_tags") if hasattr(given, "getlist") else []
        keys = list(dict.fromkeys([*suggested(text, spoken, assets=False), *ticked])) if text.strip() else []
        self.fields["bring_tags"] = tags_field([key for key in keys if key in skills()], language)
        self.fields["bring_other"] = other_skill_field(language)


def somebody(form: OfferForm | NeedForm | Any, **who: Any) -> Somebody:
    """Who it is, from a form: what holds for a party that is there already is left as it is."""
    given, party = form.cleaned_data, form.party
    if party is not None:
        return Somebody(
            where=Where(party.area),
            languages=party.languages,
            alone=bool(given.get("alone")),
            at_risk=bool(given.get("at_risk")),
            **who,
        )
    return Somebody(
        where=cast(Where, form.where()),  # it is needed of who is new
        languages=given["languages"],
        language=given["language"],
        contact=form.contact(),
        word=given.get("word") or "",
        alone=bool(given.get("alone")),
        at_risk=bool(given.get("at_risk")),
        **who,
    )


def spoken_in(given: Any) -> str:
    """The language that a form says its words are in; empty for none of ours."""
    language = str(given.get("language") or "")
    return language if language in ("cy", "en") else ""


def _mark_language(form: forms.Form, names: Sequence[str], spoken: str) -> None:
    """Words that are there already are read aloud in the language that was said of them."""
    if spoken != get_language() and spoken:
        for name in names:
            form.fields[name].widget.attrs["lang"] = spoken


def suggested_keys(form: forms.Form, initial: dict[str, Any], found: list[str], name: str) -> list[str]:
    """What is suggested now, with what was ticked before, so that no tick is lost."""
    ticked = (
        form.data.getlist(name)
        if form.is_bound and hasattr(form.data, "getlist")
        else initial.get(name) or []
    )
    ticked = [ticked] if isinstance(ticked, str) else list(ticked)
    return [
        key
        for key in dict.fromkeys([*ticked, *found])
        if key in skills() or (key in asset_kinds() and name == "tag")
    ]
