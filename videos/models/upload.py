"""A clip on its way."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q


def upload_id() -> str:
    """Return an id that nobody can guess: 192 random bits."""
    return secrets.token_urlsafe(24)


class Upload(models.Model):
    """A clip on its way, piece by piece (tus 1.0). Its bytes lie in settings.INCOMING_DIR under its id.

    `offset` says how many are on the disk for sure; `metadata` is the header as the client sent it, `about` what was
    read from it: the names of NewClipSerializer with ids as text. What has ended stays for a while to say how.
    """

    class State(models.TextChoices):
        """Where an upload stands."""

        OPEN = "open"
        DONE = "done"  # it became the video `video`
        REFUSED = "refused"  # for `reason`
        ENDED = "ended"  # by its person, or it lay idle for too long

    id = models.CharField(max_length=43, primary_key=True, default=upload_id)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    length = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    metadata = models.TextField(blank=True)
    about = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    video = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(offset__lte=F("length")), name="upload_offset_within_length"),
        ]
        indexes = [
            models.Index(fields=["owner", "state"], name="upload_of_owner"),
            models.Index(fields=["expires_at"], name="upload_expiry"),
        ]

    def __str__(self) -> str:
        """Say how much of it is there."""
        return f"{self.offset} of {self.length} bytes"
