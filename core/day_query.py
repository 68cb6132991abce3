"""A range of days as the parameters of an address."""

from typing import Any

from rest_framework import serializers


class DayRangeQuery(serializers.Serializer[Any]):
    """A range of days by `from` and `to`, both included; the values are `start` and `end`."""

    start = serializers.DateField(required=False, help_text="first of the athlete's local days; left out: all")
    end = serializers.DateField(required=False, help_text="last of the athlete's local days; left out: all")

    def get_fields(self) -> dict[str, Any]:
        """Name the days `from` and `to`, which Python does not let a class body do."""
        found = super().get_fields()
        for name, word in (("start", "from"), ("end", "to")):
            field = found.pop(name)
            field.source = name
            found[word] = field
        return found
