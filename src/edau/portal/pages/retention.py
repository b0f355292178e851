"""Who came back, as data for its page: the stages of one piece of work, a sentence, and a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from edau.core import clock
from edau.language.numbers import day, number
from edau.listen.analysis.retention import StageShown, shown
from edau.listen.analysis.small_numbers import Limits
from edau.listen.choices import Cycle
from edau.listen.models import Involvement
from edau.listen.queries.retention import Work, work_of
from edau.portal.pages.involvements import days_of, text_of
from edau.portal.words.texts import Text
from edau.ui.rows import Heading
from edau.ui.tables import Table


@dataclass(frozen=True)
class Step:
    """One involvement of the work."""

    key: str
    question: Text
    stage: str
    days: str
    here: bool


@dataclass(frozen=True)
class RetentionPage:
    """The work that an involvement belongs to, and who came back from stage to stage."""

    key: str
    question: Text
    steps: list[Step]
    sentence: str
    running: str
    table: Table | None
    counted: str  # the day on which people were counted
    synthetic: bool


def retention_page(involvement: Involvement, language: str) -> RetentionPage:
    """The page. Two queries."""
    today = clock.today()
    work = work_of(involvement, today)
    counts = shown(work.counts)
    return RetentionPage(
        key=involvement.pk,
        question=text_of(involvement, "question", language),
        steps=[
            Step(
                key=one.pk,
                question=text_of(one, "question", language),
                stage=stage_name(one.cycle),
                days=days_of(one, language, today),
                here=one.pk == involvement.pk,
            )
            for one in work.involvements
        ],
        sentence=_sentence(work, counts),
        running=", ".join(stage_name(stage) for stage in work.running),
        table=_table(counts) if counts else None,
        counted=day(today, language),
        synthetic=any(one.synthetic for one in work.involvements),
    )


def stage_name(stage: str) -> str:
    """A stage of the work in words; also that none has been said."""
    return str(Cycle(stage).label) if stage else _("Stage not said")


def _sentence(work: Work, counts: Sequence[StageShown]) -> str:
    if len(work.involvements) < 2:
        return _("This involvement follows no other and none follows it, so nobody can be seen to come back.")
    later = counts[1:]
    if not later:
        return _("Fewer than two stages are over, so nobody can be seen to come back yet.")
    known = [(one, one.again) for one in later if one.again is not None]
    if not known:
        return _("At no later stage were there enough people to say how many came back without telling who.")
    last, again = known[-1]
    return _("Of %(people)s people who spoke at the stage “%(stage)s”, %(again)s had spoken before.") % {
        "people": number(last.people or 0),
        "stage": stage_name(last.stage),
        "again": between(again),
    }


def _table(counts: Sequence[StageShown]) -> Table:
    return Table(
        key="who-came-back",
        caption=_("People by stage of the work"),
        columns=(
            Heading(_("Stage")),
            Heading(_("People who spoke"), numeric=True),
            Heading(_("Had spoken at an earlier stage"), numeric=True),
            Heading(_("Spoke for the first time"), numeric=True),
            Heading(_("Of all who spoke, without an account"), numeric=True),
        ),
        cells=[
            (
                stage_name(one.stage),
                _("not shown") if one.people is None else number(one.people),
                between(one.again) if place else "–",
                between(one.new) if place else "–",
                between(one.without),
            )
            for place, one in enumerate(counts)
        ],
        fold=True,
    )


def between(limits: Limits | None) -> str:
    """A number as far as it may be said: hidden, or the least and the most that it can be."""
    if limits is None:
        return _("not shown")
    least, most = limits
    return number(least) if least == most else f"{number(least)}–{number(most)}"
