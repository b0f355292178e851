"""That a question was opened only after its decision, in words: for tables, feeds and files, where no tag can stand. Pages
say it by `{% decided_first key %}`."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edau.listen.queries.happenings import consulted_after
from edau.understand.formats.table import Column, both

YES = "yes"


def marked(text: str, involvement: str) -> str:
    """A text that names an involvement, and after it, where it is so, that its decision came before people could speak."""
    return f"{text} ({_('Consultation after the decision')})" if involvement in consulted_after() else text


def cell(involvement: str) -> str:
    """The same as a cell of `column`: a code, or nothing."""
    return YES if involvement in consulted_after() else ""


def column() -> Column:
    """The column of a table that lists involvements."""
    words = gettext_lazy("Consultation after the decision")
    return Column("after_decision", both(words), codes={YES: both(words)}, in_words=True)
