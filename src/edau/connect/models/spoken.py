"""What somebody said, where a connector wrote it down for them: who said it, when and how. Never the words themselves."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.connect.choices import Answered, How, Said


class SpokenWord(models.Model):
    """That an answer to a suggestion, or a deed with something they offer or need, rests on what the person said. It stays as
    long as they take part."""

    party = models.ForeignKey("connect.Party", models.CASCADE, related_name="spoken_words")
    proposal = models.ForeignKey("connect.Proposal", models.CASCADE, null=True, related_name="spoken_words")
    label = models.CharField(
        max_length=40, blank=True
    )  # of the offer or the need that it is about; else empty
    object_id = models.CharField(max_length=16, blank=True)
    answer = models.CharField(max_length=6, choices=Answered)
    said_by = models.CharField(max_length=6, choices=Said)
    how = models.CharField(max_length=9, choices=How)
    on = models.DateField()  # the day on which it was said
    taken_by = models.CharField(max_length=80)  # the connector, as in the audit trail
    noted = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(proposal=None) ^ models.Q(object_id=""), name="a_word_is_about_one_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer} of {self.party_id}"
