"""A gate that somebody opened although it is not passed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.owned import Owned, OwnedQuerySet


class GateOverrideQuerySet(OwnedQuerySet):
    """The words for overrides."""


class GateOverride(Owned):
    """An athlete's gate opened by hand, by the athlete or a coach, and why; closed again it stays as deleted."""

    gate = models.SlugField(max_length=40, db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(max_length=1000)

    objects = GateOverrideQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "gate"], condition=Q(deleted_at=None), name="one_override_per_gate"
            ),
            models.CheckConstraint(condition=Q(reason__gt=""), name="override_has_a_reason"),
        ]
        indexes = [models.Index(fields=["owner", "v", "id"], name="gateoverride_changes")]

    def __str__(self) -> str:
        """Name the gate."""
        return f"{self.gate} opened by hand"
