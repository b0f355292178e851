"""The words for hours: amounts, balances, movements, and why something was not taken."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from edau.connect.actions.hours import BeyondLimit, Refused
from edau.connect.choices import Mistake, Movement
from edau.connect.queries.hours import Room, Statement
from edau.connect.skills import asset_kinds, skills
from edau.language.numbers import MINUS, day, number
from edau.ui.rows import Heading
from edau.ui.tables import Table

WHY = {
    "minutes": gettext_lazy("Type how long, from a minute to a week."),
    "same": gettext_lazy("These are the same account."),
    "closed": gettext_lazy("This account has been closed."),
    "not_done": gettext_lazy("This has not been done yet."),
    "again": gettext_lazy("These hours have been written down already."),
    "holder": gettext_lazy("That cannot be done with an account of this kind."),
    "undone": gettext_lazy("This was corrected before."),
    "nothing": gettext_lazy("There is nothing left to correct."),
    "limits": gettext_lazy("The second limit cannot come before the first."),
}


def amount(minutes: int) -> str:
    """How long, in hours: "45 minutes", "3 hours", "1 hour 30 minutes"; nought as "0 hours"."""
    hours, rest = divmod(abs(minutes), 60)
    words = []
    if hours or not rest:
        words.append(ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": number(hours)})
    if rest:
        words.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": number(rest)})
    return " ".join(words)


def signed(minutes: int) -> str:
    """An amount that came in or went out, short enough for a column: "+1:30", "−0:45", "0:00"."""
    sign = "+" if minutes > 0 else MINUS if minutes < 0 else ""
    return f"{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02d}"


def balance_in_words(minutes: int) -> str:
    """How somebody stands, in a sentence."""
    if minutes > 0:
        return _("You have given %(amount)s more than you have had.") % {"amount": amount(minutes)}
    if minutes < 0:
        return _("You have had %(amount)s more than you have given.") % {"amount": amount(minutes)}
    return _("You have given as much as you have had.")


def organisation_in_words(minutes: int) -> str:
    """How an organisation stands, in a sentence."""
    if minutes > 0:
        return _("It has taken back %(amount)s more than it gave out.") % {"amount": amount(minutes)}
    if minutes < 0:
        return _("It has given out %(amount)s more than it has taken back.") % {"amount": amount(minutes)}
    return _("It has taken back as much as it gave out.")


def room_in_words(room: Room) -> str:
    """The word that is said once somebody has had much more than they gave; empty before."""
    if not room.beyond:
        return ""
    return _(
        "That is a good deal. You can go on being helped; think of what you could do for somebody, however small."
    )


def their_room_in_words(room: Room) -> str:
    """The same, to whoever wrote it down for them."""
    if not room.beyond:
        return ""
    return _(
        "They have had a good deal more than they gave. They can go on; think together of what they could do for somebody."
    )


def organisation_room_in_words(room: Room) -> str:
    """The word that is said once an organisation has given out much more than it took back; empty before."""
    if not room.beyond:
        return ""
    return _(
        "The organisation has given out a good deal more than it took back. Say what people can use their hours for."
    )


def refusal(no: Refused) -> str:
    """Why hours did not move, and what to do."""
    if isinstance(no, BeyondLimit):
        if not no.room.limit:
            return _("There are not as many hours there. Give fewer.")
        words = {"limit": amount(no.room.limit)}
        return (
            _(
                "With this the account would have had more than %(limit)s beyond what it gave. Ask your connector."
            )
            % words
        )
    return str(WHY[no.code])


def movement_words(movement: str) -> str:
    """What a transfer was."""
    return str(Movement(movement).label)


def statement_table(statement: Statement, key: str) -> Table:
    """A statement as a table, the oldest line first: day, number, what it was, the amount, how the account stood then."""
    language = get_language() or "cy"
    rows = [[day(statement.begins, language), "", _("Before this day"), "", signed(statement.before)]]
    for line in statement.lines:
        what = movement_words(line.movement)
        if line.reason:
            what = f"{what}: {Mistake(line.reason).label}"
        if line.undoes:
            what += " " + _("(undoes number %(number)s)") % {"number": line.undoes}
        if line.undone:
            what += " " + _("(undone by number %(number)s)") % {"number": line.undone}
        about = _about(line.proposal, language)
        rows.append(
            [
                day(line.at.date(), language),
                str(line.number),
                f"{what}. {about}" if about else what,
                signed(line.minutes),
                signed(line.balance),
            ]
        )
    rows.append([day(statement.ends, language), "", _("After this day"), "", signed(statement.after)])
    columns = [
        Heading(_("Day")),
        Heading(_("Number"), numeric=True),
        Heading(_("What")),
        Heading(_("Hours"), numeric=True),
        Heading(_("Balance"), numeric=True),
    ]
    return Table(key, _("Every movement, the oldest first"), columns, rows, fold=True)


def _about(proposal: object, language: str) -> str:
    """What help was about, in the words of the list of skills; nobody's own words stand on paper."""
    need = getattr(proposal, "need", None)
    if need is None:
        return ""
    asset = getattr(proposal, "asset", None)
    kind = asset.kind if asset is not None else need.asset_kind
    if kind in asset_kinds():
        return asset_kinds()[kind].name.say(language)
    return skills()[need.skill].name.say(language) if need.skill in skills() else ""
