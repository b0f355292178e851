"""The ways by which stories, themes and the thread bring records into sight."""

from __future__ import annotations

from collections.abc import Iterable

from edau.answer.models import Reply
from edau.answer.tellers import REPLY, tell_replies
from edau.core.readpaths import ReadPath, register
from edau.listen.models import Contribution, Involvement, Theme
from edau.listen.queries import themes
from edau.listen.queries.contributions import INVOLVEMENT
from edau.listen.tellers import CONTRIBUTION, THEME, told_to_everyone
from edau.portal.queries import stories
from edau.thread.records import EVERYONE


def register_read_paths() -> None:
    """Each with the question that its pages ask."""
    register(
        ReadPath("stories", CONTRIBUTION, stories.ids_listed),
        ReadPath("feed of stories", CONTRIBUTION, stories.ids_in_feed),
        ReadPath("search over stories", CONTRIBUTION, stories.ids_searched),
        ReadPath("words of themes", CONTRIBUTION, themes.ids_of_words),
        ReadPath("words to tie to themes", CONTRIBUTION, themes.ids_to_tie),
        ReadPath("the thread: contributions", CONTRIBUTION, _contributions),
        ReadPath("the thread: involvements", INVOLVEMENT, _involvements),
        ReadPath("the thread: themes", THEME, _themes),
        ReadPath("the thread: replies", REPLY, _replies),
        ReadPath("themes", THEME, themes.ids_listed),
    )


def _contributions() -> Iterable[str]:
    return told_to_everyone(CONTRIBUTION, Contribution.objects.values_list("pk", flat=True))


def _involvements() -> Iterable[str]:
    return told_to_everyone(INVOLVEMENT, Involvement.objects.values_list("pk", flat=True))


def _themes() -> Iterable[str]:
    return told_to_everyone(THEME, Theme.objects.values_list("pk", flat=True))


def _replies() -> Iterable[str]:
    return tell_replies(Reply.objects.values_list("pk", flat=True), "cy", EVERYONE).keys()
