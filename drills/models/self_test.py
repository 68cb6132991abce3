"""Self-tests: what was tried and how it went."""

from datetime import date

from django.db import models
from django.db.models import Q

from core.owned import Owned, OwnedQuerySet
from core.validators import between, not_absurdly_dated


class SelfTestKind(models.TextChoices):
    """The self-tests."""

    TOE_TOUCH = "toe-touch", "Toe touch"
    HINGE_TO_PARALLEL = "hinge-to-parallel", "Hinge to parallel"
    HORIZONTAL_HOLD = "horizontal-hold", "Horizontal hold"
    GLUTE_EXTENSION = "glute-extension", "Glute extension"


class SelfTestQuerySet(OwnedQuerySet):
    """The words for self-tests."""


class SelfTest(Owned):
    """One try of a self-test. `value` is what was measured, in the test's own unit, where it measures something."""

    test = models.CharField(max_length=20, choices=SelfTestKind)
    performed_at = models.DateTimeField(validators=[not_absurdly_dated])
    day = models.DateField(editable=False)
    passed = models.BooleanField()
    value = models.FloatField(null=True, blank=True, validators=between(0, 3600))
    note = models.TextField(max_length=2000, blank=True)

    objects = SelfTestQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(test__in=SelfTestKind.values), name="self_test_known"),
        ]
        indexes = [
            models.Index(fields=["owner", "test", "-performed_at"], name="selftest_newest"),
            models.Index(fields=["owner", "v", "id"], name="selftest_changes"),
        ]

    def __str__(self) -> str:
        """Name the test and the day."""
        return f"{self.test} on {self.day}"

    def set_day(self) -> date:
        """Keep the local date; call it whenever the time changes."""
        self.day = self.owner.local_date(self.performed_at)
        return self.day
