"""What one session did of one exercise: its best sets and what it adds up to, kept beside the sets."""

from typing import Any, Self

from django.conf import settings
from django.db import models

REVISION = 1  # of the formulas behind these numbers; raise it with them, and the next start works all rows out anew


class SessionBestQuerySet(models.QuerySet["SessionBest"]):
    """The words for bests."""

    def for_user(self, user: Any) -> Self:
        """Keep the person's own rows."""
        return self.filter(owner=user)

    def oldest_first(self) -> Self:
        """Order as the sessions were, the order in which the first of equals is the best."""
        return self.order_by("day", "started_at", "session")


class SessionBest(models.Model):
    """The working sets of one exercise in one session, in kilograms, seconds and metres.

    Worked out from the sets and written in the same transaction; it holds nothing that the sets do not say. The e1RM
    is Epley's, not rounded; `low` and `high` are the spread of the formulas. Where no set carries an estimate or a
    load, these are null. Rows are there for sessions that are not deleted, with at least one working set.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    exercise = models.ForeignKey("workouts.Exercise", models.CASCADE, related_name="+", db_index=False)
    session = models.ForeignKey("workouts.Session", models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    started_at = models.DateTimeField()
    revision = models.PositiveSmallIntegerField(default=REVISION)
    e1rm_kg = models.FloatField(null=True)
    e1rm_low_kg = models.FloatField(null=True)
    e1rm_high_kg = models.FloatField(null=True)
    e1rm_load_kg = models.FloatField(null=True)
    e1rm_reps = models.PositiveSmallIntegerField(null=True)
    e1rm_set = models.UUIDField(null=True)  # no foreign keys: sets are marked as deleted, and an index of these
    top_load_kg = models.FloatField(null=True)  # would cost each write something that no question asks for
    top_reps = models.PositiveSmallIntegerField(null=True)
    top_set = models.UUIDField(null=True)
    volume_kg = models.FloatField(default=0.0)
    reps = models.PositiveIntegerField(default=0)
    duration_s = models.FloatField(default=0.0)
    distance_m = models.FloatField(default=0.0)
    sets = models.PositiveIntegerField(default=0)
    hard_sets = models.PositiveIntegerField(default=0)
    marks = models.TextField(default="[]")  # JSON: the sets that can be a record, as [id, load, reps, time, distance]

    objects = SessionBestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "exercise"], name="best_once_per_session"),
        ]
        indexes = [
            models.Index(  # holds all that the strength chart asks for, so ten years are read in one run
                fields=[
                    "owner",
                    "exercise",
                    "day",
                    "started_at",
                    "session",
                    "e1rm_set",
                    "e1rm_kg",
                    "e1rm_low_kg",
                    "e1rm_high_kg",
                    "e1rm_load_kg",
                    "e1rm_reps",
                ],
                name="best_of_exercise",
            ),
        ]

    def __str__(self) -> str:
        """Name the exercise and the day."""
        return f"{self.exercise_id} on {self.day}"
