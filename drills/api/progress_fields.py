"""What progress of drills is asked with and answers with. The answer is for the schema: columns go out as read."""

from typing import Any

from rest_framework import serializers

from core.day_query import DayRangeQuery
from drills.models.drill import Level
from drills.row_fields import DrillField


class DrillsQuery(DayRangeQuery):
    """What to show; nothing need be said."""

    drill = DrillField(
        required=False, help_text="id of a drill; left out: all hinge movements, logged and as planned work"
    )
    level = serializers.ChoiceField(Level.choices, required=False, help_text="left out: all")
    bucket = serializers.ChoiceField(["day", "week", "month"], default="day", help_text="one line a movement for each")
    unit = serializers.ChoiceField(["kg", "lb"], default="kg", help_text="of loads in the answer")


class DrillProgressSerializer(serializers.Serializer[Any]):
    """A line for each bucket, level and movement, oldest first, the lightest level first; all lists are of one length.

    Logs and sets of the same movement have a line each. Logs never count as volume.
    """

    bucket = serializers.CharField()
    unit = serializers.CharField(help_text="kg or lb")
    date = serializers.ListField(
        child=serializers.DateField(), help_text="the athlete's local day, or the first day of the week or month"
    )
    level = serializers.ListField(
        child=serializers.ChoiceField(Level.choices),
        help_text="of the drill; light ones done as sets count as loaded beyond 20 kg",
    )
    source = serializers.ListField(  # type: ignore[assignment]  # a column, which the class body may name like a setting
        child=serializers.ChoiceField(["log", "set"]), help_text="where the line comes from"
    )
    drill = serializers.ListField(child=serializers.CharField(allow_null=True), help_text="of logs; null for sets")
    exercise = serializers.ListField(child=serializers.CharField(allow_null=True), help_text="of sets; null for logs")
    reps = serializers.ListField(child=serializers.IntegerField())
    clean_reps = serializers.ListField(
        child=serializers.IntegerField(allow_null=True),
        help_text="counted from a clip, else as the person says; null where nobody said, and for sets",
    )
    seconds = serializers.ListField(child=serializers.FloatField(), help_text="of what is timed")
    load = serializers.ListField(
        child=serializers.FloatField(allow_null=True), help_text="the heaviest, in the unit; null where there was none"
    )
    rows = serializers.ListField(
        child=serializers.ListField(child=serializers.UUIDField()), help_text="the logs or sets that the line adds up"
    )
