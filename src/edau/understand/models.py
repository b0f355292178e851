"""Observations and where they come from. A figure without its source, date, geography and reliability cannot be stored."""

from __future__ import annotations

from django.db import models

from edau.places.models import Area


class Release(models.Model):
    """A set of open data that was loaded whole. One is live at a time; the others are remembered by their line here."""

    id = models.CharField(primary_key=True, max_length=12)  # the first digits of the hash over all its tables
    version = models.CharField(max_length=20)
    loaded = models.DateTimeField(auto_now=True)
    is_live = models.BooleanField(default=False)
    description = models.JSONField()  # the data package's own description: tables, sizes, hashes, licences

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_live"], condition=models.Q(is_live=True), name="one_live_release"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.id}"


class Source(models.Model):
    """One publisher's table, under its own name."""

    key = models.CharField(primary_key=True, max_length=60)
    publisher_en = models.CharField(max_length=160)
    publisher_cy = models.CharField(max_length=160)
    title_en = models.CharField(max_length=240)
    title_cy = models.CharField(max_length=240)
    table = models.CharField(max_length=120, blank=True)
    published = models.CharField(max_length=40, blank=True)
    licence = models.CharField(max_length=120)
    licence_url = models.CharField(max_length=240, blank=True)
    attribution_en = models.TextField(blank=True)
    attribution_cy = models.TextField(blank=True)
    repository = models.CharField(max_length=200, blank=True)
    commit = models.CharField(max_length=80, blank=True)
    path = models.CharField(max_length=240, blank=True)

    def __str__(self) -> str:
        return self.key

    def publisher(self, language: str) -> str:
        return self.publisher_cy if language == "cy" else self.publisher_en

    def title(self, language: str) -> str:
        return self.title_cy if language == "cy" else self.title_en

    def attribution(self, language: str) -> str:
        return self.attribution_cy if language == "cy" else self.attribution_en


class Observation(models.Model):
    """One value of one indicator for one area, with its interval or the reason why there is none."""

    indicator = models.CharField(max_length=60)
    area = models.ForeignKey(Area, models.CASCADE, related_name="observations")
    period = models.CharField(max_length=24)
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    interval = models.CharField(max_length=24)
    status = models.CharField(max_length=4, blank=True)
    reliability = models.CharField(max_length=1)
    level = models.CharField(max_length=8)  # the geography it was counted at
    vintage = models.PositiveSmallIntegerField()  # and the year of that geography
    source = models.ForeignKey(Source, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "indicator", "period"], name="one_value_per_area_and_period"
            )
        ]
        indexes = [models.Index(fields=["indicator", "area"])]

    def __str__(self) -> str:
        return f"{self.indicator} {self.area_id} {self.period}"


class SmallAreaCounts(models.Model):
    """What the census counted in one small area: bases, numerators and ranks, from which its page is worked out."""

    lsoa = models.OneToOneField(Area, models.CASCADE, primary_key=True, related_name="counts")
    counts = models.JSONField()

    def __str__(self) -> str:
        return f"counts of {self.lsoa_id}"


class SmallAreaShare(models.Model):
    """How the residents of a small area split over listed places (`place` empty: outside every listed place)."""

    lsoa = models.ForeignKey(Area, models.CASCADE, related_name="shares")
    place = models.ForeignKey(Area, models.CASCADE, null=True, related_name="small_area_shares")
    residents = models.FloatField()

    def __str__(self) -> str:
        return f"{self.lsoa_id} in {self.place_id}"


class SeriesPoint(models.Model):
    """One value of an authority's (or Wales's) published series."""

    series = models.CharField(max_length=120)
    area = models.ForeignKey(Area, models.CASCADE, related_name="series_points")
    period = models.CharField(max_length=24)
    value = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    status = models.CharField(max_length=4, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "series", "period"], name="one_point_per_period")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.area_id} {self.period}"


class Flow(models.Model):
    """People who go from one place to another: to work, or to live. Codes outside the listed places stay codes."""

    kind = models.CharField(max_length=10)  # work, migration
    origin = models.CharField(max_length=40)
    destination = models.CharField(max_length=40)
    people = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["kind", "origin"]), models.Index(fields=["kind", "destination"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.origin} {self.destination}"


class ServicePoint(models.Model):
    """A school, surgery, library, hospital or station at a point."""

    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=160)
    name_cy = models.CharField(max_length=160, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    place = models.ForeignKey(Area, models.CASCADE, null=True, related_name="services")
    lsoa = models.ForeignKey(Area, models.CASCADE, null=True, related_name="services_of_small_area")
    source = models.ForeignKey(Source, models.PROTECT)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
