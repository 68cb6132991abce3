"""What was practised."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.urls import reverse

from core.owned import Owned, OwnedQuerySet
from core.validators import between, not_absurdly_dated
from workouts.models.set import LOAD_SAID, MAX_LOAD_KG, Side

MAX_REPS, MAX_SECONDS = 10_000, 86_400


def clean_made() -> Case:
    """Return what `DrillLog.clean_made` says as the database works it out."""
    reps = Coalesce("reps", "clean_counted")
    unseen = Coalesce("clean_reps", 0) - Coalesce("reps_counted", reps)
    counted = Least(reps, F("clean_counted") + Greatest(unseen, 0))
    return Case(When(clean_counted=None, then=F("clean_reps")), default=counted, output_field=models.IntegerField())


class DrillLogQuerySet(OwnedQuerySet):
    """The words for practice."""

    def newest_first(self) -> Self:
        """Order by when it was done, the latest first."""
        return self.order_by("-performed_at", "-id")

    def on_day(self, day: date) -> Self:
        """Keep what was done on an athlete's local day."""
        return self.filter(day=day)


class DrillLog(Owned):
    """One bout of practice: totals of all its sets. `day` is the athlete's local date of it.

    `clean_reps` is what the person says. Of the `reps_counted` that clips show (null: all of them) `clean_counted` were
    counted clean, and for these that counts instead.
    `distance_m` is the way from the wall. It never counts as training volume.
    """

    drill = models.ForeignKey("drills.Drill", models.RESTRICT, related_name="+")
    performed_at = models.DateTimeField(validators=[not_absurdly_dated])
    day = models.DateField(editable=False)
    sets = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 100))
    reps = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(0, MAX_REPS))
    clean_reps = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(0, MAX_REPS))
    clean_counted = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    reps_counted = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    load_kg = models.FloatField(null=True, blank=True, validators=between(0, MAX_LOAD_KG, LOAD_SAID))
    distance_m = models.FloatField(null=True, blank=True, validators=between(0.01, 5))
    side = models.CharField(max_length=5, choices=Side, default=Side.BOTH)
    duration_s = models.FloatField(null=True, blank=True, validators=between(0.1, MAX_SECONDS))
    felt = models.JSONField(default=list, blank=True)
    cues = models.JSONField(default=list, blank=True)
    note = models.TextField(max_length=2000, blank=True)

    objects = DrillLogQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reps__isnull=False) | Q(duration_s__isnull=False), name="drill_log_says_what_was_done"
            ),
            models.CheckConstraint(
                condition=Q(clean_reps=None) | Q(reps__isnull=False, clean_reps__lte=F("reps")),
                name="drill_log_clean_reps_among_reps",
            ),
            models.CheckConstraint(
                condition=Q(load_kg=None) | Q(load_kg__gte=0, load_kg__lte=MAX_LOAD_KG), name="drill_log_load_possible"
            ),
            models.CheckConstraint(
                condition=Q(duration_s=None) | Q(duration_s__gt=0, duration_s__lte=MAX_SECONDS),
                name="drill_log_duration_possible",
            ),
            models.CheckConstraint(
                condition=Q(distance_m=None) | Q(distance_m__gt=0, distance_m__lte=5),
                name="drill_log_distance_possible",
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="drill_log_side_known"),
        ]
        indexes = [
            models.Index(fields=["owner", "-performed_at", "-id"], name="drilllog_newest"),
            models.Index(fields=["owner", "day", "drill"], name="drilllog_of_day"),
            models.Index(fields=["owner", "v", "id"], name="drilllog_changes"),
        ]

    def __str__(self) -> str:
        """Name the drill and the day."""
        return f"{self.drill_id} on {self.day}"

    def get_absolute_url(self) -> str:
        """Return the page of this log."""
        return reverse("drill-log", args=[self.pk])

    @property
    def clean_made(self) -> int | None:
        """Return the clean reps that count: those counted in clips, and of those no clip shows what the person says."""
        if self.clean_counted is None:
            return self.clean_reps
        reps = self.clean_counted if self.reps is None else self.reps
        seen = reps if self.reps_counted is None else self.reps_counted
        return min(reps, self.clean_counted + max(0, (self.clean_reps or 0) - seen))

    @property
    def said(self) -> str:
        """Return what was done, in words: 45 reps, 60 s."""
        if self.reps is None:
            return f"{self.duration_s:g} s"
        return f"{self.reps} rep{'' if self.reps == 1 else 's'}"

    def set_day(self) -> date:
        """Keep the local date; call it whenever the time changes."""
        self.day = self.owner.local_date(self.performed_at)
        return self.day
