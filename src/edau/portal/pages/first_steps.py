"""The steps of a first plan as a checklist: each leads to the page where it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import ngettext

from edau.core import clock
from edau.language.numbers import day, number
from edau.listen.choices import Stage
from edau.listen.models import FirstStep, Involvement
from edau.listen.starting import starting
from edau.ui.links import address_in

# Where each is done: the name of the address, and whether it is there before the involvement is published.
PAGES = {
    "edit": ("portal:involvement_edit", True),
    "publish": ("portal:involvement_publish", True),
    "happening": ("portal:happening_note", True),
    "paper": ("portal:packs", False),
    "page": ("portal:involvement", False),
    "themes": ("portal:themes_tie", False),
}


@dataclass(frozen=True)
class Line:
    """One step. `address` is empty while it cannot be done yet."""

    key: str
    what: str
    why: str
    due: str
    done: str
    late: bool
    address: str


def step_lines(steps: Sequence[FirstStep], involvement: Involvement, language: str) -> list[Line]:
    """The steps of one involvement in words. Those whose entry the catalogue no longer has are left out. No query."""
    known, today = starting().steps, clock.today()
    return [
        Line(
            key=step.key,
            what=known[step.key].what.say(language),
            why=known[step.key].why.say(language),
            due=day(step.due, language),
            done=day(localdate(step.done), language) if step.done else "",
            late=step.done is None and step.due < today,
            address=_address(known[step.key].where, involvement, language),
        )
        for step in steps
        if step.key in known
    ]


def how_many_done(steps: Sequence[FirstStep]) -> str:
    """ "2 of 5 steps done"."""
    done = sum(step.done is not None for step in steps)
    words = {"done": number(done), "all": number(len(steps))}
    return ngettext("%(done)s of %(all)s step done", "%(done)s of %(all)s steps done", len(steps)) % words


def _address(where: str, involvement: Involvement, language: str) -> str:
    live = involvement.stage == Stage.PUBLISHED
    if where == "desk":
        return address_in(language, "portal:desk") if live else ""
    if where == "listener":
        return f"{address_in(language, 'portal:say_for')}?involvement={involvement.pk}" if live else ""
    name, as_draft = PAGES[where]
    if live and where in ("edit", "publish"):
        return address_in(language, "portal:involvement", involvement.pk)
    return address_in(language, name, involvement.pk) if live or as_draft else ""
