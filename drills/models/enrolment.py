"""A person on a programme."""

from django.db import models
from django.db.models import F, Q

from core.owned import Owned, OwnedQuerySet
from core.validators import between


class PauseReason(models.TextChoices):
    """Why somebody pauses."""

    ILLNESS = "illness", "Illness"
    TRAVEL = "travel", "Travel"
    OTHER = "other", "Something else"


class EnrolmentQuerySet(OwnedQuerySet):
    """The words for enrolments."""


class Enrolment(Owned):
    """A person's way through a programme: on `started_on`, a local day, they were in week `start_week` of it.

    Weeks run from weekday to weekday of `started_on`; paused days do not count. `extra_weeks` holds the weeks by which
    phases were repeated, by phase key. `training_days` are weekdays, 0 for Monday, and `former_days` those before they
    were changed, in order: the first day on which they no longer held, and the weekdays. `loads` are loads to begin
    with in kilograms, by exercise. `ended_on` is the first local day on which it no longer holds.
    """

    programme = models.ForeignKey("drills.Programme", models.RESTRICT, related_name="+")
    started_on = models.DateField()
    start_week = models.PositiveSmallIntegerField(default=1, validators=between(1, 520))
    training_days = models.JSONField(default=list, blank=True)
    former_days = models.JSONField(default=list, editable=False)
    extra_weeks = models.JSONField(default=dict, blank=True)
    loads = models.JSONField(default=dict, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(ended_on=None, deleted_at=None), name="one_programme_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="enrolment_ends_after_its_start"
            ),
        ]
        indexes = [models.Index(fields=["owner", "v", "id"], name="enrolment_changes")]

    def __str__(self) -> str:
        """Name the programme."""
        return f"{self.programme_id} since {self.started_on}"


class Pause(models.Model):
    """Days off a programme, from `starts_on` up to, and without, `ends_on`; null while it lasts."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="pauses")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=7, choices=PauseReason, default=PauseReason.OTHER)

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="pause_ends_after_its_start"
            ),
            models.CheckConstraint(condition=Q(reason__in=PauseReason.values), name="pause_reason_known"),
            models.UniqueConstraint(fields=["enrolment"], condition=Q(ends_on=None), name="one_pause_at_a_time"),
        ]

    def __str__(self) -> str:
        """Name the reason."""
        return f"{self.reason} from {self.starts_on}"
