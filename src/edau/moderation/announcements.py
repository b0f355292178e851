"""What apps above may want to know: sent inside the deed's own transaction, so that a letter goes out with it or not at all.

Each sends `case`, a models.Case.
"""

from django.dispatch import Signal

held = Signal()  # an item has gone out of sight: its author is told why, and how to answer
shown_again = Signal()  # its report was taken back, or its hold ended by itself, undecided
decided = Signal()  # first, or again on appeal
escalated = Signal()  # nobody decided in time
