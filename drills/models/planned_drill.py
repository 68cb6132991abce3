"""Drills that a person, a self-test or a coach put on Today or into the warm-up."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.owned import Owned, OwnedQuerySet
from core.validators import between


class When(models.TextChoices):
    """When a planned drill is due."""

    DAILY = "daily", "Every day"
    TRAINING_DAYS = "training-days", "On training days"
    WARM_UP = "warm-up", "In the warm-up of lower-body sessions"


class PlannedDrillQuerySet(OwnedQuerySet):
    """The words for planned drills."""


class PlannedDrill(Owned):
    """A drill to do beside what the programme asks for, from `starts_on` to `ends_on` (null: without an end).

    `sets`, `reps`, `hold_s` and `distance_m` replace the drill's own dose where they are given. With `off` the drill is
    left out of that time of the day although the programme asks for it; the dowel hinge cannot leave the warm-up.
    """

    drill = models.ForeignKey("drills.Drill", models.RESTRICT, related_name="+")
    when = models.CharField(max_length=13, choices=When, default=When.DAILY)
    off = models.BooleanField(default=False)
    sets = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 50))
    reps = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 1000))
    hold_s = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 3600))
    distance_m = models.FloatField(null=True, blank=True, validators=between(0.01, 5))
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = PlannedDrillQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(when__in=When.values), name="planned_drill_when_known"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="planned_drill_ends_after_its_start"
            ),
        ]
        indexes = [models.Index(fields=["owner", "v", "id"], name="planneddrill_changes")]

    def __str__(self) -> str:
        """Name the drill and when."""
        return f"{self.drill_id}, {self.when}"

    def get_absolute_url(self) -> str:
        """Return the page of this plan."""
        return reverse("planned-drill", args=[self.pk])
