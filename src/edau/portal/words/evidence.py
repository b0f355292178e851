"""The words for what is found out about an involvement: requirements, what meets them, and the four tests of fairness."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edau.answer.analysis import Judged
from edau.answer.queries.evidence import Counts
from edau.language.numbers import number
from edau.listen.choices import Level

REQUIREMENTS = {
    "told": gettext_lazy("People were told what it is about, what is open and what is not"),
    "asked_in_time": gettext_lazy("People spoke, or met, after it opened"),
    "answered": gettext_lazy("At least half of those who spoke have an answer with its reason"),
    "worked_together": gettext_lazy("People and the body worked on it together"),
    "changed": gettext_lazy("Something changed because of what people said"),
    "agenda": gettext_lazy("People had a hand in what was talked about"),
    "chose": gettext_lazy("People took the decision, or a share of it"),
    "agenda_set": gettext_lazy("People set what was talked about themselves"),
    "chose_all": gettext_lazy("People took the whole decision"),
    "carried_out": gettext_lazy("What people chose is being carried out"),
}
CAPS = {
    "decided_before": gettext_lazy(
        "A decision was taken before people could speak: no more than being told is left."
    ),
    "closed_early": gettext_lazy(
        "A decision was taken, or a choice closed, before the last day for words: no more than being asked is left."
    ),
}
VERDICTS = {
    "yes": gettext_lazy("Yes"),
    "not_yet": gettext_lazy("Not yet"),
    "no": gettext_lazy("No"),
    "cannot_say": gettext_lazy("We cannot say"),
}


def fact_in_words(fact: str, counts: Counts) -> str:
    """What this site itself has counted, as proof of a requirement."""
    if fact == "texts":
        return _("its own texts")
    if fact == "voices":
        return _voices(counts.from_opening)
    if fact == "replies":
        return _("%(answered)s of %(said)s answered") % {
            "answered": number(counts.answered),
            "said": number(counts.said),
        }
    if fact == "delivered":
        return _done(counts.delivered)
    return _taken_up(counts.taken_up)


def why_in_words(code: str, params: dict[str, float | int | str]) -> str:
    """What a verdict on fairness rests on, as a sentence."""
    n = {name: int(value) for name, value in params.items()}
    if code == "decided_before":
        return ngettext(
            "%(n)s decision is noted that was taken before people could speak.",
            "%(n)s decisions are noted that were taken before people could speak.",
            n["count"],
        ) % {"n": number(n["count"])}
    if code == "weeks":
        return _("It is open for %(days)s days; the law asks for at least %(least)s.") % {
            "days": number(n["days"]),
            "least": number(n["least"]),
        }
    if code == "no_number":
        return _("It is open for %(days)s days. The law names no number of days for this.") % {
            "days": number(n["days"])
        }
    if code == "answered":
        words = fact_in_words("replies", Counts(n["said"], 0, n["answered"], n["taken_up"], 0))
        return f"{words}; {_taken_up(n['taken_up'])}."
    if code in ("both_languages", "texts_missing", "told_elsewhere"):
        told = _told(n["told"]) if n["told"] else ""
        return " ".join(filter(None, (str(_TEXTS[code]), told)))
    return str(_WHY[code])


_TEXTS = {
    "both_languages": gettext_lazy(
        "It says what it is about, what is open and what cannot change, in both languages."
    ),
    "texts_missing": gettext_lazy(
        "It does not say, in both languages, what it is about, what is open and what cannot change."
    ),
    "told_elsewhere": gettext_lazy(
        "Its texts are not complete, but people were told more; what they were told is not kept here."
    ),
}
_WHY = {
    "not_published": gettext_lazy("It is a draft: nothing is sealed yet."),
    "seal_broken": gettext_lazy("What stands there now is no longer what was sealed."),
    "nothing_open": gettext_lazy("It does not say what is still open."),
    "sealed_before": gettext_lazy(
        "What is still open was sealed before people spoke, and no earlier decision is noted."
    ),
    "put_right": gettext_lazy(
        "What is still open was sealed before people spoke. A decision was first noted as taken before that. The note has"
        " been put right since, and both can be read."
    ),
    "decided_first": gettext_lazy("A decision is noted that was taken before the last day for words."),
    "nobody_spoke": gettext_lazy("Nobody has spoken, so there is nothing to weigh."),
}


def _voices(count: int) -> str:
    return ngettext("%(n)s voice since it opened", "%(n)s voices since it opened", count) % {
        "n": number(count)
    }


def _taken_up(count: int) -> str:
    return ngettext("%(n)s taken up, wholly or in part", "%(n)s taken up, wholly or in part", count) % {
        "n": number(count)
    }


def _done(count: int) -> str:
    return ngettext("%(n)s told that it is done", "%(n)s told that it is done", count) % {"n": number(count)}


def _told(count: int) -> str:
    return ngettext(
        "People were told more on %(n)s occasion.", "People were told more on %(n)s occasions.", count
    ) % {"n": number(count)}


def level_name(level: str) -> str:
    """A level in words; empty for none."""
    return str(Level(level).label) if level else ""


def sentence(judged: Judged, promised: str, *, over: bool, body: bool) -> str:
    """How what was promised and what happened compare, and what is said beyond it without proof; `over` once everyone was to
    be answered, `body` where a body asks."""
    compared, said = _compared(judged, promised, over=over), judged.level.said
    if said == judged.level.level:
        return compared
    words = {"said": level_name(said)}
    if body:
        more = _("The body says: “%(said)s”. Nothing but its word shows that yet.")
    else:
        more = _("Whoever asks says: “%(said)s”. Nothing but their word shows that yet.")
    return f"{compared} {more % words}"


def _compared(judged: Judged, promised: str, *, over: bool) -> str:
    shown = judged.level.level
    words = {"promised": level_name(promised), "shown": level_name(shown)}
    if not shown:
        if not promised:
            return _("No level was promised, and nothing that is noted bears one out yet.")
        return _("Promised: “%(promised)s”. Nothing that is noted shows any level yet.") % words
    if not promised:
        return _("No level was promised. What happened shows: “%(shown)s”.") % words
    order = Level.values
    if order.index(shown) == order.index(promised):
        return _("Promised: “%(promised)s”. What happened bears it out.") % words
    if order.index(shown) > order.index(promised):
        return _("Promised: “%(promised)s”. What happened shows more: “%(shown)s”.") % words
    if over:
        return _("Promised: “%(promised)s”. What happened shows less: “%(shown)s”.") % words
    return _("Promised: “%(promised)s”. What has happened so far shows: “%(shown)s”.") % words
