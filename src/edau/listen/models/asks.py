"""What bodies ask people elsewhere: for one calendar of who asks whom about what."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.core.ids import new_id
from edau.core.languages import said


class OutsideAsk(models.Model):
    """A survey, meeting or consultation that runs elsewhere, noted so that people are asked once."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="outside_asks")
    title_cy = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    opens = models.DateField()
    closes = models.DateField()
    by = models.CharField(max_length=80)
    made = models.DateTimeField(default=timezone.now)
    withdrawn = models.DateTimeField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gte=models.F("opens")), name="an_ask_opens_then_closes"
            )
        ]

    def __str__(self) -> str:
        return f"ask {self.id}"

    def said(self, language: str) -> tuple[str, str]:
        """Its title and the language that is in."""
        return said(self.title_cy, self.title_en, language)


class OutsideAskArea(models.Model):
    """An area such an ask is about, by its code."""

    ask = models.ForeignKey(OutsideAsk, models.CASCADE, related_name="areas")
    code = models.CharField(max_length=40, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "code"], name="an_ask_in_an_area_once")]

    def __str__(self) -> str:
        return f"{self.ask_id} in {self.code}"
