"""Areas of Wales: what they are called in both languages, what lies in what, where they are."""

from __future__ import annotations

from django.db import models

from edau.places.choices import Kind


class Area(models.Model):
    """One area of one geography. Codes are the publisher's; `vintage` is the year of that geography."""

    code = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=12, choices=Kind, db_index=True)
    vintage = models.PositiveSmallIntegerField()

    name_en = models.CharField(max_length=120)
    name_cy = models.CharField(max_length=120)
    name_cy_source = models.CharField(max_length=40)
    name_cy_checked = models.BooleanField(default=False)
    name_official = models.CharField(max_length=120, blank=True)
    locative_cy = models.CharField(max_length=140, blank=True)
    of_cy = models.CharField(max_length=140, blank=True)
    slug_en = models.SlugField(max_length=120)
    slug_cy = models.SlugField(max_length=120)

    population = models.PositiveIntegerField(null=True)
    households = models.PositiveIntegerField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    area_km2 = models.FloatField(null=True)
    small_areas = models.PositiveIntegerField(null=True)

    authority = models.ForeignKey("self", models.CASCADE, null=True, related_name="areas_of_authority")
    health_board = models.ForeignKey("self", models.CASCADE, null=True, related_name="areas_of_health_board")
    board = models.ForeignKey("self", models.CASCADE, null=True, related_name="areas_of_board")
    community = models.ForeignKey("self", models.CASCADE, null=True, related_name="areas_of_community")
    ward = models.ForeignKey("self", models.CASCADE, null=True, related_name="areas_of_ward")
    place = models.ForeignKey("self", models.CASCADE, null=True, related_name="areas_of_place")
    place_share = models.FloatField(null=True)
    parent = models.CharField(max_length=40, blank=True)
    travel_to_work = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "name_en"])]

    def __str__(self) -> str:
        return f"{self.code} {self.name_en}"

    def name(self, language: str) -> str:
        return self.name_cy if language == "cy" else self.name_en

    def slug(self, language: str) -> str:
        return self.slug_cy if language == "cy" else self.slug_en

    def locative(self, language: str) -> str:
        """ "ym Mhontypridd", "in Pontypridd"."""
        return (self.locative_cy or self.name_cy) if language == "cy" else f"in {self.name_en}"

    def of(self, language: str) -> str:
        """ "o Bontypridd", "of Pontypridd"."""
        return (self.of_cy or self.name_cy) if language == "cy" else f"of {self.name_en}"


class Boundary(models.Model):
    """The outline of an area for drawing: polygons as rings of (longitude, latitude), simplified."""

    area = models.OneToOneField(Area, models.CASCADE, primary_key=True, related_name="boundary")
    rings = models.JSONField()

    def __str__(self) -> str:
        return f"boundary of {self.area_id}"


class Locality(models.Model):
    """A village or part of a town by name, with the small area it lies in."""

    id = models.CharField(primary_key=True, max_length=24)
    name = models.CharField(max_length=120)
    name_cy = models.CharField(max_length=120, blank=True)
    name_source = models.CharField(max_length=40, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    lsoa = models.ForeignKey(Area, models.CASCADE, related_name="localities")
    place = models.ForeignKey(Area, models.CASCADE, null=True, related_name="villages")

    class Meta:
        verbose_name_plural = "localities"

    def __str__(self) -> str:
        return self.name


class DrawnPlace(models.Model):
    """A place that somebody drew, kept under a link: a set of small areas, and perhaps what they call it.

    `citation` is the hash of the set, the same for whoever draws the same; `key` is the link, which nobody can guess.
    Nothing is kept about who drew it. `how` holds codes and numbers only, never what was typed. The small areas are
    codes without a foreign key: a release replaces every area, and must not take with it what people drew.
    """

    key = models.CharField(primary_key=True, max_length=14)
    citation = models.CharField(max_length=12, db_index=True)
    name = models.CharField(max_length=80, blank=True)
    vintage = models.PositiveSmallIntegerField()
    small_areas = models.JSONField()
    how = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citation"], condition=models.Q(name=""), name="one_nameless_drawn_place_per_set"
            )
        ]

    def __str__(self) -> str:
        return f"drawn place {self.citation}"
