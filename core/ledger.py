"""The job row and the moves its state may make."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.owned import new_id


class State(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


# Every move the code makes. A running job that is claimed again has lost its worker; whatever is wanted for another
# input goes back to the queue.
MOVES: dict[State, set[State]] = {
    State.QUEUED: {State.QUEUED, State.RUNNING},
    State.RUNNING: {State.RUNNING, State.QUEUED, State.DONE, State.FAILED},
    State.DONE: {State.QUEUED},
    State.FAILED: {State.QUEUED},
}


class Job(models.Model):
    """One kind of work on one subject.

    `wanted_at` is when it was last put into the queue from its beginning; `due_at` when its message is sent again if
    nobody took it. `started_at` is when its last attempt began, `beat_at` that attempt's last sign of life. `verdict`
    tells of a failed one whether its subject is the reason, or the attempts were used up.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    fence = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    wanted_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    input_hash = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    verdict = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="job_one_of_a_kind_per_subject"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_known"),
            models.CheckConstraint(
                condition=Q(state=State.RUNNING, lease_until__isnull=False)
                | (~Q(state=State.RUNNING) & Q(lease_until=None)),
                name="job_running_means_leased",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="job_overdue"),
            models.Index(fields=["subject"], name="job_of_subject"),
        ]

    def __str__(self) -> str:
        """Name the work and where it stands."""
        return f"{self.kind} {self.subject} ({self.state})"

    @property
    def progress(self) -> float:
        """Return the share that is done, 0 to 1."""
        if self.state == State.DONE:
            return 1.0
        return self.done / self.total if self.total else 0.0
