"""Results of self-tests, of the API."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from core.day_range import DayRangeFilter
from core.puts import OwnedViewSet, ReplacingSerializerMixin, RestoringMixin
from drills.domain.prerequisites import tests
from drills.domain.self_tests import delete_self_test, restore_self_test, save_self_test
from drills.models import SelfTest

MEASURED = [kind for kind, test in tests().items() if test.measure]
VALUES_ARE_MEASURED: dict[str, Any] = {
    "description": "Only a test that measures something has a value.",
    "anyOf": [
        {"required": ["test"], "properties": {"test": {"enum": MEASURED}}},
        {"properties": {"value": {"type": "null"}}},
    ],
}


class SelfTestSerializer(ReplacingSerializerMixin, serializers.ModelSerializer[SelfTest]):
    """A result of a self-test. `value` is in seconds; where there is one, the threshold of the test decides `passed`.

    `day` is the athlete's local date.
    """

    kept = ("performed_at",)
    schema_rules = (VALUES_ARE_MEASURED,)
    schema_example = {
        "test": "horizontal-hold",
        "performed_at": "2026-11-22T06:30:00Z",
        "passed": True,
        "value": 34,
        "note": "With the dowel",
    }

    class Meta:
        model = SelfTest
        fields = ("id", "test", "performed_at", "day", "passed", "value", "note", "created_at", "updated_at")
        read_only_fields = ("id", "day", "created_at", "updated_at")
        extra_kwargs = {"performed_at": {"required": False}}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Check what single fields cannot."""
        stored = self.instance if self.partial else None
        kind = attrs["test"] if "test" in attrs else getattr(stored, "test", "")
        value = attrs.get("value", getattr(stored, "value", None))
        if value is not None and not tests()[kind].measure:
            said = f"{tests()[kind].name} measures nothing: leave the value out, and say in `passed` how it went."
            raise serializers.ValidationError({"value": said})
        return attrs

    def create(self, validated_data: dict[str, Any]) -> SelfTest:
        """Store a new result; without a time it is now."""
        return save_self_test(SelfTest(**({"performed_at": timezone.now()} | validated_data)))

    def update(self, instance: SelfTest, validated_data: dict[str, Any]) -> SelfTest:
        """Store a changed result."""
        before = instance.performed_at
        for name, value in self.replaced(instance, validated_data).items():
            setattr(instance, name, value)
        return save_self_test(instance, moved=instance.performed_at != before)


class SelfTestFilter(DayRangeFilter):
    """Filters of the list of results; dates are the athlete's local ones."""

    class Meta:
        model = SelfTest
        fields = ("test",)


class SelfTestViewSet(RestoringMixin, OwnedViewSet):
    """Results of self-tests, newest first."""

    model = SelfTest
    serializer_class = SelfTestSerializer
    plain = True
    filterset_class = SelfTestFilter
    ordering = ("-performed_at", "-id")

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """Read the owner along: the local day needs the time zone."""
        rows = super().get_queryset()
        return rows if self.request and self.request.method == "GET" else rows.select_related("owner")

    def delete_row(self, row: SelfTest) -> None:
        """Delete the result."""
        delete_self_test(row, at=timezone.now())

    def restore_row(self, row: SelfTest) -> None:
        """Take the deletion of the result back."""
        restore_self_test(row)
