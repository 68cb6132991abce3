"""Who watched what."""

from django.conf import settings
from django.db import models

from videos.models.video import Video


class Viewing(models.Model):
    """Somebody besides its owner watched a video or took its file: what the owner may read about it."""

    class What(models.TextChoices):
        """What was done with it."""

        WATCHED = "watched"
        DOWNLOADED = "downloaded"

    video = models.ForeignKey(Video, models.CASCADE, related_name="viewings")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    viewer_name = models.CharField(max_length=254)  # as it was then: the account may go
    what = models.CharField(max_length=10, choices=What)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["video", "-last_at"], name="viewing_latest")]

    def __str__(self) -> str:
        """Say who did what."""
        return f"{self.viewer_name} {self.what}"
