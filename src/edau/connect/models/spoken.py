"""What somebody said, where a connector wrote it down for them: who said it, when and how. Never the words themselves."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.connect.choices import Answered, How, Said


class SpokenWord(models.Model):
    """That an answer to a suggestion rests on what the person said. It stays as long as they take part."""

    party = models.ForeignKey("connect.Party", models.CASCADE, related_name="spoken_words")
    proposal = models.ForeignKey("connect.Proposal", models.CASCADE, related_name="spoken_words")
    answer = models.CharField(max_length=6, choices=Answered)
    said_by = models.CharField(max_length=6, choices=Said)
    how = models.CharField(max_length=9, choices=How)
    on = models.DateField()  # the day on which it was said
    taken_by = models.CharField(max_length=80)  # the connector, as in the audit trail
    noted = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.answer} of {self.party_id}"
