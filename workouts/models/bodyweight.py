"""Body weight over time."""

from datetime import date

from django.db import models
from django.db.models import Q

from core.owned import Owned, OwnedQuerySet
from core.validators import between, not_absurdly_dated
from workouts.models.session import BODYWEIGHT_SAID


class BodyweightQuerySet(OwnedQuerySet):
    """The words for weighings."""


class Bodyweight(Owned):
    """One weighing. `day` is the athlete's local date of it."""

    measured_at = models.DateTimeField(validators=[not_absurdly_dated])
    day = models.DateField(editable=False)
    weight_kg = models.FloatField(validators=between(20, 500, BODYWEIGHT_SAID))
    note = models.CharField(max_length=200, blank=True)

    objects = BodyweightQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weight_kg__gt=0, weight_kg__lte=500), name="bodyweight_possible"),
        ]
        indexes = [
            models.Index(fields=["owner", "-measured_at"], name="bodyweight_newest"),
            models.Index(fields=["owner", "v", "id"], name="bodyweight_changes"),
        ]

    def __str__(self) -> str:
        """Return the weight and the day."""
        return f"{self.weight_kg:g} kg on {self.day}"

    def set_day(self) -> date:
        """Keep the local date of the weighing; call it whenever the time changes."""
        self.day = self.owner.local_date(self.measured_at)
        return self.day
