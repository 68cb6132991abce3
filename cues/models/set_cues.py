"""The cues that were ticked off before a set."""

from django.conf import settings
from django.db import models


class SetCues(models.Model):
    """Which cues a person had in mind in one set: a list of their slugs, in the order they were ticked off."""

    set = models.OneToOneField("workouts.Set", models.CASCADE, primary_key=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    cues = models.JSONField(default=list)
    v = models.PositiveBigIntegerField(default=0, editable=False)  # the owner's version at the last write

    class Meta:
        indexes = [models.Index(fields=["owner", "v", "set"], name="setcues_changes")]

    def __str__(self) -> str:
        """Name the set."""
        return f"cues of {self.set_id}"
