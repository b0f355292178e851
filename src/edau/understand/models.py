"""Observations and where they come from. A figure without its source, date, geography and reliability cannot be stored."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from edau.core.languages import said
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


class Neighbour(models.Model):
    """How near one place is to another in what its people, homes and work are like. Places near in this sense may lie
    far apart on the map."""

    place = models.ForeignKey(Area, models.CASCADE, related_name="neighbours")
    neighbour = models.ForeignKey(Area, models.CASCADE, related_name="neighbour_of")
    rank = models.PositiveSmallIntegerField()
    distance = models.FloatField()
    stability = models.FloatField()  # share of draws in which it stays among the ten nearest (0 to 1)
    alike = models.CharField(max_length=120)  # up to three themes, joined by |, the nearest first
    different = models.CharField(max_length=120)  # up to three themes, joined by |, the farthest first

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "neighbour"], name="one_row_per_neighbour"),
            models.UniqueConstraint(fields=["place", "rank"], name="one_neighbour_per_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.rank} {self.neighbour_id}"


class PlaceType(models.Model):
    """The type a place belongs to most, how strongly, and the type that would be its next."""

    place = models.OneToOneField(Area, models.CASCADE, primary_key=True, related_name="place_type")
    type = models.CharField(max_length=2)  # a letter, until communities have named it
    strength = models.FloatField()  # 1 at the middle of its type, 0 half-way between two types
    next_type = models.CharField(max_length=2)

    class Meta:
        indexes = [models.Index(fields=["type"])]

    def __str__(self) -> str:
        return f"{self.place_id} {self.type}"


class Signal(models.Model):
    """Something that may shape the years to come: a trend (a long series) or a signal (an early sign of change).

    Either language may be missing while somebody still owes it; `said` gives the other with its name. Areas, goals and
    the series are codes, not foreign keys: a release replaces its areas, and the register stays.
    """

    key = models.SlugField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=6)
    heading = models.CharField(max_length=13)  # of STEEPLE
    title_cy = models.CharField(max_length=120, blank=True)
    title_en = models.CharField(max_length=120, blank=True)
    what_cy = models.TextField(blank=True)
    what_en = models.TextField(blank=True)
    checked = models.BooleanField(default=False)  # whether somebody qualified has read the Welsh
    source_cy = models.CharField(max_length=240, blank=True)
    source_en = models.CharField(max_length=240, blank=True)
    publisher_cy = models.CharField(max_length=160, blank=True)
    publisher_en = models.CharField(max_length=160, blank=True)
    source_address = models.URLField(max_length=400, blank=True)
    source_date = models.CharField(max_length=10)  # ISO 8601: a year, a month or a day
    licence = models.CharField(max_length=120, blank=True)
    horizons = models.JSONField(default=list)  # the years it speaks of: near, middle, far
    areas = models.JSONField(default=list)  # the codes of the areas it touches
    goals = models.JSONField(default=list)  # the keys of the well-being goals it touches
    series = models.CharField(max_length=120, blank=True)  # the series of the release it rests on, if any
    from_catalogue = models.BooleanField(default=False)  # it ships with Edau; its text is changed there
    added_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="signals")
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title_cy="", title_en=""), name="a_signal_has_a_title_in_a_language"
            )
        ]

    def __str__(self) -> str:
        return self.key

    def said(self, field: str, language: str) -> tuple[str, str]:
        """A text (`title`, `what`, `source`, `publisher`) and its language: this one, or the other while it is missing."""
        return said(getattr(self, f"{field}_cy"), getattr(self, f"{field}_en"), language)

    def missing(self) -> tuple[str, ...]:
        """The languages in which title or text is still owed."""
        return tuple(
            language
            for language in ("cy", "en")
            if not (getattr(self, f"title_{language}") and getattr(self, f"what_{language}"))
        )


class SignalRating(models.Model):
    """How likely one person thought a signal on one day, and how much it would change. Nothing here is ever changed:
    a new rating stands beside the old, and the newest of each rater counts. Empty means "do not know"."""

    signal = models.ForeignKey(Signal, models.CASCADE, related_name="ratings")
    # A rating goes when its rater's account goes: without the account nobody could tell whose newest it is.
    rater = models.ForeignKey("accounts.User", models.CASCADE, related_name="signal_ratings")
    likelihood = models.PositiveSmallIntegerField(null=True)
    impact = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(blank=True)
    note_language = models.CharField(max_length=2, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(likelihood=None) | models.Q(likelihood__range=(1, 5)),
                name="likelihood_1_to_5",
            ),
            models.CheckConstraint(
                condition=models.Q(impact=None) | models.Q(impact__range=(1, 5)), name="impact_1_to_5"
            ),
        ]
        indexes = [models.Index(fields=["signal", "at"])]

    def __str__(self) -> str:
        return f"rating {self.pk} of {self.signal_id}"
