"""A session: one visit to the gym."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.owned import Owned, OwnedQuerySet
from core.validators import between, not_absurdly_dated

BODYWEIGHT_SAID = "Body weight lies between 20 and 500 kg (44 to 1,102 lb)."


class SessionQuerySet(OwnedQuerySet):
    """The words for sessions."""

    def newest_first(self) -> Self:
        """Order by start, the latest first."""
        return self.order_by("-started_at", "-id")

    def running(self) -> Self:
        """Keep those that are not finished."""
        return self.filter(finished_at=None)

    def finished(self) -> Self:
        """Keep those that are finished."""
        return self.exclude(finished_at=None)


class Session(Owned):
    """One visit to the gym. `day` is the athlete's local date when it started."""

    title = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField(validators=[not_absurdly_dated])
    finished_at = models.DateTimeField(null=True, blank=True, validators=[not_absurdly_dated])
    day = models.DateField(editable=False)
    note = models.TextField(max_length=4000, blank=True)
    template = models.ForeignKey("workouts.Template", models.SET_NULL, null=True, blank=True, related_name="+")
    suggestions = models.JSONField(default=dict, blank=True)  # what became of each: {exercise: "taken" or "ignored"}
    bodyweight_kg = models.FloatField(null=True, blank=True, validators=between(20, 500, BODYWEIGHT_SAID))

    objects = SessionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")),
                name="session_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(bodyweight_kg=None) | Q(bodyweight_kg__gt=0, bodyweight_kg__lte=500),
                name="session_bodyweight_possible",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-started_at"], name="session_newest"),
            models.Index(fields=["owner", "v", "id"], name="session_changes"),
        ]

    def __str__(self) -> str:
        """Return the title, or the day where there is none."""
        return self.title or f"Session of {self.day:%A}"

    def get_absolute_url(self) -> str:
        """Return the page of this session."""
        return reverse("session", args=[self.pk])

    @property
    def length(self) -> timedelta | None:
        """Return how long it took, once it is finished."""
        return self.finished_at - self.started_at if self.finished_at else None

    def set_start_day(self) -> date:
        """Keep the local date of the start; call it whenever the start changes."""
        self.day = self.owner.local_date(self.started_at)
        return self.day
