"""The figures of the rules against abuse, in one place. They are published with the account of reports."""

from __future__ import annotations

from datetime import timedelta

from edau.moderation.choices import Reason

DECIDE_WITHIN = timedelta(hours=72)  # a moderator owes a decision
APPEAL_WITHIN = timedelta(days=28)  # after a decision
DECIDE_APPEAL_WITHIN = timedelta(days=7)
UNDO_WITHIN = timedelta(minutes=10)

# Undecided, a hold for one of these reasons ends by itself; one for any other reason stays until somebody decides.
ENDS_AFTER = {
    Reason.SPAM: timedelta(days=7),
    Reason.OTHER: timedelta(days=7),
    Reason.UNTRUE: timedelta(days=14),
}

HOLDS_A_DAY = 10  # of one reader, while their reports stand
FEWEST_A_DAY = 1  # however many of them did not
JUDGED_FROM = 3  # decided reports, before the share of those that did not stand counts
JUDGED_OVER = timedelta(days=90)
WITHOUT_A_NAME_A_DAY = 3  # holds from one address by readers nobody knows
WITHOUT_A_NAME_AN_HOUR = 20  # and from all of them together

# More than this within an hour, and reports wait for a moderator instead of taking away: slow mode.
BURST = timedelta(hours=1)
ITEMS_OF_A_PAGE, ITEMS_OF_AN_AUTHOR, REPORTS_OF_AN_ADDRESS = 8, 4, 6

PEOPLE_FOR_A_CLEARED_ITEM = 2
