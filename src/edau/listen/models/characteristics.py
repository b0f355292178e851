"""Who was heard, apart from what they said: optional, in the release's own bands, with a day on which it is deleted."""

from __future__ import annotations

from django.db import models


class Characteristics(models.Model):
    """What one teller chose to say of themselves. No key of ours leads from here to their words.

    `key` is a keyed hash of the receipt: with the receipt in hand the row is found (to change or delete it); from the row
    nobody finds the receipt. An empty band was not answered; "not_said" was answered with "I would rather not say".
    """

    key = models.CharField(primary_key=True, max_length=64)
    involvement = models.CharField(max_length=16, blank=True)  # an id, never a foreign key
    place = models.CharField(
        max_length=40, blank=True, db_index=True
    )  # a place or authority, never a small area
    month = models.DateField()  # the first day of the month in which they spoke
    age = models.CharField(max_length=20, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    ethnic_group = models.CharField(max_length=20, blank=True)
    disability = models.CharField(max_length=20, blank=True)
    welsh = models.CharField(max_length=20, blank=True)
    deprivation = models.CharField(
        max_length=20, blank=True
    )  # a band of the small area; the area is not kept
    delete_on = models.DateField(db_index=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [
            # Bands are counted from this alone, already in the order in which they are grouped.
            models.Index(
                fields=[
                    *("involvement", "age", "sex", "ethnic_group", "disability", "welsh", "deprivation"),
                ],
                name="listen_bands",
            )
        ]

    def __str__(self) -> str:
        return "characteristics"


class Reach(models.Model):
    """An organisation that reaches people of a group in an area, as it says itself or as another body says of it: whom to go
    to next."""

    organisation = models.ForeignKey("people.Organisation", models.CASCADE, related_name="reach")
    characteristic = models.CharField(max_length=20)
    band = models.CharField(max_length=20)
    area = models.CharField(max_length=40, db_index=True)
    how_cy = models.TextField(blank=True)
    how_en = models.TextField(blank=True)
    by = models.CharField(max_length=80)
    noted_for = models.ForeignKey(
        "people.Organisation", models.SET_NULL, null=True, related_name="+"
    )  # the body in whose name it was noted; empty: none, or from before it was kept
    seen = models.DateField()  # when it was last borne out
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "characteristic", "band", "area"], name="reach_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} reaches {self.band} in {self.area}"


class PublishedVoices(models.Model):
    """A table of who was heard as it was published, with small numbers hidden and the others rounded down: nothing that
    everybody was not shown. All versions stay, because what may be shown next depends on what was shown before."""

    involvement = models.CharField(max_length=16, blank=True, db_index=True)  # or else a place and a period
    place = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=7, blank=True)  # "2026" or "2026-Q3"
    characteristic = models.CharField(max_length=20)
    counts = models.JSONField()  # the bands, "not stated", the total
    at = models.DateField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["involvement", "place", "period", "characteristic", "at"], name="published_once_a_day"
            )
        ]
        indexes = [models.Index(fields=["place", "period"])]

    def __str__(self) -> str:
        return f"{self.characteristic} in {self.involvement or self.place} {self.period}".strip()
