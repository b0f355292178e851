"""What is said of a series and of the look ahead: sentences in the words of one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from edau.language.numbers import number, period
from edau.places.models import Area
from edau.portal.words.series import series_text
from edau.understand.analysis.ahead import Ahead


def last_figure(one: Ahead, language: str) -> str:
    """The last published value, with its limits where it has them."""
    last = one.last
    words = {"period": period(last.period, language), "value": series_text(one.series, last.value, language)}
    if last.lower is None or last.upper is None:
        return _("The last figure is %(value)s (%(period)s).") % words
    words |= {
        "lower": series_text(one.series, last.lower, language),
        "upper": series_text(one.series, last.upper, language),
    }
    return _("The last figure is %(value)s (%(period)s), somewhere from %(lower)s to %(upper)s.") % words


def direction(one: Ahead) -> str:
    """Rising, steady or falling, in one word or two."""
    return {
        "rising": _("Rising"),
        "steady": _("Steady"),
        "falling": _("Falling"),
        "too_short": _("Too few years to say"),
    }[one.direction.code]


def direction_sentence(one: Ahead) -> str:
    """The same as a sentence, with the years it speaks of."""
    finding = one.direction
    if finding.code == "too_short":
        return _("There are too few years to say which way it is going.")
    words = {"first": int(float(finding["first"]))}
    return {
        "rising": _("It has been rising since %(first)s."),
        "steady": _("Since %(first)s it has had no clear direction."),
        "falling": _("It has been falling since %(first)s."),
    }[finding.code] % words


def outlook(one: Ahead, language: str) -> str:
    """What lies ahead by the method, and how the method did in the past; or why nobody looks ahead."""
    finding = one.outlook
    if finding.code == "refused":
        return refusal(one)
    end = one.steps[-1]
    words = {
        "period": period(end.period, language),
        "value": series_text(one.series, end.value, language),
        "lower": series_text(one.series, end.lower, language),
        "upper": series_text(one.series, end.upper, language),
        "tenths": round(10 * float(finding["nominal"])),
    }
    ahead = (
        _(
            "If it goes on as it has, %(period)s will bring about %(value)s; the range is %(lower)s to %(upper)s,"
            " meant to hold what comes %(tenths)s times in 10."
        )
        % words
    )
    return f"{ahead} {record(one)}"


def refusal(one: Ahead) -> str:
    """Why nobody looks ahead."""
    reason = one.outlook.reasons[0].code
    said = {
        "too_short": _("We do not look ahead: there are too few years to test a method on."),
        "not_yearly": _(
            "We do not look ahead: the figures do not come once a year, and there are too few years of them."
        ),
        "gap": _("We do not look ahead: the last years are missing here."),
        "no_skill": _(
            "We do not look ahead: tested on the past, no method did better than simply carrying on the last figure."
        ),
        "missed": _("We do not look ahead: tested on the past, too much of what came lay outside the range."),
    }[reason]
    return f"{said} {record(one)}" if "hit_rate" in one.outlook.params else said


def record(one: Ahead) -> str:
    """How often the range held what came, when the same rule was tested on the past."""
    finding = one.outlook
    words = {"hits": round(100 * float(finding["hit_rate"])), "tests": number(float(finding["tested"]))}
    return _("In the past such ranges held what came %(hits)s times in 100 (%(tests)s tests).") % words


def summary(series: Sequence[Ahead]) -> str:
    """How many series rise, fall or do neither, and for how many there is a look ahead."""
    ways = Counter(one.direction.code for one in series)
    words = {
        "all": len(series),
        "rising": ways["rising"],
        "falling": ways["falling"],
        "steady": ways["steady"],
        "short": ways["too_short"],
        "ahead": sum(one.outlook.code == "projected" for one in series),
    }
    return (
        _(
            "Series here: %(all)s. Rising: %(rising)s; falling: %(falling)s; no clear direction: %(steady)s; too few"
            " years to say: %(short)s. With a look ahead: %(ahead)s; for the rest the past says that we had better not."
        )
        % words
    )


def whose(area: Area, authority: Area, language: str) -> str:
    """Whose figures these are, where they are not those of the area that was asked for."""
    if area.code == authority.code:
        return ""
    return _(
        "No such series is published for this place. These are the figures of its whole local authority: %(authority)s."
    ) % {"authority": authority.name(language)}


def method(code: str) -> str:
    """What a method is called."""
    return {
        "naive": _("the last figure carried on"),
        "drift": _("the average change carried on"),
        "damped": _("the recent change carried on and fading"),
        "mean": _("the mean of three methods"),
    }[code]
