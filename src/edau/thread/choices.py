"""The closed list of what one record can be to another. Each kind has a label for reading it backwards."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Link(models.TextChoices):
    """Read from the record that the edge leaves: a story *is about* a theme, a reply *answers* a story."""

    SAID = "said", _("was said in")
    ABOUT = "about", _("is about")
    EVIDENCES = "evidences", _("is evidence for")
    RAISES = "raises", _("raises")
    ANSWERS = "answers", _("answers")
    SCORES = "scores", _("scores")
    REINFORCES = "reinforces", _("reinforces")
    CONFLICTS = "conflicts", _("conflicts with")
    USES = "uses", _("uses")
    PAYS = "pays", _("pays for")
    SAVES = "saves", _("saves")
    DECIDES = "decides", _("decides")
    CHANGES_WORDS_OF = "changes_words_of", _("changed the words of")
    DELIVERS = "delivers", _("delivers")
    EXCHANGES = "exchanges", _("exchanges with")
    OBSERVED = "observed", _("observed")
    REPLIES = "replies", _("replies to")
    REPEATS = "repeats", _("says the same as")


INVERSE = {
    Link.SAID: _("heard"),
    Link.ABOUT: _("has in it"),
    Link.EVIDENCES: _("rests on"),
    Link.RAISES: _("was raised by"),
    Link.ANSWERS: _("was answered by"),
    Link.SCORES: _("was scored by"),
    Link.REINFORCES: _("is reinforced by"),
    Link.CONFLICTS: _("conflicts with"),
    Link.USES: _("is used by"),
    Link.PAYS: _("is paid for by"),
    Link.SAVES: _("is saved by"),
    Link.DECIDES: _("was decided by"),
    Link.CHANGES_WORDS_OF: _("had its words changed by"),
    Link.DELIVERS: _("is delivered by"),
    Link.EXCHANGES: _("exchanges with"),
    Link.OBSERVED: _("was observed by"),
    Link.REPLIES: _("was replied to by"),
    Link.REPEATS: _("says the same as"),
}
