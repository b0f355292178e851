"""What is said of how a place depends on others: sentences in the words of one language."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from edau.language.numbers import number, percent
from edau.places.models import Area
from edau.places.queries import visible_area
from edau.portal.words.services import service_words
from edau.understand.analysis.depend import AxisRank, Dependence, Direction
from edau.understand.dependence import dependence_model

NEARLY_ALL = 9.5  # of ten ways


def end_name(code: str, language: str) -> str:
    """What the end of a link is called: a place by its name, another country by its own."""
    area = visible_area(code)
    if area is not None:
        return area.name(language)
    with override(language):
        return {
            "E": _("England"),
            "S": _("Scotland"),
            "N": _("Northern Ireland"),
        }.get(code[:1], _("Another country"))


def lead(area: Area, found: Dependence, language: str) -> str:
    """The description in one sentence, or why there is none."""
    model, finding = dependence_model(), found.label
    if finding.code == "clear":
        says = model.says(str(finding["label"])).say(language)
        if found.standing == "own":
            return _("This place %(says)s.") % {"says": says}
        return _("The area around %(name)s %(says)s.") % {"name": area.name(language), "says": says}
    if finding.code == "between":
        words = {
            "name": area.name(language),
            "first": model.says(str(finding["lower"])).say(language),
            "second": model.says(str(finding["upper"])).say(language),
        }
        if found.standing == "own":
            return _("This place lies between two descriptions: “%(first)s” and “%(second)s”.") % words
        return (
            _("The area around %(name)s lies between two descriptions: “%(first)s” and “%(second)s”.") % words
        )
    return _("Here are the services of %(name)s. The figures for travel are too coarse to tell of it.") % {
        "name": area.name(language)
    }


def how_sure(found: Dependence) -> Iterator[str]:
    """How many ways of weighing say so; and what that does not mean."""
    finding = found.label
    yield _("We weighed work, services, and coming and going against each other in %(draws)s ways.") % {
        "draws": number(dependence_model().draws)
    }
    if finding.code == "clear":
        yield _agreed(10 * float(finding["p"]))
    else:
        first, second = (round(100 * float(finding[name])) for name in ("p_lower", "p_upper"))
        words = {"first": first, "second": second}
        yield _("About %(first)s in 100 of them say the first, about %(second)s in 100 the second.") % words
    yield _("This says how much hangs on the weights. It does not say how exact the figures are.")


def _agreed(tenths: float) -> str:
    if tenths == 10:
        return _("All of them say so.")
    if tenths >= NEARLY_ALL:
        return _("Nearly all of them say so.")
    return _("About %(tenths)s in 10 of them say so.") % {"tenths": round(tenths)}


def notes(area: Area, found: Dependence, language: str) -> Iterator[str]:
    """How well the travel figures fit the place, and what follows from it."""
    words = {"name": area.name(language), "fit": percent(100 * (found.fit or 0), 0)}
    if found.standing == "own":
        yield _("Of the people in the areas behind the travel figures, %(fit)s live here.") % words
    elif found.standing == "around":
        yield (
            _(
                "Of the people in the areas behind the travel figures, only %(fit)s live in this place. So what is said"
                " of travel is said of the area around %(name)s, not of the place alone."
            )
            % words
        )
    elif found.fit is not None and found.fit < dependence_model().around:
        yield (
            _(
                "Of the people in the areas behind the travel figures, only %(fit)s live in this place. The figures would"
                " say more about its neighbours than about the place, so we leave them out. Services are counted in the"
                " place itself."
            )
            % words
        )
    else:
        yield _("The travel figures of this place are not complete, so we show its services only.")


def axis_sentences(axis: AxisRank, found: Dependence, language: str) -> Iterator[str]:
    """The figures of an axis in words; the same figures that its rank is made from."""
    measures = axis.measures
    if "in_out" in measures:
        yield _("For every 100 people who go out to work, about %(come)s come in.") % {
            "come": number(100 * measures["in_out"])
        }
    if "contained" in measures:
        yield _("Of those who live here and travel to work, %(share)s work here.") % {
            "share": percent(measures["contained"], 0)
        }
    if "points" in measures and found.services:
        here = ", ".join(service_words(_kind(one.indicator), int(one.count)) for one in found.services)
        rates = [one.wales_rate for one in found.services]
        words = {"services": here, "rate": number(measures["points"], 2)}
        if None in rates:
            yield _("%(services)s: together %(rate)s for every 1,000 residents.") % words
        else:
            words["wales"] = number(sum(rate for rate in rates if rate is not None), 2)
            yield (_("%(services)s: together %(rate)s for every 1,000 residents (Wales: %(wales)s).") % words)
    if "reach" in measures:
        yield (
            _(
                "If 100 people set out to work from each town and village in Wales, about %(come)s of all of them would"
                " come here."
            )
            % {"come": number(100 * measures["reach"])}
        )
    if "unconcentrated" in measures and found.work_out and found.work_out.links:
        link = found.work_out.links[0]
        yield (
            _("The largest link is %(place)s: %(share)s of those who live here and travel to work go there.")
            % {"place": end_name(link.code, language), "share": percent(100 * link.share, 0)}
        )


def _kind(indicator: str) -> str:
    """The kind of service that an indicator counts."""
    return indicator.removeprefix("n_")


def _first(direction: Direction, language: str) -> dict[str, str]:
    """The place that counts most in a direction, as words of a sentence."""
    link = direction.links[0]
    return {
        "place": end_name(link.code, language),
        "people": about(link.people),
        "share": percent(100 * link.share, 0),
    }


def out_sentence(direction: Direction, language: str) -> str:
    """How many go to work, and the place they rely on most."""
    words = {"total": about(direction.total), "stay": about(direction.stay)}
    said = _("About %(total)s people live here and travel to work; about %(stay)s of them work here.") % words
    if not direction.links:
        return said
    words = _first(direction, language)
    return (
        f"{said} " + _("For work it relies most on %(place)s: about %(people)s go there (%(share)s).") % words
    )


def in_sentence(direction: Direction, language: str) -> str:
    """How many come to work, and the place that is served most."""
    words = {"total": about(direction.total), "stay": about(direction.stay)}
    said = _("About %(total)s people travel to work here; about %(stay)s of them live here.") % words
    if not direction.links:
        return said
    words = _first(direction, language)
    return (
        f"{said} "
        + _("Of other places it serves %(place)s most: about %(people)s come from there (%(share)s).") % words
    )


def moves_sentence(direction: Direction, language: str, *, out: bool) -> str:
    """How many moved, and how many of them within the place."""
    words = {"total": about(direction.total), "stay": about(direction.stay)}
    if out:
        return (
            _(
                "In the year before the census about %(total)s people here moved house; about %(stay)s stayed here."
            )
            % words
        )
    return (
        _(
            "In the year before the census about %(total)s people moved into a home here;"
            " about %(stay)s lived here already."
        )
        % words
    )


def no_place() -> str:
    """For an area that is no listed place."""
    return _("Links are worked out for the towns and villages of 1,000 residents or more, one by one.")


def elsewhere() -> str:
    """Wales outside every listed place: no one place, so no link."""
    return _("Elsewhere in Wales, outside the listed towns and villages")


def rest() -> str:
    """All links that are not among the largest."""
    return _("All other places together")


def about(people: float) -> str:
    """An estimate of people as it may be said: to the nearest ten, or to the nearest one where they are few.

    >>> about(1829.9), about(44.2)
    ('1,830', '44')
    """
    return number(round(people, -1) if people >= 100 else people)
