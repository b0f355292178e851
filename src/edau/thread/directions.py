"""Which way each kind of edge runs: which of its two records rests on the other.

Backwards ("why is this here?") is towards what a record rests on; forwards ("what came of this?") is towards what rests on
it. An edge is read from the record it leaves, and the sentence decides: a story *was said in* an involvement, so the
story is there because of the involvement; a story *is about* a theme, so the theme is there because of the story.
"""

from __future__ import annotations

from enum import StrEnum

from edau.thread.choices import Link


class Way(StrEnum):
    """The two ways to follow the thread, as addresses write them."""

    BACK = "back"
    ON = "on"


# The record that the edge leaves rests on the one it reaches.
RESTS_ON_ITS_END = (
    Link.SAID,  # words are there because somebody asked
    Link.ANSWERS,  # an answer is there because of what it answers
    Link.SCORES,  # a score is there because of what is scored
    Link.USES,  # what uses a thing stands on it
    Link.DELIVERS,  # what is done is there because of what was promised
    Link.OBSERVED,  # an observation is there because of what is observed
    Link.REPLIES,  # a reply is there because of what it replies to
)
# The record that the edge reaches rests on the one it leaves.
RESTS_ON_ITS_START = (
    Link.ABOUT,  # a theme is there because people spoke of it
    Link.EVIDENCES,  # a claim stands on its evidence
    Link.RAISES,  # a need is there because somebody raised it
    Link.REINFORCES,  # what is reinforced stands on what reinforces it
    Link.PAYS,  # what is paid for stands on who pays
    Link.SAVES,  # a saving is there because of what saves it
    Link.DECIDES,  # what was decided is there because of the decision
    Link.CHANGES_WORDS_OF,  # a sentence reads as it does because of what changed it
)
# Neither rests on the other: both ways lead along it.
MUTUAL = (Link.CONFLICTS, Link.EXCHANGES, Link.REPEATS)

LEAVING = {Way.BACK: (*RESTS_ON_ITS_END, *MUTUAL), Way.ON: (*RESTS_ON_ITS_START, *MUTUAL)}
ARRIVING = {Way.BACK: (*RESTS_ON_ITS_START, *MUTUAL), Way.ON: (*RESTS_ON_ITS_END, *MUTUAL)}
