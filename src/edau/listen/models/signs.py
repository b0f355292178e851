"""How tellers place their own story: between three words, between two, or by choosing."""

from __future__ import annotations

from django.db import models


class Sign(models.Model):
    """A teller's own answer to one item of a framework. Either it does not apply, or exactly what its item asks is there.

    A triad keeps three shares in whole per cent that sum to 100; a dyad one place from 0 to 100; a choice its key.
    """

    contribution = models.ForeignKey("listen.Contribution", models.CASCADE, related_name="signs")
    framework = models.CharField(max_length=40)  # in the catalogue
    item = models.CharField(max_length=40)
    does_not_apply = models.BooleanField(default=False)
    first = models.PositiveSmallIntegerField(null=True)
    second = models.PositiveSmallIntegerField(null=True)
    third = models.PositiveSmallIntegerField(null=True)
    by_zone = models.BooleanField(default=False)  # said by one of seven zones, not by shares
    along = models.PositiveSmallIntegerField(null=True)
    choice = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "framework", "item"], name="a_sign_once"),
            models.CheckConstraint(
                condition=models.Q(first=None, second=None, third=None)
                | models.Q(third=100 - models.F("first") - models.F("second")),
                name="three_shares_make_a_hundred",
            ),
            models.CheckConstraint(
                condition=models.Q(along=None) | models.Q(along__lte=100), name="along_a_line"
            ),
        ]
        indexes = [models.Index(fields=["framework", "item"])]

    def __str__(self) -> str:
        return f"sign {self.item} of {self.contribution_id}"
