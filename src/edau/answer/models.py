"""Replies and the way to them: which state a contribution came to and when, what was answered, and whether it mattered."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.answer.choices import Mattered, Outcome, Sent
from edau.core.ids import new_id
from edau.core.languages import said
from edau.core.seals import new_salt
from edau.listen.choices import State


class Passage(models.Model):
    """That a contribution came to a state: when, and by whom. Nothing here is ever changed."""

    contribution = models.ForeignKey("listen.Contribution", models.CASCADE, related_name="passages")
    state = models.CharField(max_length=11, choices=State)
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["contribution", "at"])]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.state}"


class Reply(models.Model):
    """An answer in plain words with its reason, for one contribution or for many. A missing language is owed.

    Published, its words stay: a correction is another reply.
    """

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    involvement = models.ForeignKey("listen.Involvement", models.PROTECT, null=True, related_name="replies")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="replies")
    outcome = models.CharField(max_length=11, choices=Outcome)
    words_cy = models.TextField(blank=True)
    words_en = models.TextField(blank=True)
    checked = models.BooleanField(default=False)  # whether somebody qualified has read the Welsh
    written_by = models.CharField(max_length=80)
    made = models.DateTimeField(default=timezone.now)
    delivered = models.DateTimeField(null=True)  # what was promised has been done
    delivered_cy = models.TextField(blank=True)
    delivered_en = models.TextField(blank=True)
    salt = models.CharField(
        max_length=32, default=new_salt, blank=True
    )  # of its seal in the trail; empty: made before replies were sealed
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"reply {self.id}"

    def said(self, field: str, language: str) -> tuple[str, str]:
        """A text (`words`, `delivered`) and its language: this one, or the other while it is owed."""
        return said(getattr(self, f"{field}_cy"), getattr(self, f"{field}_en"), language)


class Answered(models.Model):
    """Which words of a contribution a reply answers, and how it reached the teller."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="answered")
    contribution = models.ForeignKey("listen.Contribution", models.CASCADE, related_name="answers")
    quote = models.TextField(blank=True)  # those of the teller's words; empty: all of them
    sent = models.CharField(max_length=6, choices=Sent, default=Sent.PAGE)
    sent_at = models.DateTimeField(null=True)  # a letter or a call counts when somebody says it is done
    sent_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reply", "contribution"], name="answered_once_by_a_reply")
        ]

    def __str__(self) -> str:
        return f"{self.reply_id} answers {self.contribution_id}"


class Felt(models.Model):
    """Whether the teller thinks that it mattered. The newest counts; a contribution has one."""

    contribution = models.OneToOneField("listen.Contribution", models.CASCADE, related_name="felt")
    mattered = models.CharField(max_length=6, choices=Mattered)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=2)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"felt of {self.contribution_id}"
