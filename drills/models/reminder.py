"""The reminder of drills that are still to do."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.owned import new_id


class Reminder(models.Model):
    """When a person hears by e-mail that drills are left for the day.

    `checked_on` is the last local day on which its time had come, and that was dealt with; `sent_on` the last one for
    which a mail was handed in. Nobody is shown either, so both change without a new version. `key` names the row to the
    job ledger and in the links of its mails.
    """

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    on = models.BooleanField(default=False)
    at = models.TimeField(default=time(18))
    key = models.UUIDField(default=new_id, unique=True, editable=False)
    checked_on = models.DateField(null=True, editable=False)
    sent_on = models.DateField(null=True, editable=False)
    v = models.PositiveBigIntegerField(default=0, editable=False)  # the owner's version at the last write

    class Meta:
        indexes = [models.Index(fields=["checked_on"], condition=Q(on=True), name="reminder_to_check")]

    def __str__(self) -> str:
        """Say when."""
        return f"{self.at:%H:%M}" if self.on else "off"
