"""The reminder of drills that are still to do."""

from datetime import time

from django.conf import settings
from django.db import models


class Reminder(models.Model):
    """When a person hears by e-mail that drills are left for the day; `sent_on` is the last local day of it."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    on = models.BooleanField(default=False)
    at = models.TimeField(default=time(18))
    sent_on = models.DateField(null=True, editable=False)
    v = models.PositiveBigIntegerField(default=0, editable=False)  # the owner's version at the last write

    def __str__(self) -> str:
        """Say when."""
        return f"{self.at:%H:%M}" if self.on else "off"
