"""A clip of practice."""

from django.db import models


class DrillClip(models.Model):
    """Which practice a video shows. It goes with either of them.

    Its analysis counted `reps` and the `clean_reps` among them; None before it and where it could not tell.
    """

    video = models.OneToOneField("videos.Video", models.CASCADE, primary_key=True, related_name="+")
    log = models.ForeignKey("drills.DrillLog", models.CASCADE, related_name="clips")
    reps = models.PositiveSmallIntegerField(null=True, editable=False)
    clean_reps = models.PositiveSmallIntegerField(null=True, editable=False)

    def __str__(self) -> str:
        """Name both."""
        return f"{self.video_id} of {self.log_id}"
